// examples/cpp-web with a provider that is not ours: the library follows the standards, not the server.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
import { authjsCallback, authjsEnvironment, ExampleApp } from './lib/example_app.mjs';
import { section } from './lib/guide_steps.mjs';
import { OtherProvider, shopping } from './lib/oidc_provider.mjs';

let folder;
let provider;
let app;
let browser;
let page;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daemun-interop-'));
  app = await ExampleApp.prepare('cpp-web');
  const client = { client_id: 'cpp-web', client_secret: 'a secret with +, % and : in it' };
  provider = await OtherProvider.start(
    { ...client, redirect_uris: [authjsCallback(app)], post_logout_redirect_uris: [`${app.origin}/`] },
    // Shorter than what the library wants to have left: each visit refreshes, and each refresh rotates.
    { ttl: { AccessToken: 30 }, rotateRefreshToken: true },
  );
  const environment = authjsEnvironment(app, {
    issuer: provider.issuer,
    id: client.client_id,
    secret: client.client_secret,
  });
  await app.start(
    {
      ...environment,
      LOGTO_SCOPE: 'openid offline_access profile email shopping:read',
      LOGTO_RESOURCE: shopping,
      POST_LOGOUT_REDIRECT_URI: `${app.origin}/`,
    },
    join(folder, 'app.log'),
  );
  browser = await launch('cpp-web-interop');
  page = await openWindow(browser);
});
after(async () => {
  await browser?.close();
  await app?.stop();
  await provider?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the sign-in button leads to the other provider, and its user comes back with claims', async () => {
  await page.goto(app.origin);
  await page.click('button:has-text("Sign In")');
  await page.waitForURL(`${provider.issuer}/interaction/**`);
  await page.fill('[name=login]', 'mina');
  await page.fill('[name=password]', 'any');
  await page.click('button[type=submit]');
  await page.waitForSelector('text=Authorize');
  await page.click('button[type=submit]');
  await page.waitForURL(`${app.origin}/`);
  await page.waitForSelector('#userinfo');
  await shoot(page, '01-signed-in');
  assert.match(await page.innerText('header'), /Signed in as mina of elsewhere/);
  assert.equal((await section(page, 'id-token')).body.iss, provider.issuer);
});

test('userinfo, and a token for the API by its resource indicator', async () => {
  const { status, body } = await section(page, 'userinfo');
  assert.equal(status, 200);
  assert.equal(body.email, 'mina@elsewhere.example');
  const token = await section(page, 'api-token');
  assert.equal(token.status, 200);
  assert.equal(token.body.claims.aud, shopping);
  assert.equal(token.body.scope, 'shopping:read');
});

test('rotated refresh tokens follow one another', async () => {
  for (let visit = 0; visit < 4; visit += 1) {
    await page.reload();
    assert.equal((await section(page, 'userinfo')).status, 200);
    assert.equal((await section(page, 'api-token')).status, 200);
  }
});

test('several tabs at once do not spend a refresh token twice', async () => {
  const tabs = await Promise.all(Array.from({ length: 4 }, () => page.context().newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(app.origin)));
  for (const tab of tabs) {
    assert.equal((await section(tab, 'userinfo')).status, 200);
    await tab.close();
  }
  await page.reload();
  assert.equal((await section(page, 'userinfo')).status, 200);
});

test('signing out ends the session of the other provider too', async () => {
  await page.click('button:has-text("Sign Out")');
  await page.waitForURL(`${provider.issuer}/session/end**`);
  await page.click('button:has-text("Yes")');
  await page.waitForURL(`${app.origin}/**`);
  await page.waitForSelector('button:has-text("Sign In")');
  await page.click('button:has-text("Sign In")');
  await page.waitForSelector('[name=login]');
  assert.deepEqual(page.complaints, []);
});
