import {expect, test} from 'vitest';

import {region, whole} from '../src/pages/get_started/region.ts';
import {curl, nextjs, protectedApi} from '../src/pages/get_started/sources.ts';

test('every snippet of the guides is in its example', () => {
  for (const snippets of [curl, nextjs, protectedApi]) {
    for (const code of Object.values(snippets)) {
      expect(code).toMatch(/\S/);
      expect(code).not.toMatch(/#(end)?region/);
    }
  }
});

test('region refuses a name that is not there', () => {
  expect(() => region('// #region a\n1\n// #endregion', 'b')).toThrow();
  expect(region('0\n// #region a\n1\n// #endregion\n2', 'a')).toBe('1');
});

test('whole leaves out the marks alone', () => {
  expect(whole('0\n// #region a\n1\n// #endregion\n2\n')).toBe('0\n1\n2');
});
