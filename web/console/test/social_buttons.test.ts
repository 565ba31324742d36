import {expect, it} from 'vitest';

import type {Connector} from '../src/data/connectors.ts';
import {buttonsOf, socialConnectorsOf} from '../src/pages/sign_in_experience/social.ts';

const connector = (id: string, target: string, type = 'Social') =>
  ({id, target, type, name: {en: id}, logo: '', platform: 'Web', config: {clientSecret: 's'}}) as unknown as Connector;

const all = [
  connector('mail', 'smtp', 'Email'),
  connector('a', 'google'),
  connector('b', 'corp'),
  connector('c', 'google'),
];

it('a service is listed once, and what sends messages is not', () => {
  expect(socialConnectorsOf(all).map(({id}) => id)).toEqual(['a', 'b']);
});

it('the preview gets the buttons in their order, those without a connector left out', () => {
  const buttons = buttonsOf(all, ['corp', 'gone', 'smtp', 'google']);
  expect(buttons.map(({id}) => id)).toEqual(['b', 'a', 'c']);
});

it('no secret of a connector goes to the preview', () => {
  expect(JSON.stringify(buttonsOf(all, ['corp']))).not.toContain('clientSecret');
});
