import {expect, test} from 'vitest';

import {matching, toggleAll} from '../src/components/permission_groups.ts';

const shop = {
  id: 'shop',
  name: 'Shop API',
  scopes: [
    {id: 's1', name: 'read:orders', description: 'See orders'},
    {id: 's2', name: 'write:orders', description: null},
  ],
};
const blog = {id: 'blog', name: 'Blog API', scopes: [{id: 'b1', name: 'publish', description: 'Publish posts'}]};

test('matching looks at permissions, their descriptions and APIs', () => {
  const idsOf = (search: string) => matching([shop, blog], search).map(({id, scopes}) => [id, scopes.length]);
  expect(idsOf('')).toEqual([['shop', 2], ['blog', 1]]);
  expect(idsOf('read')).toEqual([['shop', 1]]);
  expect(idsOf('POSTS')).toEqual([['blog', 1]]);
  expect(idsOf('shop')).toEqual([['shop', 2]]);
  expect(idsOf('nothing')).toEqual([]);
});

test('toggleAll chooses the whole of an API, then none of it, and leaves the others', () => {
  expect(toggleAll(shop, ['b1', 's2'])).toEqual(['b1', 's1', 's2']);
  expect(toggleAll(shop, ['b1', 's1', 's2'])).toEqual(['b1']);
});
