// Prints the table of src/domain/phone_number.cpp from the metadata of libphonenumber-js, which
// must be installed in the current folder: npm install libphonenumber-js && node <this file>
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const { parsePhoneNumberFromString } = require('libphonenumber-js/max');
const metadata = require('libphonenumber-js/metadata.max.json');
const examples = require('libphonenumber-js/examples.mobile.json');

// A country drops a trunk prefix when its example number with the prefix is the number without it.
const drops = (code, prefix, example) =>
  parsePhoneNumberFromString(`+${code}${prefix}${example}`)?.number === `+${code}${example}`;

for (const prefix of ['0', '06']) {
  const codes = Object.entries(metadata.country_calling_codes)
    .filter(([code, [country]]) => examples[country] && drops(code, prefix, examples[country]))
    .map(([code]) => `"${code}"`);
  console.log(`${prefix}: ${codes.join(', ')}`);
}
