import {expect, test} from 'vitest';

import {parseUserCode} from '../src/user_code.ts';

test.each(['BCDF-GHJK', 'bcdfghjk', ' b c d f - g h j k '])('takes %j', (typed) =>
  expect(parseUserCode(typed)).toBe('BCDF-GHJK'),
);

test.each(['', 'BCDF-GHJ', 'BCDF-GHJKL', 'ACDF-GHJK', 'BCDF-GHJ1', 'BCDF_GHJK'])('refuses %j', (typed) =>
  expect(parseUserCode(typed)).toBeUndefined(),
);
