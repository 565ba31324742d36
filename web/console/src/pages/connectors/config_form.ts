// A connector's configuration as fields of a form, by the items of its factory.
import type {ConnectorFactory} from '../../data/connectors.ts';

export type FormItem = NonNullable<ConnectorFactory['formItems']>[number];
export type Config = Record<string, unknown>;
export interface Values {
  [key: string]: unknown;
}

const toJson = (value: unknown): string => JSON.stringify(value, null, 2);

/** What the field holds: text for JSON, an empty text for a number that is not there. */
function toValue(item: FormItem, stored: unknown): unknown {
  switch (item.type) {
    case 'Json':
      if (stored !== undefined) return toJson(stored);
      // Without texts of its own a connector sends the built-in ones; a sample would hide them.
      return item.required && item.defaultValue !== undefined ? toJson(item.defaultValue) : '';
    case 'Switch':
      return stored ?? item.defaultValue ?? false;
    case 'MultiSelect':
      return stored ?? item.defaultValue ?? [];
    case 'Select':
      return stored ?? item.defaultValue ?? null;
    default:
      return stored ?? item.defaultValue ?? '';
  }
}

export const toValues = (items: FormItem[], config: Config): Values =>
  Object.fromEntries(items.map((item) => [item.key, toValue(item, config[item.key])]));

/** Whether the other fields are such that this one matters. */
export const isShown = (item: FormItem, values: Values): boolean =>
  (item.showConditions ?? []).every(({targetKey, expectValue}) =>
    expectValue === undefined ? Boolean(values[targetKey]) : values[targetKey] === expectValue,
  );

function fromValue(item: FormItem, value: unknown): unknown {
  switch (item.type) {
    case 'Json': {
      const text = String(value).trim();
      return text ? (JSON.parse(text) as unknown) : undefined;
    }
    // Off is what an absent one means, unless the default says otherwise.
    case 'Switch':
      return value || item.defaultValue === true ? Boolean(value) : undefined;
    case 'Text':
      return String(value).trim() || undefined;
    case 'MultiSelect':
      return (value as unknown[]).length > 0 ? value : undefined;
    default:
      return value === '' || value === null ? undefined : value;
  }
}

/** The configuration to send; what the form does not know stays as it is stored. */
export function toConfig(items: FormItem[], values: Values, stored: Config): Config {
  const config = {...stored};
  for (const item of items) {
    delete config[item.key];
    const value = isShown(item, values) ? fromValue(item, values[item.key]) : undefined;
    if (value !== undefined) config[item.key] = value;
  }
  return config;
}

/** Of a word of SAML, which is a URI: its end. */
export const shortOf = (title: string): string =>
  /^(http:\/\/www\.w3\.org\/|urn:oasis:)/.test(title) ? title.replace(/^.*[#:]/, '') : title;

export type Fault = 'required' | 'json';

/** What can be seen without the server. */
export function faultOf(item: FormItem, values: Values): Fault | null {
  if (!isShown(item, values)) return null;
  const value = values[item.key];
  const isBlank = value === null || value === undefined || (typeof value === 'string' && !value.trim());
  if (isBlank) return item.required ? 'required' : null;
  return item.type === 'Json' && !isJson(String(value)) ? 'json' : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// Of services that sign users in.
const rare = ['acceptStringTypedBooleanClaims', 'trustUnverifiedEmail', 'authRequestOptionalConfig', 'customConfig'];

// Its texts come last of what everybody needs; what follows them is for special cases.
const isFurther = (item: FormItem, index: number, texts: number) =>
  rare.includes(item.key) || (texts >= 0 && index >= texts && !item.required && item.key !== 'secure');

/** The fields that most fill in, and the others. */
export function splitItems(items: FormItem[]): [main: FormItem[], further: FormItem[]] {
  const texts = items.findIndex(({key}) => key === 'templates');
  const further = items.filter((item, index) => isFurther(item, index, texts));
  const main = items.filter((item) => !further.includes(item));
  // TLS from the start goes with the port.
  const secure = main.find(({key}) => key === 'secure');
  const port = main.findIndex(({key}) => key === 'port');
  if (!secure || port < 0) return [main, further];
  const others = main.filter((item) => item !== secure);
  return [[...others.slice(0, port + 1), secure, ...others.slice(port + 1)], further];
}

/** Whether a mail server's certificate is not looked at. */
export function skipsVerification(config: Config): boolean {
  const tls = config['tls'];
  return typeof tls === 'object' && tls !== null && (tls as Config)['rejectUnauthorized'] === false;
}

/** The same of a form that may not be valid. */
export function skipsVerificationIn(values: Values): boolean {
  const tls = values['tls'];
  return typeof tls === 'string' && isJson(tls) && skipsVerification({tls: JSON.parse(tls) as unknown});
}

interface Issue {
  path?: unknown[];
  message?: string;
}

/** The server's issues with a configuration, by field: `auth.user` is about `auth`. */
export function issuesOf(data: unknown): Map<string, string> | undefined {
  const issues = (data as {issues?: Issue[]} | null | undefined)?.issues;
  if (!Array.isArray(issues)) return undefined;
  const found = new Map<string, string>();
  for (const {path = [], message = ''} of issues) {
    const [key, ...rest] = path.map(String);
    if (key === undefined || found.has(key)) continue;
    found.set(key, rest.length > 0 ? `${rest.join('.')}: ${message}` : message);
  }
  return found.size > 0 ? found : undefined;
}
