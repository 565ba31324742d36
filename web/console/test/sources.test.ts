import {expect, test} from 'vitest';

import {region, whole} from '../src/pages/get_started/region.ts';

type Sources = Record<string, Record<string, string>>;

const files = import.meta.glob<Sources>('../src/pages/get_started/sources/*.ts', {eager: true});

test.each(Object.entries(files))('every snippet of %s is in its example', (_, sources) => {
  const snippets = Object.values(sources).flatMap((source) => Object.values(source));
  expect(snippets).not.toEqual([]);
  for (const code of snippets) {
    expect(code).toMatch(/\S/);
    expect(code).not.toMatch(/#(end)?region/);
  }
});

test('region refuses a name that is not there', () => {
  expect(() => region('// #region a\n1\n// #endregion', 'b')).toThrow();
  expect(region('0\n// #region a\n1\n// #endregion\n2', 'a')).toBe('1');
});

test('whole leaves out the marks alone', () => {
  expect(whole('0\n// #region a\n1\n// #endregion\n2\n')).toBe('0\n1\n2');
});
