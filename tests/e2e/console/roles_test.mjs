// API resources and roles in the console: made, changed, refused, given, taken away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, field, heading, look, openConsole, saved, tab } from '../lib/console.mjs';
import { choose, closed, confirm, dialog, fromMenu, submit, tick } from '../lib/console_dialogs.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';

let server;
let management;
let browser;
let page;

before(async () => {
  server = await Server.start();
  management = await Management.open(server);
  browser = await launch('console_roles');
  page = await openConsole(browser, server, { path: '/resources' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const text = (words) => page.getByText(words, { exact: true }).first();
const link = (name) => page.getByRole('link', { name }).first();
const open = (path) => page.goto(`${server.demo.adminEndpoint}/console${path}`);
const idOf = (noun) => new RegExp(`/${noun}/(\\w+)`).exec(page.url())[1];

let resource;

test('an API resource needs an absolute URI that is free', async () => {
  await link('Shopping API').waitFor();
  await look(page, '20-resources');
  await button(page, 'Create API resource').click();
  await field(page, 'Name').fill('Orders API');
  const identifier = field(page, 'Identifier');
  await identifier.fill('orders');
  await page.keyboard.press('Tab');
  await text('Enter an absolute URI, such as https://api.example.com.').waitFor();
  await identifier.fill('https://shopping.your-app.com/api');
  await submit(page);
  await text('This identifier is already used by another API resource.').waitFor();
  await look(page, '21-create-resource');
  await identifier.fill('https://orders.example.com');
  await submit(page);
  await heading(page, 'Orders API').waitFor();
  resource = idOf('resources');
});

test('permissions are created without spaces, described and deleted', async () => {
  await button(page, 'Create permission').click();
  await field(page, 'Name').fill('read orders');
  await submit(page);
  await text('Spaces are not allowed.').waitFor();
  for (const name of ['read:orders', 'write:orders']) {
    if ((await dialog(page).count()) === 0) await button(page, 'Create permission').click();
    await field(page, 'Name').fill(name);
    await submit(page);
    await closed(page);
    await text(name).waitFor();
  }
  await fromMenu(page, 'Edit description', 'More actions: read:orders');
  await field(page, 'Description').fill('See all orders');
  await submit(page);
  await text('See all orders').waitFor();
  await closed(page);
  await look(page, '22-permissions');
  await fromMenu(page, 'Delete', 'More actions: write:orders');
  await confirm(page);
  await text('write:orders').waitFor({ state: 'detached' });
});

test('a lifetime is saved, and the default API is the only one', async () => {
  await tab(page, 'General').click();
  await field(page, 'Access token lifetime').fill('5400');
  await text('1 hour, 30 minutes').waitFor();
  await page.getByRole('switch', { name: 'Default API' }).check();
  await saved(page);
  await look(page, '23-resource');
  const { accessTokenTtl, isDefault } = await management.get(`/resources/${resource}`);
  assert.deepEqual({ accessTokenTtl, isDefault }, { accessTokenTtl: 5400, isDefault: true });
  await tab(page, 'Integration').click();
  await page.getByText(`resource=${encodeURIComponent('https://orders.example.com')}`).waitFor();
  await look(page, '24-use');
});

test('the Management API is shown as it is', async () => {
  await open('/resources');
  await link('Logto Management API').click();
  await text('The Management API is built in and cannot be changed.').waitFor();
  assert.equal(await button(page, 'More actions').count(), 0);
  await look(page, '25-management');
});

test('a role is created with permissions, under a name of its own', async () => {
  await open('/roles?new=true');
  await field(page, 'Name').fill('shopper');
  await field(page, 'Description').fill('Sees orders');
  await tick(page, 'read:orders');
  await submit(page);
  await text('A role with this name already exists.').waitFor();
  await look(page, '30-create-role');
  await field(page, 'Name').fill('clerk');
  await submit(page);
  await heading(page, 'clerk').waitFor();
});

test('a dialog begins in its first field, and asks before it discards', async () => {
  await open('/roles?new=true');
  const name = field(page, 'Name');
  await name.and(page.locator(':focus')).waitFor();
  await name.fill('half a role');
  await page.keyboard.press('Escape');
  await text('Discard your input?').waitFor();
  await button(page, 'Stay').click();
  assert.equal(await name.inputValue(), 'half a role');
  await page.keyboard.press('Escape');
  await button(page, 'Discard').click();
  await closed(page);
  await open('/roles?search=clerk');
  await link('clerk').click();
});

test('a role becomes the default, loses and gets permissions, and is given to users', async () => {
  await page.getByRole('switch', { name: 'Default role' }).check();
  await field(page, 'Description').fill('');
  await button(page, 'Save changes').click();
  await text('Enter a value.').waitFor();
  await field(page, 'Description').fill('Sees and sends orders');
  await saved(page);
  await tab(page, 'Permissions').click();
  await button(page, 'Remove read:orders').click();
  await confirm(page);
  await heading(page, 'No permissions yet').waitFor();
  await button(page, 'Add permissions').click();
  await tick(page, 'shopping:read');
  await submit(page);
  await closed(page);
  await text('shopping:read').waitFor();
  await look(page, '31-role-permissions');
  await tab(page, 'Users').click();
  await button(page, 'Assign to users').click();
  await choose(page, 'Users', 'bob', 'Bob Lee');
  await submit(page);
  await closed(page);
  await link('Bob Lee').waitFor();
  await look(page, '32-role-users');
});

test('the list of roles counts who holds them, and is filtered by type', async () => {
  await open('/roles');
  await link('clerk').waitFor();
  await look(page, '33-roles');
  await page.getByText('Machine apps', { exact: true }).first().click();
  await page.waitForURL('**/roles?type=MachineToMachine');
  await link('clerk').waitFor({ state: 'detached' });
  await link('stock machine').click();
  await tab(page, 'Machine apps').click();
  await link('Demo machine').waitFor();
});

test('a role and an API resource are deleted by name', async () => {
  await open('/roles?search=clerk');
  await link('clerk').click();
  await fromMenu(page, 'Delete');
  await confirm(page, 'clerk');
  await page.waitForURL('**/roles');
  await open(`/resources/${resource}`);
  await fromMenu(page, 'Delete');
  await confirm(page, 'Orders API');
  await page.waitForURL('**/resources');
  assert.equal((await management.call('GET', `/resources/${resource}`)).status, 404);
});

test('an address without a page stays in the shell, and so does a role that is gone', async () => {
  await open('/no-such-page');
  await page.locator('main').getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('navigation').waitFor();
  await open('/roles/nobody');
  await page.locator('main').getByRole('heading', { level: 1 }).waitFor();
  await page.locator('main').getByRole('link', { name: 'Roles' }).click();
  await heading(page, 'Roles').waitFor();
});

test('the command palette does what it is told', async () => {
  await page.keyboard.press('Control+K');
  await page.getByPlaceholder('Search pages, users, applications…').fill('new role');
  await page.getByText('Create role', { exact: true }).last().click();
  await dialog(page).getByText('Create a role').waitFor();
  await page.keyboard.press('Escape');
  await closed(page);
});

test('the command palette finds them', async () => {
  await page.keyboard.press('Control+k');
  for (const [words, name] of [
    ['alice', 'Alice Kim'],
    ['manager', 'manager'],
    ['store', 'Store API'],
  ]) {
    await page.getByPlaceholder('Search pages, users, applications…').fill(words);
    await page.getByRole('option', { name }).or(page.getByRole('button', { name })).first().waitFor();
  }
});

async function lookAround(options, name, prefix) {
  const other = await openConsole(browser, server, { path: '/roles', ...options });
  const [{ id: role }] = await management.get('/roles?search=manager');
  const [, { id: api }] = await management.get('/resources');
  const paths = [
    '/roles',
    `/roles/${role}/permissions`,
    '/resources',
    `/resources/${api}`,
    `/resources/${api}/use`,
  ];
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
