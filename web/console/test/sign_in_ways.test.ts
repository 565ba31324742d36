import {expect, it} from 'vitest';

import {dependenceOf, hasOthers} from '../src/pages/sign_in_experience/ways.ts';

const none = {methods: [], social: [], hasSso: false, hasPasskeys: false};

it('a tenant with a method or with passkeys depends on nobody', () => {
  expect(dependenceOf({...none, methods: ['email'], social: ['google'], hasSso: true})).toBeNull();
  expect(dependenceOf({...none, hasPasskeys: true, hasSso: true})).toBeNull();
});

it('without one it depends on those that are left', () => {
  expect(dependenceOf({...none, social: ['google']})).toBe('social');
  expect(dependenceOf({...none, hasSso: true})).toBe('sso');
  expect(dependenceOf({...none, social: ['google'], hasSso: true})).toBe('both');
});

it('no way at all is none', () => {
  expect(dependenceOf(none)).toBe('none');
  expect(hasOthers(none)).toBe(false);
  expect(hasOthers({social: [], hasSso: true})).toBe(true);
});
