// Social sign-in, set up in the console: a connector for an OpenID provider, its button, and a user who comes from there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from '../lib/chromium.mjs';
import { button, field, heading, look, openConsole, saved } from '../lib/console.mjs';
import { confirm, dialog, fromMenu } from '../lib/console_dialogs.mjs';
import { Management } from '../lib/management.mjs';
import { OtherProvider } from '../lib/oidc_provider.mjs';
import { Server } from '../lib/server.mjs';

const client = { client_id: 'daemun', client_secret: 'a secret of the provider' };

let server;
let management;
let provider;
let browser;
let page;

before(async () => {
  // The provider has a free port of this machine, which is not known yet.
  server = await Server.start({ ALLOWED_PRIVATE_HOSTS: 'localhost' });
  management = await Management.open(server);
  browser = await launch('console_social');
  page = await openConsole(browser, server, { path: '/connectors', viewport: { width: 1440, height: 900 } });
});
after(async () => {
  await browser?.close();
  await provider?.stop();
  await server?.stop();
});

const connectors = () => management.get('/connectors');
const experience = () => management.get('/sign-in-exp');
const open = (path) => page.goto(`${server.demo.adminEndpoint}/console/${path}`);
const choose = (beginning) => dialog(page).getByRole('link', { name: new RegExp(`^${beginning}`) }).click();
// A field that must be filled in has an asterisk.
const needed = (label) => page.getByLabel(new RegExp(`^${label} \\*`)).first();
const create = () => page.locator('main [type=submit]').click();
const buttons = () => page.getByRole('group', { name: 'Social buttons' });
const previewed = () => page.frameLocator('iframe');

test('the callback URL is there before the connector', async () => {
  await page.getByText('No social connector yet').waitFor();
  await button(page, 'Add social connector').click();
  await look(page, '01-gallery');
  await choose('OIDC');
  await heading(page, 'OIDC').waitFor();
  const callback = await field(page, 'Callback URL').inputValue();
  assert.match(callback.replace(server.endpoint, ''), /^\/callback\/[a-z0-9]{12}$/);
  await page.locator('code').getByText(callback).waitFor();
  provider = await OtherProvider.start({
    ...client,
    token_endpoint_auth_method: 'client_secret_post',
    redirect_uris: [callback],
  });
});

test('fields that are missing or wrong are told beside them', async () => {
  await needed('Target').fill('two words');
  await needed('Name').focus();
  await page.getByText('Use at most 64 letters').waitFor();
  await create();
  await page.getByText('Enter a value.').first().waitFor();
  await look(page, '02-faults');
  assert.deepEqual(await connectors(), []);
});

test('an OpenID provider is added', async () => {
  const { issuer } = provider;
  await needed('Authorization endpoint').fill(`${issuer}/auth`);
  await needed('Token endpoint').fill(`${issuer}/token`);
  await needed('Client ID').fill(client.client_id);
  await page.locator('main input[type=password]').fill(client.client_secret);
  await field(page, 'ID token verification (JSON)').fill(JSON.stringify({ jwksUri: `${issuer}/jwks`, issuer }));
  await needed('Name').fill('Elsewhere');
  await field(page, 'Name in Korean').fill('다른 곳');
  await needed('Target').fill('elsewhere');
  const callback = await field(page, 'Callback URL').inputValue();
  await create();
  await page.waitForURL(/connectors\/details/);
  await heading(page, 'Elsewhere').waitFor();
  assert.equal(await field(page, 'Callback URL').inputValue(), callback);
  await page.getByText('has no button on the sign-in page yet').waitFor();
  await look(page, '03-details');
  const [connector, ...others] = await connectors();
  assert.deepEqual(others, []);
  assert.equal(callback, `${server.endpoint}/callback/${connector.id}`);
  assert.equal(connector.target, 'elsewhere');
  assert.deepEqual(connector.metadata.name, { en: 'Elsewhere', ko: '다른 곳' });
  assert.equal(connector.syncProfile, false);
});

test('its target stays, and profiles can be updated', async () => {
  assert.equal(await field(page, 'Target').getAttribute('readonly'), '');
  await page.getByRole('switch', { name: 'Update at each sign-in' }).click();
  await saved(page);
  const [connector] = await connectors();
  assert.equal(connector.syncProfile, true);
  assert.equal(connector.target, 'elsewhere');
});

test('a second connector cannot have its target', async () => {
  await open('connectors/set-up/oauth2');
  for (const name of ['Authorization', 'Token', 'Userinfo']) {
    await needed(`${name} endpoint`).fill('https://second.example/path');
  }
  await needed('Client ID').fill('second');
  await page.locator('main input[type=password]').fill('second');
  await needed('Name').fill('Second');
  await needed('Target').fill('elsewhere');
  await create();
  await page.locator('[aria-invalid=true]').first().waitFor();
  assert.equal(await needed('Target').getAttribute('aria-invalid'), 'true');
  await look(page, '04-taken');
  await needed('Target').fill('second');
  await create();
  await page.waitForURL(/connectors\/details/);
  assert.equal((await connectors()).length, 2);
});

