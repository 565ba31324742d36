// Applications in the console: found, made, changed, refused, deleted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, field, heading, look, openConsole, pick, saved, tab } from '../lib/console.mjs';
import { choose, confirm, dialog, fromMenu, submit } from '../lib/console_dialogs.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';

let server;
let management;
let browser;
let page;

before(async () => {
  server = await Server.start();
  management = await Management.open(server);
  browser = await launch('console_applications');
  page = await openConsole(browser, server, { path: '/applications' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const idOf = () => /applications\/(\w+)/.exec(page.url())[1];

test('the list shows what there is', async () => {
  await page.getByRole('link', { name: 'Demo web app' }).waitFor();
  await look(page, '01-list');
});

test('search and filter are in the address, and Back goes back', async () => {
  await page.getByLabel('Type', { exact: true }).first().click();
  await page.getByRole('option', { name: 'Single-page app' }).click();
  await page.waitForURL('**/applications?type=SPA');
  await page.getByRole('link', { name: 'Demo web app' }).waitFor({ state: 'detached' });
  await page.fill('[type=search]', 'nothing like it');
  await heading(page, 'Nothing found').waitFor();
  assert.match(page.url(), /search=nothing/);
  await look(page, '02-nothing-found');
  await button(page, 'Clear search and filters').click();
  await page.getByRole('link', { name: 'Demo web app' }).waitFor();
});

test('a new application needs a name, and its details come next', async () => {
  await button(page, 'Create application').click();
  await submit(page);
  await page.getByText('Enter a value.').waitFor();
  await look(page, '03-create');
  await page.getByPlaceholder('My shop').fill('Night market');
  await submit(page);
  await heading(page, 'Night market').waitFor();
  await look(page, '04-settings');
});

test('the guides for its type begin with its values', async () => {
  const address = page.url();
  await button(page, 'Guides').click();
  await page.getByRole('menuitem', { name: 'Express' }).waitFor();
  const guides = await page.getByRole('menuitem').allInnerTexts();
  assert.deepEqual(guides, [
    'Next.js with Auth.js',
    'Next.js with the Logto SDK',
    'Express',
    'C++',
    'Any app with OpenID Connect',
  ]);
  await page.getByRole('menuitem', { name: 'Express' }).click();
  await page.locator('[value="Night market"]').first().waitFor();
  await page.goto(address);
  await heading(page, 'Night market').waitFor();
});

test('an address that is none is told at once, and one that the server refuses beside its field', async () => {
  const first = field(page, 'Redirect URIs, 1');
  await first.fill('not an address');
  await first.blur();
  await page.getByText('Enter a full URL').waitFor();
  await first.fill('javascript:alert(1)');
  await button(page, 'Save changes').click();
  await page.getByText('The server rejected this value: cannot be used.').waitFor();
  await look(page, '05-refused');
});

test('leaving with unsaved changes asks', async () => {
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await page.getByText('Leave without saving?').waitFor();
  await look(page, '06-leave');
  await button(page, 'Stay').click();
  assert.equal(await field(page, 'Redirect URIs, 1').inputValue(), 'javascript:alert(1)');
});

test('what is saved is there after a reload', async () => {
  await field(page, 'Redirect URIs, 1').fill('https://market.example/callback');
  await field(page, 'Description').fill('Sells at night');
  await field(page, 'Refresh token lifetime (days)').fill('30');
  await pick(page, 'Claim format', 'Standard (OpenID Connect)');
  await saved(page);
  await page.reload();
  await heading(page, 'Night market').waitFor();
  assert.equal(await field(page, 'Redirect URIs, 1').inputValue(), 'https://market.example/callback');
  const stored = await management.get(`/applications/${idOf()}`);
  assert.equal(stored.description, 'Sells at night');
  assert.equal(stored.customClientMetadata.refreshTokenTtlInDays, 30);
  assert.equal(stored.customClientMetadata.claimsDialect, 'standard');
});

test('custom data must be a JSON object', async () => {
  await field(page, 'Custom data (JSON)').fill('[1]');
  await button(page, 'Save changes').click();
  await page.getByText('Enter a valid JSON object.').waitFor();
  await field(page, 'Custom data (JSON)').fill('{"stall": 7}');
  await saved(page);
  assert.deepEqual((await management.get(`/applications/${idOf()}`)).customData, { stall: 7 });
});

test('a tab has an address of its own', async () => {
  await tab(page, 'Credentials').click();
  await page.waitForURL('**/credentials');
  await page.reload();
  await heading(page, 'Secrets').waitFor();
  await look(page, '07-credentials');
});

test('secrets are masked, added and deleted', async () => {
  const [secret] = await management.get(`/applications/${idOf()}/secrets`);
  assert.equal(await page.getByText(secret.value).count(), 0);
  await button(page, 'Show Default secret').click();
  await page.getByText(secret.value).waitFor();
  await button(page, 'Add a secret').click();
  await dialog(page).getByLabel('Name').fill('Default secret');
  await submit(page);
  await page.locator('[role=dialog] [aria-invalid=true]').waitFor();
  await dialog(page).getByLabel('Name').fill('Second');
  await confirm(page);
  await page.getByText('Second', { exact: true }).waitFor();
  await button(page, 'Delete: Default secret').click();
  await confirm(page);
  await page.getByText('Default secret', { exact: true }).waitFor({ state: 'detached' });
});

test('access can be limited to a role', async () => {
  await tab(page, 'Access').click();
  await page.getByRole('switch', { name: 'Restrict sign-in to selected users' }).check();
  await field(page, 'Users with a role').click();
  await page.getByRole('option', { name: 'shopper' }).click();
  await page.keyboard.press('Escape');
  await saved(page);
  await page.reload();
  await page.getByText('shopper').first().waitFor();
  await look(page, '08-access');
  const rules = await management.get(`/applications/${idOf()}/access-control`);
  assert.equal(rules.userRoleIds.length, 1);
});

test('the pages of an application get a name and a colour of their own', async () => {
  await tab(page, 'Branding').click();
  await field(page, 'Display name').fill('The night market');
  await field(page, 'Brand color').fill('#884400');
  await saved(page);
  await look(page, '09-branding');
  const shown = await management.get(`/applications/${idOf()}/sign-in-experience`);
  assert.equal(shown.color.primaryColor, '#884400');
  assert.equal(shown.displayName, 'The night market');
});

test('a third-party application asks for what is listed', async () => {
  const { id } = server.application('Third-party web app');
  await page.goto(`${server.demo.adminEndpoint}/console/applications/${id}/consent`);
  await field(page, 'User data').click();
  await page.getByRole('option', { name: 'phone' }).click();
  await page.keyboard.press('Escape');
  await saved(page);
  await look(page, '10-consent');
  const { userScopes } = await management.get(`/applications/${id}/user-consent-scopes`);
  assert.ok(userScopes.includes('phone'));
});

test('a machine gets roles and loses them', async () => {
  const { id } = server.application('Demo machine');
  await page.goto(`${server.demo.adminEndpoint}/console/applications/${id}/roles`);
  await page.getByRole('cell', { name: 'stock machine', exact: true }).waitFor();
  await look(page, '11-roles');
  await button(page, 'Remove stock machine').click();
  await confirm(page);
  await heading(page, 'No roles yet').waitFor();
  await button(page, 'Assign roles').click();
  await choose(page, 'Roles', 'stock machine');
  await confirm(page);
  await page.getByRole('cell', { name: 'stock machine', exact: true }).waitFor();
});

test('a machine joins organizations, has roles there, and leaves', async () => {
  const { id } = server.application('Demo machine');
  const memberships = () => management.get(`/applications/${id}/organizations`);
  await tab(page, 'Organizations').click();
  await page.getByRole('link', { name: 'Acme' }).waitFor();
  await button(page, 'Add to an organization').click();
  await submit(page);
  await page.getByText('Enter a value.').waitFor();
  await choose(page, 'Organization', 'Globex');
  await choose(page, 'Roles in the organization', 'machine');
  await confirm(page);
  await page.getByRole('link', { name: 'Globex' }).waitFor();
  await look(page, '19-organizations');
  const globex = (await memberships()).find(({ name }) => name === 'Globex');
  assert.deepEqual(globex.organizationRoles.map(({ name }) => name), ['machine']);
  await fromMenu(page, 'Change roles', 'More actions: Globex');
  await dialog(page).getByLabel('Roles in the organization', { exact: true }).first().focus();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Escape');
  await confirm(page);
  assert.deepEqual((await memberships()).find(({ name }) => name === 'Globex').organizationRoles, []);
  await fromMenu(page, 'Remove', 'More actions: Globex');
  await confirm(page);
  await page.getByRole('link', { name: 'Globex' }).waitFor({ state: 'detached' });
  assert.deepEqual((await memberships()).map(({ name }) => name), ['Acme']);
});

test('⌘K finds pages and applications', async () => {
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/^Search pages/).fill('night');
  await page.getByText('Night market').waitFor();
  await look(page, '12-palette');
  await page.keyboard.press('Enter');
  await heading(page, 'Night market').waitFor();
});

test('deleting asks for the name', async () => {
  const id = idOf();
  await fromMenu(page, 'Delete');
  assert.equal(await dialog(page).locator('[type=submit]').isDisabled(), true);
  await look(page, '13-delete');
  await confirm(page, 'Night market');
  await heading(page, 'Applications').waitFor();
  assert.equal((await management.call('GET', `/applications/${id}`)).status, 404);
  await page.goto(`${server.demo.adminEndpoint}/console/applications/${id}`);
  await heading(page, 'Not found').waitFor();
});

test('a page that is none says so', async () => {
  await page.goto(`${server.demo.adminEndpoint}/console/no/such/page`);
  await heading(page, 'Page not found').waitFor();
  await look(page, '14-no-page');
  assert.deepEqual(page.complaints, []);
});

test('in Korean, dark and on a telephone', async () => {
  const window = await openConsole(browser, server, {
    path: '/applications',
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await window.getByRole('heading', { name: '애플리케이션', exact: true }).waitFor();
  await look(window, '15-list-korean');
  await window.getByRole('link', { name: 'Demo web app' }).click();
  await window.getByRole('tab', { name: '설정' }).waitFor();
  await look(window, '16-settings-korean');
  await window.getByRole('tab', { name: '자격 증명' }).click();
  await look(window, '17-credentials-korean');
  await window.getByRole('button', { name: '탐색' }).click();
  await look(window, '18-navigation-korean');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
