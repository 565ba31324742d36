import {describe, expect, test} from 'vitest';

import type {IdentifierType, SignInExperience} from '../src/context.ts';
import {
  canRegisterWith,
  canSignInWith,
  isPasswordOnly,
  proofsOf,
  resetIdentifiers,
  signInIdentifiers,
  signUpIdentifiers,
} from '../src/methods.ts';

type Settings = Pick<SignInExperience, 'forgotPassword' | 'signIn' | 'signInMode' | 'signUp'>;

/** "password", "code", "password code", "code password": the first one is asked for first. */
const method = (identifier: IdentifierType, proofs: string) => ({
  identifier,
  password: proofs.includes('password'),
  verificationCode: proofs.includes('code'),
  isPasswordPrimary: proofs.startsWith('password'),
});

const settings = (
  methods: [IdentifierType, string][],
  signUp: Partial<SignInExperience['signUp']> = {},
  more: Partial<Settings> = {},
): Settings => ({
  signIn: {methods: methods.map(([identifier, proofs]) => method(identifier, proofs))},
  signUp: {identifiers: [], password: false, verify: false, ...signUp},
  signInMode: 'SignInAndRegister',
  ...more,
});

describe('proofsOf', () => {
  test.each(['password', 'code', 'password code', 'code password'])('%s', (proofs) => {
    expect(proofsOf(settings([['email', proofs]]), 'email')).toEqual(proofs.split(' '));
  });

  test('a username has no code, and what is not in the settings has neither', () => {
    const both = settings([['username', 'code password']]);
    expect(proofsOf(both, 'username')).toEqual(['password']);
    expect(proofsOf(both, 'phone')).toEqual([]);
  });
});

describe('signing in', () => {
  test('leaves out what nothing proves, and everything where people only register', () => {
    const methods: [IdentifierType, string][] = [['username', 'code'], ['email', ''], ['phone', 'code']];
    expect(signInIdentifiers(settings(methods))).toEqual(['phone']);
    expect(signInIdentifiers(settings(methods, {}, {signInMode: 'Register'}))).toEqual([]);
  });

  test('one form is enough where no code is ever sent', () => {
    const mixed = settings([['username', 'password'], ['email', 'password code']]);
    expect(isPasswordOnly(mixed, ['username'])).toBe(true);
    expect(isPasswordOnly(mixed, ['username', 'email'])).toBe(false);
  });

  test('a proven address is enough where codes are a method', () => {
    const mixed = settings([['phone', 'password'], ['email', 'password code']]);
    expect(canSignInWith(mixed, 'email')).toBe(true);
    expect(canSignInWith(mixed, 'phone')).toBe(false);
    expect(canSignInWith({...mixed, signInMode: 'Register'}, 'email')).toBe(false);
  });
});

describe('registering', () => {
  test('needs codes for an address, and none for a username', () => {
    const identifiers: IdentifierType[] = ['username', 'email'];
    expect(signUpIdentifiers(settings([], {identifiers}))).toEqual(['username']);
    expect(signUpIdentifiers(settings([], {identifiers, verify: true}))).toEqual(['username', 'email']);
    expect(signUpIdentifiers(settings([], {identifiers, verify: true}, {signInMode: 'SignIn'}))).toEqual([]);
  });

  test('with a proven address', () => {
    const open = settings([], {identifiers: ['email'], verify: true});
    expect(canRegisterWith(open, 'email')).toBe(true);
    expect(canRegisterWith(open, 'phone')).toBe(false);
    expect(canRegisterWith({...open, signInMode: 'SignIn'}, 'email')).toBe(false);
  });
});

test.each([
  [undefined, []],
  [{email: false, phone: false}, []],
  [{email: true, phone: false}, ['email']],
  [{email: true, phone: true}, ['email', 'phone']],
])('a forgotten password: %j', (forgotPassword, expected) => {
  expect(resetIdentifiers(settings([], {}, forgotPassword && {forgotPassword}))).toEqual(expected);
});
