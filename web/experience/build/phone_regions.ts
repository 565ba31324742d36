// The module `virtual:phone-regions`: what the pages need of libphonenumber's metadata, in 2 KB instead of 80.
import {createRequire} from 'node:module';

import {type CountryCode, type Examples, getCountryCallingCode, Metadata, parsePhoneNumberFromString} from 'libphonenumber-js/max';
import type {Plugin} from 'vite';

const require = createRequire(import.meta.url);
const {countries} = require('libphonenumber-js/metadata.max.json') as {countries: Record<CountryCode, unknown>};
const examples = require('libphonenumber-js/examples.mobile.json') as Examples;

const id = 'virtual:phone-regions';

/** What is dialed before a number inside the country and is no part of it. */
function trunkPrefix(region: CountryCode, code: string): string {
  const example = examples[region];
  const drops = (prefix: string) =>
    parsePhoneNumberFromString(prefix + example, region)?.number === `+${code}${example}`;
  return ['06', '0', '8', '1'].find((prefix) => example && drops(prefix)) ?? '';
}

/** "KR.82.0.5k0": region, calling code, trunk prefix, and a bit for each possible length (base 36). */
function entryOf(region: CountryCode): string {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(region);
  const code = getCountryCallingCode(region);
  const lengths = metadata.numberingPlan!.possibleLengths().reduce((bits, length) => bits | (1 << length), 0);
  return [region, code, trunkPrefix(region, code), lengths.toString(36)].join('.');
}

export const phoneRegions = (): Plugin => ({
  name: 'daemun-phone-regions',
  resolveId: (source) => (source === id ? `\0${id}` : null),
  load: (resolved) => {
    if (resolved !== `\0${id}`) return null;
    const table = (Object.keys(countries) as CountryCode[]).map(entryOf).join(' ');
    return `export const phoneRegions = ${JSON.stringify(table)};`;
  },
});
