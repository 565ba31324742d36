// The guide again, set up through the Management API alone: nobody touches the database or the command
// line after the first start.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
import { authjsCallback, authjsEnvironment, ExampleApp } from './lib/example_app.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';

const indicator = 'https://shopping.your-app.com/api';
const password = 'Market-day 4711';

let server;
let app;
let browser;
let page;
let management;
const made = {};

before(async () => {
  app = await ExampleApp.prepare('nextjs-authjs');
  server = await Server.start({}, { demo: false });
  management = await Management.open(server);
  browser = await launch('management');
  page = await openWindow(browser);
});
after(async () => {
  await browser?.close();
  await app?.stop();
  await server?.stop();
});

const section = async (id) => ({
  status: Number(await page.getAttribute(`#${id}`, 'data-status')),
  body: JSON.parse(await page.innerText(`#${id} pre`)),
});

const reload = async () => {
  await page.goto(app.origin);
  await page.waitForSelector('#organization-token, #userinfo');
};

test('an application with its redirect URI, and its secret', async () => {
  made.application = await management.post('/applications', {
    name: 'Market',
    type: 'Traditional',
    oidcClientMetadata: { redirectUris: [authjsCallback(app)], postLogoutRedirectUris: [app.origin] },
  });
  const secrets = await management.get(`/applications/${made.application.id}/secrets`);
  assert.equal(secrets.length, 1);
  made.secret = secrets[0].value;
});

test('an API resource with permissions, and a role that has one of them', async () => {
  made.resource = await management.post('/resources', { name: 'Shopping API', indicator });
  const permission = (name) => management.post(`/resources/${made.resource.id}/scopes`, { name });
  made.read = await permission('shopping:read');
  await permission('shopping:write');
  made.role = await management.post('/roles', {
    name: 'shopper',
    description: 'May look around',
    type: 'User',
    scopeIds: [made.read.id],
  });
});

test('a user with that role', async () => {
  made.user = await management.post('/users', {
    username: 'minji',
    primaryEmail: 'Minji@Example.com',
    name: '김민지',
    password,
  });
  assert.equal(made.user.primaryEmail, 'minji@example.com');
  await management.post(`/users/${made.user.id}/roles`, { roleIds: [made.role.id] });
  await management.patch(`/users/${made.user.id}/custom-data`, { customData: { stall: 7 } });
});

test('an organization with a role, in which the user is', async () => {
  const scope = await management.post('/organization-scopes', { name: 'stalls:manage' });
  const role = await management.post('/organization-roles', {
    name: 'keeper',
    type: 'User',
    organizationScopeIds: [scope.id],
    resourceScopeIds: [],
  });
  made.organization = await management.post('/organizations', { name: '남대문시장' });
  const path = `/organizations/${made.organization.id}/users`;
  await management.post(path, { userIds: [made.user.id] });
  await management.post(`${path}/roles`, { userIds: [made.user.id], organizationRoleIds: [role.id] });
});

test("the guide's application signs that user in", async () => {
  const copied = { issuer: server.issuer, id: made.application.id, secret: made.secret };
  await app.start(authjsEnvironment(app, copied), join(server.folder, 'next.log'));
  await page.goto(app.origin);
  await page.click('button:has-text("Sign In")');
  await page.waitForSelector('[name=password]');
  assert.match(await page.innerText('h1'), /Market/);
  await page.fill('[name=identifier]', 'minji');
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${app.origin}/`);
  await page.waitForSelector('#organization-token, #userinfo');
  await shoot(page, '01-signed-in');
});

test('the tokens say what was set up', async () => {
  const { body: claims } = await section('id-token');
  assert.equal(claims.sub, made.user.id);
  assert.equal(claims.name, '김민지');
  assert.deepEqual(claims.roles, ['shopper']);
  assert.deepEqual(claims.organizations, [made.organization.id]);
  assert.deepEqual(claims.organization_roles, [`${made.organization.id}:keeper`]);
  assert.deepEqual((await section('userinfo')).body.custom_data, { stall: 7 });
  assert.equal((await section('api-token')).body.claims.scope, 'shopping:read');
  const organization = (await section('organization-token')).body.claims;
  assert.equal(organization.aud, `urn:logto:organization:${made.organization.id}`);
});

test('a change shows at the next token', async () => {
  await management.remove(`/users/${made.user.id}/roles/${made.role.id}`);
  await reload();
  assert.equal((await section('api-token')).body.scope, '');
  await management.post(`/users/${made.user.id}/roles`, { roleIds: [made.role.id] });
  await reload();
  assert.equal((await section('api-token')).body.scope, 'shopping:read');
});

test('a suspended user is out at once', async () => {
  await management.patch(`/users/${made.user.id}/is-suspended`, { isSuspended: true });
  await page.goto(app.origin);
  await page.waitForSelector('#api-token, button:has-text("Sign In")');
  const apiToken = await page.$('#api-token');
  if (apiToken) assert.notEqual((await section('api-token')).status, 200);
  await shoot(page, '02-suspended');
});

test('what happened is in the audit log', async () => {
  const logs = await management.get(`/logs?userId=${made.user.id}&page_size=100`);
  const keys = logs.map(({ key }) => key);
  for (const key of ['Interaction.SignIn.Submit', 'ExchangeTokenBy.AuthorizationCode'])
    assert.ok(keys.includes(key), `${key} is not among ${[...new Set(keys)].join(', ')}`);
});
