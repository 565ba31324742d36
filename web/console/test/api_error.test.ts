import {expect, test, vi} from 'vitest';

import {ApiError, fieldOf, messageOf, readApiError} from '../src/api/api_error.ts';

vi.mock('../src/i18n.ts', () => ({i18n: {t: (key: string, values: object) => `${key} ${JSON.stringify(values)}`}}));

const refusal = (details?: string) =>
  new ApiError(400, {code: 'guard.invalid_input', message: 'Invalid input.', ...(details && {details})});

test('fieldOf finds the field in the words of the server', () => {
  expect(fieldOf(refusal('body.name must be a string'))).toBe('name');
  expect(fieldOf(refusal('body.oidcClientMetadata.redirectUris[2] cannot be used'))).toBe(
    'oidcClientMetadata.redirectUris.2',
  );
});

test('fieldOf knows no field where there is none', () => {
  expect(fieldOf(refusal('the body must be an object'))).toBeUndefined();
  expect(fieldOf(refusal())).toBeUndefined();
});

test('messageOf shows the message, and the details when there are some', () => {
  expect(messageOf(refusal())).toBe('Invalid input.');
  expect(messageOf(refusal('too long'))).toBe('Invalid input. (too long)');
  expect(messageOf(new Error('broken'))).toBe('broken');
});

test('readApiError takes an answer without a body', async () => {
  const error = await readApiError(new Response('<html>', {status: 502}));
  expect(error.message).toBe('HTTP 502');
  expect(error.isUnreachable).toBe(false);
});

test('messageOf says why a password is refused', () => {
  const data = [{code: 'password_rejected.too_short', interpolation: {min: 8}}, {code: 'password_rejected.new_rule'}];
  const error = new ApiError(422, {code: 'password.rejected', message: 'Not good enough.', data});
  expect(messageOf(error)).toBe('Not good enough. common:password_fault.too_short {"min":8}');
});
