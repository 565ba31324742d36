// The password rules that can be checked while typing. The server checks all of them.
import type {PasswordPolicy} from './context.ts';

export interface Rule {
  name: 'tooShort' | 'tooLong' | 'characterTypes';
  values: Record<string, number>;
  met: (password: string) => boolean;
}

const length = (password: string) => Array.from(password).length;

const countTypes = (password: string) =>
  [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((type) => type.test(password)).length;

export function rulesOf(policy: PasswordPolicy = {}): Rule[] {
  const min = policy.length?.min ?? 8;
  const max = policy.length?.max ?? 256;
  const types = policy.characterTypes?.min ?? 1;
  const rules: Rule[] = [
    {name: 'tooShort', values: {min}, met: (password) => length(password) >= min},
    {name: 'tooLong', values: {max}, met: (password) => length(password) <= max},
    {name: 'characterTypes', values: {min: types}, met: (password) => countTypes(password) >= types},
  ];
  // Rules that nobody breaks by accident are not worth a line on the page.
  return rules.filter(({name}) => name === 'tooShort' || (name === 'tooLong' ? max < 64 : types > 1));
}

export interface Issue {
  phrase: 'tooShort' | 'tooLong' | 'characterTypes' | 'unsupported' | 'pwned' | 'repetition' | 'sequence' | 'userInfo' | 'words' | 'other';
  values: Record<string, string | number>;
}

const phraseOf: Record<string, Issue['phrase']> = {
  too_short: 'tooShort',
  too_long: 'tooLong',
  character_types: 'characterTypes',
  unsupported_characters: 'unsupported',
  pwned: 'pwned',
  repetition: 'repetition',
  sequence: 'sequence',
  user_info: 'userInfo',
  words: 'words',
};

/** The hints in the data of a `password.rejected` answer; unknown ones become one general hint. */
export function issuesOf(data: unknown, policy: PasswordPolicy = {}): Issue[] {
  // The list itself, as Logto answers; or an object that holds it.
  const issues = Array.isArray(data) ? (data as unknown[]) : (data as {issues?: unknown} | undefined)?.issues;
  const found = new Map<string, Issue>();
  for (const issue of Array.isArray(issues) ? issues : []) {
    const {code, interpolation} = (issue ?? {}) as {code?: unknown; interpolation?: object};
    // password_rejected.too_short, password_rejected.restricted.words ...
    const phrase = phraseOf[String(code).split('.').at(-1) ?? ''] ?? 'other';
    const limits =
      phrase === 'tooLong'
        ? {max: policy.length?.max ?? 256}
        : {min: phrase === 'characterTypes' ? (policy.characterTypes?.min ?? 1) : (policy.length?.min ?? 8)};
    found.set(phrase, {phrase, values: {...limits, ...interpolation}});
  }
  return [...found.values()];
}
