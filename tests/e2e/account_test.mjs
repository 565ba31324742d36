// The account center: people look after their own accounts, with the demo data and the development mailbox.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { allFields, confirm, enterPassword, openAccount } from './lib/account_center.mjs';
import { launch, shoot } from './lib/chromium.mjs';
import { button, close, heading } from './lib/demo.mjs';
import { Mailbox } from './lib/mailbox.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';

let server;
let management;
let browser;

before(async () => {
  server = await Server.start({ LOG_LEVEL: 'error' });
  management = await Management.open(server);
  browser = await launch('account');
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = (path) => openAccount(browser, server, path);

test('switched off, it says so and signs nobody in', async () => {
  const page = await open('/account/security');
  await heading(page, 'Nothing to manage here').waitFor();
  assert.equal(new URL(page.url()).pathname, '/account/security');
  await close(page);
});

test('a person signs in, is where the address led, and changes the name that applications see', async () => {
  await management.post('/custom-profile-fields', { name: 'name', type: 'Text', label: 'Name', required: true, config: {} });
  await management.patch('/account-center', { enabled: true, fields: allFields, profileFields: [{ name: 'name' }] });
  const page = await open('/account/profile?ui_locales=ko');
  await enterPassword(page, server.user('alice'));
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
  await enterPassword(page, server.user('alice'));
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
