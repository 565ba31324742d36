import {describe, expect, it} from 'vitest';

import {addressField, errorsOf, fetchFaultOf, requiredFields, toConfig, toValues} from '../src/pages/enterprise_sso/connection.ts';
import {findWrong, refusedDomains, tidyDomains} from '../src/pages/enterprise_sso/domains.ts';
import {standingOf} from '../src/pages/enterprise_sso/expiry.ts';
import * as idp from '../src/pages/enterprise_sso/idp_initiated.ts';
import {stateOf} from '../src/pages/enterprise_sso/state.ts';

const day = 86_400_000;
const blank = toValues({});

it('a provider that cannot be reached is told from one whose document is wrong', () => {
  expect(fetchFaultOf({message: 'fail_to_fetch_config', error: 'connect_failed'})).toBe('connect_failed');
  expect(fetchFaultOf({message: 'fail_to_fetch_config', error: 'blocked_address'})).toBe('blocked_address');
  expect(fetchFaultOf({message: 'fail_to_fetch_config', error: 'HTTP status 404'})).toBeUndefined();
  expect(fetchFaultOf({message: 'invalid_connector_config', error: 'connect_failed'})).toBeUndefined();
  expect(fetchFaultOf(undefined)).toBeUndefined();
});

describe('configuration', () => {
  it('of an OpenID provider comes back as it was', () => {
    const config = {issuer: 'https://id.example', clientId: 'a', clientSecret: 'b', scope: 'groups', trustUnverifiedEmail: true, signOutAtProvider: true};
    expect(toConfig('OIDC', toValues(config))).toEqual(config);
    expect(toConfig('Okta', toValues(config))).toEqual(config);
  });

  it('leaves out what is empty and trims what is not', () => {
    const values = {...blank, issuer: ' https://id.example ', clientId: 'a', clientSecret: 'b'};
    expect(toConfig('OIDC', values)).toEqual({
      issuer: 'https://id.example',
      clientId: 'a',
      clientSecret: 'b',
      trustUnverifiedEmail: false,
      signOutAtProvider: false,
    });
  });

  it('of Google has no issuer and may ask for a refresh token', () => {
    const values = {...blank, issuer: 'https://other.example', clientId: 'a', clientSecret: 'b', offlineAccess: true, signOutAtProvider: true};
    expect(toConfig('GoogleWorkspace', values)).toEqual({
      clientId: 'a',
      clientSecret: 'b',
      trustUnverifiedEmail: false,
      offlineAccess: true,
    });
    expect(requiredFields('GoogleWorkspace', 'url')).not.toContain('issuer');
    expect(toConfig('OIDC', values)).not.toHaveProperty('offlineAccess');
  });

  it('of a SAML provider has the chosen source alone', () => {
    const values = {...blank, metadataUrl: 'https://id.example/metadata', metadata: '<EntityDescriptor/>', entityId: 'id'};
    const common = {attributeMapping: {}, signAuthnRequest: false};
    expect(toConfig('SAML', {...values, source: 'url'})).toEqual({...common, metadataUrl: 'https://id.example/metadata'});
    expect(toConfig('AzureAD', {...values, source: 'xml'})).toEqual({...common, metadata: '<EntityDescriptor/>'});
    expect(toConfig('SAML', {...values, source: 'manual'})).toEqual({...common, entityId: 'id'});
  });

  it('is shown by the source that is stored', () => {
    expect(toValues({metadataUrl: 'https://id.example'}).source).toBe('url');
    expect(toValues({metadata: '<EntityDescriptor/>'}).source).toBe('xml');
    expect(toValues({entityId: 'id'}).source).toBe('manual');
    expect(blank.source).toBe('url');
  });

  it('names an algorithm only where requests are signed', () => {
    const signed = toConfig('SAML', {...blank, signAuthnRequest: true});
    expect(signed['requestSignatureAlgorithm']).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    expect(toConfig('SAML', blank)).not.toHaveProperty('requestSignatureAlgorithm');
  });

  it('keeps the names of attributes that are not the usual ones', () => {
    const values = {...blank, attributeMapping: {id: '', email: ' mail ', name: ''}};
    expect(toConfig('SAML', values)['attributeMapping']).toEqual({email: 'mail'});
  });
});

