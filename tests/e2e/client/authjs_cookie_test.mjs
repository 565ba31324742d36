// Auth.js's own package and the C++ library read each other's session cookies. DAEMUN_AUTHJS_COOKIE is the
// program of authjs_cookie.cpp.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

import { Auth } from '@auth/core';
import { encode, getToken } from '@auth/core/jwt';

const secret = 'the AUTH_SECRET of both apps';
const ada = { name: 'Ada Lovelace', email: 'ada@example.com', sub: 'ada', roles: ['admin', 'é'] };
const schemes = {
  https: { origin: 'https://app.example', name: '__Secure-authjs.session-token' },
  http: { origin: 'http://localhost:3000', name: 'authjs.session-token' },
};

function ask(input) {
  return JSON.parse(execFileSync(process.env.DAEMUN_AUTHJS_COOKIE, { input: JSON.stringify(input), encoding: 'utf8' }));
}

const readInCpp = (scheme, cookie, secrets = [secret]) => ask({ scheme, cookie, secrets });
const writeInCpp = (scheme, claims, cookie = '', secrets = [secret]) =>
  ask({ scheme, claims, cookie, secrets }).set_cookies;

// The Cookie header of a browser after these Set-Cookie headers.
function browserAfter(headers, cookie = '') {
  const jar = new Map(cookie.split('; ').filter(Boolean).map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  for (const header of headers) {
    const [name, value] = header.split(';')[0].split(/=(.*)/s);
    if (/max-age=0(;|$)/i.test(header)) jar.delete(name);
    else jar.set(name, value);
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

const countPieces = (cookie) => cookie.match(/session-token(\.\d+)?=/g).length;

// The session endpoint of an app with Auth.js: who it believes is there, and the cookie renewed.
async function visit(scheme, cookie, secrets = secret) {
  const request = new Request(`${schemes[scheme].origin}/auth/session`, { headers: { cookie } });
  const response = await Auth(request, {
    basePath: '/auth',
    trustHost: true,
    secret: secrets,
    session: { strategy: 'jwt' },
    providers: [],
    callbacks: { session: ({ session, token }) => ({ ...session, token }) },
    logger: { error() {}, warn() {}, debug() {} },
  });
  return { session: await response.json(), cookie: browserAfter(response.headers.getSetCookie(), cookie) };
}

const readInAuthjs = (scheme, cookie, secrets = secret) =>
  getToken({ req: { headers: { cookie } }, secureCookie: scheme === 'https', secret: secrets });

for (const [scheme, { name }] of Object.entries(schemes)) {
  test(`${scheme}: C++ reads what Auth.js encodes`, async () => {
    const cookie = `other=x; ${name}=${await encode({ token: ada, secret, salt: name })}`;
    const { claims } = readInCpp(scheme, cookie);
    assert.deepEqual({ ...claims, ...ada }, claims);
  });

  test(`${scheme}: Auth.js reads what C++ writes, and C++ what Auth.js makes of it`, async () => {
    const cookie = browserAfter(writeInCpp(scheme, ada));
    const token = await readInAuthjs(scheme, cookie);
    assert.deepEqual({ ...token, ...ada }, token);
    assert.equal(token.exp - token.iat, 30 * 24 * 3600);

    const answer = await visit(scheme, cookie);
    assert.equal(answer.session.user.email, ada.email);
    assert.notEqual(answer.cookie, cookie);
    assert.deepEqual(readInCpp(scheme, answer.cookie).claims.roles, ada.roles);
  });

  test(`${scheme}: a session in pieces goes both ways, and becomes short again`, async () => {
    const long = { ...ada, picture: 'p'.repeat(9000) };
    const pieces = browserAfter(writeInCpp(scheme, long));
    assert.equal(countPieces(pieces), 4);
    const answer = await visit(scheme, pieces);
    assert.equal(answer.session.token.picture, long.picture);
    assert.equal(countPieces(answer.cookie), 4);
    assert.equal(readInCpp(scheme, answer.cookie).claims.picture, long.picture);

    const short = browserAfter(writeInCpp(scheme, ada, answer.cookie), answer.cookie);
    assert.equal(countPieces(short), 1);
    assert.equal((await visit(scheme, short)).session.user.email, ada.email);
  });
}

test('neither takes a session of another secret, or of another name', async () => {
  const { name } = schemes.https;
  const foreign = `${name}=${await encode({ token: ada, secret: 'another', salt: name })}`;
  assert.deepEqual(readInCpp('https', foreign), { error: 'unknown_key' });
  const misnamed = `${name}=${await encode({ token: ada, secret, salt: schemes.http.name })}`;
  assert.deepEqual(readInCpp('https', misnamed), { error: 'unknown_key' });

  const written = browserAfter(writeInCpp('https', ada, '', ['another']));
  assert.equal(await readInAuthjs('https', written), null);
  assert.equal((await visit('https', written)).session, null);
});

test('neither takes a session that has ended or was changed', async () => {
  const { name } = schemes.https;
  const ended = `${name}=${await encode({ token: ada, secret, salt: name, maxAge: -60 })}`;
  assert.deepEqual(readInCpp('https', ended), { error: 'expired' });

  const written = browserAfter(writeInCpp('https', ada));
  const at = written.length - 10;
  const changed = written.slice(0, at) + (written[at] === 'A' ? 'B' : 'A') + written.slice(at + 1);
  assert.equal(await readInAuthjs('https', changed), null);
  assert.deepEqual(readInCpp('https', changed), { error: 'not_decrypted' });
});

test('a secret is replaced in either app first', async () => {
  const both = ['the next secret', secret];
  const { name } = schemes.https;
  const old = `${name}=${await encode({ token: ada, secret, salt: name })}`;
  assert.equal(readInCpp('https', old, both).claims.sub, 'ada');
  const renewed = browserAfter(writeInCpp('https', ada, old, both), old);
  assert.equal((await readInAuthjs('https', renewed, both)).sub, 'ada');
  assert.equal(await readInAuthjs('https', renewed), null);
});
