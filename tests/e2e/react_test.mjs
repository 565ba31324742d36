// The official SDK for React, as it is, against the server: examples/react in a browser.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
import { ExampleApp } from './lib/example_app.mjs';
import * as sdk from './lib/logto_sdk.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';

let server;
let app;
let browser;
let page;

before(async () => {
  app = await ExampleApp.prepare('react');
  server = await Server.start();
  const { environment } = sdk.register(server, app, { type: 'SPA', callback: '/callback' });
  const names = Object.entries(environment).map(([name, value]) => [`VITE_${name}`, value]);
  await app.start(Object.fromEntries(names), join(server.folder, 'react.log'));
  browser = await launch('react');
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

test('userinfo, and tokens for the API and an organization, from another origin', async () => {
  const { organizations } = await sdk.section(page, 'claims');
  sdk.checkUserInfo(await sdk.section(page, 'userinfo'));
  sdk.checkApiToken(await sdk.section(page, 'api-token'));
  sdk.checkOrganizationToken(await sdk.section(page, 'organization-token'), organizations);
});

test('the refresh token, which is another one each time, serves at every visit', async () => {
  const tokens = new Set();
  for (let visit = 0; visit < 3; visit += 1) {
    await page.evaluate(() => {
      // As if the access tokens had ended.
      const name = Object.keys(localStorage).find((key) => key.endsWith(':accessToken'));
      localStorage.removeItem(name);
    });
    await page.reload();
    await page.waitForSelector('#organization-token pre');
    sdk.checkApiToken(await sdk.section(page, 'api-token'));
    tokens.add(
      await page.evaluate(() => {
        const name = Object.keys(localStorage).find((key) => key.endsWith(':refreshToken'));
        return localStorage.getItem(name);
      }),
    );
  }
  assert.equal(tokens.size, 3);
});

test('signing out ends the session of the server too, and signing in again works', async () => {
  await page.click('button:has-text("Sign Out")');
  await page.click('button:has-text("Sign In")');
  await sdk.signInAsAlice(page, server, app);
  assert.deepEqual(page.complaints, []);
});

test('an API that is not there any more is told in words', async () => {
  const management = await Management.open(server);
  const resources = await management.get('/resources');
  const { id } = resources.find(({ indicator }) => indicator === sdk.resource);
  await management.remove(`/resources/${id}`);
  const window = await openWindow(browser);
  await signIn(window);
  await window.waitForSelector('[role=alert]');
  assert.match(await window.innerText('[role=alert]'), /Sign-in failed: resource indicator is missing, or unknown/);
  await shoot(window, '02-unknown-api');
  await window.context().close();
});
