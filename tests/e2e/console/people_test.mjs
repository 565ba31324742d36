// Users in the console: made, changed, refused, suspended, signed out and deleted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, field, heading, look, openConsole, pick, saved, tab } from '../lib/console.mjs';
import { choose, closed, confirm, dialog, fromMenu, submit } from '../lib/console_dialogs.mjs';
import { CookieJar } from '../lib/cookies.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';
import { signIn } from '../lib/signin.mjs';

let server;
let management;
let browser;
let page;

before(async () => {
  server = await Server.start();
  management = await Management.open(server);
  browser = await launch('console_people');
  page = await openConsole(browser, server, { path: '/users' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const text = (words) => page.getByText(words, { exact: true }).first();
const link = (name) => page.getByRole('link', { name }).first();
const open = (path) => page.goto(`${server.demo.adminEndpoint}/console${path}`);
const idOf = (noun) => new RegExp(`/${noun}/(\\w+)`).exec(page.url())[1];

async function signInAs(username) {
  const client = server.application('Demo single-page app');
  const url = `${server.issuer}/auth?${new URLSearchParams({
    client_id: client.id,
    redirect_uri: client.redirectUris[0],
    response_type: 'code',
    scope: 'openid offline_access',
    prompt: 'consent',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })}`;
  await signIn(new CookieJar(), server.endpoint, url, server.user(username));
}

test('a user needs something to sign in with, which nobody else has', async () => {
  await link('Alice Kim').waitFor();
  await look(page, '01-users');
  await button(page, 'Create user').click();
  await submit(page);
  await text('Enter a username, an email address or a phone number.').waitFor();
  await field(page, 'Username').fill('1st');
  await field(page, 'Phone number').fill('5550123');
  await submit(page);
  await text('Use letters, digits and underscores. The first character cannot be a digit.').waitFor();
  await look(page, '02-create');
  await field(page, 'Phone number').fill('');
  await field(page, 'Username').fill('alice');
  await submit(page);
  await text('This username is already taken.').waitFor();
});

let created;

test('the password that is made is shown once, and works', async () => {
  await field(page, 'Username').fill('carol');
  await dialog(page).getByLabel('Name', { exact: true }).fill('Carol Oh');
  await submit(page);
  await text('User created').waitFor();
  await look(page, '03-password');
  const password = await dialog(page).getByLabel('Password', { exact: true }).inputValue();
  await button(page, 'Done').click();
  await heading(page, 'Carol Oh').waitFor();
  created = idOf('users');
  await management.expect(204, 'POST', `/users/${created}/password/verify`, { password });
  assert.equal(await page.getByText(password).count(), 0);
});

test('a typed password replaces it', async () => {
  await fromMenu(page, 'Reset password');
  await dialog(page).getByText('Enter', { exact: true }).click();
  await submit(page);
  await text('Enter a value.').waitFor();
  await dialog(page).locator('[type=password]').fill('Gwanghwamun 1395');
  await submit(page);
  await closed(page);
  await management.expect(204, 'POST', `/users/${created}/password/verify`, { password: 'Gwanghwamun 1395' });
});

test('a profile says beside the field what is wrong, and survives a reload', async () => {
  await field(page, 'Email').fill('alice@example.com');
  await button(page, 'Show all fields').click();
  await field(page, 'Website').fill('carol');
  await button(page, 'Save changes').click();
  await text('Enter a full URL, such as https://example.com.').waitFor();
  await field(page, 'Website').fill('https://carol.example.com');
  await button(page, 'Save changes').click();
  await text('This email address is already used by another account.').waitFor();
  await look(page, '04-profile-refused');
  await field(page, 'Email').fill('carol@example.com');
  await field(page, 'Phone number').fill('+82 10-1234-5678');
  await button(page, 'Add an address').click();
  await field(page, 'City').fill('Seoul');
  await saved(page);
  await page.reload();
  await heading(page, 'Carol Oh').waitFor();
  assert.equal(await field(page, 'Phone number').inputValue(), '+821012345678');
  const { primaryPhone, profile } = await management.get(`/users/${created}`);
  assert.equal(primaryPhone, '821012345678');
  assert.deepEqual(profile, { website: 'https://carol.example.com', address: { locality: 'Seoul' } });
});

test('leaving with changes asks', async () => {
  await field(page, 'Nickname').fill('Caro');
  await tab(page, 'Roles').click();
  await button(page, 'Stay').click();
  await button(page, 'Discard').click();
});

test('custom profile fields are kept in the custom data', async () => {
  const size = {
    options: [
      { value: 's', label: 'Small' },
      { value: 'l', label: 'Large' },
    ],
  };
  await management.post('/custom-profile-fields', {
    name: 'team',
    type: 'Text',
    label: 'Team',
    required: false,
    config: { minLength: 3 },
  });
  await management.post('/custom-profile-fields', {
    name: 'shirt',
    type: 'Select',
    label: 'Shirt',
    required: false,
    config: size,
  });
  await page.reload();
  await field(page, 'Team').fill('ab');
  await button(page, 'Save changes').click();
  await text('Use at least 3 characters.').waitFor();
  await field(page, 'Team').fill('Gatekeepers');
  await field(page, 'Shirt').click();
  await page.getByRole('option', { name: 'Large' }).click();
  await saved(page);
  assert.deepEqual((await management.get(`/users/${created}`)).customData, {
    team: 'Gatekeepers',
    shirt: 'l',
  });
});

test('custom data must be an object, and is replaced as a whole', async () => {
  await tab(page, 'Custom data').click();
  const editor = field(page, 'Custom data (JSON)');
  await editor.fill('[1, 2');
  await text('Enter a valid JSON object.').waitFor();
  await look(page, '05-custom-data');
  await editor.fill('{"visits": 7}');
  await saved(page);
  assert.deepEqual((await management.get(`/users/${created}`)).customData, { visits: 7 });
});

test('roles are assigned and taken away', async () => {
  await tab(page, 'Roles').click();
  await heading(page, 'No roles yet').waitFor();
  await button(page, 'Assign roles').click();
  await choose(page, 'Roles', 'shop', 'shopper');
  await submit(page);
  await closed(page);
  await link('shopper').waitFor();
  await look(page, '06-roles');
  await button(page, 'Remove shopper').click();
  await confirm(page);
  await heading(page, 'No roles yet').waitFor();
});

test('a user joins an organization, gets a role there, and leaves', async () => {
  await tab(page, 'Organizations').click();
  await button(page, 'Add to an organization').click();
  await choose(page, 'Organization', 'Acme');
  await submit(page);
  await closed(page);
  await link('Acme').waitFor();
  await fromMenu(page, 'Change roles', 'More actions: Acme');
  await choose(page, 'Roles in the organization', 'admin');
  await submit(page);
  await closed(page);
  await look(page, '07-organizations');
  const [{ organizationRoles }] = await management.get(`/users/${created}/organizations`);
  assert.deepEqual(
    organizationRoles.map(({ name }) => name),
    ['admin'],
  );
  await fromMenu(page, 'Remove', 'More actions: Acme');
  await confirm(page);
  await heading(page, 'No organizations yet').waitFor();
});

test('linked accounts are shown and unlinked', async () => {
  const identity = { userId: 'g-1', details: { email: 'carol@gmail.example' } };
  await management.expect(201, 'PUT', `/users/${created}/identities/google`, identity);
  await tab(page, 'Identities').click();
  await text('carol@gmail.example').waitFor();
  await button(page, 'Details of google').click();
  await dialog(page).getByLabel('Data from the provider (JSON)').waitFor();
  await page.keyboard.press('Escape');
  await closed(page);
  await heading(page, 'No enterprise accounts').waitFor();
  await button(page, 'Unlink').click();
  await confirm(page);
  await heading(page, 'No linked accounts').waitFor();
});

test('an account whose ID is known is linked, but to one user alone', async () => {
  const config = { clientId: 'client', clientSecret: 'a secret' };
  await management.post('/connectors', { connectorId: 'google-universal', config });
  const { id: other } = await management.post('/users', { username: 'dora' });
  await management.expect(201, 'PUT', `/users/${other}/identities/google`, { userId: 'g-taken' });
  await page.reload();
  await button(page, 'Link an account').click();
  await submit(page);
  await text('Choose a provider.').waitFor();
  await pick(page, 'Provider', 'Google');
  await field(page, 'ID at the provider').fill('g-taken');
  await submit(page);
  await dialog(page).locator('[aria-invalid=true]').waitFor();
  await field(page, 'ID at the provider').fill('g-2');
  await submit(page);
  await closed(page);
  await text('g-2').waitFor();
  const { identities } = await management.get(`/users/${created}`);
  assert.equal(identities.google.userId, 'g-2');
  await look(page, '14-linked');
});

test('a personal access token is shown once, renamed and deleted', async () => {
  await tab(page, 'Access tokens').click();
  await button(page, 'Create token').click();
  await field(page, 'Name').fill('nightly/report');
  await submit(page);
  const made = page.getByRole('dialog', { name: 'Token created' });
  assert.match(await made.getByRole('textbox').inputValue(), /^pat_\w{32}$/);
  await button(page, 'Done').click();
  await closed(page);
  await look(page, '08-tokens');
  await fromMenu(page, 'Rename', 'More actions: nightly/report');
  await field(page, 'Name').fill('nightly');
  await submit(page);
  await closed(page);
  await fromMenu(page, 'Delete', 'More actions: nightly');
  await confirm(page);
  await heading(page, 'No personal access tokens yet').waitFor();
});

test('a suspended user is marked, and comes back', async () => {
  await fromMenu(page, 'Suspend');
  await look(page, '09-suspend');
  await confirm(page);
  await text('Suspended').waitFor();
  await look(page, '10-suspended');
  assert.equal((await management.get(`/users/${created}`)).isSuspended, true);
  await button(page, 'Reactivate').first().click();
  await text('Suspended').waitFor({ state: 'detached' });
  assert.equal((await management.get(`/users/${created}`)).isSuspended, false);
});

test('sessions say where they are; one ends, then all', async () => {
  const { id } = server.user('alice');
  for (let i = 0; i < 3; i += 1) await signInAs('alice');
  const count = async () => (await management.get(`/users/${id}/sessions`)).sessions.length;
  assert.equal(await count(), 3);
  await open(`/users/${id}/sessions`);
  await text('127.0.0.1').or(text('::1')).first().waitFor();
  await look(page, '11-sessions');
  await button(page, 'End').first().click();
  await confirm(page);
  assert.equal(await count(), 2);
  await button(page, 'Sign out everywhere').click();
  await confirm(page);
  await heading(page, 'No active sessions').waitFor();
  await heading(page, 'No application has access').waitFor();
  assert.equal(await count(), 0);
  await tab(page, 'Log').click();
  await page.getByRole('table').waitFor();
});

test('a long list is searched by everything that a user has, and its pages are in the address', async () => {
  for (let i = 0; i < 45; i += 1) {
    await management.post('/users', {
      username: `member_${i}`,
      primaryEmail: `a.very.long.address.of.member.${i}@subsidiary.of.a.company.example.com`,
      name: i % 9 === 0 ? `Member ${i} ${'with a name that goes on '.repeat(3)}` : `Member ${i}`,
    });
  }
  await open('/users');
  await button(page, 'Next page').click();
  await page.waitForURL('**/users?page=2');
  await page.reload();
  await look(page, '12-many');
  const search = page.getByRole('searchbox');
  for (const words of ['carol o', 'CAROL@example', '+82 10-1234', created]) {
    await search.fill(words);
    await text('1–1 of 1').waitFor();
    await link('Carol Oh').waitFor();
  }
  await search.fill('nobody at all');
  await heading(page, 'Nothing found').waitFor();
  await look(page, '13-nothing-found');
});

test('deleting a user asks for the user name; afterwards the address says that there is none', async () => {
  await open(`/users/${created}`);
  await fromMenu(page, 'Delete');
  await look(page, '14-delete');
  await confirm(page, 'carol');
  await page.waitForURL('**/users');
  assert.equal((await management.call('GET', `/users/${created}`)).status, 404);
  await open(`/users/${created}`);
  await page.getByRole('alert').waitFor();
});

async function lookAround(options, name, prefix) {
  await signInAs('alice');
  const other = await openConsole(browser, server, { path: '/users', ...options });
  const { id } = server.user('alice');
  const paths = ['/users', '/users?new=true', `/users/${id}`, `/users/${id}/roles`, `/users/${id}/sessions`];
  for (const [at, path] of paths.entries()) {
    await other.goto(`${server.demo.adminEndpoint}/console${path}`);
    await other.getByRole('heading', { level: 1 }).waitFor();
    await other.waitForLoadState('networkidle');
    await look(other, `${prefix}${at}-${name}`);
  }
  assert.deepEqual(other.complaints, []);
  await other.context().close();
}

test('the pages are whole in the dark', () => lookAround({ colorScheme: 'dark' }, 'dark', '4'));
test('the pages fit a telephone', () => lookAround({ viewport: { width: 360, height: 740 } }, 'narrow', '5'));
test('the pages speak Korean', () => lookAround({ locale: 'ko-KR' }, 'korean', '6'));

test('nothing complained', () => assert.deepEqual(page.complaints, []));
