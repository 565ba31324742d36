// The first administrator, made over the address that `daemun serve` prints.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { launch, openWindow } from '../lib/chromium.mjs';
import { button, field, heading, look } from '../lib/console.mjs';
import { Server } from '../lib/server.mjs';

const administrator = { username: 'root', password: 'Gate-keeper 4711' };
let server;
let browser;
let page;
let address;

before(async () => {
  server = await Server.start();
  [address] = /http\S+\/console\/setup#code=\S+/.exec(readFileSync(server.log, 'utf8'));
  browser = await launch('console_setup');
  page = await openWindow(browser);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('any address of the console leads to the setup while there is no administrator', async () => {
  await page.goto(`${server.demo.adminEndpoint}/console/applications`);
  await heading(page, 'Set up Daemun').waitFor();
  assert.equal(await field(page, 'Setup code').inputValue(), '');
  await look(page, '01-without-code');
});

test('fields that are needed say so', async () => {
  await button(page, 'Create administrator').click();
  assert.equal(await page.getByText('Enter a value.').count(), 3);
});

test('a wrong code is refused beside its field', async () => {
  await field(page, 'Setup code').fill('not-the-code');
  await field(page, 'Username').fill(administrator.username);
  await field(page, 'Password').fill(administrator.password);
  await button(page, 'Create administrator').click();
  await page.locator('[aria-invalid=true]').waitFor();
  assert.equal(await field(page, 'Setup code').getAttribute('aria-invalid'), 'true');
  await look(page, '02-wrong-code');
});

test('a weak password is refused beside its field', async () => {
  await page.goto('about:blank');
  await page.goto(address);
  await field(page, 'Username').waitFor();
  assert.equal(await field(page, 'Setup code').count(), 0, 'the address holds the code');
  await field(page, 'Username').fill(administrator.username);
  await field(page, 'Password').fill('short');
  await button(page, 'Create administrator').click();
  await page.locator('[aria-invalid=true]').waitFor();
  assert.equal(await field(page, 'Password').getAttribute('aria-invalid'), 'true');
  await look(page, '03-weak-password');
});

test('the address of the server makes the administrator, who is signed in and begins with Get started', async () => {
  await field(page, 'Password').fill(administrator.password);
  await field(page, 'Your name (optional)').fill('Kim Minji');
  await button(page, 'Create administrator').click();
  await page.waitForURL('**/console/get-started');
  await heading(page, 'Get started').waitFor();
  await look(page, '04-get-started');
});

test('the setup is closed afterwards', async () => {
  const window = await openWindow(browser, { locale: 'ko-KR', viewport: { width: 360, height: 740 } });
  await window.goto(address);
  await window.getByText('관리자가 이미 있어요.').waitFor();
  await look(window, '05-closed-korean');
  await window.context().close();
  assert.deepEqual(page.complaints, []);
});
