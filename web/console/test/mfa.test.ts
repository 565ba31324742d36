import {expect, it} from 'vitest';

import {
  hasUsableFactor,
  isBackupAlone,
  isFirstFactor,
  policiesOfAdministrators,
  toChanges,
  toValues,
  type Policy,
} from '../src/pages/mfa/settings.ts';
import {stepsOf, type Situation} from '../src/pages/mfa/steps.ts';
import type {Experience} from '../src/pages/sign_in_experience/data.ts';

const experience = (more: object) =>
  ({
    mfa: {factors: [], policy: 'UserControlled'},
    passkeySignIn: {},
    trustedDevice: {},
    signIn: {methods: []},
    ...more,
  }) as unknown as Experience;

it('toValues reads old names and what is not there', () => {
  expect(toValues(experience({}))).toEqual({
    factors: [],
    policy: 'PromptAtSignInAndSignUp',
    isRequiredByOrganizations: false,
    passkey: false,
    passkeyButton: false,
    passkeyAutofill: false,
    trustedDevices: false,
    trustedDays: 30,
  });
});

it('what is read is what is written', () => {
  const stored = {
    mfa: {
      factors: ['WebAuthn', 'Totp', 'BackupCode'],
      policy: 'PromptOnlyAtSignIn',
      organizationRequiredMfaPolicy: 'Mandatory',
    },
    adaptiveMfa: {enabled: false},
    passkeySignIn: {enabled: true, showPasskeyButton: true, allowAutofill: false},
    trustedDevice: {enabled: true, durationDays: 7},
  };
  expect(toChanges(toValues(experience(stored)))).toEqual(stored);
});

it('adaptive rules are on with the policies that leave the question to them, and a factor', () => {
  const written = (policy: Policy, factors = ['Totp']) =>
    toChanges(toValues(experience({mfa: {factors, policy}}))).adaptiveMfa;
  expect(written('PromptAtSignInAndSignUpMandatory')).toEqual({enabled: true});
  expect(written('PromptOnlyAtSignInMandatory')).toEqual({enabled: true});
  expect(written('PromptOnlyAtSignInMandatory', [])).toEqual({enabled: false});
  expect(written('Mandatory')).toEqual({enabled: false});
  expect(written('PromptOnlyAtSignIn')).toEqual({enabled: false});
});

it('backup codes need another factor', () => {
  expect(isBackupAlone(['BackupCode'])).toBe(true);
  expect(isBackupAlone(['Totp', 'BackupCode'])).toBe(false);
  expect(isBackupAlone([])).toBe(false);
});

it('a code that signs in is no second factor', () => {
  const signIn = {methods: [{identifier: 'email', verificationCode: true}, {identifier: 'phone', verificationCode: false}]};
  expect(isFirstFactor('EmailVerificationCode', experience({signIn}))).toBe(true);
  expect(isFirstFactor('PhoneVerificationCode', experience({signIn}))).toBe(false);
  expect(isFirstFactor('Totp', experience({signIn}))).toBe(false);
});

const asked = (policy: Policy, situation: Situation) => {
  const steps = stepsOf({factors: ['Totp', 'BackupCode'], policy, passkey: false});
  return steps.find(([name]) => name === situation)?.[1].slice(1, -1);
};

// The table of src/domain/mfa_policy.cpp.
it.each([
  ['PromptAtSignInAndSignUp', ['suggest', 'backup'], ['suggest', 'backup'], ['use']],
  ['PromptOnlyAtSignIn', [], ['suggest', 'backup'], ['use']],
  ['NoPrompt', [], [], ['use']],
  ['Mandatory', ['set_up', 'backup'], ['set_up', 'backup'], ['use']],
] as const)('%s asks at registration for %o, without a factor for %o, with one for %o', (policy, register, without, own) => {
  expect(asked(policy, 'register')).toEqual(register);
  expect(asked(policy, 'without')).toEqual(without);
  expect(asked(policy, 'with')).toEqual(own);
});

it('without factors there is one step, and a passkey needs no other', () => {
  expect(stepsOf({factors: [], policy: 'Mandatory', passkey: true})).toEqual([
    ['register', ['credentials', 'done']],
    ['passkey', ['passkey', 'done']],
  ]);
});

it('adaptive policies ask for a factor only in an unusual sign-in', () => {
  for (const policy of ['PromptAtSignInAndSignUpMandatory', 'PromptOnlyAtSignInMandatory'] as const) {
    expect(asked(policy, 'with')).toEqual([]);
    expect(asked(policy, 'unusual')).toEqual(['use']);
    expect(asked(policy, 'without')).toEqual(['set_up', 'backup']);
  }
  expect(asked('PromptAtSignInAndSignUpMandatory', 'register')).toEqual(['set_up', 'backup']);
  expect(asked('PromptOnlyAtSignInMandatory', 'register')).toEqual([]);
  expect(asked('Mandatory', 'unusual')).toBeUndefined();
});

it('an administrator can take the second step with a factor of the policy, or a code to an address', () => {
  expect(hasUsableFactor(['Totp', 'BackupCode'], ['Totp'], {})).toBe(true);
  expect(hasUsableFactor(['Totp'], ['WebAuthn'], {primaryEmail: 'mina@example.com'})).toBe(false);
  expect(hasUsableFactor(['EmailVerificationCode'], [], {primaryEmail: 'mina@example.com'})).toBe(true);
  expect(hasUsableFactor(['EmailVerificationCode'], [], {primaryEmail: null})).toBe(false);
  expect(hasUsableFactor(['PhoneVerificationCode'], [], {primaryPhone: '821012345678'})).toBe(true);
});

it('administrators have no two policies that differ at registration alone, and keep the stored one', () => {
  expect(policiesOfAdministrators('Mandatory')).toEqual([
    'PromptAtSignInAndSignUp',
    'NoPrompt',
    'Mandatory',
    'PromptAtSignInAndSignUpMandatory',
  ]);
  expect(policiesOfAdministrators('PromptOnlyAtSignIn')[0]).toBe('PromptOnlyAtSignIn');
  expect(policiesOfAdministrators('PromptOnlyAtSignInMandatory')[3]).toBe('PromptOnlyAtSignInMandatory');
});
