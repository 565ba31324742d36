// Korean has exactly the keys and places of English, and every key is used. (That no unknown key is used,
// the type check proves: src/i18next.d.ts.)
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const place = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const phrases = place('../phrases');
const sources = place('../src');

/** @typedef {{[key: string]: string | Phrases}} Phrases */

/** @param {Phrases} phrases @returns {[string, string][]} */
const flatten = (phrases, prefix = '') =>
  Object.entries(phrases).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  );

/** @param {string} language @param {string} file */
const load = (language, file) => new Map(flatten(JSON.parse(readFileSync(join(phrases, language, file), 'utf8'))));

const plural = /_(one|other)$/;
/** @param {string} text */
const places = (text) => [...new Set(text.match(/\{\{[^}]+\}\}|<\/?\w+\/?>/g))].toSorted().join(' ');

/** @param {string} file @returns {string[]} */
function compare(file) {
  const [english, korean] = [load('en', file), load('ko', file)];
  // Korean has one plural form.
  const wanted = new Map([...english].filter(([key]) => !key.endsWith('_one')));
  const faults = [];
  for (const [key, text] of wanted) {
    const translated = korean.get(key);
    if (!translated?.trim()) faults.push(`ko/${file} ${key}: missing`);
    else if (places(translated) !== places(text)) faults.push(`ko/${file} ${key}: places differ`);
  }
  for (const key of korean.keys()) if (!wanted.has(key)) faults.push(`ko/${file} ${key}: unknown`);
  return faults;
}

function readSources() {
  const files = readdirSync(sources, {recursive: true, encoding: 'utf8'}).filter((name) => /\.tsx?$/.test(name));
  return files.map((name) => readFileSync(join(sources, name), 'utf8')).join('\n');
}

/** @param {string} key @param {string} namespace @param {string} text */
function isUsed(key, namespace, text) {
  const plain = key.replace(plural, '');
  const whole = [plain, `${namespace}:${plain}`].flatMap((name) => [`'${name}'`, `"${name}"`]);
  if (whole.some((name) => text.includes(name))) return true;
  // A key with a computed part: `type.${type}.name`
  const parts = plain.split('.');
  return parts.some((_, at) => {
    const [head, tail] = [parts.slice(0, at), parts.slice(at + 1)];
    const pattern = [...head, '\\$\\{[^}]+\\}', ...tail].join('\\.');
    return head.length > 0 && new RegExp(`\`(?:${namespace}:)?${pattern}\``).test(text);
  });
}

const files = readdirSync(join(phrases, 'en'));
const text = readSources();
const faults = readdirSync(join(phrases, 'ko'))
  .filter((file) => !files.includes(file))
  .map((file) => `ko/${file}: unknown`);
for (const file of files) {
  faults.push(...compare(file));
  const namespace = file.replace(/\.json$/, '');
  for (const key of load('en', file).keys()) {
    if (!isUsed(key, namespace, text)) faults.push(`en/${file} ${key}: unused`);
  }
}
if (faults.length) {
  console.error(faults.join('\n'));
  process.exit(1);
}
