import {expect, it} from 'vitest';

import {toDuration, toSeconds} from '../src/pages/security/duration.ts';

it('a lifetime is shown in the largest unit that it is a whole number of, and comes back as it was', () => {
  expect(toDuration(14 * 86_400)).toEqual({amount: 14, unit: 'days'});
  expect(toDuration(36 * 3600)).toEqual({amount: 36, unit: 'hours'});
  expect(toDuration(600)).toEqual({amount: 10, unit: 'minutes'});
  expect(toDuration(61)).toEqual({amount: 61, unit: 'seconds'});
  for (const seconds of [1, 59, 61, 86_399, 31_536_000]) expect(toSeconds(toDuration(seconds))).toBe(seconds);
});