describe('refusals', () => {
  const say = (reason: string) => `no: ${reason}`;

  it('stand beside the members that they name', () => {
    const data = {issues: [{path: ['attributeMapping', 'id'], message: 'is long'}]};
    expect(errorsOf(data, ['attributeMapping'], say)).toEqual({'attributeMapping.id': 'no: is long'});
    expect(errorsOf(data, ['issuer'], say)).toBeUndefined();
    expect(errorsOf(null, ['issuer'], say)).toBeUndefined();
    expect(errorsOf({issues: []}, ['issuer'], say)).toBeUndefined();
  });

  it('of a provider that does not answer stand beside its address', () => {
    expect(addressField('OIDC', 'url')).toBe('issuer');
    expect(addressField('GoogleWorkspace', 'url')).toBe('clientId');
    expect(addressField('SAML', 'url')).toBe('metadataUrl');
    expect(addressField('AzureAD', 'xml')).toBe('metadata');
    expect(addressField('SAML', 'manual')).toBe('x509Certificate');
  });

  it('name the domains', () => {
    expect(refusedDomains({data: ['gmail.com']})).toEqual(['gmail.com']);
    expect(refusedDomains(null)).toEqual([]);
    expect(refusedDomains({data: 'gmail.com'})).toEqual([]);
  });
});

it('domains are taken as they are meant', () => {
  expect(tidyDomains(['@Acme.com', 'acme.com', 'mina@Other.example', ' '])).toEqual(['acme.com', 'other.example']);
  expect(findWrong(['acme.com', 'acme'])).toBe('acme');
  expect(findWrong(['acme.com', 'a.b.example'])).toBeUndefined();
});

it('a certificate warns 30 days before it expires', () => {
  expect(standingOf(30 * day, 0)).toBe('good');
  expect(standingOf(30 * day - 1, 0)).toBe('ending');
  expect(standingOf(0, 0)).toBe('expired');
});

it('a connector is ready with a configuration, a domain and a certificate that lasts', () => {
  const providerConfig = (certificateExpiresAt: number) => ({identityProvider: {certificateExpiresAt}});
  const ready = {config: {issuer: 'x'}, domains: ['acme.com']};
  expect(stateOf({config: {}, domains: ['acme.com']}, 0)).toBe('unset');
  expect(stateOf({...ready, domains: []}, 0)).toBe('no_domain');
  expect(stateOf(ready, 0)).toBe('ready');
  expect(stateOf({...ready, providerConfig: providerConfig(day)}, 0)).toBe('ending');
  expect(stateOf({...ready, domains: [], providerConfig: providerConfig(-1)}, 0)).toBe('expired');
  expect(stateOf({...ready, providerConfig: providerConfig(90 * day)}, 0)).toBe('ready');
});

describe('sign-in from the portal', () => {
  const off = idp.toValues(null);

  it('is off without settings', () => {
    expect(off.isOn).toBe(false);
    expect(idp.toSettings(off)).toBeNull();
    expect(idp.toSettings({...off, isOn: true})).toBeNull();
  });

  it('is started by the server or by the application', () => {
    const values = {...off, isOn: true, applicationId: 'shop', scope: ' email ', callbackUri: 'https://shop.example/sso'};
    expect(idp.toSettings(values)).toEqual({
      defaultApplicationId: 'shop',
      autoSendAuthorizationRequest: true,
      authParameters: {scope: 'email'},
    });
    expect(idp.toSettings({...values, start: 'application'})).toEqual({
      defaultApplicationId: 'shop',
      autoSendAuthorizationRequest: false,
      clientIdpInitiatedAuthCallbackUri: 'https://shop.example/sso',
    });
    expect(idp.typesFor('server')).not.toContain('SPA');
    expect(idp.typesFor('application')).toContain('SPA');
  });
});
