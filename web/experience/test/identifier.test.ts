import {describe, expect, test} from 'vitest';

import {checkUsername, guessType, parseIdentifier} from '../src/identifier.ts';
import {codeOf, countries, formatDigits, guessRegion, toDigits} from '../src/phone.ts';

describe('parseIdentifier', () => {
  const all = ['username', 'email', 'phone'] as const;
  test.each([
    ['mina', all, {type: 'username', value: 'mina'}],
    [' mina@example.com ', all, {type: 'email', value: 'mina@example.com'}],
    ['010-1234-5678', all, {type: 'phone', value: '821012345678'}],
    ['+1 (415) 555-0100', all, {type: 'phone', value: '14155550100'}],
    ['mina@home', ['username'], {type: 'username', value: 'mina@home'}],
    ['12345678', ['username'], {type: 'username', value: '12345678'}],
    ['mina@home', all, 'email'],
    ['mina', ['email'], 'email'],
    ['mina', ['phone'], 'phone'],
    ['mina', ['email', 'phone'], 'identifier'],
    ['12', ['phone'], 'phone'],
    ['   ', all, 'required'],
  ] as const)('reads %j among %j', (text, allowed, expected) => {
    expect(parseIdentifier(text, [...allowed], 'KR')).toEqual(expected);
  });

  test('asks for a calling code only once the text looks like a number', () => {
    expect(guessType('01', all)).toBe('username');
    expect(guessType('010', all)).toBe('phone');
    expect(guessType('010a', all)).toBe('username');
  });
});

describe('checkUsername', () => {
  test.each([
    ['mina_1', {}, undefined],
    ['미나', {}, 'chars'],
    ['mi-na', {}, 'chars'],
    ['1abc', {}, 'start'],
    ['_1abc', {}, undefined],
    ['Mina', {allowedChars: {uppercase: false}}, 'chars'],
    ['mi', {minLength: 3}, 'length'],
    ['a'.repeat(129), {}, 'length'],
    ['a', {allowedChars: {lowercase: false, uppercase: false, numbers: false, underscore: false}}, 'chars'],
  ] as const)('judges %j under %j', (name, policy, fault) => {
    expect(checkUsername(name, policy)).toBe(fault);
  });
});

describe('phone numbers', () => {
  test.each([
    ['010 1234 5678', 'KR', '821012345678'],
    ['1012345678', 'KR', '821012345678'],
    ['+821012345678', 'US', '821012345678'],
    ['00821012345678', 'US', '821012345678'],
    ['０１０１２３４５６７８', 'KR', '821012345678'],
    ['06 1234 5678', 'IT', '390612345678'],
    ['(415) 555-0100', 'US', '14155550100'],
    ['1 415 555 0100', 'US', '14155550100'],
    ['8 912 345-67-89', 'RU', '79123456789'],
    ['800 123-45-67', 'RU', '78001234567'],
    ['06 20 123 4567', 'HU', '36201234567'],
    ['01 23 45 67 89', 'CI', '2250123456789'],
    ['+0821', 'KR', undefined],
    ['+82 10 1234 5678 9012 34', 'KR', undefined],
    ['+1 415 555 01', 'US', undefined],
    ['415 555 010', 'US', undefined],
    ['010 1234 5678', 'ZZ', undefined],
    ['call me', 'KR', undefined],
  ])('toDigits(%j, %j)', (text, region, digits) => {
    expect(toDigits(text, region)).toBe(digits);
  });

  test('formatDigits writes a number that can be typed again', () => {
    expect(formatDigits('821012345678')).toBe('+821012345678');
    expect(toDigits(formatDigits('14155550100'), 'KR')).toBe('14155550100');
  });

  test('every region appears once, with a code that no zero begins', () => {
    expect(new Set(countries.map(({region}) => region)).size).toBe(countries.length);
    for (const {region, code} of countries) {
      expect(region).toMatch(/^[A-Z]{2}$/);
      expect(code).toMatch(/^[1-9]\d{0,2}$/);
    }
    expect(codeOf('KR')).toBe('82');
    expect(codeOf('ZZ')).toBe('');
  });

  test('the browser names the region, else the language of the page does', () => {
    expect(guessRegion(['en-GB', 'ko'], 'ko')).toBe('GB');
    expect(guessRegion(['zh-Hant-TW'], 'en')).toBe('TW');
    expect(guessRegion(['en'], 'ko')).toBe('KR');
    expect(guessRegion(['pt'], 'pt-BR')).toBe('BR');
    expect(guessRegion([], 'xx')).toBe('US');
    expect(guessRegion([], 'no language')).toBe('US');
  });
});
