import {describe, expect, test} from 'vitest';

import {fill, split} from '../../shared/text.ts';
import {
  accountFolder,
  accountLanguages,
  comparePhrases,
  languages,
  loadPhrases,
  named,
  served,
} from '../build/check_phrases.mjs';

test.each(languages)('%s is complete', (language) => {
  expect(comparePhrases(loadPhrases('en'), loadPhrases(language), language)).toEqual([]);
});

test.each(accountLanguages)('%s of the account center is complete', (language) => {
  const [english, other] = ['en', language].map((tag) => loadPhrases(tag, accountFolder));
  expect(comparePhrases(english!, other!, language)).toEqual([]);
});

// A profile can have both.
test.each(languages)('%s tells the name from the full name', (language) => {
  const {name, fullname} = loadPhrases(language)['profileField']!;
  expect(fullname).not.toBe(name);
});

test('the files, the list to choose from and the server know the same languages', () => {
  expect(named).toEqual(served());
  expect(languages.toSorted()).toEqual(named.toSorted());
  expect(accountLanguages.toSorted()).toEqual(named.toSorted());
});

describe('comparePhrases', () => {
  test('names every fault', () => {
    const model = {a: {one: 'Hello {name}', two: 'x', three: 'y', five: 'Two words', six: '{name}'}};
    const other = {a: {one: 'Hallo {nmae}', two: ' ', four: 'z', five: 'Two words', six: '{name}'}};
    expect(comparePhrases(model, other, 'de')).toEqual([
      'a.one: placeholders [{nmae}], not [{name}]',
      'a.two: empty',
      'a.three: missing',
      'a.five: English',
      'a.four: unknown',
    ]);
    expect(comparePhrases({a: {b: 'Sign in'}}, {a: {b: 'Sign in!'}}, 'ja')).toEqual(['a.b: English']);
  });

  const days = {a: {days_one: 'for a day', days_other: 'for {days} days'}};
  const forms = (...names: string[]) => ({a: Object.fromEntries(names.map((name) => [`days_${name}`, 'x {days}']))});

  test.each([
    ['de', forms('one', 'other'), undefined],
    ['de', {a: {days_one: 'für einen Tag', days_other: 'für {days} Tage'}}, undefined],
    ['de', {a: {days: 'für {days} Tage'}}, 'a.days: forms [one other] missing'],
    ['fr', forms('one', 'other'), undefined],
    ['ru', forms('one', 'few', 'many'), undefined],
    ['ru', forms('one', 'other'), 'a.days: forms [one other], not [few many one]'],
    // 21 has the form of 1: the number has to be told.
    ['ru', {a: {days_one: 'на день', days_few: '{days}', days_many: '{days}'}}, 'a.days_one: placeholders [], not [{days}]'],
    ['ar', forms('zero', 'one', 'two', 'few', 'many', 'other'), undefined],
    ['ko', {a: {days: '{days}일 동안'}}, undefined],
    ['ko', {a: {days_one: '하루', days_other: '{days}일'}}, 'a.days: forms [one other], not [other]'],
    ['tr-TR', {a: {days: '{days} gün'}}, undefined],
  ])('%s %j', (language, other, fault) => {
    const faults = comparePhrases(days, other as never, language).filter((one) => !one.endsWith('English'));
    expect(faults[0]).toBe(fault);
  });
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
