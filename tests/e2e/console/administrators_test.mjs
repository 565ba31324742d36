// Administrators in the console: invited by a link, made with a password, removed; and their own profile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openWindow } from '../lib/chromium.mjs';
import { button, enter, field, heading, look, openConsole, saved, tab } from '../lib/console.mjs';
import { confirm, fromMenu } from '../lib/console_dialogs.mjs';
import { Server } from '../lib/server.mjs';

let server;
let browser;
let page;
let guest;
let third;
let link;
const chosen = 'Harbour-Wind 4711';

before(async () => {
  server = await Server.start();
  browser = await launch('console_administrators');
  page = await openConsole(browser, server, { path: '/administrators' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const at = (path) => `${server.demo.adminEndpoint}/console${path}`;
const dialog = (window = page) => window.getByRole('dialog');
const submit = (window = page) => dialog(window).locator('[type=submit]').click();
const inDialog = (label) => dialog().getByLabel(label, { exact: true });
const row = (name, window = page) => window.getByRole('row').filter({ hasText: name });
const shown = () => dialog().locator('input[readonly]:not([role])').inputValue();

async function open(name, window = page) {
  await window.goto(at('/administrators'));
  await row(name, window).getByRole('link').first().click();
  await heading(window, name).waitFor();
}

async function showWindow(path, credentials) {
  const window = await openWindow(browser, { viewport: { width: 1280, height: 860 } });
  await window.goto(at(path));
  await enter(window, credentials);
  await window.waitForSelector('nav');
  return window;
}

test('whoever is signed in is in the list, and comes to their own profile', async () => {
  await row('Kim Minji').getByText('You').waitFor();
  await look(page, '01-list');
  await row('Kim Minji').getByRole('link').first().click();
  await heading(page, 'Your profile').waitFor();
  await page.goto(at('/administrators'));
});

test('an invitation is a link to be handed over', async () => {
  await button(page, 'Invite').click();
  await inDialog('Email').fill('guest');
  await submit();
  await page.getByText('Enter an email address').waitFor();
  await inDialog('Email').fill('guest@example.com');
  await look(page, '02-invite');
  await submit();
  await heading(page, 'Invitation created').waitFor();
  link = await shown();
  assert.match(link, /\/console\?one_time_token=\w+&login_hint=guest%40example\.com$/);
  await look(page, '03-link');
  await button(page, 'Done').click();
  await row('guest@example.com').waitFor();
  await look(page, '04-outstanding');
});

test('a revoked invitation lets nobody in', async () => {
  await button(page, 'Invite').click();
  await inDialog('Email').fill('stranger@example.com');
  await submit();
  const dead = await shown();
  await button(page, 'Done').click();
  await row('stranger@example.com').getByRole('button', { name: 'Revoke' }).click();
  await submit();
  await row('stranger@example.com').waitFor({ state: 'detached' });
  const stranger = await openWindow(browser);
  await stranger.goto(dead);
  await stranger.getByRole('button', { name: 'Continue' }).click();
  await stranger.waitForSelector('[role=alert]:not(:empty)');
  assert.equal(await stranger.locator('nav').count(), 0);
  await stranger.context().close();
});

test('the invited person chooses a user name and a password, and is an administrator', async () => {
  guest = await openWindow(browser, { viewport: { width: 1280, height: 860 } });
  await guest.goto(link);
  await guest.getByText('guest@example.com').waitFor();
  await look(guest, '05-opened-link');
  await guest.getByRole('button', { name: 'Continue' }).click();
  await guest.fill('[name=identifier]', 'lantern');
  await guest.keyboard.press('Enter');
  await guest.locator('[type=password]').first().waitFor();
  for (const input of await guest.locator('[type=password]').all()) await input.fill(chosen);
  await look(guest, '06-account');
  await guest.keyboard.press('Enter');
  await guest.waitForSelector('nav');
  assert.equal(new URL(guest.url()).search, '');
  await guest.goto(at('/administrators'));
  await row('lantern', guest).getByText('You').waitFor();
});

test('the link works once', async () => {
  await page.reload();
  await row('lantern').waitFor();
  assert.equal(await heading(page, 'Pending invitations').count(), 0);
  const second = await openWindow(browser);
  await second.goto(link);
  await second.getByRole('button', { name: 'Continue' }).click();
  await second.waitForSelector('[role=alert]:not(:empty)');
  await second.context().close();
});

test('who is an administrator already is not invited', async () => {
  await button(page, 'Invite').click();
  await inDialog('Email').fill('Guest@example.com');
  await submit();
  await page.getByText('This person is already an administrator.').waitFor();
  await button(page, 'Cancel').click();
});

test('an administrator is made with a password that is shown once', async () => {
  await button(page, 'Create with a password').click();
  await inDialog('Username').fill('1st');
  await submit();
  await page.getByText('Use letters, digits and underscores').waitFor();
  await inDialog('Username').fill('lantern');
  await submit();
  await page.getByText('This username is already taken.').waitFor();
  await look(page, '07-create-refused');
  await inDialog('Username').fill('third');
  await submit();
  await heading(page, 'Administrator created').waitFor();
  const password = await shown();
  await look(page, '08-made');
  await button(page, 'Done').click();
  third = await showWindow('/profile', { username: 'third', password });
  await heading(third, 'Your profile').waitFor();
});

test("another administrator's profile is changed", async () => {
  await open('third');
  await field(page, 'Name').fill('Park Third');
  await field(page, 'Username').fill('root');
  await button(page, 'Save changes').click();
  await page.getByText('This username is already taken.').first().waitFor();
  await field(page, 'Username').fill('third');
  await saved(page);
  await heading(page, 'Park Third').waitFor();
  await look(page, '20-details');
  await third.reload();
  await third.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
  assert.equal(await field(third, 'Name').inputValue(), 'Park Third');
});

test('sessions of another administrator are seen and ended', async () => {
  await tab(page, 'Sessions and apps').click();
  await row('Console').first().waitFor();
  await look(page, '21-sessions');
  await button(page, 'Sign out everywhere').click();
  await confirm(page);
  await heading(page, 'No active sessions').waitFor();
  await third.reload();
  await heading(third, 'Your session has ended').waitFor();
  await third.context().close();
});

test('rights are taken away and given again', async () => {
  await fromMenu(page, 'Revoke administrator rights');
  await confirm(page);
  await page.getByText('has no administrator rights').waitFor();
  await look(page, '22-powerless');
  await button(page, 'Grant administrator rights').click();
  await page.getByText('has no administrator rights').waitFor({ state: 'detached' });
});

test('a suspended administrator is told so, and comes back', async () => {
  await fromMenu(page, 'Suspend');
  await confirm(page);
  await page.getByText('This user is suspended').waitFor();
  await button(page, 'Reactivate').click();
  await page.getByText('This user is suspended').waitFor({ state: 'detached' });
});

test('a forgotten password is replaced', async () => {
  await fromMenu(page, 'Reset password');
  await submit();
  await heading(page, 'Password changed').waitFor();
  const password = await shown();
  await button(page, 'Done').click();
  third = await showWindow('/organizations', { username: 'third', password });
  await row('Acme', third).waitFor();
  await third.context().close();
});

test('whoever is removed is out', async () => {
  await fromMenu(page, 'Remove');
  assert.equal(await dialog().locator('[type=submit]').isDisabled(), true);
  await confirm(page, 'third');
  await heading(page, 'Administrators').waitFor();
  await row('lantern').waitFor();
  assert.equal(await row('Park Third').count(), 0);
  await look(page, '09-removed');
});

test('the profile is changed, and the account menu with it', async () => {
  await guest.goto(at('/profile'));
  await field(guest, 'Username').fill('root');
  await button(guest, 'Save changes').click();
  await guest.getByText('This username is already taken.').waitFor();
  await field(guest, 'Username').fill('lantern_keeper');
  await field(guest, 'Name').fill('Lee Dohyun');
  await saved(guest);
  await button(guest, 'Your account').click();
  await guest.getByText('Lee Dohyun').waitFor();
  await guest.keyboard.press('Escape');
  await look(guest, '10-profile');
});

test('one of the two names to sign in with stays', async () => {
  await field(guest, 'Username').fill('');
  await field(guest, 'Email').fill('');
  await button(guest, 'Save changes').click();
  await guest.getByText('Enter a username or an email address').waitFor();
  await button(guest, 'Discard').click();
});

test('a new password needs the present one', async () => {
  await button(guest, 'Change password').click();
  const password = (label) => dialog(guest).getByLabel(label, { exact: true });
  await password('Current password').fill('wrong');
  await password('New password').fill('short');
  await password('Confirm new password').fill('shorter');
  await submit(guest);
  await guest.getByText('Use at least 8 characters.').waitFor();
  await guest.getByText('The passwords do not match.').waitFor();
  await password('New password').fill(`${chosen}!`);
  await password('Confirm new password').fill(`${chosen}!`);
  await submit(guest);
  await guest.getByText('The current password is incorrect.').waitFor();
  await look(guest, '11-wrong-password');
  await password('Current password').fill(chosen);
  await submit(guest);
  await guest.getByText('Password changed').waitFor();
});

test('sessions elsewhere end, and this one goes on', async () => {
  const credentials = { username: 'lantern_keeper', password: `${chosen}!` };
  const other = await showWindow('/profile', credentials);
  await other.getByText('This browser', { exact: true }).waitFor();
  await guest.reload();
  const list = guest.getByRole('list', { name: 'Active sessions' });
  await list.getByRole('listitem').nth(1).waitFor();
  await look(guest, '12-sessions');
  await button(guest, 'Sign out everywhere else').click();
  await submit(guest);
  await list.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
  await list.getByText('This browser', { exact: true }).waitFor();
  await guest.reload();
  await list.getByText('This browser', { exact: true }).waitFor();
  await other.reload();
  await heading(other, 'Your session has ended').waitFor();
  await look(other, '13-session-ended');
  await other.context().close();
});

test('two administrators who remove each other leave one', async () => {
  await open('Kim Minji', guest);
  await fromMenu(guest, 'Remove');
  await dialog(guest).getByRole('textbox').fill('root');
  await open('Lee Dohyun');
  await fromMenu(page, 'Remove');
  await confirm(page, 'lantern_keeper');
  await row('Kim Minji').waitFor();
  assert.equal(await row('Lee Dohyun').count(), 0);
  await submit(guest);
  // The token of whoever was removed ends with the account.
  await guest.getByText('Your session has ended').waitFor();
  await look(guest, '14-ended');
  await page.reload();
  await row('Kim Minji').waitFor();
});

test('language and appearance are of this browser', async () => {
  await page.goto(at('/profile'));
  await page.getByText('Dark', { exact: true }).click();
  assert.equal(await page.getAttribute('html', 'data-mantine-color-scheme'), 'dark');
  await look(page, '15-profile-dark');
  await page.getByRole('main').getByLabel('Language', { exact: true }).first().click();
  await page.getByRole('option', { name: '한국어' }).click();
  await heading(page, '내 프로필').waitFor();
  await page.reload();
  await heading(page, '내 프로필').waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await look(page, '16-profile-korean-narrow');
  await page.goto(at('/administrators'));
  await page.getByText('Kim Minji').waitFor();
  await look(page, '17-list-korean-narrow');
  assert.deepEqual(page.complaints, []);
});
