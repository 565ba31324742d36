// E-mail templates in the console: the built-in ones are shown, changed in one language, tried out, and come back.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, field, heading, look, openConsole, saved } from '../lib/console.mjs';
import { confirm, fromMenu } from '../lib/console_dialogs.mjs';
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
  browser = await launch('console_email_templates');
  page = await openConsole(browser, server, { path: '/email-templates' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const templates = () => management.get('/email-templates');
const preview = () => page.frameLocator('iframe');
const inLanguage = async (words, option) => {
  // The shell has a button of the same name.
  await page.locator('main').getByLabel('Language', { exact: true }).first().fill(words);
  await page.getByRole('option', { name: option }).first().click();
};

test('every mail is listed, built-in at first', async () => {
  await page.getByRole('link', { name: /^Password reset/ }).waitFor();
  assert.equal(await page.getByText('Built-in', { exact: true }).count(), 9);
  await look(page, '01-list');
});

test('the built-in mail is the start, with a preview', async () => {
  await page.getByRole('link', { name: /^Sign-in/ }).last().click();
  await page.getByRole('heading', { name: 'Sign-in', level: 1 }).waitFor();
  assert.equal(await field(page, 'Subject').inputValue(), 'Your sign-in code');
  await preview().getByText('123456').waitFor();
  await look(page, '02-built-in');
  await button(page, 'Preview in dark mode').click();
  await preview().getByText('123456').waitFor();
  await look(page, '03-dark');
  await page.getByText('Needs an email connector').waitFor();
});

test('a variable that the mail never has is told', async () => {
  await field(page, 'Subject').fill('{{inviter.name}} at {{application.name}}');
  await page.getByText('This email has no {{inviter.name}}').waitFor();
  await look(page, '04-unknown');
  await field(page, 'Subject').fill('Hello from {{application.name}}');
  await page.getByText('Hello from Example Shop').waitFor();
  await saved(page);
  const [{ templateType, languageTag, details }] = await templates();
  assert.deepEqual([templateType, languageTag], ['SignIn', 'en']);
  assert.equal(details.subject, 'Hello from {{application.name}}');
  assert.match(details.content, /\{\{code\}\}/);
});

test('the saved mail is tried out', async () => {
  await management.post('/connectors', { connectorId: 'mock-email-service', config: {} });
  await page.reload();
  await field(page, 'Email address').fill('mina@example.com');
  await button(page, 'Send').click();
  await page.getByText('Sent with Mock Email Service.').waitFor();
  const sent = JSON.parse(readFileSync(join(folder, 'mock_email_record.txt'), 'utf8'));
  assert.equal(sent.type, 'SignIn');
  assert.equal(sent.subject, 'Hello from Example');
});

test('another language shows what is sent instead', async () => {
  await inLanguage('French', /^French$/);
  await page.getByText('Not customized in this language').waitFor();
  await look(page, '05-french');
  await page.getByText('Plain text', { exact: true }).click();
  await field(page, 'Subject').fill('Votre code');
  await field(page, 'Body').fill('Le code : {{code}}');
  await preview().getByText('Le code : 123456').waitFor();
  await field(page, 'Reply to').fill('aide@example.com');
  await saved(page);
  const french = (await templates()).find(({ languageTag }) => languageTag === 'fr');
  assert.deepEqual(french.details, {
    subject: 'Votre code',
    content: 'Le code : {{code}}',
    contentType: 'text/plain',
    replyTo: 'aide@example.com',
  });
});

test('the list names the languages', async () => {
  await page.getByRole('link', { name: 'Email templates' }).first().click();
  const row = page.getByRole('row').filter({ hasText: 'When a user signs in' });
  await row.getByText('French').waitFor();
  await row.getByText('English').waitFor();
  await look(page, '06-customized');
  await row.getByRole('link').click();
});

test('the built-in mail comes back', async () => {
  await fromMenu(page, 'Use the built-in email');
  await confirm(page);
  await page.getByText('Built-in', { exact: true }).waitFor();
  assert.equal(await field(page, 'Subject').inputValue(), 'Your sign-in code');
  assert.deepEqual((await templates()).map(({ languageTag }) => languageTag), ['fr']);
  assert.deepEqual(page.complaints, []);
});

test('in Korean, dark and on a telephone', async () => {
  const window = await openConsole(browser, server, {
    path: '/email-templates/OrganizationInvitation?language=ko',
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await heading(window, '조직 초대').waitFor();
  await window.frameLocator('iframe').getByText('Acme').first().waitFor();
  await look(window, '07-korean');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
