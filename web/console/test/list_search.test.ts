import {expect, test} from 'vitest';

import {listSearch} from '../src/components/list_search.ts';

test('listSearch keeps the search, the known filters and a page beyond the first', () => {
  const read = listSearch('type');
  expect(read({search: 'acme', type: 'SPA', page: '3'})).toEqual({search: 'acme', type: 'SPA', page: 3});
});

test('listSearch drops what it does not know and what is no page', () => {
  const read = listSearch('type');
  expect(read({search: '', other: 'x', page: '1'})).toEqual({});
  for (const page of ['0', '-1', '1.5', 'two', undefined]) expect(read({page})).toEqual({});
});
