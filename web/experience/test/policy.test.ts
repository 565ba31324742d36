import {expect, test, vi} from 'vitest';

import {missingFields} from '../src/flow.ts';
import {issuesOf, rulesOf} from '../src/policy.ts';

// The page's own, which the dialogue asks whether it is a preview.
vi.mock('../src/context.ts', () => ({context: {}}));

const broken = (password: string, policy: Parameters<typeof rulesOf>[0]) =>
  rulesOf(policy)
    .filter((rule) => !rule.met(password))
    .map(({name}) => name);

test('rulesOf counts characters, not code units', () => {
  expect(broken('비밀번호여덟글자', {})).toEqual([]);
  expect(broken('🔑🔑🔑🔑', {length: {min: 5}})).toEqual(['tooShort']);
});

test('rulesOf leaves out what no password breaks', () => {
  expect(rulesOf({}).map(({name}) => name)).toEqual(['tooShort']);
  expect(rulesOf({length: {max: 20}, characterTypes: {min: 3}}).map(({name}) => name)).toEqual([
    'tooShort',
    'tooLong',
    'characterTypes',
  ]);
});

test('rulesOf counts kinds of characters', () => {
  expect(broken('abcdefgh', {characterTypes: {min: 2}})).toEqual(['characterTypes']);
  expect(broken('abcdefg1', {characterTypes: {min: 2}})).toEqual([]);
});

test('issuesOf reads the hints of password.rejected', () => {
  const issues = [
    {code: 'password_rejected.too_short', interpolation: {min: 10}},
    {code: 'password_rejected.restricted.words'},
    {code: 'password_rejected.restricted.user_info'},
    {code: 'password_rejected.something_new'},
    {code: 'password_rejected.another_new'},
    null,
  ];
  expect(issuesOf({issues}).map(({phrase}) => phrase)).toEqual(['tooShort', 'words', 'userInfo', 'other']);
  expect(issuesOf({issues})[0]?.values).toEqual({min: 10});
  expect(issuesOf(issues)).toEqual(issuesOf({issues}));
});

test('issuesOf fills in limits that the answer leaves out, and survives nonsense', () => {
  expect(issuesOf({issues: [{code: 'password_rejected.too_short'}]}, {length: {min: 12}})[0]?.values).toEqual({min: 12});
  expect(issuesOf(undefined)).toEqual([]);
  expect(issuesOf({issues: 'none'})).toEqual([]);
});

test('missingFields knows what the pages can ask for', () => {
  expect(missingFields({missingProfile: ['emailOrPhone', 'password']})).toEqual([
    {kind: 'address', allowed: ['email', 'phone']},
    {kind: 'password'},
  ]);
  expect(missingFields({missingProfile: ['extraProfile']})).toEqual([{kind: 'form'}]);
  expect(missingFields({missingProfile: ['shoeSize']})).toBeUndefined();
  expect(missingFields({missingProfile: ['toString']})).toBeUndefined();
  expect(missingFields({missingProfile: []})).toBeUndefined();
  expect(missingFields(undefined)).toBeUndefined();
});
