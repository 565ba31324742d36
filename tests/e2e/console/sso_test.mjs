// Enterprise sign-in, set up in the console: a company's OpenID provider, its e-mail domain, and a user who comes from there
// and joins the company's organization.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from '../lib/chromium.mjs';
import { button, field, heading, look, openConsole, saved, tab } from '../lib/console.mjs';
import { closed, confirm, dialog, fromMenu, submit } from '../lib/console_dialogs.mjs';
import { Management } from '../lib/management.mjs';
import { OtherProvider } from '../lib/oidc_provider.mjs';
import { Server } from '../lib/server.mjs';

const client = { client_id: 'daemun', client_secret: 'a secret of the company' };
const domain = 'acme.example';

let server;
let management;
let provider;
let browser;
let page;
let id;

before(async () => {
  // The provider has a free port of this machine, which is not known yet.
  server = await Server.start({ ALLOWED_PRIVATE_HOSTS: 'localhost' });
  management = await Management.open(server);
  browser = await launch('console_sso');
  page = await openConsole(browser, server, { path: '/enterprise-sso', viewport: { width: 1440, height: 900 } });
});
after(async () => {
  await browser?.close();
  await provider?.stop();
  await server?.stop();
});

const connector = () => management.get(`/sso-connectors/${id}`);
const open = (path) => page.goto(`${server.demo.adminEndpoint}/console/${path}`);
// A field that must be filled in has an asterisk.
const needed = (label) => page.getByLabel(new RegExp(`^${label} \\*`)).first();
const turn = (name) => page.getByRole('switch', { name }).click();
const save = () => button(page, 'Save changes').click();
const isRefused = (input) => input.and(page.locator('[aria-invalid=true]')).waitFor();

// Mina of the company; the provider vouches for her address.
const mina = {
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, name: 'Kim Mina', email: `${sub}@${domain}`, email_verified: true }),
  }),
  claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
};

async function signInAtProvider(window) {
  await window.waitForURL(`${provider.issuer}/interaction/**`);
  await window.fill('[name=login]', 'mina');
  await window.fill('[name=password]', 'any');
  await window.click('button[type=submit]');
  await window.waitForSelector('text=Authorize');
  await window.click('button[type=submit]');
}

test('a connector begins with a provider and a name', async () => {
  await heading(page, 'No enterprise connector yet').waitFor();
  await button(page, 'Add enterprise connector').first().click();
  await page.getByRole('radio', { name: 'Google Workspace' }).waitFor();
  assert.equal(await dialog(page).getByRole('radio').count(), 6);
  await look(page, '01-gallery');
  await field(page, 'Connector name').fill('Acme');
  await submit(page);
  await page.getByText('Choose a provider.').waitFor();
  await page.getByRole('radio', { name: 'OIDC', exact: true }).click();
  await submit(page);
  await heading(page, 'Acme').waitFor();
  const [made, ...others] = await management.get('/sso-connectors');
  assert.deepEqual(others, []);
  assert.deepEqual([made.providerName, made.connectorName, made.domains], ['OIDC', 'Acme', []]);
  id = made.id;
  const callback = await field(page, 'Redirect URI').inputValue();
  assert.equal(callback, `${server.endpoint}/callback/${id}`);
  assert.equal(await field(page, 'Post-logout redirect URI').inputValue(), `${server.issuer}/session/end/return`);
  const logout = `${server.endpoint}/api/authn/back-channel-logout/${id}`;
  assert.equal(await field(page, 'Back-channel logout URI').inputValue(), logout);
  provider = await OtherProvider.start({ ...client, redirect_uris: [callback] }, mina);
});

test('what is missing, and a provider that does not answer, are told beside the fields', async () => {
  await needed('Client ID').fill(client.client_id);
  await save();
  await page.getByText('Enter a value.').first().waitFor();
  await needed('Issuer').fill('http://localhost:1');
  await page.locator('main input[type=password]').fill(client.client_secret);
  await save();
  await isRefused(needed('Issuer'));
  await look(page, '02-refused');
  assert.deepEqual((await connector()).config, {});
});

test('the connection is saved, and shows what the provider says of itself', async () => {
  await needed('Issuer').fill(provider.issuer);
  await turn('Sign users out at the provider, too');
  await saved(page);
  await page.getByText(`${provider.issuer}/token`).waitFor();
  await page.getByText('No user is sent to this provider').waitFor();
  await look(page, '03-connection');
  const { config } = await connector();
  assert.deepEqual(config, {
    issuer: provider.issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    trustUnverifiedEmail: false,
    signOutAtProvider: true,
  });
});

