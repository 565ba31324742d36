import {expect, it, test} from 'vitest';

import {faultyItems, listsWith} from '../src/pages/security/address_lists.ts';

test('addresses, domains and wildcards are items of a list', () => {
  const good = ['ann@example.com', '@example.com', 'foo*@example.com', '@*.example.com'];
  expect(faultyItems(good)).toEqual([]);
  expect(faultyItems(['example.com', '@example', 'a b@example.com', '@.com', '@example.com.', ''])).toHaveLength(6);
});

it('a refusal is shown at the list that holds the item', () => {
  const lists = {allowed: ['@a.example'], blocked: ['@b.example']};
  expect(listsWith({items: ['@a.example']}, lists)).toEqual(['allowed']);
  expect(listsWith({items: ['@a.example', '@b.example']}, lists)).toEqual(['allowed', 'blocked']);
  expect(listsWith(null, lists)).toEqual(['blocked']);
});
