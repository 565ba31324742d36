// The texts of an SMS connector: entries of its configuration, one for each kind of message. What an
// entry has (a text, or the name of a template at the provider) differs, and the factory's sample shows it.
import type {Config, FormItem} from '../connectors/config_form.ts';
import {usageTypes, type UsageType} from '../messages/usage_name.tsx';

export type Entry = Record<string, unknown>;
export type Texts = Record<UsageType, Record<string, string>>;

export const itemOf = (items: FormItem[]): FormItem | undefined => items.find(({key}) => key === 'templates');

const entriesIn = (value: unknown): Entry[] =>
  Array.isArray(value) ? value.filter((one): one is Entry => typeof one === 'object' && one !== null) : [];

/** The members of an entry that are typed in. */
export function membersOf(item: FormItem): string[] {
  const [sample] = entriesIn(item.defaultValue);
  const members = Object.keys(sample ?? {content: ''}).filter((key) => key !== 'usageType');
  return members.length > 0 ? members : ['content'];
}

// A template may have a code inside and one outside of China: {"china": "...", "overseas": "..."}.
const toText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);

function fromText(text: string): unknown {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{"')) return trimmed;
  try {
    return JSON.parse(trimmed) as unknown;
  } catch {
    return trimmed;
  }
}

export const hasOwn = (config: Config): boolean => Array.isArray(config['templates']);

export function toTexts(members: string[], templates: unknown): Texts {
  const entries = entriesIn(templates);
  const textsOf = (type: UsageType) => {
    const entry = entries.find(({usageType}) => usageType === type);
    return Object.fromEntries(members.map((member) => [member, toText(entry?.[member])]));
  };
  return Object.fromEntries(usageTypes.map((type) => [type, textsOf(type)])) as Texts;
}

const isFilled = (texts: Record<string, string>) => Object.values(texts).some((text) => text.trim());

/** The configuration to store; members and kinds that the form does not know stay. */
export function withTexts(config: Config, texts: Texts): Config {
  const stored = entriesIn(config['templates']);
  const made = usageTypes
    .filter((type) => isFilled(texts[type]))
    .map((type) => ({
      ...stored.find(({usageType}) => usageType === type),
      usageType: type,
      ...Object.fromEntries(Object.entries(texts[type]).map(([member, text]) => [member, fromText(text)])),
    }));
  const others = stored.filter(({usageType}) => !usageTypes.some((type) => type === usageType));
  return {...config, templates: [...made, ...others]};
}

export const withoutTexts = ({templates: _, ...config}: Config): Config => config;

interface Issue {
  path?: unknown[];
  message?: string;
}

/** The server's issues, by form field. `Required` is the reason of a kind that must be there. */
export function faultsOf(data: unknown, templates: unknown): Map<string, string> | undefined {
  const issues = (data as {issues?: Issue[]} | null | undefined)?.issues;
  if (!Array.isArray(issues)) return undefined;
  const entries = entriesIn(templates);
  const faults = new Map<string, string>();
  for (const {path = [], message = ''} of issues) {
    const [root, index, member] = path;
    const missing = /usage type (\w+) is missing/.exec(message)?.[1];
    const type = missing ?? entries[Number(index)]?.['usageType'];
    // Another field's fault cannot be shown here.
    if (root !== 'templates' || !usageTypes.some((one) => one === type)) return undefined;
    faults.set(`${String(type)} ${missing ? '' : String(member)}`.trim(), missing ? 'Required' : message);
  }
  return faults.size > 0 ? faults : undefined;
}
