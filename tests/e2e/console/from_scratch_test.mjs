// The guide by clicking alone: from the address that a new server prints to the Next.js application that
// shows the claims and the three kinds of token.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from '../lib/chromium.mjs';
import { button, enter, field, heading, saved, tab } from '../lib/console.mjs';
import { choose, closed, dialog, submit, tick } from '../lib/console_dialogs.mjs';
import { authjsCallback, authjsEnvironment, ExampleApp } from '../lib/example_app.mjs';
import { Server } from '../lib/server.mjs';

// The scopes that the guide's application requests.
const indicator = 'https://shopping.your-app.com/api';
const administrator = { username: 'root', password: 'Gate-keeper 4711' };
const user = { username: 'minji' };
const copied = {};

let server;
let app;
let browser;
let page;

before(async () => {
  app = await ExampleApp.prepare('nextjs-authjs');
  server = await Server.start({}, { demo: false });
  browser = await launch('console_from_scratch');
  page = await openWindow(browser, {
    viewport: { width: 1280, height: 860 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
});
after(async () => {
  await browser?.close();
  await app?.stop();
  await server?.stop();
});

const text = (words) => page.getByText(words, { exact: true }).first();
const goTo = (name) => page.getByRole('navigation').getByRole('link', { name, exact: true }).click();

async function create() {
  await submit(page);
  await closed(page);
}

async function copy(what) {
  await button(page, `Copy ${what}`).first().click();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('the printed address makes the administrator, who is signed in', async () => {
  const [address] = /http\S+\/console\/setup#code=\S+/.exec(readFileSync(server.log, 'utf8'));
  await page.goto(address);
  await field(page, 'Username').fill(administrator.username);
  await field(page, 'Password').fill(administrator.password);
  await button(page, 'Create administrator').click();
  await page.getByRole('navigation').waitFor();
});

test('a web application, its redirect URI, and the values for the app', async () => {
  await goTo('Applications');
  await button(page, 'Create application').first().click();
  await dialog(page).getByText('Web app', { exact: true }).click();
  await page.getByPlaceholder('My shop').fill('Market');
  await create();
  await heading(page, 'Market').waitFor();
  await field(page, 'Redirect URIs, 1').fill(authjsCallback(app));
  await field(page, 'Redirect URIs after sign-out, 1').fill(app.origin);
  await saved(page);
  await tab(page, 'Credentials').click();
  copied.id = await copy('App ID');
  copied.issuer = await copy('Issuer');
  copied.secret = await copy('Default secret');
  await shoot(page, '01-credentials');
});

test('an API resource with permissions', async () => {
  await goTo('API resources');
  await button(page, 'Create API resource').first().click();
  await dialog(page).getByLabel('Name', { exact: true }).fill('Shopping API');
  await dialog(page).getByLabel('Identifier', { exact: true }).fill(indicator);
  await create();
  await heading(page, 'Shopping API').waitFor();
  await tab(page, 'Permissions').click();
  for (const name of ['shopping:read', 'shopping:write']) {
    await button(page, 'Create permission').first().click();
    await dialog(page).getByLabel('Name', { exact: true }).fill(name);
    await create();
    await text(name).waitFor();
  }
});

test('a role that holds one of them', async () => {
  await goTo('Roles');
  await button(page, 'Create role').first().click();
  await dialog(page).getByLabel('Name', { exact: true }).fill('shopper');
  await dialog(page).getByLabel('Description', { exact: true }).fill('May look around');
  await tick(page, 'shopping:read');
  await create();
  await heading(page, 'shopper').waitFor();
});

test('a user with a password that is made, and the role', async () => {
  await goTo('Users');
  await button(page, 'Create user').first().click();
  await field(page, 'Username').fill(user.username);
  await dialog(page).getByLabel('Name', { exact: true }).fill('김민지');
  await dialog(page).getByLabel('Email', { exact: true }).fill('minji@example.com');
  await submit(page);
  user.password = await page.getByRole('dialog', { name: 'User created' }).getByRole('textbox').inputValue();
  await button(page, 'Done').click();
  await heading(page, '김민지').waitFor();
  await tab(page, 'Roles').click();
  await button(page, 'Assign roles').first().click();
  await choose(page, 'Roles', 'shopper');
  await create();
  await text('shopper').waitFor();
});

test('an organization with a role in it, and the user as its member', async () => {
  await goTo('Organization template');
  await button(page, 'Create role').first().click();
  await dialog(page).getByLabel('Name', { exact: true }).fill('member');
  await create();
  await goTo('Organizations');
  await button(page, 'Create organization').first().click();
  await dialog(page).getByLabel('Name', { exact: true }).fill('Acme');
  await create();
  await heading(page, 'Acme').waitFor();
  await tab(page, 'Members').click();
  await button(page, 'Add members').first().click();
  await choose(page, 'Members', '김민지');
  await choose(page, 'Organization roles', 'member');
  await create();
  await text('김민지').waitFor();
  await shoot(page, '02-organization');
});

const section = async (id) => ({
  status: Number(await page.getAttribute(`#${id}`, 'data-status')),
  body: JSON.parse(await page.innerText(`#${id} pre`)),
});

test('the application signs that user in with the copied values', async () => {
  assert.equal(copied.issuer, server.issuer);
  await app.start(authjsEnvironment(app, copied), join(server.folder, 'next.log'));
  await page.goto(app.origin);
  await page.click('button:has-text("Sign In")');
  await page.waitForURL(`${server.endpoint}/sign-in**`);
  await enter(page, user);
  await page.waitForURL(`${app.origin}/`);
  await page.waitForSelector('#organization-token, #userinfo');
  await shoot(page, '03-signed-in');
  const { body } = await section('id-token');
  assert.equal(body.username, user.username);
  assert.equal(body.name, '김민지');
  assert.deepEqual(body.roles, ['shopper']);
  assert.equal(body.organizations.length, 1);
  assert.equal(body.organization_roles[0], `${body.organizations[0]}:member`);
});

test('it gets userinfo, and tokens for the API and the organization', async () => {
  const userinfo = await section('userinfo');
  assert.equal(userinfo.status, 200);
  assert.equal(userinfo.body.organization_data[0].name, 'Acme');
  // The role holds one of the two permissions.
  assert.equal((await section('api-token')).body.claims.scope, 'shopping:read');
  const { aud } = (await section('organization-token')).body.claims;
  assert.equal(aud, `urn:logto:organization:${userinfo.body.organization_data[0].id}`);
});
