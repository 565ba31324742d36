import {expect, test} from 'vitest';

import {codeDigits} from '../src/code_text.ts';

test.each([
  ['123456', '123456'],
  ['12', '12'],
  ['123 456', '123456'],
  ['123-456', '123456'],
  ['１２３４５６', '123456'],
  ['Your code is 123456. It works for 10 minutes.', '123456'],
  ['Marble Notes 2: 654321', '654321'],
  ['1234567', '123456'],
  ['abc', ''],
])('codeDigits(%j)', (text, digits) => {
  expect(codeDigits(text)).toBe(digits);
});
