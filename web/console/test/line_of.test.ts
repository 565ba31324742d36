import {expect, test} from 'vitest';

import {lineOf} from '../src/components/line_of.ts';

test('lineOf finds a line, and the last one for those beyond', () => {
  expect(lineOf('ab\ncde\n', 1)).toEqual([0, 2]);
  expect(lineOf('ab\ncde\n', 2)).toEqual([3, 6]);
  expect(lineOf('ab\ncde', 9)).toEqual([3, 6]);
  expect(lineOf('', 1)).toEqual([0, 0]);
});
