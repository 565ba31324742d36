// The official SDK for Next.js, as it is, against the server: examples/nextjs-logto in a browser.
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
  app = await ExampleApp.prepare('nextjs-logto');
  server = await Server.start();
  const registered = sdk.register(server, app, { callback: '/callback' });
  application = registered.application;
  const environment = {
    ...registered.environment,
    LOGTO_APP_SECRET: application.secret,
    LOGTO_COOKIE_SECRET: randomSecret(),
    LOGTO_BASE_URL: app.origin,
  };
  await app.start(environment, join(server.folder, 'next.log'));
  browser = await launch('nextjs_logto');
  page = await openWindow(browser);
});
after(async () => {
  await browser?.close();
  await app?.stop();
  await server?.stop();
});

const signIn = async (window) => {
  await window.goto(app.origin);
  await window.click('button:has-text("Sign In")');
};

test('the button signs a user in, whose claims the page shows', async () => {
  await signIn(page);
  await sdk.signInAsAlice(page, server, app);
  await page.waitForSelector('#organization-token pre');
  await shoot(page, '01-signed-in');
  sdk.checkClaims(await sdk.section(page, 'claims'), server);
});

test('userinfo, and tokens for the API and an organization, at every visit', async () => {
  for (let visit = 0; visit < 2; visit += 1) {
    const { organizations } = await sdk.section(page, 'claims');
    sdk.checkUserInfo(await sdk.section(page, 'userinfo'));
    sdk.checkApiToken(await sdk.section(page, 'api-token'));
    sdk.checkOrganizationToken(await sdk.section(page, 'organization-token'), organizations);
    await page.reload();
    await page.waitForSelector('#organization-token pre');
  }
});

test('signing out ends the session of the server too, and signing in again works', async () => {
  await page.click('button:has-text("Sign Out")');
  await page.click('button:has-text("Sign In")');
  await sdk.signInAsAlice(page, server, app);
  assert.deepEqual(page.complaints, []);
});

test('a secret that is no longer good is told in words', async () => {
  const management = await Management.open(server);
  const secrets = `/applications/${application.id}/secrets`;
  await management.post(secrets, { name: 'new' });
  const [{ name }] = (await management.get(secrets)).filter(({ name }) => name !== 'new');
  await management.remove(`${secrets}/${encodeURIComponent(name)}`);
  const window = await openWindow(browser);
  await signIn(window);
  const back = window.waitForResponse((response) => response.url().startsWith(`${app.origin}/callback`));
  await sdk.enterAsAlice(window, server);
  const answer = await back;
  assert.equal(answer.status(), 400);
  assert.match(await answer.text(), /Sign-in failed: The application could not be authenticated/);
  await window.context().close();
});
