// The guide, step by step, in a browser: whichever app speaks of its sign-in as the guide does passes
// the same steps.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './chromium.mjs';
import { authjsCallback, authjsEnvironment, ExampleApp } from './example_app.mjs';
import { Server } from './server.mjs';

// State that the steps share, set by the first test.
export const world = {};

export const toSignInPage = async (window) => {
  await window.goto(world.app.origin);
  await window.click('button:has-text("Sign In")');
  await window.waitForURL(`${world.server.endpoint}/sign-in**`);
  await window.waitForSelector('[name=password]');
};

// Types both and waits for the server's word on them.
export const enter = async (window, username, password) => {
  await window.fill('[name=identifier]', username);
  await window.fill('[name=password]', password);
  const answer = window.waitForResponse('**/api/experience/verification/password');
  await window.keyboard.press('Enter');
  await answer;
};

export const toApp = async (window) => {
  await window.waitForURL(`${world.app.origin}/`);
  await window.waitForSelector('#organization-token, #userinfo');
};

// The content of a section of the app: the HTTP status, and the body of the answer.
export const section = async (window, id) => ({
  status: Number(await window.getAttribute(`#${id}`, 'data-status')),
  body: JSON.parse(await window.innerText(`#${id} pre`)),
});

// Until the app shows nobody: a sign-out that it hears of from the server takes a moment.
export const untilSignedOut = async (window) => {
  const deadline = Date.now() + 30_000;
  for (;;) {
    await window.goto(world.app.origin);
    if (await window.isVisible('button:has-text("Sign In")')) return;
    assert.ok(Date.now() < deadline, 'the session lives on');
    await window.waitForTimeout(200);
  }
};

const claimsTable = (window) =>
  window.$$eval('#claims tbody tr', (rows) =>
    Object.fromEntries(rows.map((row) => [...row.cells].map((cell) => cell.innerText))),
  );

// Registers the tests; `environment` is what the app gets beside Auth.js's names, `settings` are the
// server's, and `hearsSignOut` says that the server tells the app of a sign-out.
export function walkThroughGuide({
  example,
  screenshots,
  settings = {},
  environment = () => ({}),
  hearsSignOut = false,
}) {
  before(async () => {
    world.app = await ExampleApp.prepare(example);
    world.server = await Server.start(settings);
    const application = world.server.createApplication('Guide app', authjsCallback(world.app));
    world.application = application;
    const names = authjsEnvironment(world.app, { issuer: world.server.issuer, ...application });
    const log = join(world.server.folder, 'app.log');
    await world.app.start({ ...names, ...(await environment(world)) }, log);
    world.browser = await launch(screenshots);
    world.page = await openWindow(world.browser);
  });
  after(async () => {
    await world.browser?.close();
    await world.app?.stop();
    await world.server?.stop();
  });

  test('nobody is signed in at first', async () => {
    await world.page.goto(world.app.origin);
    await world.page.waitForSelector('button:has-text("Sign In")');
    await shoot(world.page, '01-app-signed-out');
  });

  test('the sign-in button leads to the sign-in page', async () => {
    await toSignInPage(world.page);
    assert.match(await world.page.innerText('h1'), /Guide app/);
    await shoot(world.page, '02-sign-in');
  });

  test('a wrong password is told, and nothing more', async () => {
    await enter(world.page, 'alice', 'wrong password');
    await world.page.waitForSelector('[role=alert]:not(:empty)');
    const message = await world.page.innerText('[role=alert]');
    assert.match(message, /Incorrect sign-in details/);
    await shoot(world.page, '03-wrong-password');
    await enter(world.page, 'nobody-at-all', 'wrong password');
    await world.page.waitForSelector('[role=alert]:not(:empty)');
    assert.equal(await world.page.innerText('[role=alert]'), message);
  });

  test('the right one returns to the app, which shows the claims', async () => {
    await enter(world.page, 'alice', world.server.user('alice').password);
    await toApp(world.page);
    await shoot(world.page, '04-app-signed-in');
    const claims = await claimsTable(world.page);
    assert.equal(claims.name, 'Alice Kim');
    assert.equal(claims.email, 'alice@example.com');
  });

  test('the ID token holds the claims of the guide that need no further request', async () => {
    const { body } = await section(world.page, 'id-token');
    assert.equal(body.sub, world.server.user('alice').id);
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
    const { status, body } = await section(world.page, 'userinfo');
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
    const { status, body } = await section(world.page, 'api-token');
    assert.equal(status, 200);
    assert.equal(body.scope, 'shopping:read');
    assert.equal(body.claims.scope, 'shopping:read');
    assert.equal(body.claims.aud, 'https://shopping.your-app.com/api');
  });

  test("the guide's organization request gives an organization token", async () => {
    const { status, body } = await section(world.page, 'organization-token');
    assert.equal(status, 200);
    assert.match(body.claims.aud, /^urn:logto:organization:/);
  });

  test('the refresh token serves at every visit', async () => {
    for (let visit = 0; visit < 3; visit += 1) {
      await world.page.reload();
      await toApp(world.page);
      assert.equal((await section(world.page, 'api-token')).status, 200);
    }
  });

  test('a second application signs in without a password', async () => {
    await world.page.goto(`${world.server.endpoint}/demo-app`);
    await shoot(world.page, '05-second-app-before');
    await world.page.click('button:has-text("Sign in")');
    await world.page.waitForSelector('section.claims');
    await world.page.waitForSelector('text=alice@example.com');
    await shoot(world.page, '06-second-app-signed-in');
  });

  test('signing out of the app ends its session alone', async () => {
    await world.page.goto(world.app.origin);
    await world.page.click('button:has-text("Sign Out")');
    await world.page.waitForSelector('button:has-text("Sign In")');
    await shoot(world.page, '07-app-signed-out-again');
    await world.page.click('button:has-text("Sign In")');
    await toApp(world.page);
  });

  test('signing out at the server asks for the password again', async () => {
    await world.page.goto(`${world.server.endpoint}/demo-app`);
    await world.page.click('button:has-text("Sign out")');
    await world.page.waitForSelector('button:has-text("Sign in")');
    await shoot(world.page, '08-second-app-signed-out');
    if (hearsSignOut) {
      await untilSignedOut(world.page);
    } else {
      await world.page.goto(world.app.origin);
      await world.page.click('button:has-text("Sign Out")');
      await world.page.waitForSelector('button:has-text("Sign In")');
    }
    await toSignInPage(world.page);
    assert.deepEqual(world.page.complaints, []);
  });

  test('a new user registers on the way', async () => {
    const window = await openWindow(world.browser);
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
}
