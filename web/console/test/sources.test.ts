import {expect, test} from 'vitest';

import {pageSecret} from '../src/pages/get_started/page_secret.ts';
import {trimmed} from '../src/pages/get_started/trimmed.ts';

type Sources = Record<string, Record<string, string>>;

const files = import.meta.glob<Sources>('../src/pages/get_started/sources/*.ts', {eager: true});

test.each(Object.entries(files))('every file of %s is whole', (_, sources) => {
  const texts = Object.values(sources).flatMap((source) => Object.values(source));
  expect(texts).not.toEqual([]);
  for (const text of texts) {
    expect(text).toMatch(/\S/);
    expect(text).not.toMatch(/#(end)?region/);
  }
});

test('trimmed changes the ends of a file alone', () => {
  expect(trimmed({a: '0\n  1\n2\n'})).toEqual({a: '0\n  1\n2'});
});

test('pageSecret gives an application the same secret again, and another one a secret of its own', () => {
  expect(pageSecret('a')).toBe(pageSecret('a'));
  expect(pageSecret('a')).not.toBe(pageSecret('b'));
  expect(atob(pageSecret('a'))).toHaveLength(32);
});
