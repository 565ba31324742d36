// The official SDK for Express, as it is, against the server: examples/express in a browser.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
import { ExampleApp, randomSecret } from './lib/example_app.mjs';
import * as sdk from './lib/logto_sdk.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';

let server;
let app;
let application;
let browser;
let page;

before(async () => {
  app = await ExampleApp.prepare('express');
  server = await Server.start();
  const registered = sdk.register(server, app, { callback: '/logto/sign-in-callback' });
  application = registered.application;
  const environment = {
    ...registered.environment,
    LOGTO_APP_SECRET: application.secret,
    SESSION_SECRET: randomSecret(),
  };
  await app.start(environment, join(server.folder, 'express.log'));
  browser = await launch('express');
  page = await openWindow(browser);
});
after(async () => {
  await browser?.close();
  await app?.stop();
  await server?.stop();
});

const read = async (path) => (await page.request.get(`${app.origin}${path}`)).json();

test('a page for users alone leads to the sign-in page', async () => {
  await page.goto(`${app.origin}/userinfo`);
  await sdk.signInAsAlice(page, server, app);
  await shoot(page, '01-signed-in');
  sdk.checkClaims(await sdk.section(page, 'claims'), server);
});

test('userinfo, and tokens for the API and the organizations', async () => {
  sdk.checkUserInfo(await read('/userinfo'));
  sdk.checkApiToken(await read('/api-token'));
  const { organizations } = await sdk.section(page, 'claims');
  const tokens = await read('/organization-tokens');
  assert.equal(tokens.length, 2);
  for (const token of tokens) sdk.checkOrganizationToken(token, organizations);
});

test('signing out ends the session of the server too, and signing in again works', async () => {
  await page.click('a:has-text("Sign Out")');
  await page.click('a:has-text("Sign In")');
  await sdk.signInAsAlice(page, server, app);
  assert.deepEqual(page.complaints, []);
});

test('a visit of the callback that nobody began is told in words', async () => {
  const window = await openWindow(browser);
  await window.goto(`${app.origin}/logto/sign-in-callback?code=made-up&state=made-up`);
  assert.match(await window.innerText('[role=alert]'), /Sign-in session not found/);
  await shoot(window, '02-callback-without-session');
  await window.context().close();
});

test('a redirect URI that is not registered is told in words', async () => {
  const management = await Management.open(server);
  await management.patch(`/applications/${application.id}`, {
    oidcClientMetadata: { redirectUris: ['http://localhost:1/elsewhere'], postLogoutRedirectUris: [] },
  });
  const window = await openWindow(browser);
  await window.goto(`${app.origin}/logto/sign-in`);
  await window.waitForSelector('h1');
  assert.match(await window.innerText('body'), /redirect_uri/);
  await shoot(window, '03-redirect-uri');
  await window.context().close();
});
