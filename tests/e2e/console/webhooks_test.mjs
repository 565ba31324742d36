// Webhooks in the console: made, tried out, told, deleted. And what the audit log says of it all.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, field, heading, look, openConsole, saved, tab } from '../lib/console.mjs';
import { Management } from '../lib/management.mjs';
import { Receiver } from '../lib/receiver.mjs';
import { Server } from '../lib/server.mjs';

let server;
let management;
let receiver;
let browser;
let page;

before(async () => {
  // The receiver is on loopback.
  server = await Server.start({ ALLOW_PRIVATE_NETWORK_REQUESTS: '1' });
  management = await Management.open(server);
  receiver = await Receiver.start();
  browser = await launch('console_webhooks');
  page = await openConsole(browser, server, { path: '/webhooks' });
});
after(async () => {
  await browser?.close();
  await receiver?.stop();
  await server?.stop();
});

const dialog = () => page.getByRole('dialog');
const idOf = () => /webhooks\/(\w+)/.exec(page.url())[1];

test('an empty list says what a webhook is', async () => {
  await heading(page, 'No webhooks yet').waitFor();
  await look(page, '01-empty');
});

test('a webhook needs an address and an event', async () => {
  await button(page, 'Create webhook').first().click();
  await dialog().locator('[type=submit]').click();
  await page.getByText('Choose at least one event.').waitFor();
  await look(page, '02-create');
  await dialog().getByLabel('Name', { exact: true }).fill('Billing');
  await dialog().getByLabel('URL').fill(receiver.url);
  await dialog().getByLabel('Users', { exact: true }).check();
  await dialog().locator('[type=submit]').click();
  await heading(page, 'Billing').waitFor();
  assert.equal((await management.get(`/hooks/${idOf()}`)).events.length, 4);
});

test('a test call shows that the endpoint accepts it, signed with the key', async () => {
  await button(page, 'Send').click();
  await page.getByText('Your server returned 2xx.').waitFor();
  const { signingKey } = await management.get(`/hooks/${idOf()}`);
  const [{ headers, body }] = receiver.requests;
  assert.equal(headers['logto-signature-sha-256'], createHmac('sha256', signingKey).update(body).digest('hex'));
});

test('a test call shows what a broken endpoint answers', async () => {
  receiver.status = 503;
  await button(page, 'Send').click();
  await page.getByText('Your server returned 503').waitFor();
  await look(page, '03-refused');
  receiver.status = 200;
});

test('credentials in the address are refused beside the field', async () => {
  await field(page, 'URL').fill('http://user:password@localhost/');
  await button(page, 'Save changes').click();
  await page.getByText('The server rejected this value').waitFor();
  await field(page, 'URL').fill(receiver.url);
});

test('headers are sent along', async () => {
  await button(page, 'Add').click();
  await page.getByLabel('Name 1').fill('x-token');
  await page.getByLabel('Value 1').fill('42');
  await saved(page);
  receiver.requests.length = 0;
  await management.post('/users', { username: 'newcomer' });
  const [{ headers }] = await receiver.wait(1);
  assert.equal(headers['x-token'], '42');
});

test('deliveries are listed, and lead to what was sent', async () => {
  await tab(page, 'Deliveries').click();
  await page.getByRole('link', { name: 'User.Created' }).waitFor();
  await look(page, '04-deliveries');
  await page.getByRole('link', { name: 'User.Created' }).click();
  await heading(page, 'Event').waitFor();
  await look(page, '05-delivery');
  await page.goBack();
});

test('a new signing key replaces the old one', async () => {
  await tab(page, 'Settings').click();
  const before = (await management.get(`/hooks/${idOf()}`)).signingKey;
  await button(page, 'Generate new key').click();
  await dialog().locator('[type=submit]').click();
  await dialog().waitFor({ state: 'detached' });
  assert.notEqual((await management.get(`/hooks/${idOf()}`)).signingKey, before);
});

test('the list tells how many were sent', async () => {
  await page.getByRole('link', { name: 'Webhooks' }).first().click();
  await page.getByRole('link', { name: 'Billing' }).waitFor();
  await look(page, '06-list');
  await page.getByRole('link', { name: 'Billing' }).click();
});

test('deleting asks for the name', async () => {
  const id = idOf();
  await button(page, 'More actions').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await dialog().getByRole('textbox').fill('Billing');
  await dialog().locator('[type=submit]').click();
  await heading(page, 'No webhooks yet').waitFor();
  assert.equal((await management.call('GET', `/hooks/${id}`)).status, 404);
  assert.deepEqual(page.complaints, []);
});

test('in Korean, dark and on a telephone', async () => {
  const window = await openConsole(browser, server, {
    path: '/webhooks?new=true',
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await window.getByRole('dialog').waitFor();
  await look(window, '07-create-korean');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
