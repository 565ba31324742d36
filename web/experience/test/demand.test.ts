import {expect, test, vi} from 'vitest';

vi.mock('../src/context.ts', () => ({
  context: {},
  factors: ['Totp', 'WebAuthn', 'BackupCode', 'EmailVerificationCode', 'PhoneVerificationCode'],
}));

const {ApiError} = await import('../src/api.ts');
const {demandOf} = await import('../src/demand.ts');

const all = ['WebAuthn', 'Totp', 'PhoneVerificationCode', 'EmailVerificationCode'];
const demand = (code: string, data?: unknown) => demandOf(new ApiError(code, '', data, 422));

test.each([
  ['user.suggest_mfa', 'suggest'],
  ['user.passkey_preferred', 'passkey'],
  ['session.mfa.backup_code_required', 'backup'],
])('%s', (code, kind) => {
  expect(demand(code)).toEqual({kind});
});

test('user.missing_mfa names the factors in the order of the server, and whether they may be left', () => {
  expect(demand('user.missing_mfa', {availableFactors: all})).toEqual({kind: 'bind', factors: all});
  expect(demand('user.missing_mfa', {availableFactors: ['Totp'], skippable: true})).toEqual({
    kind: 'bind',
    factors: ['Totp'],
    skip: 'mfa',
  });
  expect(demand('user.missing_mfa', {availableFactors: ['Totp'], skippable: 'yes'})).not.toHaveProperty('skip');
});

test('session.mfa.suggest_additional_mfa leaves out what the person has', () => {
  const suggested = (more: object) =>
    demand('session.mfa.suggest_additional_mfa', {availableFactors: all, skippable: true, suggestion: true, ...more});
  expect(suggested({maskedIdentifiers: {EmailVerificationCode: '****@example.com'}})).toEqual({
    kind: 'bind',
    factors: ['WebAuthn', 'Totp', 'PhoneVerificationCode'],
    skip: 'suggestion',
  });
  expect(suggested({isWebAuthnUsedAsSignInPasskey: true})).toMatchObject({factors: all.slice(1)});
});

test('session.mfa.require_mfa_verification comes with the addresses as far as they are told', () => {
  const data = {
    availableFactors: ['Totp', 'EmailVerificationCode', 'BackupCode', 'Totp', 'Telepathy', 7],
    maskedIdentifiers: {EmailVerificationCode: 'mina****@example.com', Telepathy: 'x', PhoneVerificationCode: 7},
  };
  expect(demand('session.mfa.require_mfa_verification', data)).toEqual({
    kind: 'verify',
    factors: ['Totp', 'EmailVerificationCode', 'BackupCode'],
    masked: {EmailVerificationCode: 'mina****@example.com'},
  });
});

test('session.mfa.require_mfa_verification says for how many days the browser can be trusted', () => {
  const withTrust = (trustedDevice: unknown) =>
    demand('session.mfa.require_mfa_verification', {availableFactors: ['Totp'], trustedDevice});
  expect(withTrust({durationDays: 7})).toMatchObject({trustDays: 7});
  for (const none of [undefined, null, {}, 7, {durationDays: 0}, {durationDays: '7'}, {durationDays: 1.5}]) {
    expect(withTrust(none)).not.toHaveProperty('trustDays');
  }
});

test.each([undefined, {}, {availableFactors: 'Totp'}, {availableFactors: []}, {availableFactors: ['Telepathy']}])(
  'a demand without a factor that the pages know is none: %j',
  (data) => {
    for (const code of ['user.missing_mfa', 'session.mfa.suggest_additional_mfa', 'session.mfa.require_mfa_verification']) {
      expect(demand(code, data)).toBeUndefined();
    }
  },
);

test('anything else is no demand', () => {
  expect(demand('user.missing_profile', {availableFactors: all})).toBeUndefined();
  expect(demandOf(new Error('user.suggest_mfa'))).toBeUndefined();
});
