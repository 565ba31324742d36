import {expect, test} from 'vitest';

import {highlight} from '../src/components/highlight.ts';

const kinds = (code: string, title: string) =>
  highlight(code, title).flatMap(({kind, text}) => (kind ? [[kind, text]] : []));

test('highlight tells comments, strings, keywords and numbers apart', () => {
  expect(kinds("const a = 'x // y'; // why\nreturn 12;", 'auth.ts')).toEqual([
    ['keyword', 'const'],
    ['string', "'x // y'"],
    ['comment', '// why'],
    ['keyword', 'return'],
    ['number', '12'],
  ]);
  expect(kinds('# key\nURL=http://a/#b', '.env.local')).toEqual([['comment', '# key']]);
});

test('highlight loses nothing of the text', () => {
  for (const title of ['auth.ts', '.env', 'main.cpp', 'Terminal', 'what']) {
    const code = 'import a from "b"; /* c */ `d${e}` 1_000 # f\n"open';
    expect(highlight(code, title).map(({text}) => text).join('')).toBe(code);
  }
});
