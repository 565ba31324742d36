// A mail's HTML as a document for a sandboxed frame. The frame inherits the console's policy, which runs no script and
// takes styles with its nonce only; so the mail's styles become one sheet, and all that could act or load is left out.

// (Vite's development server has no nonce.)
const policy = (nonce: string) =>
  `default-src 'none'; style-src ${nonce ? `'nonce-${nonce}'` : "'unsafe-inline'"}; img-src data:`;

const inert = 'script, link, meta, base, iframe, frame, object, embed, form, input, button, video, audio, svg, math';

/** `prefers-color-scheme` follows the device; a preview follows its switch. */
const withScheme = (css: string, isDark: boolean) =>
  css.replaceAll(/\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi, (_, scheme: string) =>
    (scheme.toLowerCase() === 'dark') === isDark ? '(min-width: 0)' : '(max-width: 0)',
  );

interface Options {
  isDark: boolean;
  nonce: string;
}

export function toMailDocument(html: string, {isDark, nonce}: Options): string {
  const sheets: string[] = [];
  // Before it is parsed: the console's policy would report each inline style, although none of it is applied here.
  const quiet = html
    .replaceAll(/<style\b[^>]*>([^]*?)<\/style\s*>/gi, (_, css: string) => {
      sheets.push(css);
      return '';
    })
    .replaceAll(/<[a-z][^>]*>/gi, (tag) =>
      tag
        .replaceAll(/([\s"'/])on\w+\s*=/gi, '$1data-mail-off=')
        .replaceAll(/([\s"'/])style\s*=/gi, '$1data-mail-style='),
    );
  const mail = new DOMParser().parseFromString(quiet, 'text/html');
  for (const element of mail.querySelectorAll(inert)) element.remove();
  const elements = [...mail.querySelectorAll('*')];
  elements.forEach((element, index) => {
    const style = element.getAttribute('data-mail-style');
    if (style !== null) {
      // Twice the attribute, so that it is stronger than a class, as a style attribute is.
      sheets.push(`[data-mail="${index}"][data-mail="${index}"] {${style.replaceAll(/[{}]/g, '')}}`);
      element.setAttribute('data-mail', String(index));
    }
    for (const {name, value} of [...element.attributes]) {
      const isImage = name === 'src' && /^data:image\//i.test(value);
      if (isImage) continue;
      if (/^on|^data-mail-|^(src|srcset|href|action|background|ping|target|http-equiv|nonce)$|:/.test(name)) {
        // A link is shown, and leads nowhere.
        if (name === 'href') element.setAttribute('title', value);
        element.removeAttribute(name);
      }
    }
    if (element.localName === 'a') element.setAttribute('data-link', '');
  });
  const css = [
    `:root {color-scheme: ${isDark ? 'dark' : 'light'}}`,
    `body {margin: 0; font-family: sans-serif}`,
    ...sheets.map((sheet) => withScheme(sheet, isDark)),
    'a[data-link] {text-decoration: underline; cursor: default}',
  ].join('\n');
  const head = mail.createElement('head');
  const csp = mail.createElement('meta');
  csp.setAttribute('http-equiv', 'Content-Security-Policy');
  csp.setAttribute('content', policy(nonce));
  head.append(csp);
  mail.head.replaceWith(head);
  const closed = css.replaceAll(/<\/style/gi, '');
  const sheet = `<style nonce="${nonce}">${closed}</style>`;
  const root = mail.documentElement.outerHTML.replace('</head>', () => `${sheet}</head>`);
  return `<!doctype html>${root}`;
}

/** Words as a mail without markup shows them. */
export const toPlainDocument = (text: string, options: Options): string => {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const css = `body {margin: 0; padding: 20px; color: ${options.isDark ? '#eceef2' : '#1b1e25'}}
    pre {margin: 0; font: 14px/1.6 ui-monospace, Menlo, Consolas, monospace}
    pre {white-space: pre-wrap; overflow-wrap: anywhere}`;
  return toMailDocument(`<html><head><style>${css}</style></head><body><pre>${escaped}</pre></body></html>`, options);
};
