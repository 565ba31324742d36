// The second factors of a person in the console: seen, removed, reset.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, heading, look, openConsole, saved, tab } from '../lib/console.mjs';
import { confirm, dialog } from '../lib/console_dialogs.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';

let server;
let management;
let browser;
let page;
let user;

const factors = () => management.get(`/users/${user.id}/mfa-verifications`);
const add = (type) => management.post(`/users/${user.id}/mfa-verifications`, { type });

before(async () => {
  server = await Server.start();
  management = await Management.open(server);
  user = await management.post('/users', { username: 'mina', name: 'Han Mina', primaryEmail: 'mina@example.com' });
  browser = await launch('console_factors');
  page = await openConsole(browser, server, { path: `/users/${user.id}/factors` });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a user without factors is told to be so', async () => {
  await heading(page, 'No second factor').waitFor();
  assert.equal(await button(page, 'Reset factors').count(), 0);
  await look(page, '01-none');
});

test('each factor is listed, with the codes that are left', async () => {
  await add('Totp');
  await add('BackupCode');
  await page.reload();
  await page.getByRole('row').filter({ hasText: 'Authenticator app' }).waitFor();
  await page.getByRole('row').filter({ hasText: '10 codes left' }).waitFor();
  await look(page, '02-list');
});

test('the list of users is narrowed to a factor, or to none', async () => {
  const list = await openConsole(browser, server, { path: '/users' });
  const rows = () => list.getByRole('link', { name: 'Alice Kim' });
  const choose = async (label) => {
    await list.getByLabel('Second factors', { exact: true }).first().click();
    await list.getByRole('option', { name: label }).click();
  };
  await rows().waitFor();
  await choose('With an authenticator app');
  await rows().waitFor({ state: 'detached' });
  await list.getByRole('link', { name: 'Han Mina' }).waitFor();
  assert.match(list.url(), /factor=Totp/);
  await look(list, '02-filter');
  await choose('Without a second factor');
  await rows().waitFor();
  await list.getByRole('link', { name: 'Han Mina' }).waitFor({ state: 'detached' });
  assert.deepEqual(list.complaints, []);
  await list.context().close();
});

test('one is removed after a question that names it', async () => {
  await button(page, 'Remove Backup codes').click();
  await dialog(page).getByText('Han Mina can no longer use this factor: Backup codes.').waitFor();
  await look(page, '03-remove');
  await confirm(page);
  await page.getByText('10 codes left').waitFor({ state: 'detached' });
  assert.deepEqual((await factors()).map(({ type }) => type), ['Totp']);
});

test('all are reset after a question that lists them', async () => {
  await add('BackupCode');
  await page.reload();
  await button(page, 'Reset factors').click();
  await dialog(page).getByRole('listitem').filter({ hasText: 'Authenticator app' }).waitFor();
  await dialog(page).getByText('Sessions stay as they are.').waitFor();
  await look(page, '04-reset');
  await confirm(page);
  await heading(page, 'No second factor').waitFor();
  assert.deepEqual(await factors(), []);
});

test('what the user has decided can be undone', async () => {
  await management.patch(`/users/${user.id}/logto-configs`, { mfa: { skipped: true, skipMfaOnSignIn: true } });
  await page.reload();
  const offers = page.getByRole('switch', { name: 'Offer to set up a factor' });
  await offers.waitFor();
  assert.equal(await offers.isChecked(), false);
  await offers.check();
  await saved(page);
  const { mfa } = await management.get(`/users/${user.id}/logto-configs`);
  assert.equal(mfa.skipped, false);
  assert.equal(mfa.skipMfaOnSignIn, true);
  assert.deepEqual(page.complaints, []);
});

test('codes to the account are named where they count', async () => {
  await management.patch('/sign-in-exp', { mfa: { factors: ['EmailVerificationCode'], policy: 'NoPrompt' } });
  await page.reload();
  await page.getByText('Codes sent to mina@example.com count').waitFor();
});

test('an administrator has the same page', async () => {
  const other = JSON.parse(
    server.command('user', 'create', '--tenant', 'admin', '--username', 'second', '--name', 'Yun Ara', '--json'),
  );
  await page.goto(`${server.demo.adminEndpoint}/console/administrators/${other.id}`);
  await tab(page, 'Second factors').click();
  await heading(page, 'No second factor').waitFor();
});

test('in Korean, dark and on a telephone', async () => {
  await add('Totp');
  const window = await openConsole(browser, server, {
    path: `/users/${user.id}/factors`,
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await window.getByText('인증 앱').first().waitFor();
  await look(window, '05-korean');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
