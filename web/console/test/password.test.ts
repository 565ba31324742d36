import {expect, test} from 'vitest';

import {makePassword} from '../src/pages/users/password.ts';

test('makePassword has what password policies want, and nothing that looks alike', () => {
  const made = Array.from({length: 200}, makePassword);
  for (const password of made) {
    expect(password).toMatch(/^([a-zA-Z2-9]{5}-){3}[a-zA-Z2-9]{5}$/);
    expect(password).not.toMatch(/[01lIO]/);
    for (const kind of [/[a-z]/, /[A-Z]/, /\d/]) expect(password).toMatch(kind);
  }
  expect(new Set(made).size).toBe(made.length);
});
