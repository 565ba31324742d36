import {describe, expect, it} from 'vitest';

import {
  adapt,
  furtherChoices,
  leavesPasskeyOnly,
  needsCode,
  needsPassword,
  registeredWith,
  toChangedSettings,
  toChoices,
  toSettings,
  type Choices,
} from '../src/pages/sign_in_experience/methods.ts';

const method = (identifier: 'username' | 'email' | 'phone', password = true, code = false, isCodeFirst = false) => ({
  identifier,
  password,
  code,
  isCodeFirst,
});

const byName: Choices = {
  with: 'username',
  further: [],
  password: true,
  methods: [method('username')],
  hasPasskeys: false,
};
const byPasskey: Choices = {...byName, password: false, hasPasskeys: true};

it('what is stored comes back as it was', () => {
  const signUp = {
    identifiers: ['email' as const, 'phone' as const],
    password: true,
    verify: true,
    secondaryIdentifiers: [{identifier: 'username' as const, verify: false}],
  };
  const signIn = {
    methods: [
      {identifier: 'email' as const, password: true, verificationCode: true, isPasswordPrimary: false},
      {identifier: 'phone' as const, password: false, verificationCode: true, isPasswordPrimary: false},
      {identifier: 'username' as const, password: true, verificationCode: false, isPasswordPrimary: true},
    ],
  };
  const choices = toChoices({signUp, signIn, passkeySignIn: {}});
  expect(choices.with).toBe('emailOrPhone');
  expect(choices.further).toEqual(['username']);
  expect(choices.methods.map(({isCodeFirst}) => isCodeFirst)).toEqual([true, true, false]);
  expect(toSettings(choices)).toEqual({signUp, signIn});
});

it('who registers with an identifier can sign in with it', () => {
  const {methods} = adapt({...byName, with: 'email'});
  expect(methods).toEqual([method('username'), method('email')]);
});

it('without a password, addresses sign in with a code', () => {
  const choices = adapt({...byName, with: 'emailOrPhone', password: false});
  expect(choices.methods).toEqual([method('username'), method('email', false, true), method('phone', false, true)]);
  expect(needsCode(choices, 'email')).toBe(true);
  expect(needsCode(choices, 'username')).toBe(false);
  expect(needsCode({...choices, password: true}, 'email')).toBe(false);
});

it('a username needs a password, unless an address comes with it', () => {
  expect(adapt({...byName, password: false}).password).toBe(true);
  expect(adapt({...byName, with: 'email', further: ['username'], password: false}).password).toBe(false);
});

it('a username needs no password while passkeys sign in', () => {
  const signUp = {identifiers: ['username' as const], password: false, verify: false};
  const stored = {signUp, signIn: toSettings(byName).signIn as never, passkeySignIn: {enabled: true}};
  const choices = toChoices(stored);
  expect(choices).toEqual(byPasskey);
  expect(needsPassword(choices)).toBe(false);
  expect(toSettings(choices).signUp?.password).toBe(false);
  expect(toChoices({...stored, passkeySignIn: {}}).hasPasskeys).toBe(false);
});

it('without password and address, a passkey is all that a new user has', () => {
  expect(leavesPasskeyOnly(byPasskey)).toBe(true);
  expect(leavesPasskeyOnly({...byPasskey, further: ['email']})).toBe(false);
  expect(leavesPasskeyOnly({...byPasskey, hasPasskeys: false})).toBe(false);
});

it('a username that is asked for besides signs in with a password: it has no other factor', () => {
  const {methods} = adapt({...byName, with: 'email', further: ['username'], password: false, methods: []});
  expect(methods).toEqual([method('email', false, true), method('username')]);
});

describe('toChangedSettings', () => {
  it('sends nothing that nobody has touched, also where the rules would have it otherwise', () => {
    const odd = {...byName, password: false};
    expect(adapt(odd)).not.toEqual(odd);
    expect(toChangedSettings({...odd}, odd, 'SignInAndRegister')).toEqual({});
    expect(toChangedSettings({...byName, methods: []}, {...byName, methods: []}, 'SignIn')).toEqual({});
  });

  it('sends the section that differs, and no other', () => {
    const signUp = expect.objectContaining({password: true});
    expect(toChangedSettings({...byPasskey, password: true}, byPasskey, 'SignInAndRegister')).toEqual({signUp});
    const more = {...byPasskey, methods: [method('username'), method('email', true, true)]};
    const {signIn} = toSettings(more);
    expect(toChangedSettings(more, byPasskey, 'SignInAndRegister')).toEqual({signIn});
  });

  it('forgets how users register where nobody does and its method goes', () => {
    const methods = [method('email')];
    const changed = toChangedSettings({...byName, methods}, byName, 'SignIn');
    expect(changed.signUp?.identifiers).toEqual([]);
    expect(changed.signIn?.methods).toMatchObject([{identifier: 'email'}]);
  });
});

it('nothing is asked for twice', () => {
  expect(adapt({...byName, with: 'email', further: ['emailOrPhone', 'phone', 'username']}).further).toEqual([
    'phone',
    'username',
  ]);
  expect(furtherChoices({...byName, with: 'email'})).toEqual(['username', 'phone']);
  expect(furtherChoices({...byName, further: ['email']})).toEqual(['email', 'phone']);
  expect(furtherChoices(byName)).toEqual(['email', 'phone', 'emailOrPhone']);
});

it('where nobody registers, nothing is asked for', () => {
  const choices = {...byName, with: 'none' as const, further: ['email' as const]};
  expect(registeredWith(choices)).toEqual([]);
  expect(toSettings(choices).signUp).toEqual({
    identifiers: [],
    password: true,
    verify: false,
    secondaryIdentifiers: [],
  });
});

it('addresses are verified, names are not', () => {
  expect(toSettings(byName).signUp?.verify).toBe(false);
  const {signUp} = toSettings({...byName, further: ['email']});
  expect(signUp?.verify).toBe(true);
  expect(signUp?.secondaryIdentifiers).toEqual([{identifier: 'email', verify: true}]);
});

it('the password comes first unless the code does', () => {
  const {signIn} = toSettings({...byName, methods: [method('username'), method('email', true, true, true)]});
  expect(signIn?.methods.map(({isPasswordPrimary}) => isPasswordPrimary)).toEqual([true, false]);
});
