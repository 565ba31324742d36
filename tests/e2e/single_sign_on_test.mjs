// Enterprise single sign-on with real identity providers: npm's oidc-provider and samlify always, Keycloak where
// DAEMUN_KEYCLOAK_HOME names one. In Chromium: a person types a company's address, signs in there, and is a member of the
// organization with its role, in the organization tokens too.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';

import * as jose from 'jose';
import * as oidc from 'openid-client';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
import { button } from './lib/demo.mjs';
import { home, Keycloak } from './lib/keycloak.mjs';
import { Management } from './lib/management.mjs';
import { OtherProvider } from './lib/oidc_provider.mjs';
import { SamlProvider } from './lib/saml_provider.mjs';
import { Server } from './lib/server.mjs';

const secret = 'a secret of the provider';

let server;
let management;
let browser;
let app;
let redirectUri;
let client;

before(async () => {
  // The providers have free ports of this machine.
  server = await Server.start({ ALLOWED_PRIVATE_HOSTS: 'localhost' });
  management = await Management.open(server);
  const withPassword = { password: true, verificationCode: false, isPasswordPrimary: true };
  const methods = ['username', 'email'].map((identifier) => ({ identifier, ...withPassword }));
  await management.patch('/sign-in-exp', { singleSignOnEnabled: true, signIn: { methods } });
  // The browser comes back by a redirect, which no route of Playwright catches: the application must answer.
  app = createServer((_, response) => response.end('back at the app')).listen(0, 'localhost');
  await once(app, 'listening');
  redirectUri = `http://localhost:${app.address().port}/callback`;
  const web = server.createApplication('Company app', redirectUri);
  client = await oidc.discovery(new URL(server.issuer), web.id, web.secret, undefined, {
    execute: [oidc.allowInsecureRequests],
  });
  browser = await launch('single_sign_on');
});
after(async () => {
  await browser?.close();
  app?.closeAllConnections();
  app?.close();
  await server?.stop();
});

async function addRole(name) {
  const { id } = await management.post('/organization-roles', { name });
  return id;
}

// An organization that takes in the people of the connector, with a role.
async function addOrganization(name, connectorId) {
  const { id } = await management.post('/organizations', { name });
  const role = await addRole(`${name} staff`);
  await management.post(`/organizations/${id}/jit/sso-connectors`, { ssoConnectorIds: [connectorId] });
  await management.expect(204, 'PUT', `/organizations/${id}/jit/roles`, { organizationRoleIds: [role] });
  return id;
}

