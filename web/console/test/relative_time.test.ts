import {expect, test} from 'vitest';

import {relativeTime} from '../src/components/relative_time.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [0, 'now'],
  [59_000, 'now'],
  [-minute, '1 minute ago'],
  [59.4 * minute, 'in 59 minutes'],
  [59.6 * minute, 'in 1 hour'],
  [-1.4 * hour, '1 hour ago'],
  [23.6 * hour, 'tomorrow'],
  [14 * day - 5_000, 'in 14 days'],
  [-13.4 * day, '13 days ago'],
  [30 * day, 'next month'],
  [-360 * day, 'last year'],
])('relativeTime rounds %i ms to "%s"', (distance, words) => {
  expect(relativeTime(1e12 + distance, 'en', 1e12)).toBe(words);
});
