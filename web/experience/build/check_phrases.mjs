// Every language has exactly the keys and placeholders of English.
import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const folder = new URL('../phrases/', import.meta.url);

/** @param {string} language @returns {Record<string, Record<string, string>>} */
export const loadPhrases = (language) =>
  JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8'));

export const languages = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));

/** @param {Record<string, Record<string, string>>} phrases */
const flatten = (phrases) =>
  new Map(
    Object.entries(phrases).flatMap(([group, entries]) =>
      Object.entries(entries).map(([key, text]) => [`${group}.${key}`, text]),
    ),
  );

/** @param {string} text */
const placeholders = (text) => (text.match(/\{\w+\}/g) ?? []).toSorted().join(' ');

/**
 * @param {Record<string, Record<string, string>>} model
 * @param {Record<string, Record<string, string>>} other
 * @returns {string[]} what is wrong with `other`, empty if nothing
 */
export function comparePhrases(model, other) {
  const wanted = flatten(model);
  const given = flatten(other);
  const faults = [];
  for (const [key, text] of wanted) {
    const translated = given.get(key);
    if (translated === undefined) faults.push(`${key}: missing`);
    else if (!translated.trim()) faults.push(`${key}: empty`);
    else if (placeholders(translated) !== placeholders(text)) {
      faults.push(`${key}: placeholders [${placeholders(translated)}], not [${placeholders(text)}]`);
    }
  }
  for (const key of given.keys()) if (!wanted.has(key)) faults.push(`${key}: unknown`);
  return faults;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const model = loadPhrases('en');
  const faults = languages.flatMap((language) =>
    comparePhrases(model, loadPhrases(language)).map((fault) => `${language}.json ${fault}`),
  );
  if (faults.length) {
    console.error(faults.join('\n'));
    process.exit(1);
  }
}