// The code flow in a window: `signInThere` works on the provider's page.
async function signIn({ email, name, signInThere }, picture) {
  const window = await openWindow(browser);
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: redirectUri,
    scope: 'openid offline_access profile email urn:logto:scope:organizations urn:logto:scope:organization_roles',
    resource: 'urn:logto:resource:organizations',
    prompt: 'consent',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  await window.goto(url.href);
  await window.getByLabel(/email/i).first().fill(email);
  const onward = button(window, `Continue with ${name}`);
  await onward.waitFor();
  await shoot(window, `${picture}-address`);
  await onward.click();
  await signInThere(window);
  await window.waitForURL(`${redirectUri}**`);
  const tokens = await oidc.authorizationCodeGrant(client, new URL(window.url()), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
  assert.deepEqual(window.complaints, []);
  return { window, tokens };
}

async function checkMember(tokens, organization) {
  const claims = tokens.claims();
  assert.deepEqual(claims.organizations, [organization.id]);
  const members = await management.get(`/organizations/${organization.id}/users`);
  assert.deepEqual(members.map(({ id }) => id), [claims.sub]);
  assert.deepEqual(members[0].organizationRoles.map(({ name }) => name), [`${organization.name} staff`]);
  const keys = jose.createRemoteJWKSet(new URL(client.serverMetadata().jwks_uri));
  const refreshed = await oidc.refreshTokenGrant(client, tokens.refresh_token, { organization_id: organization.id });
  const { payload } = await jose.jwtVerify(refreshed.access_token, keys, {
    audience: `urn:logto:organization:${organization.id}`,
  });
  assert.equal(payload.sub, claims.sub);
}

// A person comes from the provider twice: the second time nothing is new. `company`: {name, connector, trust, signInThere}.
function comesFrom(title, setUp, options = {}) {
  describe(title, options, () => {
    let company;
    let organization;

    before(async () => {
      company = await setUp();
      const id = await addOrganization(company.name, company.connector.id);
      organization = { id, name: company.name };
    });
    after(() => company?.stop());

    test('a person of the company registers, and is a member with the role', async () => {
      const { window, tokens } = await signIn(company, company.name);
      const user = await management.get(`/users/${tokens.claims().sub}?includeSsoIdentities=true`);
      assert.equal(user.primaryEmail, company.email);
      assert.equal(user.ssoIdentities.length, 1);
      assert.equal(user.ssoIdentities[0].ssoConnectorId, company.connector.id);
      await checkMember(tokens, organization);
      await window.context().close();
    });

    test('the person signs in again, and is the same', async () => {
      const { window, tokens } = await signIn(company, `${company.name}-again`);
      await checkMember(tokens, organization);
      await window.context().close();
    });

    test('another person of the company is asked for no password', async () => {
      const other = { primaryEmail: `other@${company.domain}`, password: 'Xk29_vbnQ!z8' };
      await management.expect(200, 'POST', '/users', other);
      const window = await openWindow(browser);
      await window.goto(`${server.endpoint}/demo-app`);
      await button(window, 'Sign in').click();
      await window.getByLabel(/email/i).first().fill(`other@${company.domain}`);
      await button(window, `Continue with ${company.name}`).waitFor();
      assert.equal(await window.getByLabel('Password', { exact: true }).isVisible(), false);
      await window.context().close();
    });
  });
}

const addConnector = ({ providerName, name, domain, config }) =>
  management.expect(200, 'POST', '/sso-connectors', {
    providerName,
    connectorName: name,
    domains: [domain],
    config,
    branding: { displayName: name },
  });

const callback = (id) => `${server.endpoint}/callback/${id}`;
const consumer = (id) => `${server.endpoint}/api/authn/single-sign-on/saml/${id}`;

async function signInAtOidcProvider(window) {
  await window.fill('[name=login]', 'mina');
  await window.fill('[name=password]', 'any');
  await window.click('button[type=submit]');
  await window.waitForSelector('text=Authorize');
  await window.click('button[type=submit]');
}

comesFrom('npm oidc-provider', async () => {
  const domain = 'elsewhere.example';
  // Its clients are fixed at its start, and the callback is known once there is a connector.
  const connector = await addConnector({ providerName: 'OIDC', name: 'Elsewhere', domain });
  const claims = (id) => ({ sub: id, name: 'Mina', email: `${id}@${domain}`, email_verified: true });
  const provider = await OtherProvider.start(
    { client_id: 'daemun', client_secret: secret, redirect_uris: [callback(connector.id)] },
    {
      claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
      findAccount: (_, id) => ({ accountId: id, claims: () => claims(id) }),
    },
  );
  const config = { clientId: 'daemun', clientSecret: secret, issuer: provider.issuer };
  await management.patch(`/sso-connectors/${connector.id}`, { config });
  return {
    name: 'Elsewhere',
    domain,
    email: `mina@${domain}`,
    connector,
    signInThere: signInAtOidcProvider,
    stop: () => provider.stop(),
  };
});

function samlCompany(name, domain, encrypted) {
  return async () => {
    const provider = await SamlProvider.start({
      encrypted,
      user: (login) => ({ id: `${login}-of-${name}`, attributes: { email: `${login}@${domain}`, name: login } }),
    });
    const connector = await addConnector({
      providerName: 'SAML',
      name,
      domain,
      config: { metadataUrl: `${provider.origin}/metadata` },
    });
    // Its key decrypts assertions.
    if (encrypted) await management.expect(201, 'POST', `/sso-connectors/${connector.id}/signing-keys`, { active: true });
    await provider.trust(`${consumer(connector.id)}/metadata`);
    return {
      name,
      domain,
      email: `ann@${domain}`,
      connector,
      async signInThere(window) {
        await window.getByLabel('Login').fill('ann');
        await button(window, 'Continue').click();
        await button(window, 'Go back').click();
      },
      stop: () => provider.stop(),
    };
  };
}

comesFrom('npm samlify, signed assertions', samlCompany('Signed', 'signed.example', false));
comesFrom('npm samlify, signed and encrypted assertions', samlCompany('Sealed', 'sealed.example', true));

const withKeycloak = { skip: home ? false : 'DAEMUN_KEYCLOAK_HOME is not set' };
const people = [{ username: 'ann', password: 'any-password', email: 'ann@keycloak.example', name: 'Ann' }];
let keycloak;

async function startKeycloak() {
  if (keycloak) return keycloak;
  keycloak = await Keycloak.start();
  await keycloak.addRealm('company', people);
  return keycloak;
}
after(() => keycloak?.stop());

// The second company asks a person who is signed in there for nothing.
async function signInAtKeycloak(window) {
  await window.fill('[name=username]', people[0].username);
  await window.fill('[name=password]', people[0].password);
  await window.click('[name=login]');
}

comesFrom(
  'Keycloak by OpenID Connect',
  async () => {
    await startKeycloak();
    const connector = await addConnector({
      providerName: 'OIDC',
      name: 'Keycloak',
      domain: 'keycloak.example',
      config: { clientId: 'daemun', clientSecret: secret, issuer: keycloak.issuer },
    });
    await keycloak.addOidcClient({ clientId: 'daemun', secret, redirectUri: callback(connector.id) });
    return {
      name: 'Keycloak',
      domain: 'keycloak.example',
      email: people[0].email,
      connector,
      signInThere: signInAtKeycloak,
      // The domain is for the next one.
      stop: () => management.remove(`/sso-connectors/${connector.id}`),
    };
  },
  withKeycloak,
);

comesFrom(
  'Keycloak by SAML, signed and encrypted assertions',
  async () => {
    await startKeycloak();
    // The people of the company are those of before, and come as strangers.
    const users = await management.get(`/users?search.primaryEmail=${encodeURIComponent('%@keycloak.example')}`);
    for (const { id } of users) await management.remove(`/users/${id}`);
    const connector = await addConnector({
      providerName: 'SAML',
      name: 'Keycloak SAML',
      domain: 'keycloak.example',
      config: { metadataUrl: keycloak.metadataUrl },
    });
    const { certificate } = await management.expect(201, 'POST', `/sso-connectors/${connector.id}/signing-keys`, {
      active: true,
    });
    await keycloak.addSamlClient({
      entityId: `${server.endpoint}/enterprise-sso/${connector.id}`,
      consumerUrl: consumer(connector.id),
      certificate: certificate.replace(/-----[A-Z ]+-----|\s/g, ''),
    });
    return {
      name: 'Keycloak SAML',
      domain: 'keycloak.example',
      email: people[0].email,
      connector,
      signInThere: signInAtKeycloak,
      stop: () => {},
    };
  },
  withKeycloak,
);