test('buttons are put on the page and ordered by the keyboard, and the preview shows them', async () => {
  await page.getByRole('link', { name: 'Choose its place' }).click();
  await page.getByText('The sign-in page has no social button.').waitFor();
  for (const name of ['Second', 'Elsewhere']) {
    await button(page, 'Add a button').click();
    await page.getByRole('menuitem', { name }).click();
  }
  await previewed().getByText('Continue with Elsewhere').waitFor();
  assert.deepEqual(await buttons().getByRole('listitem').allInnerTexts(), ['Second', 'Elsewhere']);
  await button(page, 'Move Elsewhere up').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await buttons().getByRole('listitem').allInnerTexts(), ['Elsewhere', 'Second']);
  // It stays where it was, although it can go no further.
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Move Elsewhere up');
  await page.keyboard.press('Enter');
  assert.deepEqual(await buttons().getByRole('listitem').allInnerTexts(), ['Elsewhere', 'Second']);
  await page.getByRole('switch', { name: 'Link existing accounts without asking' }).click();
  // What users of the provider have is enough.
  await page.getByRole('switch', { name: 'Ask new users for nothing else' }).click();
  await look(page, '05-buttons');
  assert.deepEqual((await experience()).socialSignInConnectorTargets, []);
  await saved(page);
  const { socialSignIn, socialSignInConnectorTargets } = await experience();
  assert.deepEqual(socialSignInConnectorTargets, ['elsewhere', 'second']);
  assert.deepEqual(socialSignIn, { automaticAccountLinking: true, skipRequiredIdentifiers: true });
});

test('a tenant without a method of its own sees which providers it depends on', async () => {
  const { signIn, signUp } = await experience();
  await page.getByRole('radio', { name: 'Nothing: a social or enterprise account is enough' }).check();
  await button(page, 'Remove Username').click();
  await page.getByText('Social sign-in is the only way in.').waitFor();
  await look(page, '11-dependent');
  await saved(page);
  assert.deepEqual((await experience()).signIn.methods, []);
  for (const name of ['Elsewhere', 'Second']) await button(page, `Remove ${name}`).click();
  await button(page, 'Save changes').click();
  await page.getByText('Choose at least one.').first().waitFor();
  await page.getByRole('switch', { name: 'Send users to the provider of their company' }).click();
  await page.getByText('Enterprise sign-in is the only way in.').waitFor();
  await button(page, 'Discard').click();
  await management.patch('/sign-in-exp', { signIn, signUp });
});

test('a user of the provider registers with the button', async () => {
  const window = await openWindow(browser);
  await window.goto(`${server.endpoint}/demo-app`);
  await button(window, 'Sign in').click();
  await button(window, 'Continue with Elsewhere').click();
  await window.waitForURL(`${provider.issuer}/interaction/**`);
  await window.fill('[name=login]', 'mina');
  await window.fill('[name=password]', 'any');
  await window.click('button[type=submit]');
  await window.waitForSelector('text=Authorize');
  await window.click('button[type=submit]');
  await heading(window, 'You are signed in').waitFor();
  await shoot(window, '06-registered');
  const users = await management.get('/users');
  const mina = users.find(({ identities }) => identities.elsewhere);
  assert.equal(mina.identities.elsewhere.userId, 'mina');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});

test('deleting says who loses access, and takes the button away', async () => {
  await open('connectors');
  await page.getByText('On the sign-in page').first().waitFor();
  await look(page, '07-list');
  await page.getByRole('link', { name: /^Elsewhere/ }).click();
  await heading(page, 'Elsewhere').waitFor();
  await fromMenu(page, 'Delete');
  await dialog(page).getByText('those with no other way to sign in lose access').waitFor();
  await look(page, '08-delete');
  await confirm(page, 'Elsewhere');
  await page.getByRole('link', { name: /^Second/ }).waitFor();
  assert.deepEqual((await experience()).socialSignInConnectorTargets, ['second']);
  assert.deepEqual(page.complaints, []);
});

test('in Korean, dark and on a telephone', async () => {
  const window = await openConsole(browser, server, {
    path: '/connectors/set-up/oidc',
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await field(window, '콜백 URL').waitFor();
  await look(window, '09-oidc-korean');
  await window.goto(`${server.demo.adminEndpoint}/console/sign-in-experience/sign-in`);
  await window.getByRole('group', { name: '소셜 버튼' }).waitFor();
  await look(window, '10-buttons-korean');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