test('a public domain is refused beside the field, one of the company is taken as it is meant', async () => {
  await tab(page, 'Email domains').click();
  await field(page, 'Domains').fill('gmail.com');
  await page.keyboard.press('Enter');
  await save();
  await isRefused(field(page, 'Domains'));
  await page.getByText(/gmail\.com$/).last().waitFor();
  await look(page, '04-domain');
  await field(page, 'Domains').focus();
  await page.keyboard.press('Backspace');
  await field(page, 'Domains').fill('@Acme.example');
  await page.keyboard.press('Enter');
  await saved(page);
  assert.deepEqual((await connector()).domains, [domain]);
});

test('it has a name for users, and says whose second factor counts', async () => {
  await tab(page, 'Name and logo').click();
  await field(page, 'Display name').fill('Acme Corporation');
  await page.getByText('Continue with Acme Corporation').first().waitFor();
  await saved(page);
  await tab(page, 'Accounts').click();
  await turn('Update at each sign-in');
  await turn('Trust the second factor of this provider');
  await page.getByText('only if the company requires a second factor').waitFor();
  await saved(page);
  await look(page, '05-accounts');
  const { branding, syncProfile, trustsMfa, enableTokenStorage } = await connector();
  assert.deepEqual(branding, { displayName: 'Acme Corporation' });
  assert.deepEqual([syncProfile, trustsMfa, enableTokenStorage], [true, true, false]);
});

test('users of the connector join an organization', async () => {
  const organization = await management.post('/organizations', { name: 'Acme' });
  await open(`organizations/${organization.id}/provisioning`);
  await field(page, 'Enterprise connectors').fill('acme');
  await page.getByRole('option', { name: /Acme/ }).click();
  await page.keyboard.press('Escape');
  await saved(page);
  await look(page, '06-organization');
  const trusted = await management.get(`/organizations/${organization.id}/jit/sso-connectors`);
  assert.deepEqual(
    trusted.map((one) => one.id),
    [id],
  );
});

test('the switch of the sign-in page leads there from the connector', async () => {
  await open(`enterprise-sso/${id}`);
  await page.getByRole('link', { name: 'Open the sign-in settings' }).click();
  await page.getByText('There is 1 enterprise connector.').waitFor();
  await turn('Send users to the provider of their company');
  await saved(page);
  await look(page, '07-switch');
  assert.equal((await management.get('/sign-in-exp')).singleSignOnEnabled, true);
});

test('a user signs in with the address of the company', async () => {
  const signIn = { methods: [
    { identifier: 'username', password: true, verificationCode: false, isPasswordPrimary: true },
    { identifier: 'email', password: true, verificationCode: false, isPasswordPrimary: true },
  ] };
  await management.patch('/sign-in-exp', { signIn });
  const window = await openWindow(browser);
  await window.goto(`${server.endpoint}/demo-app`);
  await button(window, 'Sign in').click();
  await window.fill('[name=identifier]', `mina@${domain}`);
  await window.keyboard.press('Enter');
  await signInAtProvider(window);
  await heading(window, 'You are signed in').waitFor();
  await shoot(window, '08-signed-in');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
  const [user] = await management.get(`/users?search=${encodeURIComponent('%mina%')}`);
  assert.equal(user.primaryEmail, `mina@${domain}`);
  const { ssoIdentities } = await management.get(`/users/${user.id}/all-identities`);
  assert.deepEqual(
    ssoIdentities.map(({ ssoConnectorId, ssoIdentity }) => [ssoConnectorId, ssoIdentity.issuer, ssoIdentity.identityId]),
    [[id, provider.issuer, 'mina']],
  );
  const [organization] = await management.get(`/users/${user.id}/organizations`);
  assert.equal(organization.name, 'Acme');
  await open(`users/${user.id}/identities`);
  const accounts = page.getByRole('region', { name: 'Enterprise accounts' });
  await accounts.getByText(provider.issuer).waitFor();
  await accounts.getByRole('button', { name: 'Details of Acme' }).click();
  await dialog(page).getByText('Kim Mina').waitFor();
  await look(page, '09-identity');
});

test('the test goes straight to the provider', async () => {
  await open(`enterprise-sso/${id}`);
  await button(page, 'Test sign-in').click();
  const [window] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Open the demo app' }).click(),
  ]);
  await signInAtProvider(window);
  await heading(window, 'You are signed in').waitFor();
  await window.getByText(`mina@${domain}`).first().waitFor();
  await window.close();
  await page.keyboard.press('Escape');
  await closed(page);
});

test('deleting says for how many users it is the only way in', async () => {
  await open('enterprise-sso');
  await page.getByText('Ready').waitFor();
  await look(page, '10-list');
  await page.getByRole('link', { name: /Acme/ }).click();
  await heading(page, 'Acme').waitFor();
  await fromMenu(page, 'Delete');
  await dialog(page).getByText('1 user has no other way to sign in.').waitFor();
  await look(page, '11-delete');
  await confirm(page, 'Acme');
  await heading(page, 'No enterprise connector yet').waitFor();
  assert.deepEqual(await management.get('/sso-connectors'), []);
  assert.deepEqual(page.complaints, []);
});
