// Checks of fields before the server's own. Each gives a sentence, or null.
import {i18n} from '../i18n.ts';
import {parseObject} from './code_editor.tsx';

export const required = (value: string): string | null => (value.trim() ? null : i18n.t('common:field.required'));

export const atMost =
  (max: number) =>
  (value: string): string | null =>
    value.length > max ? i18n.t('common:field.too_long', {max}) : null;

export const allOf =
  (...checks: ((value: string) => string | null)[]) =>
  (value: string): string | null =>
    checks.map((check) => check(value)).find((fault) => fault !== null) ?? null;

export const name = allOf(required, atMost(256));
/** Of users, organizations and what is in them. */
export const shortName = allOf(required, atMost(128));

/** Of permissions, which tokens list with spaces between them. */
export const noSpace = (value: string): string | null =>
  /\s/.test(value.trim()) ? i18n.t('common:field.space') : null;

const matching = (pattern: RegExp, sentence: () => string) => (value: string) =>
  !value.trim() || pattern.test(value.trim()) ? null : sentence();

/** Logto's form of it, or nothing. */
export const username = allOf(
  atMost(128),
  matching(/^[A-Za-z_]\w*$/, () => i18n.t('common:field.username')),
);

/** Roughly, since the server knows exactly; or nothing. */
export const email = allOf(
  atMost(128),
  matching(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, () => i18n.t('common:field.email')),
);

/** Likewise. */
export const phone = allOf(
  atMost(128),
  matching(/^\+?\s*[1-9]([\s().-]*\d){6,14}$/, () => i18n.t('common:field.phone')),
);

const parse = (value: string): URL | undefined => {
  // Logto's wildcards: `*` stands in a host or a path.
  const text = value.replaceAll('*', 'x');
  return URL.canParse(text) ? new URL(text) : undefined;
};

/** A web address, or nothing. */
export const webAddress = (value: string): string | null => {
  const url = parse(value);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return !value.trim() || isWeb ? null : i18n.t('common:field.url');
};

/** A web address, or an image inside the address itself; or nothing. */
export const imageAddress = (value: string): string | null =>
  /^data:image\//i.test(value.trim()) ? null : webAddress(value);

/** An address that may have a scheme of its own, as native applications do; or nothing. */
export const anyAddress = (value: string): string | null =>
  !value || (parse(value) && !value.includes('#')) ? null : i18n.t('common:field.url');

export const jsonObject = (value: string): string | null =>
  parseObject(value) instanceof Error ? i18n.t('common:field.json') : null;

export const color = (value: string): string | null =>
  !value || /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(value) ? null : i18n.t('common:field.color');

export const between =
  (min: number, max: number) =>
  (value: number | string): string | null =>
    value === '' || (Number(value) >= min && Number(value) <= max) ? null : i18n.t('common:field.number', {min, max});

/** For every item of a list; the errors are named `<path>.<index>`, as UriList shows them. */
export const eachOf = (path: string, items: string[], check: (value: string) => string | null) =>
  Object.fromEntries(
    items.flatMap((item, index) => {
      const fault = check(item);
      return fault ? [[`${path}.${index}`, fault]] : [];
    }),
  );
