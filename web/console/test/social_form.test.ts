import {expect, it, vi} from 'vitest';

vi.hoisted(() => {
  const script = {textContent: JSON.stringify({endpoint: 'https://id.example'}), nonce: ''};
  vi.stubGlobal('document', {getElementById: () => script});
});

import {
  callbackOf,
  fromOwn,
  guideOf,
  isTarget,
  makeConnectorId,
  toOwn,
  type Kind,
} from '../src/pages/connectors/social_form.ts';

const stored: Kind = {
  type: 'Social',
  isStandard: true,
  syncProfile: true,
  metadata: {target: 'corp', name: {en: 'Corp', ko: '회사', de: 'Firma'}, logo: 'https://corp.example/logo.svg'},
};

it('what is stored comes back as it was, with names in other languages', () => {
  expect(fromOwn(stored, toOwn(stored))).toEqual({
    syncProfile: true,
    metadata: {...stored.metadata, logoDark: null},
  });
});

it('an emptied name in Korean and an emptied logo are not sent', () => {
  const own = {...toOwn(stored), nameKo: ' ', logo: ''};
  const {metadata} = fromOwn(stored, own);
  expect(metadata).toEqual({target: 'corp', name: {en: 'Corp', de: 'Firma'}, logoDark: null});
});

it('a connector for one service has the name and target of its factory', () => {
  const kind: Kind = {type: 'Social', metadata: {}};
  expect(fromOwn(kind, {...toOwn(kind), target: 'google', syncProfile: true})).toEqual({syncProfile: true});
});

it('a connector that sends messages has neither', () => {
  const kind: Kind = {type: 'Email'};
  expect(fromOwn(kind, toOwn(kind))).toEqual({});
});

it('a target is a short word', () => {
  expect(['corp', ' corp_2-b '].map(isTarget)).toEqual([true, true]);
  expect(['', 'a b', 'a/b', '회사', 'x'.repeat(65)].map(isTarget)).toEqual([false, false, false, false, false]);
});

it('the guide names the address of this connector', () => {
  const callback = callbackOf('abc', 'oidc');
  expect(callback).toBe('https://id.example/callback/abc');
  expect(guideOf('Register `<your endpoint>/callback/<connector ID>`.', callback)).toBe(`Register \`${callback}\`.`);
});

it('the guide of a SAML connector names what takes the response', () => {
  const consumer = callbackOf('abc', 'saml');
  expect(consumer).toBe('https://id.example/api/authn/saml/abc');
  expect(guideOf('Register `<your endpoint>/api/authn/saml/<connector ID>`.', consumer)).toBe(
    `Register \`${consumer}\`.`,
  );
});

it('every new connector has an ID of its own', () => {
  const ids = Array.from({length: 100}, makeConnectorId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]{12}$/);
});
