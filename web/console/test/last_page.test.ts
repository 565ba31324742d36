import {expect, test} from 'vitest';

import {lastPage} from '../src/components/last_page.ts';

test('lastPage is the page that holds the last row', () => {
  for (const [total, page] of [
    [0, 1],
    [1, 1],
    [20, 1],
    [21, 2],
    [40, 2],
    [41, 3],
  ] as const) {
    expect(lastPage(total, 20), `${total} rows`).toBe(page);
  }
});
