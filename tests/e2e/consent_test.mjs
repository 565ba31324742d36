// A third-party application in a browser: what people are asked, and what their answers do.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
import { Server } from './lib/server.mjs';

const callback = 'http://localhost:3005/callback';
const verifier = randomBytes(32).toString('base64url');

let server;
let client;
let application;
let browser;
let page;

before(async () => {
  server = await Server.start();
  client = server.application('Third-party web app');
  // The demo data's redirect URI has a port that somebody else may use: the browser is led to ours.
  application = createServer((_, response) => response.end('Welcome back'));
  await new Promise((done) => application.listen(0, '127.0.0.1', done));
  const { port } = application.address();
  browser = await launch('consent', `--host-resolver-rules=MAP localhost:3005 127.0.0.1:${port}`);
  page = await openWindow(browser);
});
after(async () => {
  await browser?.close();
  application?.close();
  await server?.stop();
});

const authorize = (parameters = {}) =>
  page.goto(
    `${server.issuer}/auth?${new URLSearchParams([
      ['client_id', client.id],
      ['redirect_uri', callback],
      ['response_type', 'code'],
      ['scope', 'openid offline_access profile email urn:logto:scope:organizations shopping:read read:data'],
      ['resource', 'https://shopping.your-app.com/api'],
      ['resource', 'urn:logto:resource:organizations'],
      ['prompt', 'consent'],
      ['state', 's'],
      ['code_challenge', createHash('sha256').update(verifier).digest('base64url')],
      ['code_challenge_method', 'S256'],
      ...Object.entries(parameters),
    ])}`,
  );

const arrival = async () => {
  await page.waitForURL(`${callback}**`);
  return new URL(page.url()).searchParams;
};

const post = async (fields) => {
  const response = await fetch(`${server.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}` },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, body: await response.json() };
};

test('people are asked after they have signed in', async () => {
  await authorize();
  await page.fill('[name=identifier]', 'alice');
  await page.fill('[name=password]', server.user('alice').password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.endpoint}/consent**`);
  await page.waitForSelector('button:has-text("Authorize")');
  assert.match(await page.innerText('h1'), /Third-party web app/);
  assert.match(await page.innerText('body'), /Your organizations\s+read:data/);
  await shoot(page, '01-consent');
});

test('cancelling goes back empty-handed', async () => {
  await page.click('button:has-text("Cancel")');
  const answer = await arrival();
  assert.equal(answer.get('error'), 'access_denied');
  assert.equal(answer.get('state'), 's');
  assert.equal(answer.get('code'), null);
});

test('agreeing gives what was asked, in the organizations that were chosen', async () => {
  await authorize();
  await page.waitForSelector('button:has-text("Authorize")');
  await page.check('label:has-text("Acme") input[type=checkbox]');
  await shoot(page, '02-consent-with-organization');
  await page.click('button:has-text("Authorize")');
  const answer = await arrival();
  const tokens = await post({
    grant_type: 'authorization_code',
    code: answer.get('code'),
    redirect_uri: callback,
    code_verifier: verifier,
  });
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  const inOrganization = (name) =>
    post({
      grant_type: 'refresh_token',
      refresh_token: tokens.body.refresh_token,
      organization_id: server.demo.organizations.find((organization) => organization.name === name).id,
    });
  assert.equal((await inOrganization('Acme')).body.scope, 'read:data');
  assert.equal((await inOrganization('Globex')).status, 403);
});

test('signing out without an address to return to ends on a page of our own', async () => {
  await page.goto(`${server.issuer}/session/end?client_id=${client.id}`);
  await page.waitForSelector('h1:has-text("signed out")');
  await shoot(page, '03-signed-out');
  assert.deepEqual(page.complaints, []);
});
