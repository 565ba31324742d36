// The guide, step by step, in a browser: its Next.js application with Auth.js against the server.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
import { authjsCallback, authjsEnvironment, ExampleApp } from './lib/example_app.mjs';
import { Server } from './lib/server.mjs';

let server;
let app;
let browser;
let page;

before(async () => {
  app = await ExampleApp.prepare('nextjs-authjs');
  server = await Server.start();
  const application = server.createApplication('Guide app', authjsCallback(app));
  const environment = authjsEnvironment(app, { issuer: server.issuer, ...application });
  await app.start(environment, join(server.folder, 'next.log'));
  browser = await launch('guide');
  page = await openWindow(browser);
});
after(async () => {
  await browser?.close();
  await app?.stop();
  await server?.stop();
});

const toSignInPage = async (window) => {
  await window.goto(app.origin);
  await window.click('button:has-text("Sign In")');
  await window.waitForURL(`${server.endpoint}/sign-in**`);
  await window.waitForSelector('[name=password]');
};

// Types both and waits for the server's word on them.
const enter = async (window, username, password) => {
  await window.fill('[name=identifier]', username);
  await window.fill('[name=password]', password);
  const answer = window.waitForResponse('**/api/experience/verification/password');
  await window.keyboard.press('Enter');
  await answer;
};

const toApp = async (window) => {
  await window.waitForURL(`${app.origin}/`);
  await window.waitForSelector('#organization-token, #userinfo');
};

// What a section of the app shows: the HTTP status, and the body of the answer.
const section = async (window, id) => ({
  status: Number(await window.getAttribute(`#${id}`, 'data-status')),
  body: JSON.parse(await window.innerText(`#${id} pre`)),
});

const claimsTable = (window) =>
  window.$$eval('#claims tbody tr', (rows) =>
    Object.fromEntries(rows.map((row) => [...row.cells].map((cell) => cell.innerText))),
  );

test('nobody is signed in at first', async () => {
  await page.goto(app.origin);
  await page.waitForSelector('button:has-text("Sign In")');
  await shoot(page, '01-app-signed-out');
});

test('the sign-in button leads to the sign-in page', async () => {
  await toSignInPage(page);
  assert.match(await page.innerText('h1'), /Guide app/);
  await shoot(page, '02-sign-in');
});

test('a wrong password is told, and nothing more', async () => {
  await enter(page, 'alice', 'wrong password');
  await page.waitForSelector('[role=alert]:not(:empty)');
  const message = await page.innerText('[role=alert]');
  assert.match(message, /sign-in details are not correct/);
  await shoot(page, '03-wrong-password');
  await enter(page, 'nobody-at-all', 'wrong password');
  await page.waitForSelector('[role=alert]:not(:empty)');
  assert.equal(await page.innerText('[role=alert]'), message);
});

test('the right one returns to the app, which shows the claims', async () => {
  await enter(page, 'alice', server.user('alice').password);
  await toApp(page);
  await shoot(page, '04-app-signed-in');
  const claims = await claimsTable(page);
  assert.equal(claims.name, 'Alice Kim');
  assert.equal(claims.email, 'alice@example.com');
});

test('the ID token holds the claims of the guide that need no further request', async () => {
  const { body } = await section(page, 'id-token');
  assert.equal(body.sub, server.user('alice').id);
  assert.equal(body.username, 'alice');
  assert.equal(body.picture, null);
  assert.equal(body.phone_number, '12025550123');
  assert.equal(body.address.street_address, '1 Gate Street');
  assert.deepEqual(body.roles, ['shopper']);
  assert.equal(body.organizations.length, 2);
  assert.equal(body.organization_roles.length, 2);
  assert.ok(body.created_at > 1e12);
  for (const name of ['custom_data', 'identities', 'sso_identities', 'organization_data']) {
    assert.ok(!(name in body), name);
  }
});

