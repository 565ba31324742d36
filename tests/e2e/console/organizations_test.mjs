// Organizations in the console: their template, members, machines, invitations, just-in-time membership, look.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, field, heading, look, openConsole, saved, tab } from '../lib/console.mjs';
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
  browser = await launch('console_organizations');
  page = await openConsole(browser, server, { path: '/organizations' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const dialog = () => page.getByRole('dialog');
const submit = () => dialog().locator('[type=submit]').click();
const inDialog = (label) => dialog().getByLabel(label, { exact: true }).first();
const closed = () => dialog().waitFor({ state: 'detached' });
const row = (name) => page.getByRole('row').filter({ hasText: name });
const idOf = () => /(?:organizations|roles)\/(\w+)/.exec(page.url())[1];
const go = (path) => page.goto(`${server.demo.adminEndpoint}/console${path}`);

// Chooses in a field that searches.
async function pick(input, ...names) {
  for (const name of names) {
    await input.click();
    await page.getByRole('option', { name }).first().click();
  }
  await page.keyboard.press('Escape');
}

async function choose(name, action) {
  await button(page, `More actions: ${name}`).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

test('the list shows how many members there are, and their faces', async () => {
  await row('Acme').getByText('2 members').waitFor();
  await row('Globex').getByText('1 member').waitFor();
  await look(page, '01-list');
});

test('searching is in the address, and finding nothing says so', async () => {
  await page.getByRole('searchbox').fill('glob');
  await row('Acme').waitFor({ state: 'detached' });
  await row('Globex').waitFor();
  await page.waitForURL('**/organizations?search=glob');
  await page.getByRole('searchbox').fill('nobody');
  await heading(page, 'Nothing found').waitFor();
  await button(page, 'Clear search and filters').click();
  await row('Acme').waitFor();
});

test('a permission of the template has no spaces in it, and each name once', async () => {
  await go('/organization-template/permissions');
  await button(page, 'Create permission').click();
  await inDialog('Name').fill('read invoices');
  await submit();
  await page.getByText('Spaces are not allowed.').waitFor();
  await inDialog('Name').fill('read:data');
  await submit();
  await page.getByText('An item with the same value already exists.').waitFor();
  await look(page, '02-permission-refused');
  await inDialog('Name').fill('read:invoices');
  await inDialog('Description').fill('See what is to be paid');
  await submit();
  await row('read:invoices').waitFor();
});

test('a permission is edited and deleted', async () => {
  await choose('read:invoices', 'Edit');
  await inDialog('Name').fill('see:invoices');
  await submit();
  await row('see:invoices').waitFor();
  await look(page, '03-permissions');
  await choose('write:data', 'Delete');
  await submit();
  await row('write:data').waitFor({ state: 'detached' });
});

test('an organization role gets permissions of organizations and of APIs', async () => {
  await tab(page, 'Roles').click();
  await button(page, 'Create role').click();
  await inDialog('Name').fill('accountant');
  await submit();
  await heading(page, 'accountant').waitFor();
  const fields = page.getByRole('tabpanel').getByLabel('Permissions', { exact: true });
  await pick(fields.nth(0), 'see:invoices');
  await pick(fields.nth(1), 'shopping:read');
  await saved(page);
  await look(page, '04-role');
  await page.reload();
  await page.getByText('see:invoices').first().waitFor();
  const [{ scopes, resourceScopes }] = await management.get('/organization-roles?q=accountant');
  assert.deepEqual([scopes, resourceScopes].map(([{ name }]) => name), ['see:invoices', 'shopping:read']);
});

test('a role keeps its name to itself', async () => {
  await tab(page, 'General').click();
  await field(page, 'Name').fill('admin');
  await button(page, 'Save changes').click();
  await page.getByText('An item with the same value already exists.').waitFor();
  await field(page, 'Name').fill('bookkeeper');
  await saved(page);
  await heading(page, 'bookkeeper').waitFor();
});

test('a new organization needs a name, and its details come next', async () => {
  await go('/organizations');
  await button(page, 'Create organization').click();
  await submit();
  await page.getByText('Enter a value.').waitFor();
  await inDialog('Name').fill('Night market');
  await submit();
  await heading(page, 'Night market').waitFor();
  await look(page, '05-general');
});

test('what is no JSON object is not saved', async () => {
  await field(page, 'Custom data (JSON)').fill('[1, 2]');
  await button(page, 'Save changes').click();
  await page.getByText('Enter a valid JSON object.').waitFor();
  await field(page, 'Custom data (JSON)').fill('{"plan": "gold"}');
  await field(page, 'Description').fill('Opens at dusk');
  await saved(page);
  const { customData, description } = await management.get(`/organizations/${idOf()}`);
  assert.deepEqual({ customData, description }, { customData: { plan: 'gold' }, description: 'Opens at dusk' });
});

test('members are added with roles', async () => {
  await tab(page, 'Members').click();
  await heading(page, 'No members yet').waitFor();
  await look(page, '06-no-members');
  await button(page, 'Add members').click();
  await submit();
  await page.getByText('Enter a value.').waitFor();
  await pick(inDialog('Members'), 'Alice Kim', 'Bob Lee');
  await pick(inDialog('Organization roles'), 'bookkeeper');
  await look(page, '07-add-members');
  await submit();
  await closed();
  await row('Alice Kim').getByText('bookkeeper').waitFor();
  const members = await management.get(`/organizations/${idOf()}/users`);
  assert.deepEqual(members.map(({ organizationRoles: [role] }) => role.name), ['bookkeeper', 'bookkeeper']);
});

test('roles of one member change, and a filter finds who has which', async () => {
  await choose('Bob Lee', 'Edit roles');
  await pick(inDialog('Organization roles'), 'admin');
  await submit();
  await closed();
  await row('Bob Lee').getByText('admin').waitFor();
  await field(page, 'Organization roles').click();
  await page.getByRole('option', { name: 'admin' }).click();
  await row('Alice Kim').waitFor({ state: 'detached' });
  assert.match(page.url(), /role=/);
  await page.reload();
  await row('Bob Lee').waitFor();
  await look(page, '08-members');
});

test('a member who is removed stays a user', async () => {
  await choose('Bob Lee', 'Remove from organization');
  await submit();
  await heading(page, 'Nothing found').waitFor();
  await button(page, 'Clear search and filters').click();
  await row('Alice Kim').waitFor();
  assert.equal((await management.get(`/organizations/${idOf()}/users`)).length, 1);
  assert.equal((await management.get(`/users/${server.user('bob').id}`)).username, 'bob');
});

test('a machine gets a role for machines', async () => {
  await tab(page, 'Machine apps').click();
  await button(page, 'Add machine apps').click();
  await pick(inDialog('Machine apps'), 'Demo machine');
  await inDialog('Organization roles').click();
  await page.getByRole('option', { name: 'machine' }).waitFor();
  assert.equal(await page.getByRole('option', { name: 'bookkeeper' }).count(), 0);
  await page.getByRole('option', { name: 'machine' }).click();
  await page.keyboard.press('Escape');
  await submit();
  await closed();
  await row('Demo machine').getByText('machine', { exact: true }).waitFor();
  await look(page, '09-machines');
  await choose('Demo machine', 'Remove from organization');
  await submit();
  await heading(page, 'No machine apps yet').waitFor();
});

test('an invitation needs an address, of somebody who is no member', async () => {
  await tab(page, 'Invitations').click();
  await button(page, 'Invite').click();
  await inDialog('Email').fill('nobody');
  await submit();
  await page.getByText('Enter an email address').waitFor();
  await inDialog('Email').fill('alice@example.com');
  await submit();
  await page.getByText('already a member').waitFor();
  await look(page, '10-invite-refused');
  await inDialog('Email').fill('guest@example.com');
  await pick(inDialog('Organization roles'), 'bookkeeper');
  await inDialog('Return link').fill('nowhere');
  await submit();
  await page.getByText('Enter a full URL').waitFor();
  await inDialog('Return link').fill('https://example.com/welcome');
  await look(page, '10-invite');
  await submit();
  await closed();
  await row('guest@example.com').getByText('Pending').waitFor();
  const [invitation] = await management.get(`/organization-invitations?organizationId=${idOf()}`);
  assert.equal(invitation.redirectUrl, 'https://example.com/welcome');
  assert.equal(await mailbox.arrived('guest@example.com', 1), 'OrganizationInvitation');
});

test('the mail of an invitation is sent again', async () => {
  await choose('guest@example.com', 'Send again');
  await page.getByText('The link of the earlier email stops working.').waitFor();
  await look(page, '10-send-again');
  await submit();
  await page.getByText('Invitation sent to guest@example.com.').waitFor();
  await closed();
  await mailbox.arrived('guest@example.com', 2);
});

test('an invitation is accepted once there is a user with the address', async () => {
  await choose('guest@example.com', 'Accept for the user');
  await submit();
  await page.getByText('No user has the email address guest@example.com yet.').waitFor();
  const guest = await management.post('/users', { username: 'guest', primaryEmail: 'guest@example.com' });
  await submit();
  await closed();
  await row('guest@example.com').getByText('Accepted').waitFor();
  const roles = await management.get(`/organizations/${idOf()}/users/${guest.id}/roles`);
  assert.deepEqual(roles.map(({ name }) => name), ['bookkeeper']);
});

test('an invitation is revoked, filtered and deleted', async () => {
  await button(page, 'Invite').click();
  await inDialog('Email').fill('stranger@example.com');
  await page.getByRole('switch', { name: 'Send the invitation by email' }).uncheck();
  await page.getByText('Let the person know yourself').waitFor();
  await submit();
  await closed();
  await row('stranger@example.com').waitFor();
  assert.equal(await mailbox.countTo('stranger@example.com'), 0);
  await choose('stranger@example.com', 'Revoke');
  await submit();
  await row('stranger@example.com').getByText('Revoked').waitFor();
  await look(page, '11-invitations');
  await field(page, 'Status').click();
  await page.getByRole('option', { name: 'Accepted' }).click();
  await row('stranger@example.com').waitFor({ state: 'detached' });
  await row('guest@example.com').waitFor();
  await field(page, 'Status').click();
  await page.getByRole('option', { name: 'Revoked' }).click();
  await choose('stranger@example.com', 'Delete');
  await submit();
  await heading(page, 'Nothing found').waitFor();
});

test('just-in-time membership wants domains', async () => {
  await tab(page, 'Auto-join').click();
  await field(page, 'Email domains').fill('market');
  await page.keyboard.press('Enter');
  await button(page, 'Save changes').click();
  await page.getByText('“market” is not a domain').waitFor();
  await field(page, 'Email domains').focus();
  await page.keyboard.press('Backspace');
  await field(page, 'Email domains').fill('@Market.example');
  await page.keyboard.press('Enter');
  await pick(field(page, 'Initial roles'), 'member');
  await saved(page);
  await look(page, '12-provisioning');
  const domains = await management.get(`/organizations/${idOf()}/jit/email-domains`);
  assert.deepEqual(domains.map(({ emailDomain }) => emailDomain), ['market.example']);
});

test('the look of an organization is previewed before it is saved', async () => {
  await tab(page, 'Branding').click();
  await page.getByRole('textbox', { name: 'Logo', exact: true }).fill('not an address');
  await button(page, 'Save changes').click();
  await page.getByText('Enter a full URL').waitFor();
  await page.getByRole('textbox', { name: 'Logo', exact: true }).fill(`${server.endpoint}/logo.png`);
  await field(page, 'Brand color').fill('#884400');
  await saved(page);
  await look(page, '13-branding');
  const { color, branding } = await management.get(`/organizations/${idOf()}`);
  assert.equal(color.primaryColor, '#884400');
  assert.deepEqual(branding, { logoUrl: `${server.endpoint}/logo.png` });
});

test('two administrators at once: the second sees what the first did', async () => {
  await tab(page, 'General').click();
  const other = await openConsole(browser, server, { path: new URL(page.url()).pathname.slice('/console'.length) });
  await field(other, 'Description').fill('Opens at midnight');
  await saved(other);
  await field(page, 'Name').fill('Day market');
  await saved(page);
  // Both fields are sent; the last one wins, and nobody is told otherwise by an old page.
  await other.reload();
  await heading(other, 'Day market').waitFor();
  await field(other, 'Name').fill('Night market');
  await management.remove(`/organizations/${idOf()}`);
  await button(other, 'Save changes').click();
  await other.getByText('Changes were not saved').waitFor();
  assert.equal(await field(other, 'Name').inputValue(), 'Night market');
  await other.context().close();
  await page.reload();
  await heading(page, 'Not found').waitFor();
  await look(page, '14-gone');
});

test('deleting asks for the name', async () => {
  await go('/organizations');
  await row('Globex').click();
  await heading(page, 'Globex').waitFor();
  await button(page, 'More actions').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  assert.equal(await dialog().locator('[type=submit]').isDisabled(), true);
  await dialog().getByRole('textbox').fill('Globex');
  await submit();
  await row('Globex').waitFor({ state: 'detached' });
  await row('Acme').waitFor();
});

test('the palette finds organizations and their roles', async () => {
  await page.keyboard.press('Control+K');
  await page.getByPlaceholder('Search pages').fill('bookkeeper');
  await page.getByRole('button', { name: 'bookkeeper' }).click();
  await heading(page, 'bookkeeper').waitFor();
});

test('long names and many organizations keep their form', async () => {
  const long = 'The Honourable Guild of Gatekeepers, Locksmiths and Lamplighters of the Eastern Quarter ';
  await management.post('/organizations', {
    name: long + 'W'.repeat(40),
    description: `${long.repeat(2)}and of everybody else`,
  });
  for (let number = 1; number <= 24; number += 1) {
    await management.post('/organizations', { name: `Branch ${number}` });
  }
  await go('/organizations?page=2');
  await page.getByText('21–26 of 26').waitFor();
  await go('/organizations');
  await row('Branch 12').waitFor();
  await look(page, '15-full');
  await page.getByRole('searchbox').fill('Honourable');
  await row('Honourable').click();
  await heading(page, long + 'W'.repeat(40)).waitFor();
  await look(page, '16-long-name');
});

test('dark, in Korean, on a telephone', async () => {
  const options = { locale: 'ko-KR', colorScheme: 'dark', viewport: { width: 360, height: 740 } };
  const narrow = await openConsole(browser, server, { path: '/organizations', ...options });
  await heading(narrow, '조직').waitFor();
  await narrow.getByText('Branch 12').waitFor();
  await look(narrow, '17-korean-dark-narrow');
  const { id } = (await management.get('/organizations?q=Acme'))[0];
  const show = async (path, name) => {
    await narrow.goto(`${server.demo.adminEndpoint}/console${path}`);
    await narrow.getByRole('tabpanel').waitFor();
    await look(narrow, name);
  };
  await show(`/organizations/${id}/members`, '18-korean-members');
  await show(`/organizations/${id}/invitations`, '19-korean-invitations');
  await show(`/organizations/${id}/branding`, '20-korean-branding');
  await show('/organization-template', '21-korean-template');
  assert.deepEqual(narrow.complaints, []);
  await narrow.context().close();
});

test('nothing was complained about on the way', () => {
  // The logo of the preview is none.
  assert.deepEqual(page.complaints.filter((text) => !text.includes('logo.png')), []);
});
