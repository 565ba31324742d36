// The development mailbox in the console: messages are read there, and whatever a mail holds does nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, heading, look, openConsole } from '../lib/console.mjs';
import { confirm } from '../lib/console_dialogs.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';

let server;
let management;
let browser;
let page;
// What the mailbox answers in place of the real one; undefined: the real answer.
let answer;

before(async () => {
  server = await Server.start();
  management = await Management.open(server);
  browser = await launch('console_messages');
  page = await openConsole(browser, server, { path: '/messages', permissions: ['clipboard-read', 'clipboard-write'] });
  await page.route('**/api/development-messages', async (route) => {
    if (!answer || route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    await route.fulfill({ response, json: answer });
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const hostile = `<!doctype html><html><head>
  <meta http-equiv="refresh" content="0;url=https://evil.example/">
  <style>.page {background: rgb(250, 240, 230)}
    @media (prefers-color-scheme: dark) {.page {background: rgb(10, 20, 30) !important}}</style>
  <script>parent.hacked = 'script'; top.hacked = 'script'</script></head>
  <body class="page" style="color: rgb(1, 2, 3)" onload="parent.hacked = 'load'">
  <p id="words" style="margin: 11px">Your code is 482913</p>
  <img src="https://evil.example/pixel.png" onerror="parent.hacked = 'image'">
  <a href="javascript:parent.hacked = 'link'" target="_top">Continue</a>
  <form action="https://evil.example/"><input name="password"></form>
  <iframe src="https://evil.example/"></iframe><svg onload="parent.hacked = 'svg'"></svg>
  </body></html>`;

const mail = {
  id: 'mail',
  type: 'Email',
  to: 'mina@example.com',
  usageType: 'SignIn',
  subject: 'Your sign-in code',
  html: hostile,
  text: 'Your code is 482913',
  payload: { code: '482913' },
  createdAt: Date.now(),
};
const sms = {
  id: 'sms',
  type: 'Sms',
  to: '821012345678',
  usageType: 'OrganizationInvitation',
  text: 'Join Acme',
  payload: { link: `https://shop.example/${'invitation'.repeat(20)}` },
  createdAt: Date.now() - 60_000,
};

const frame = () => page.frameLocator('iframe');
const bodyStyle = (name) => frame().locator('body').evaluate((body, name) => getComputedStyle(body)[name], name);

test('an empty mailbox says what will be in it', async () => {
  await heading(page, 'No messages yet').waitFor();
  await look(page, '01-empty');
});

test('a code appears by itself', async () => {
  await management.post('/verification-codes', { email: 'jun@example.com' });
  await page.getByRole('link', { name: /jun@example\.com/ }).click();
  const { messages } = await management.get('/development-messages');
  await frame().getByText(messages[0].payload.code).waitFor();
  await page.goBack();
});

test('a code is ready to be copied', async () => {
  answer = { isEnabled: true, messages: [mail, sms] };
  await page.getByRole('link', { name: /mina@example\.com/ }).waitFor();
  await look(page, '02-list');
  await button(page, 'Copy Code').click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '482913');
});

test('a mail is shown as it looks, and cannot do anything', async () => {
  await page.getByRole('link', { name: /mina@example\.com/ }).click();
  await frame().getByText('Your code is 482913').waitFor();
  assert.equal(await bodyStyle('color'), 'rgb(1, 2, 3)');
  assert.equal(await bodyStyle('backgroundColor'), 'rgb(250, 240, 230)');
  assert.equal(await frame().locator('#words').evaluate((words) => getComputedStyle(words).marginTop), '11px');
  assert.equal(await page.locator('iframe').getAttribute('sandbox'), '');
  assert.equal(await frame().locator('script, form, input, iframe, svg, a[href], img[src]').count(), 0);
  await look(page, '03-mail');
  await button(page, 'Preview in dark mode').click();
  await frame().getByText('Your code is 482913').waitFor();
  assert.equal(await bodyStyle('backgroundColor'), 'rgb(10, 20, 30)');
  await look(page, '04-mail-dark');
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  assert.deepEqual(page.complaints, []);
});

test('a link is shown whole, beside the text of an SMS', async () => {
  await page.goBack();
  await page.getByRole('link', { name: /821012345678/ }).click();
  await page.getByRole('link', { name: sms.payload.link }).waitFor();
  await look(page, '05-sms');
});

test('the mailbox is emptied', async () => {
  await page.goBack();
  await button(page, 'Empty the mailbox').click();
  await page.getByText('2 messages are deleted.').waitFor();
  answer = undefined;
  await confirm(page);
  await heading(page, 'No messages yet').waitFor();
});

test('a mailbox that is off says why, and what to do', async () => {
  answer = { isEnabled: false, messages: [] };
  await page.reload();
  await heading(page, 'The development mailbox is off').waitFor();
  await look(page, '06-off');
  assert.deepEqual(page.complaints, []);
});

test('in Korean, dark and on a telephone', async () => {
  answer = { isEnabled: true, messages: [mail, sms] };
  const wide = page;
  page = await openConsole(browser, server, {
    path: '/messages',
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await page.route('**/api/development-messages', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: answer });
  });
  await page.getByRole('link', { name: /mina@example\.com/ }).click();
  await frame().getByText('Your code is 482913').waitFor();
  // As the device is.
  assert.equal(await bodyStyle('backgroundColor'), 'rgb(10, 20, 30)');
  await look(page, '07-mail-korean');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
  page = wide;
});
