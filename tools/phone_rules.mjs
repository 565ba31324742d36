// Prints src/domain/phone_rules.txt from the metadata of libphonenumber-js in tools/data; with
// --vectors tests/vectors/phone_numbers.txt, what that library makes of its own example numbers.
// usage: npm ci --prefix tools/data && node tools/phone_rules.mjs [--vectors]
import { createRequire } from 'node:module';

const require = createRequire(new URL('data/package.json', import.meta.url));
const { parsePhoneNumberFromString } = require('libphonenumber-js/max');
const metadata = require('libphonenumber-js/metadata.max.json');
const examples = require('libphonenumber-js/examples.mobile.json');

// The members of a country's array that are read here.
const pattern = 2, lengths = 3, prefix = 5, parsingPrefix = 7, leadingDigits = 10;

const codes = [
  ...Object.entries(metadata.country_calling_codes)
    .map(([code, countries]) => ({ code, countries, plans: countries.map((name) => metadata.countries[name]) })),
  ...Object.entries(metadata.nonGeographic).map(([code, plan]) => ({ code, countries: [], plans: [plan] })),
].sort((left, right) => Number(left.code) - Number(right.code));

const unique = (values) => [...new Set(values.filter((value) => value))];

// "a|(?:b|c)d" -> a (?:b|c)d
function splitChoices(text) {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    if (letter === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

// "8001|8[024]9" -> 8001 809 829 849
function expand(text) {
  const choices = splitChoices(text);
  if (choices.length > 1) return choices.flatMap(expand);
  const classOf = (body) => body.replace(/(\d)-(\d)/g, (_, low, high) => {
    let digits = '';
    for (let digit = Number(low); digit <= Number(high); digit++) digits += digit;
    return digits;
  });
  const group = text.match(/^(.*?)\(\?:([^()]*)\)(.*)$/);
  if (group) return group[2].split('|').flatMap((part) => expand(group[1] + part + group[3]));
  const choice = text.match(/^(\d*)\[([\d-]+)\](.*)$/);
  if (choice) return [...classOf(choice[2])].flatMap((digit) => expand(choice[1] + digit + choice[3]));
  if (!/^\d+$/.test(text)) throw new Error(`not leading digits: ${text}`);
  return [text];
}

// "0|80?" and "[08]", but not the codes of carriers and area codes that are filled in.
function prefixesOf(plan) {
  const simple = String(plan[parsingPrefix] || '');
  if (/^[\d[\]|?]+$/.test(simple)) {
    return simple.split('|').flatMap((part) => {
      const optional = part.match(/^(.*)(\d)\?$/);
      return optional ? [...expand(optional[1] + optional[2]), ...expand(optional[1])] : expand(part);
    });
  }
  return /^0\(/.test(simple) ? ['0'] : [];
}

function rule({ code, countries, plans }) {
  const prefixes = unique(plans.flatMap((plan) => [plan[prefix] || '', ...prefixesOf(plan)]));
  // The longest first: 80 before 8.
  prefixes.sort((left, right) => right.length - left.length || (left < right ? -1 : 1));
  // Of the country that comes first, as the library has it where it does not know which one it is.
  const possible = plans[0][lengths];
  const patterns = prefixes.length ? unique(plans.map((plan) => plan[pattern])) : [];
  const named = countries.map((name, index) => {
    const digits = plans[index][leadingDigits];
    return digits ? `${name}:${expand(digits).join(':')}` : name;
  });
  return [code, possible.join(','), prefixes.join(','), patterns.join('|'), named.join(',')].join(' ; ');
}

function printRules() {
  console.log('# Made by tools/phone_rules.mjs: calling code ; digits behind it ; prefixes that are dialed inside the');
  console.log('# country ; the numbers, where there are such prefixes ; countries, with their leading digits');
  for (const code of codes) console.log(rule(code).trimEnd());
}

// written ; canonical ; possible or not
function printVectors() {
  console.log('# Made by tools/phone_rules.mjs --vectors: what is written ; its canonical form ; y or n: of a possible length');
  const seen = new Set();
  const print = (written) => {
    if (seen.has(written)) return;
    seen.add(written);
    const parsed = parsePhoneNumberFromString(`+${written}`);
    if (parsed) console.log(`${written} ; ${parsed.number.slice(1)} ; ${parsed.isPossible() ? 'y' : 'n'}`);
  };
  for (const [country, example] of Object.entries(examples)) {
    const plan = metadata.countries[country];
    print(plan[0] + example);
    if (plan[prefix]) print(plan[0] + plan[prefix] + example);
    print(plan[0] + example.slice(0, -2));
    print(`${plan[0]}${example}${'4'.repeat(Math.max(0, 15 - plan[0].length - example.length))}`);
  }
}

if (process.argv[2] === '--vectors') printVectors();
else printRules();
