// Users without a password get a mail with a link: one of them, or those who are chosen in the list.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, look, openConsole } from '../lib/console.mjs';
import { closed, dialog, fromMenu, submit } from '../lib/console_dialogs.mjs';
import { Mailbox } from '../lib/mailbox.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';

let server;
let management;
let mailbox;
let browser;
let page;

before(async () => {
  server = await Server.start();
  management = await Management.open(server);
  mailbox = new Mailbox(management);
  for (const name of ['mina', 'jun', 'sora']) {
    await management.post('/users', { username: name, primaryEmail: `${name}@example.com` });
  }
  await management.post('/users', { username: 'nomail' });
  await management.post('/users', {
    username: 'paul',
    primaryEmail: 'paul@example.com',
    password: 'correct-horse-battery-9',
  });
  browser = await launch('console_invite_users');
  page = await openConsole(browser, server, { path: '/users' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const choose = (name) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();

test('users are chosen in the list', async () => {
  await choose('mina');
  await choose('jun');
  await choose('nomail');
  await choose('paul');
  await page.getByText('4 selected').waitFor();
  await look(page, '01-chosen');
  // The row still leads to the user.
  await page.getByRole('link', { name: /^sora/ }).waitFor();
});

test('the question says who gets a mail, and who does not', async () => {
  await button(page, 'Invite by email').click();
  await dialog(page).getByText('2 users get an email').waitFor();
  await dialog(page).getByText('Without an email address: nomail').waitFor();
  await dialog(page).getByText('Can sign in with a password already').waitFor();
  await dialog(page).getByLabel('Return link').fill('nowhere');
  await submit(page);
  await dialog(page).getByText('Enter a full URL').waitFor();
  await look(page, '02-question');
  await dialog(page).getByLabel('Return link').fill('https://example.com/start');
  await submit(page);
  await closed(page);
  await page.getByText('2 invitations sent').waitFor();
  await mailbox.arrived('mina@example.com', 1);
  await mailbox.arrived('jun@example.com', 1);
  assert.equal(await mailbox.countTo('paul@example.com'), 0);
});

test('a selection is cleared', async () => {
  await button(page, 'Clear').click();
  await page.getByText('4 selected').waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('checkbox', { name: 'Select mina', exact: true }).isChecked(), false);
});

test('one user is invited from the menu', async () => {
  await page.getByRole('link', { name: /^sora/ }).click();
  await fromMenu(page, 'Invite by email');
  await dialog(page).getByText('sora@example.com gets an email with a link.').waitFor();
  await look(page, '03-one');
  await submit(page);
  await closed(page);
  await mailbox.arrived('sora@example.com', 1);
  const { messages } = await management.get('/development-messages');
  const { payload } = messages.find(({ to }) => to === 'sora@example.com');
  assert.match(payload.link, /\/magic-link\?token=/);
});

test('a user with a password has no such entry', async () => {
  const [{ id }] = await management.get('/users?search.username=paul&mode.username=exact');
  await page.goto(`${server.demo.adminEndpoint}/console/users/${id}`);
  await button(page, 'More actions').click();
  await page.getByRole('menuitem', { name: 'Suspend' }).waitFor();
  assert.equal(await page.getByRole('menuitem', { name: 'Invite by email' }).count(), 0);
  assert.deepEqual(page.complaints, []);
});

test('in Korean, dark and on a telephone', async () => {
  const window = await openConsole(browser, server, {
    path: '/users',
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await window.getByRole('checkbox', { name: 'jun 선택' }).check();
  await look(window, '04-korean');
  await window.getByRole('button', { name: '이메일로 초대' }).click();
  await look(window, '05-korean-question');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
