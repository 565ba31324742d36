import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {expect, it} from 'vitest';

import en from '../phrases/en/connectors.json';
import ko from '../phrases/ko/connectors.json';

const folder = fileURLToPath(new URL('../../../src/connectors/data/', import.meta.url));
const texts = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => [file, readFileSync(folder + file, 'utf8')] as const);

it.each(texts)('%s says what it is in both languages, and every field has a label in both', (_, text) => {
  const {name, description, fields} = JSON.parse(text) as {
    name: object;
    description: object;
    fields: {key: string}[];
  };
  expect(Object.keys(name)).toEqual(['en', 'ko']);
  expect(Object.keys(description)).toEqual(['en', 'ko']);
  for (const {key} of fields) {
    expect(en.label).toHaveProperty(key);
    expect(ko.label).toHaveProperty(key);
  }
});

it.each(texts)('%s spells email as the console does', (_, text) => {
  expect(text.replaceAll('simple-mail-', '')).not.toMatch(/e-mail/i);
});
