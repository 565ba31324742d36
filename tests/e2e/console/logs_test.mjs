// The dashboard and the audit log: what users do is seen, found and explained.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openWindow } from '../lib/chromium.mjs';
import { enter, heading, look, openConsole } from '../lib/console.mjs';
import { Server } from '../lib/server.mjs';

let server;
let browser;
let page;

before(async () => {
  server = await Server.start();
  browser = await launch('console_logs');
  await signInAlice();
  page = await openConsole(browser, server);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// Once with a wrong password, once with the right one.
async function signInAlice() {
  const window = await openWindow(browser);
  await window.goto(`${server.endpoint}/demo-app`);
  await window.click('button:has-text("Sign in")');
  await window.waitForSelector('[name=password]');
  await enter(window, { username: 'alice', password: 'wrong password' });
  await window.waitForSelector('[role=alert]:not(:empty)');
  await enter(window, server.user('alice'));
  await window.waitForSelector('section.claims');
  await window.context().close();
}

const row = (name) => page.getByRole('row', { name });

test('the dashboard counts users and shows the newest events', async () => {
  await heading(page, 'Recent events').waitFor();
  await row(/Code exchanged for tokens.*Alice Kim.*Demo app/).waitFor();
  const users = page.locator('div', { hasText: /^Users\d+$/ }).last();
  assert.match(await users.innerText(), /2/);
  await look(page, '01-dashboard');
});

test('the audit log lists them all', async () => {
  await page.getByRole('link', { name: 'View audit log' }).click();
  // The dashboard that is leaving has rows of its own.
  await heading(page, 'Audit log').waitFor();
  await row(/Password checked.*Failed/).waitFor();
  assert.equal(await row(/Password checked.*Failed/).count(), 1);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('tbody .mantine-Badge-label')]
      .filter((label) => label.scrollWidth > label.clientWidth)
      .map((label) => label.textContent),
  );
  assert.deepEqual(cut, []);
  await look(page, '02-log');
});

test('a page beyond the last shows the last', async () => {
  const total = await page.getByRole('status').filter({ hasText: / of / }).innerText();
  await page.goto(`${server.demo.adminEndpoint}/console/logs?page=99`);
  await row(/Signed in/).waitFor();
  assert.equal(await page.getByRole('status').filter({ hasText: / of / }).innerText(), total);
  assert.equal(new URL(page.url()).search, '');
});

test('filters are in the address', async () => {
  await page.getByLabel('Event', { exact: true }).first().click();
  await page.getByRole('option', { name: 'Password checked', exact: true }).click();
  await row(/Signed in/).waitFor({ state: 'detached' });
  assert.match(page.url(), /event=Interaction.SignIn.Verification.Password.Submit/);
  await page.getByPlaceholder('Any user').click();
  await page.getByRole('option', { name: 'Alice Kim' }).click();
  await page.waitForURL(/user=/);
  await page.reload();
  await row(/Password checked.*Success/).waitFor();
  assert.equal(await page.locator('tbody tr').count(), 2);
  await look(page, '03-filtered');
});

test('an entry leads to its user and application', async () => {
  await page.getByRole('row', { name: /Failed/ }).getByRole('link').first().click();
  await heading(page, 'Event').waitFor();
  await page.getByText('session.invalid_credentials').first().waitFor();
  await look(page, '04-entry');
  await page.getByRole('link', { name: 'Demo app' }).click();
  await heading(page, 'Demo app').waitFor();
});

test('an application has its part of the log', async () => {
  await page.getByRole('tab', { name: 'Log' }).click();
  await row(/Signed in/).waitFor();
  assert.deepEqual(page.complaints, []);
});

test('in Korean, dark and on a telephone', async () => {
  const window = await openConsole(browser, server, {
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await window.getByRole('heading', { name: '최근 이벤트' }).waitFor();
  await window.getByRole('row', { name: /로그인 완료/ }).waitFor();
  await look(window, '05-dashboard-korean');
  await window.getByRole('link', { name: '감사 로그 보기' }).click();
  await window.getByRole('row', { name: /로그인 완료/ }).waitFor();
  await look(window, '06-log-korean');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
