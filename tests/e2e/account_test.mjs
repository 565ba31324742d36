// The account center: people look after their own accounts, with the demo data and the development mailbox.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
import { button, close, heading } from './lib/demo.mjs';
import { Mailbox } from './lib/mailbox.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';

let server;
let management;
let browser;

const fields = Object.fromEntries(
  ['name', 'avatar', 'profile', 'customData', 'username', 'email', 'password', 'mfa', 'session'].map((name) => [
    name,
    'Edit',
  ]),
);

before(async () => {
  server = await Server.start({ LOG_LEVEL: 'error' });
  management = await Management.open(server);
  browser = await launch('account');
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(path, options = {}) {
  const page = await openWindow(browser, { viewport: { width: 360, height: 740 }, ...options });
  await page.goto(`${server.endpoint}${path}`);
  return page;
}

async function signIn(page, { username, password }) {
  await page.locator('[name=identifier]').waitFor();
  await page.fill('[name=identifier]', username);
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
}

// By the password, whatever else the account could be confirmed with.
async function confirm(page, password) {
  const choice = button(page, 'Enter your password');
  const field = page.locator('[name=password]:visible');
  await choice.or(field).first().waitFor();
  if (await choice.isVisible()) await choice.click();
  await field.fill(password);
  await page.keyboard.press('Enter');
}

test('switched off, it says so and signs nobody in', async () => {
  const page = await open('/account/security');
  await heading(page, 'Nothing to manage here').waitFor();
  assert.equal(new URL(page.url()).pathname, '/account/security');
  await close(page);
});

test('a person signs in, is where the address led, and changes the name that applications see', async () => {
  await management.post('/custom-profile-fields', { name: 'name', type: 'Text', label: 'Name', required: true, config: {} });
  await management.patch('/account-center', { enabled: true, fields, profileFields: [{ name: 'name' }] });
  const page = await open('/account/profile?ui_locales=ko');
  await signIn(page, server.user('alice'));
  await heading(page, '프로필').waitFor();
  assert.equal(new URL(page.url()).pathname, '/account/profile');
  await page.locator('.ac-row .ac-action').click();
  await page.getByRole('dialog').locator('[name=name]').fill('앨리스');
  await page.keyboard.press('Enter');
  await page.getByText('저장했어요.').waitFor();
  await shoot(page, '01-profile');
  const [alice] = await management.get('/users?search.username=alice');
  assert.equal(alice.name, '앨리스');

  // The tokens are this tab's: the next one has them from the session, without a question.
  const other = await page.context().newPage();
  await other.goto(`${server.endpoint}/account/profile`);
  await other.locator('.ac-row').getByText('앨리스').waitFor();
  await other.close();

  await button(page, '로그아웃').click();
  await page.locator('[name=identifier]').waitFor();
  await close(page);
});

test('an address is changed by whoever confirms it, and the app that asked gets the person back', async () => {
  const mailbox = new Mailbox(management);
  const back = `${server.endpoint}/demo-app`;
  const query = new URLSearchParams({ redirect: back, show_success: 'true', identifier: 'ann@new.example' });
  const page = await open(`/account/email?${query}`);
  await signIn(page, server.user('alice'));
  await heading(page, "Confirm that it's you").waitFor();
  await confirm(page, 'not-this-one');
  await page.getByText('This password is not right.').waitFor();
  await confirm(page, server.user('alice').password);
  await page.locator('[name=identifier]').waitFor();
  assert.equal(await page.inputValue('[name=identifier]'), 'ann@new.example');
  await button(page, 'Send code').click();
  await page.locator('[name=code]').pressSequentially(await mailbox.nextCode('ann@new.example'));
  await heading(page, 'Your email address is saved').waitFor();
  await shoot(page, '02-email');
  await button(page, 'Done').click();
  await heading(page, 'Try signing in').waitFor();
  assert.equal(page.url(), back);
  const [alice] = await management.get('/users?search.username=alice');
  assert.equal(alice.primaryEmail, 'ann@new.example');
  await close(page);
});
