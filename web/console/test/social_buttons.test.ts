import {expect, it} from 'vitest';

import type {Connector} from '../src/data/connectors.ts';
import type {SsoConnector} from '../src/data/sso_connectors.ts';
import {buttonsOf, companiesOf, socialConnectorsOf} from '../src/pages/sign_in_experience/social.ts';

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

const company = (id: string, more: Partial<SsoConnector> = {}) =>
  ({
    id,
    name: 'OIDC',
    connectorName: 'For administrators',
    providerLogo: 'logo',
    domains: ['acme.example'],
    branding: {},
    config: {clientSecret: 's'},
    ...more,
  }) as unknown as SsoConnector;

it('the preview gets the companies that people can be sent to', () => {
  const branding = {displayName: 'Acme', logo: 'own', darkLogo: 'dark'};
  const all = [company('a'), company('b', {branding}), company('c', {domains: []}), company('d', {config: {}})];
  expect(companiesOf(all)).toEqual([
    {id: 'a', connectorName: 'OIDC', logo: 'logo'},
    {id: 'b', connectorName: 'Acme', logo: 'own', darkLogo: 'dark'},
  ]);
});
