// Every language has the keys and placeholders of English, the plural forms that it needs itself, and no English.
import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/** @typedef {Record<string, Record<string, string>>} Phrases */

/** @param {string} path @returns {any} */
const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** Without the note to translators that a file may begin with. @param {string} language @returns {Phrases} */
export const loadPhrases = (language, folder = 'phrases') => {
  const {'//': _, ...phrases} = read(`../${folder}/${language}.json`);
  return phrases;
};

/** The files that there are. @param {string} folder */
const languagesIn = (folder) =>
  readdirSync(new URL(`../${folder}/`, import.meta.url)).map((name) => name.replace(/\.json$/, ''));

export const languages = languagesIn('phrases');

/** What the account center says besides. */
export const accountFolder = 'phrases_account';
export const accountLanguages = languagesIn(accountFolder);

/** Those that a person can choose, in the order of the list. */
export const named = Object.keys(read('../languages.json'));

/** Those that the server chooses from. */
export const served = () => {
  const header = readFileSync(new URL('../../../src/domain/page_languages.h', import.meta.url), 'utf8');
  return Array.from(header.slice(header.indexOf('page_languages[]')).matchAll(/"([\w-]+)"/g), (match) => match[1]);
};

/** "a.days_few" is the form "few" of "a.days". @param {string} key */
const splitForm = (key) => {
  const [, base, form] = /^(.+)_(zero|one|two|few|many|other)$/.exec(key) ?? [];
  return base && form ? {base, form} : {base: key, form: ''};
};

/** The texts of each key: one, under '', or its forms. @param {Phrases} phrases */
const flatten = (phrases) => {
  /** @type {Map<string, Map<string, string>>} */
  const all = new Map();
  for (const [group, entries] of Object.entries(phrases)) {
    for (const [key, text] of Object.entries(entries)) {
      const {base, form} = splitForm(`${group}.${key}`);
      const forms = all.get(base) ?? new Map();
      all.set(base, forms.set(form, text));
    }
  }
  return all;
};

// Limits and times on these pages are whole numbers below a thousand.
const numbers = Array.from({length: 1000}, (_, number) => number);

/** @type {Map<string, Map<string, number>>} */
const counted = new Map();

/** How many of these numbers a form is for. @param {string} language */
const countForms = (language) => {
  const known = counted.get(language);
  if (known) return known;
  const rules = new Intl.PluralRules(language);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const number of numbers) {
    const form = rules.select(number);
    counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  counted.set(language, counts);
  return counts;
};

// They have forms, but not after a number.
const uncounted = ['fa-IR', 'tr-TR'];

/** @param {string} language @param {Map<string, string>} given @param {boolean} isCounted whether English has forms */
function faultOfForms(language, given, isCounted) {
  const needed = [...countForms(language).keys()];
  if (given.has('')) {
    if (given.size > 1) return 'both with and without forms';
    const isPlainEnough = needed.length === 1 || uncounted.includes(language);
    return isCounted && !isPlainEnough ? `forms [${needed.toSorted().join(' ')}] missing` : undefined;
  }
  const [has, wants] = [[...given.keys()], needed].map((forms) => forms.toSorted().join(' '));
  return has === wants ? undefined : `forms [${has}], not [${wants}]`;
}

/** @param {string} text */
const placeholders = (text) => (text.match(/\{\w+\}/g) ?? []).toSorted().join(' ');

const scripts = {
  ar: 'Arabic', fa: 'Arabic', ja: 'Han}\\p{Script=Hiragana}\\p{Script=Katakana', ko: 'Hangul', ru: 'Cyrillic',
  th: 'Thai', uk: 'Cyrillic', zh: 'Han',
};

// Names, and words that other languages share with English.
const {sameWords} = read('./same_words.json');

/** @param {string} language @param {string} key @param {string} text @param {string} english */
function isEnglish(language, key, text, english) {
  if (language === 'en' || !/[a-z]{2}/i.test(english.replace(/\{\w+\}/g, ''))) return false;
  if ([...sameWords['*'], ...(sameWords[language] ?? [])].includes(key)) return false;
  const script = /** @type {Record<string, string>} */ (scripts)[language.slice(0, 2)];
  return script ? !new RegExp(`[\\p{Script=${script}}]`, 'u').test(text) : text === english;
}

/**
 * @param {Phrases} model English
 * @param {Phrases} other
 * @param {string} language of `other`
 * @returns {string[]} what is wrong with `other`, empty if nothing
 */
export function comparePhrases(model, other, language) {
  const wanted = flatten(model);
  const given = flatten(other);
  const counts = countForms(language);
  const faults = [];
  for (const [key, forms] of wanted) {
    const english = forms.get('') ?? forms.get('other') ?? '';
    const translated = given.get(key);
    if (!translated) {
      faults.push(`${key}: missing`);
      continue;
    }
    const fault = faultOfForms(language, translated, !forms.has(''));
    if (fault) faults.push(`${key}: ${fault}`);
    for (const [form, text] of translated) {
      const name = form ? `${key}_${form}` : key;
      // "for a day" needs no number: this form is for no other.
      const mayOmit = form !== '' && counts.get(form) === 1;
      const [has, wants] = [placeholders(text), placeholders(english)];
      if (!text.trim()) faults.push(`${name}: empty`);
      else if (mayOmit ? !has.split(' ').every((one) => wants.includes(one)) : has !== wants) {
        faults.push(`${name}: placeholders [${has}], not [${wants}]`);
      } else if (isEnglish(language, key, text, english)) faults.push(`${name}: English`);
    }
  }
  for (const key of given.keys()) if (!wanted.has(key)) faults.push(`${key}: unknown`);
  return faults;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = languages.flatMap((language) =>
    comparePhrases(loadPhrases('en'), loadPhrases(language), language).map((fault) => `${language}.json ${fault}`),
  );
  for (const language of accountLanguages) {
    const [english, other] = ['en', language].map((tag) => loadPhrases(tag, accountFolder));
    const found = comparePhrases(english ?? {}, other ?? {}, language);
    faults.push(...found.map((fault) => `${accountFolder}/${language}.json ${fault}`));
  }
  const lists = [languages, accountLanguages, named, served()].map((list) => list.toSorted().join(' '));
  if (new Set(lists).size > 1) {
    faults.push(`phrases/, phrases_account/, languages.json and page_languages.h differ:\n  ${lists.join('\n  ')}`);
  }
  if (faults.length) {
    console.error(faults.join('\n'));
    process.exit(1);
  }
}
