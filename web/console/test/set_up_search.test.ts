import {expect, it, vi} from 'vitest';

vi.hoisted(() => {
  const script = {textContent: JSON.stringify({endpoint: 'https://id.example'}), nonce: ''};
  vi.stubGlobal('document', {getElementById: () => script});
});

import {setUpSearch} from '../src/pages/connectors/set_up_search.ts';
import {makeConnectorId} from '../src/pages/connectors/social_form.ts';

it('the address keeps the ID of a connector that is not saved yet', () => {
  const id = makeConnectorId();
  expect(setUpSearch({id})).toEqual({id});
  expect(setUpSearch({id: 123456789012})).toEqual({id: '123456789012'});
});

it('anything else in the address is dropped', () => {
  for (const id of [undefined, '', 'short', 'ABCDEFGHIJKL', '../../../abc', 'abcdefghijklm', {}, ['abcdefghijkl']]) {
    expect(setUpSearch({id})).toEqual({});
  }
  expect(setUpSearch({other: 'abcdefghijkl'})).toEqual({});
});
