import {expect, test} from 'vitest';

import {isMeant} from '../src/shell/meant.ts';

test('isMeant wants every word somewhere in the name or the other words', () => {
  expect(isMeant('user create', 'Create user', 'new add')).toBe(true);
  expect(isMeant('NEW', 'Create user', 'new add')).toBe(true);
  expect(isMeant('create role', 'Create user', 'new add')).toBe(false);
});
