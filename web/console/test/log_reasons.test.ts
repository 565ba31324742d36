import {expect, it} from 'vitest';

import {failureOf} from '../src/pages/logs/reasons.ts';

it('a failed entry has its reason, and the code of the service where there is one', () => {
  expect(failureOf({reason: 'refused_by_provider', providerError: 'invalid_client'})).toEqual({
    reason: 'refused_by_provider',
    providerError: 'invalid_client',
  });
  expect(failureOf({reason: 'blocked_address'}).providerError).toBeUndefined();
});

it('what is no text is no reason', () => {
  expect(failureOf({reason: {deep: 1}, providerError: ''})).toEqual({reason: undefined, providerError: undefined});
  expect(failureOf({})).toEqual({reason: undefined, providerError: undefined});
});
