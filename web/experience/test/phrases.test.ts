import {describe, expect, test} from 'vitest';

import {fill, split} from '../../shared/text.ts';
import {comparePhrases, languages, loadPhrases} from '../build/check_phrases.mjs';

test.each(languages)('%s has the keys and placeholders of English', (language) => {
  expect(comparePhrases(loadPhrases('en'), loadPhrases(language))).toEqual([]);
});

test('comparePhrases names every fault', () => {
  const model = {a: {one: 'Hello {name}', two: 'x', three: 'y'}};
  const other = {a: {one: 'Hello {nmae}', two: ' ', four: 'z'}};
  expect(comparePhrases(model, other)).toEqual([
    'a.one: placeholders [{nmae}], not [{name}]',
    'a.two: empty',
    'a.three: missing',
    'a.four: unknown',
  ]);
});

describe('placeholders', () => {
  test('fill leaves unknown ones and does not fill what it filled in', () => {
    expect(fill('{a} and {b}', {a: '{b}', b: 'two'})).toBe('{b} and two');
    expect(fill('{a} {toString}', {a: 1})).toBe('1 {toString}');
  });

  test('split keeps the order of the language', () => {
    expect(split('{links}에 동의합니다.')).toEqual([
      {text: '{links}', placeholder: 'links'},
      {text: '에 동의합니다.'},
    ]);
  });
});