test('/oidc/me gives the rest', async () => {
  const { status, body } = await section(page, 'userinfo');
  assert.equal(status, 200);
  assert.deepEqual(body.custom_data, { favouriteGate: 'Gwanghwamun', visits: 3 });
  assert.deepEqual(body.identities, {});
  assert.deepEqual(body.sso_identities, []);
  assert.deepEqual(
    body.organization_data.map(({ name }) => name).sort(),
    ['Acme', 'Globex'],
  );
});

test('the API token has exactly the scopes of the role', async () => {
  const { status, body } = await section(page, 'api-token');
  assert.equal(status, 200);
  assert.equal(body.scope, 'shopping:read');
  assert.equal(body.claims.scope, 'shopping:read');
  assert.equal(body.claims.aud, 'https://shopping.your-app.com/api');
});

test("the guide's organization request gives an organization token", async () => {
  const { status, body } = await section(page, 'organization-token');
  assert.equal(status, 200);
  assert.match(body.claims.aud, /^urn:logto:organization:/);
});

test('the refresh token serves at every visit', async () => {
  for (let visit = 0; visit < 3; visit += 1) {
    await page.reload();
    await toApp(page);
    assert.equal((await section(page, 'api-token')).status, 200);
  }
});

test('a second application signs in without a password', async () => {
  await page.goto(`${server.endpoint}/demo-app`);
  await shoot(page, '05-second-app-before');
  await page.click('button:has-text("Sign in")');
  await page.waitForSelector('section.claims');
  await page.waitForSelector('text=alice@example.com');
  await shoot(page, '06-second-app-signed-in');
});

test('signing out of the app ends its session alone', async () => {
  await page.goto(app.origin);
  await page.click('button:has-text("Sign Out")');
  await page.waitForSelector('button:has-text("Sign In")');
  await shoot(page, '07-app-signed-out-again');
  await page.click('button:has-text("Sign In")');
  await toApp(page);
});

test('signing out at the server asks for the password again', async () => {
  await page.goto(`${server.endpoint}/demo-app`);
  await page.click('button:has-text("Sign out")');
  await page.waitForSelector('button:has-text("Sign in")');
  await shoot(page, '08-second-app-signed-out');
  await page.goto(app.origin);
  await page.click('button:has-text("Sign Out")');
  await page.waitForSelector('button:has-text("Sign In")');
  await toSignInPage(page);
  assert.deepEqual(page.complaints, []);
});

test('a new user registers on the way', async () => {
  const window = await openWindow(browser);
  await toSignInPage(window);
  await window.click('a:has-text("Create account")');
  await window.waitForSelector('[name=new-password]');
  await shoot(window, '09-register');
  await window.fill('[name=identifier]', 'newcomer');
  await window.fill('[name=new-password]', 'short');
  await window.fill('[name=new-password-again]', 'short');
  await window.keyboard.press('Enter');
  await window.waitForSelector('[aria-invalid=true]');
  await shoot(window, '10-register-weak-password');
  await window.fill('[name=new-password]', 'Gate-keeper 4711');
  await window.fill('[name=new-password-again]', 'Gate-keeper 4711');
  await window.keyboard.press('Enter');
  await toApp(window);
  assert.equal((await claimsTable(window)).name, 'newcomer');
  assert.equal((await section(window, 'api-token')).body.scope, '');
  await shoot(window, '11-app-new-user');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});

test('the sign-in page speaks Korean, goes dark and fits a telephone', async () => {
  const window = await openWindow(browser, {
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await toSignInPage(window);
  assert.equal(await window.getAttribute('html', 'lang'), 'ko');
  assert.equal(await window.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  await shoot(window, '12-sign-in-korean-dark-narrow');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});

test('a stale sign-in page explains itself', async () => {
  const window = await openWindow(browser);
  await window.goto(`${server.endpoint}/oidc/auth?client_id=nobody&response_type=code`);
  await window.waitForSelector('h1');
  await shoot(window, '13-error-page');
  assert.match(await window.innerText('body'), /invalid_client|did not work/);
  await window.context().close();
});
