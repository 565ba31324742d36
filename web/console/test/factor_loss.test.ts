import {expect, it} from 'vitest';

import {lossOf} from '../src/pages/users/factor_loss.ts';

const passkey = {type: 'WebAuthn'} as const;
const totp = {type: 'Totp'} as const;
const withPassword = {hasPassword: true};
const without = {hasPassword: false};

it('with a password, the loss of the last factor leaves the first step', () => {
  expect(lossOf(withPassword, [passkey, totp], [])).toBe('consequence');
  expect(lossOf(withPassword, [passkey], [totp])).toBeUndefined();
});

it('without a password, the last passkey is how the user signs in', () => {
  expect(lossOf(without, [passkey, totp], [])).toBe('passkey_only');
  expect(lossOf(without, [passkey], [totp])).toBe('passkey_only');
  expect(lossOf(without, [passkey], [passkey])).toBeUndefined();
});

it('without a password, other factors are second steps only', () => {
  expect(lossOf(without, [totp], [])).toBe('consequence');
  expect(lossOf(without, [totp], [passkey])).toBeUndefined();
});
