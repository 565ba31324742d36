// Completes Vite's build: the phrases beside the pages, the shell's placeholders checked, a gzip
// copy of each script and style, and the budget of the first load.
import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {gzipSync} from 'node:zlib';

import type {Plugin, ResolvedConfig} from 'vite';

import {accountFolder, accountLanguages, languages, loadPhrases} from './check_phrases.mjs';

export interface Shell {
  name: string;
  /** bytes of the first load, compressed */
  budget: number;
}

const placeholders = ['lang', 'dir', 'theme', 'title', 'noscript', 'nonce', 'context'];

export function finish(shell: Shell): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'daemun-finish',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    async closeBundle() {
      const out = resolve(config.root, config.build.outDir);
      await writePhrases(join(out, 'phrases'));
      const html = await readFile(join(out, shell.name), 'utf8');
      checkShell(shell, html);
      checkBudget(shell, html, await compress(out));
    },
  };
}

async function writePhrases(to: string) {
  await mkdir(join(to, 'account'), {recursive: true});
  // One line: the text goes into every page of that language.
  for (const language of languages) {
    await writeFile(join(to, `${language}.json`), JSON.stringify(loadPhrases(language)));
  }
  for (const language of accountLanguages) {
    const phrases = loadPhrases(language, accountFolder);
    await writeFile(join(to, 'account', `${language}.json`), JSON.stringify(phrases));
  }
}

function checkShell({name}: Shell, html: string) {
  const found = new Set(Array.from(html.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1]));
  const missing = placeholders.filter((name) => !found.has(name));
  const unknown = [...found].filter((name) => !placeholders.includes(name ?? ''));
  const bare = html.match(/<(?:script|style)\b(?![^>]*\bnonce="\{\{nonce\}\}")[^>]*>/);
  const heads = html.split('</head>').length - 1;
  if (missing.length || unknown.length || bare || heads !== 1) {
    throw new Error(
      `${name} breaks its contract: missing [${missing}], unknown [${unknown}], ` +
        `without nonce: ${bare?.[0] ?? 'none'}, </head> ${heads} times`,
    );
  }
}

/** The sizes of the scripts and styles, by name. */
async function compress(out: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const entry of await readdir(out, {recursive: true, withFileTypes: true})) {
    // The shell and the phrases are filled in for each answer: a fixed compressed copy would never be sent.
    if (!entry.isFile() || !/\.(js|css|svg)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const packed = gzipSync(await readFile(path), {level: 9});
    await writeFile(`${path}.gz`, packed);
    if (/\.(js|css)$/.test(entry.name)) sizes.set(entry.name, packed.length);
  }
  return sizes;
}

/** What the shell names is loaded with every page; the rest when it is needed. */
function checkBudget({name, budget}: Shell, html: string, sizes: Map<string, number>) {
  const sum = (all: [string, number][]) => all.reduce((total, [, size]) => total + size, 0);
  const first = [...sizes].filter(([asset]) => html.includes(`/assets/${asset}"`));
  if (first.length < 3) throw new Error(`first load: not found in ${name}`);
  const loaded = sum(first);
  if (loaded > budget) throw new Error(`first load of ${name}: ${loaded} bytes compressed, budget ${budget}`);
  console.log(`first load of ${name}: ${loaded} bytes compressed`);
}
