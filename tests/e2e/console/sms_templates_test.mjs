// The texts of text messages in the console: the built-in ones are shown, replaced, tried out, and come back.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, field, look, openConsole, saved } from '../lib/console.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';

let folder;
let server;
let management;
let browser;
let page;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daemun-mock-'));
  server = await Server.start({ MOCK_CONNECTORS_DIR: folder });
  management = await Management.open(server);
  browser = await launch('console_sms_templates');
  page = await openConsole(browser, server, { path: '/sms-templates' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const config = async () => (await management.get('/connectors'))[0].config;
// The navigation has a section of the same name.
const text = (name) => page.getByRole('textbox', { name, exact: true });
const own = () => page.getByText('Your own texts', { exact: true });

test('without a connector the built-in texts are shown in either language', async () => {
  await page.getByText('Without an SMS connector').waitFor();
  await page.getByText('123456 is your sign-in code.').waitFor();
  await look(page, '01-built-in');
  await page.locator('main').getByText('Korean', { exact: true }).click();
  await page.getByText('로그인 인증번호 123456.').waitFor();
});

test('own texts begin with the built-in ones', async () => {
  await management.post('/connectors', { connectorId: 'mock-short-message-service', config: {} });
  await page.reload();
  await own().click();
  await page.getByText('These texts replace the built-in ones').waitFor();
  assert.equal(await text('Sign-in').inputValue(), '{{code}} is your sign-in code. Do not share it.');
  await look(page, '02-own');
});

test('faults of a text are told below it', async () => {
  await text('Sign-in').fill('Hello {{inviter.name}}');
  await page.getByText('This text has no {{code}}').waitFor();
  await page.getByText('This message has no {{inviter.name}}').waitFor();
  await text('Sign-in').fill(`Shop code {{code}} ${'가'.repeat(60)}`);
  await page.getByText('Sent as 2 text messages.').waitFor();
  await look(page, '03-faults');
  await text('Sign-in').fill('Shop code {{code}}');
  assert.equal(await page.getByText('This text has no').count(), 0);
});

test('a text that must be there is asked for in its field', async () => {
  await text('General').fill('');
  await button(page, 'Save changes').click();
  await page.getByText('Enter a value.').waitFor();
  assert.equal(await text('General').getAttribute('aria-invalid'), 'true');
  await text('General').fill('Code {{code}}');
  await text('Identity check').fill('');
  await saved(page);
  const { templates } = await config();
  assert.deepEqual(templates[0], { usageType: 'SignIn', content: 'Shop code {{code}}' });
  assert.ok(templates.every(({ usageType }) => usageType !== 'UserPermissionValidation'));
});

test('each kind is tried out', async () => {
  await field(page, 'Phone number').fill('+82 10 1234 5678');
  await button(page, 'Send').click();
  await page.getByText('Message sent').waitFor();
  const { type, content } = JSON.parse(readFileSync(join(folder, 'mock_sms_record.txt'), 'utf8'));
  assert.deepEqual({ type, content }, { type: 'SignIn', content: 'Shop code 000000' });
});

test('the built-in texts come back', async () => {
  await page.getByText('Built-in texts', { exact: true }).click();
  await saved(page);
  assert.deepEqual(await config(), {});
  await page.getByText('123456 is your sign-in code.').waitFor();
  assert.deepEqual(page.complaints, []);
});

test('a provider that keeps the texts is asked for its templates', async () => {
  const templates = ['SignIn', 'Register', 'ForgotPassword', 'Generic'].map((usageType) => ({
    usageType,
    templateName: `shop_${usageType.toLowerCase()}`,
    language: 'ko',
  }));
  const keys = { accessToken: 't', phoneNumberId: '1' };
  await management.post('/connectors', {
    connectorId: 'whatsapp-short-message-service',
    config: { ...keys, templates },
  });
  await page.reload();
  const signIn = page.getByRole('group', { name: 'Sign-in', exact: true });
  assert.equal(await signIn.getByLabel('Template name').inputValue(), 'shop_signin');
  await look(page, '04-templates');
  await signIn.getByLabel('Template name').fill('shop_in');
  await saved(page);
  assert.equal((await config()).templates[0].templateName, 'shop_in');
});

test('in Korean, dark and on a telephone', async () => {
  await management.post('/connectors', { connectorId: 'mock-short-message-service', config: {} });
  const window = await openConsole(browser, server, {
    path: '/sms-templates',
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await window.getByText('직접 쓴 문구', { exact: true }).click();
  await window.getByText('저장하면 모든 언어의').waitFor();
  await look(window, '05-korean');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
