// The published packages openid-client and jose, unmodified, against the server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import * as jose from 'jose';
import * as oidc from 'openid-client';

import { CookieJar } from './lib/cookies.mjs';
import { Server } from './lib/server.mjs';
import { signIn } from './lib/signin.mjs';

const shopping = 'https://shopping.your-app.com/api';
const organizations = 'urn:logto:resource:organizations';
const scope =
  'openid offline_access profile email roles urn:logto:scope:organizations shopping:read shopping:write read:data';
const overHttp = { execute: [oidc.allowInsecureRequests] };

let server;
let keys;
let web;
let config;
let tokens;

before(async () => {
  server = await Server.start();
  web = server.application('Demo web app');
});
after(() => server?.stop());

const discover = (application, authentication) =>
  oidc.discovery(new URL(server.issuer), application.id, application.secret, authentication, overHttp);

// The code flow with PKCE, state and nonce. `config` must be a client of ours.
async function authorize(client, application, parameters, jar = new CookieJar()) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(
    client,
    new URLSearchParams([
      ['redirect_uri', application.redirectUris[0]],
      ['code_challenge', await oidc.calculatePKCECodeChallenge(verifier)],
      ['code_challenge_method', 'S256'],
      ['state', state],
      ['nonce', nonce],
      ...parameters,
    ]),
  );
  const callback = await signIn(jar, server.endpoint, url.href, server.user('alice'));
  return oidc.authorizationCodeGrant(client, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
}

test('discovery is accepted', async () => {
  config = await discover(web);
  const metadata = config.serverMetadata();
  assert.equal(metadata.issuer, server.issuer);
  assert.ok(metadata.authorization_response_iss_parameter_supported);
  assert.ok(metadata.supportsPKCE());
  keys = jose.createRemoteJWKSet(new URL(metadata.jwks_uri));
});

test('the code flow gives a valid ID token and a refresh token', async () => {
  tokens = await authorize(config, web, [
    ['scope', scope],
    ['prompt', 'consent'],
    ['resource', shopping],
    ['resource', organizations],
  ]);
  const alice = server.user('alice');
  assert.equal(tokens.claims().sub, alice.id);
  assert.equal(tokens.claims().username, 'alice');
  assert.deepEqual(tokens.claims().roles, ['shopper']);
  assert.equal(tokens.claims().organizations.length, 2);
  assert.ok(tokens.refresh_token);
  const { payload, protectedHeader } = await jose.jwtVerify(tokens.id_token, keys, {
    issuer: server.issuer,
    audience: web.id,
  });
  assert.equal(protectedHeader.alg, 'ES256');
  assert.equal(payload.sub, alice.id);
});

test('userinfo belongs to the user of the ID token', async () => {
  const { sub } = tokens.claims();
  const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, sub);
  assert.equal(userinfo.email, 'alice@example.com');
  assert.equal(userinfo.organization_data.length, 2);
});

test('refresh gives new tokens', async () => {
  const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(refreshed.claims().sub, tokens.claims().sub);
  assert.notEqual(refreshed.access_token, tokens.access_token);
  assert.ok(refreshed.refresh_token);
});

test('a resource token verifies with the published keys', async () => {
  const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token, { resource: shopping });
  const { payload } = await jose.jwtVerify(refreshed.access_token, keys, {
    issuer: server.issuer,
    audience: shopping,
    typ: 'at+jwt',
    requiredClaims: ['jti', 'sub', 'client_id', 'iat', 'exp'],
  });
  assert.equal(payload.scope, 'shopping:read');
  assert.equal(payload.client_id, web.id);
});

test('an organization token verifies with the published keys', async () => {
  const acme = server.demo.organizations.find(({ name }) => name === 'Acme').id;
  const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token, { organization_id: acme });
  const { payload } = await jose.jwtVerify(refreshed.access_token, keys, {
    issuer: server.issuer,
    audience: `urn:logto:organization:${acme}`,
    typ: 'at+jwt',
  });
  assert.equal(payload.scope, 'read:data');
});

test('a public client rotates its refresh token', async () => {
  const spa = server.application('Demo single-page app');
  const client = await discover(spa, oidc.None());
  const first = await authorize(client, spa, [
    ['scope', 'openid offline_access'],
    ['prompt', 'consent'],
  ]);
  const second = await oidc.refreshTokenGrant(client, first.refresh_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
  const again = await oidc.refreshTokenGrant(client, first.refresh_token);
  assert.equal(again.refresh_token, second.refresh_token);
});

test('both ways to send a secret are accepted', async () => {
  for (const way of [oidc.ClientSecretBasic(web.secret), oidc.ClientSecretPost(web.secret)]) {
    const client = await discover(web, way);
    const refreshed = await oidc.refreshTokenGrant(client, tokens.refresh_token);
    assert.ok(refreshed.access_token);
  }
});

test('client_credentials gives a machine its token', async () => {
  const machine = server.application('Demo machine');
  const client = await discover(machine);
  const granted = await oidc.clientCredentialsGrant(client, {
    resource: shopping,
    scope: 'shopping:read shopping:write',
  });
  const { payload } = await jose.jwtVerify(granted.access_token, keys, {
    issuer: server.issuer,
    audience: shopping,
    typ: 'at+jwt',
  });
  assert.equal(payload.sub, machine.id);
  assert.equal(payload.scope, 'shopping:read shopping:write');
});

test('a pushed authorization request signs in', async () => {
  const url = await oidc.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: web.redirectUris[0],
    scope: 'openid',
    state: 'pushed',
  });
  const callback = await signIn(new CookieJar(), server.endpoint, url.href, server.user('alice'));
  const granted = await oidc.authorizationCodeGrant(config, callback, { expectedState: 'pushed' });
  assert.equal(granted.claims().sub, server.user('alice').id);
});

test('introspection and revocation agree', async () => {
  const active = await oidc.tokenIntrospection(config, tokens.access_token);
  assert.equal(active.active, true);
  assert.equal(active.sub, tokens.claims().sub);
  await oidc.tokenRevocation(config, tokens.refresh_token);
  assert.equal((await oidc.tokenIntrospection(config, tokens.access_token)).active, false);
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
});

test('the end session URL signs out and returns', async () => {
  const jar = new CookieJar();
  const granted = await authorize(config, web, [['scope', 'openid']], jar);
  const url = oidc.buildEndSessionUrl(config, {
    id_token_hint: granted.id_token,
    post_logout_redirect_uri: 'http://localhost:3000/',
    state: 'bye',
  });
  const page = await jar.fetch(url.href);
  assert.equal(page.status, 200);
  const html = await page.text();
  const fields = new URLSearchParams(
    [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  const confirmed = await jar.fetch(`${server.issuer}/session/end/confirm`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.endpoint },
    body: fields.toString(),
  });
  assert.equal(confirmed.status, 303);
  assert.equal(confirmed.headers.get('location'), 'http://localhost:3000/?state=bye');
  const silent = oidc.buildAuthorizationUrl(config, {
    redirect_uri: web.redirectUris[0],
    scope: 'openid',
    prompt: 'none',
  });
  const answer = await jar.fetch(silent.href);
  assert.match(answer.headers.get('location'), /error=login_required/);
});

test('error answers are understood', async () => {
  const wrong = await discover({ ...web, secret: 'wrong' }, oidc.ClientSecretPost('wrong'));
  await assert.rejects(oidc.refreshTokenGrant(wrong, 'none'), { error: 'invalid_client', status: 401 });
  await assert.rejects(oidc.refreshTokenGrant(config, 'none'), { error: 'invalid_grant', status: 400 });
});
