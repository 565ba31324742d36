// Connectors in the console: chosen from a gallery, tried out, replaced, deleted.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, field, heading, look, openConsole, saved, tab } from '../lib/console.mjs';
import { confirm, dialog, fromMenu } from '../lib/console_dialogs.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';

let folder;
let server;
let management;
let browser;
let page;

before(async () => {
  // Mock connectors write what they send to this folder.
  folder = mkdtempSync(join(tmpdir(), 'daemun-mock-'));
  server = await Server.start({ MOCK_CONNECTORS_DIR: folder });
  management = await Management.open(server);
  browser = await launch('console_connectors');
  page = await openConsole(browser, server, { path: '/connectors' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const connectors = () => management.get('/connectors');
const record = (kind) => JSON.parse(readFileSync(join(folder, `mock_${kind}_record.txt`), 'utf8'));
const choose = (beginning) => dialog(page).getByRole('link', { name: new RegExp(`^${beginning}`) }).click();
// A field that must be filled in has an asterisk.
const needed = (label) => page.getByLabel(new RegExp(`^${label}\\b`)).first();
const create = () => page.locator('main [type=submit]').click();

test('without a connector the page says where messages go', async () => {
  await page.getByText('No email connector yet').waitFor();
  await page.getByText('kept in the development mailbox').first().waitFor();
  await look(page, '01-empty');
});

test('a connector is chosen from a gallery', async () => {
  await button(page, 'Add email connector').click();
  await dialog(page).getByText('Postmark Mail').waitFor();
  await look(page, '02-gallery');
  await choose('Mock Email Service For');
  await heading(page, 'Mock Email Service').waitFor();
  await create();
  await page.waitForURL(/connectors\/details/);
  assert.deepEqual((await connectors()).map(({ connectorId }) => connectorId), ['mock-email-service']);
});

test('a test message goes out at once', async () => {
  await field(page, 'Email address').fill('nobody');
  await button(page, 'Send').click();
  await page.getByText('Enter an email address').waitFor();
  await field(page, 'Email address').fill('mina@example.com');
  await button(page, 'Send').click();
  await page.getByText('Message sent').waitFor();
  await look(page, '03-test');
  const { address, code, type } = record('email');
  assert.deepEqual({ address, code, type }, { address: 'mina@example.com', code: '000000', type: 'Generic' });
});

test('another connector says which one it replaces', async () => {
  await page.getByRole('link', { name: 'Connectors' }).first().click();
  await page.getByText('In use').waitFor();
  await look(page, '04-list');
  await button(page, 'Use another connector').click();
  await dialog(page).getByText('This connector replaces Mock Email Service').waitFor();
  await choose('SMTP Send');
  await heading(page, 'SMTP').waitFor();
  await page.getByText('This connector replaces Mock Email Service').waitFor();
});

test('fields that are missing or wrong are told beside them', async () => {
  await create();
  await page.getByText('Enter a value.').first().waitFor();
  await needed('Host').fill('127.0.0.1');
  await needed('From').fill('nobody');
  await page.getByText('Password', { exact: true }).click();
  await field(page, 'Username').fill('mailer');
  await page.locator('main input[type=password]').fill('a secret');
  await create();
  await page.getByText('The server rejected this value: Invalid email address.').waitFor();
  await look(page, '05-faults');
  await needed('From').fill('Shop <shop@example.com>');
});

test('a certificate that is not verified is shown in red', async () => {
  await button(page, 'More settings').click();
  await field(page, 'TLS settings (JSON)').fill('{"rejectUnauthorized": ');
  await create();
  await page.getByText('Enter valid JSON.').waitFor();
  await field(page, 'TLS settings (JSON)').fill('{"rejectUnauthorized": false}');
  await page.getByText("The server's certificate is not verified").waitFor();
  await create();
  await page.waitForURL(/connectors\/details/);
  await page.getByText('Certificate not verified').waitFor();
  await look(page, '06-smtp');
  const [{ config }, ...others] = await connectors();
  assert.deepEqual(others, []);
  assert.deepEqual(config.auth, { user: 'mailer', pass: 'a secret' });
  assert.deepEqual(config.tls, { rejectUnauthorized: false });
  assert.equal(config.port, 587);
});

test('a test that fails says why', async () => {
  await field(page, 'Email address').fill('mina@example.com');
  await button(page, 'Send').click();
  await page.getByText('The message was not sent').waitFor();
  await look(page, '07-refused');
});

test('a secret stays hidden, and as it is', async () => {
  await page.reload();
  assert.equal(await page.locator('main input[type=password]').inputValue(), 'a secret');
  await needed('Host').fill('mail.example.com');
  await saved(page);
  const [{ config }] = await connectors();
  assert.equal(config.host, 'mail.example.com');
  assert.deepEqual(config.auth, { user: 'mailer', pass: 'a secret' });
});

test('deleting says what no longer works', async () => {
  await fromMenu(page, 'Delete');
  await dialog(page).getByText('can no longer be sent by email').waitFor();
  await look(page, '08-delete');
  await confirm(page, 'SMTP');
  await page.getByText('No email connector yet').waitFor();
  assert.deepEqual(await connectors(), []);
});

test('text messages have a connector of their own', async () => {
  await button(page, 'Add SMS connector').click();
  await choose('Mock SMS Service');
  await heading(page, 'Mock SMS Service').waitFor();
  await create();
  await page.waitForURL(/connectors\/details/);
  await field(page, 'Phone number').fill('+82 10 1234 5678');
  await button(page, 'Send').click();
  await page.getByText('Message sent').waitFor();
  assert.equal(record('sms').phone, '821012345678');
});

test('the log tells what became of messages', async () => {
  await page.getByRole('link', { name: 'Connectors' }).first().click();
  await tab(page, 'Message log').click();
  await heading(page, 'No messages yet').waitFor();
  await management.post('/verification-codes', { phone: '821012345678' });
  await page.reload();
  await page.getByRole('row').filter({ hasText: '821012345678' }).getByText(/Sent|Waiting/).waitFor();
  await look(page, '09-log');
  assert.deepEqual(page.complaints, []);
});

test('in Korean, dark and on a telephone', async () => {
  const window = await openConsole(browser, server, {
    path: '/connectors?add=Email',
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await dialog(window).getByText('이메일 커넥터 추가').waitFor();
  await look(window, '10-gallery-korean');
  await dialog(window).getByRole('link', { name: /^SMTP / }).click();
  await window.getByText('추가 설정').click();
  await look(window, '11-smtp-korean');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
