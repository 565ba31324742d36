// The administrator's session: renewed in silence, ended in the middle of an edit, cut off from the server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, enter, field, heading, look, openConsole, saved } from '../lib/console.mjs';
import { Server } from '../lib/server.mjs';

let server;
let browser;
let page;

before(async () => {
  server = await Server.start();
  browser = await launch('console_session');
  page = await openConsole(browser, server, { path: `/applications/${server.application('Demo web app').id}` });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// As if the server had ended the grant: no refresh token that it knows, no access token.
const endSession = (window) =>
  window.evaluate(() => {
    const key = Object.keys(sessionStorage).find((name) => name.endsWith(':tokens'));
    const tokens = JSON.parse(sessionStorage[key]);
    sessionStorage[key] = JSON.stringify({ ...tokens, refreshToken: 'gone' });
  });

// The next access token is refused, as an expired one would be.
const refuseOnce = async (window, method) => {
  let isRefused = false;
  await window.route(`${server.endpoint}/api/**`, async (route) => {
    if (isRefused || route.request().method() !== method) return route.fallback();
    isRefused = true;
    const headers = { 'access-control-allow-origin': server.demo.adminEndpoint };
    return route.fulfill({ status: 401, contentType: 'application/json', body: '{}', headers });
  });
};

test('the sign-in returns to the page that was asked for', async () => {
  await heading(page, 'Demo web app').waitFor();
});

test('an access token that is refused is renewed without a word', async () => {
  await refuseOnce(page, 'PATCH');
  await field(page, 'Description').fill('Renewed in silence');
  await saved(page);
  await page.unroute(`${server.endpoint}/api/**`);
});

test('a session that ends while something is edited asks to sign in again, and the edit is saved', async () => {
  await field(page, 'Description').fill('Written before the session ended');
  await endSession(page);
  await refuseOnce(page, 'PATCH');
  await button(page, 'Save changes').click();
  await page.getByText('Your session has ended').waitFor();
  await look(page, '01-ended');
  // The sign-in page's own session is over as well, so the password is asked for.
  await page.context().clearCookies();
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, 'Sign in again').click()]);
  await Promise.all([popup.waitForEvent('close'), enter(popup, server.administrator)]);
  await page.getByText('Your session has ended').waitFor({ state: 'detached' });
  await page.getByText('Unsaved changes').waitFor({ state: 'detached' });
  await page.unroute(`${server.endpoint}/api/**`);
  await page.reload();
  await heading(page, 'Demo web app').waitFor();
  assert.equal(await field(page, 'Description').inputValue(), 'Written before the session ended');
});

test('while the server is away the page stays, and comes back to life by itself', async () => {
  await server.kill();
  await page.getByRole('link', { name: 'Applications' }).first().click();
  await page.getByText('Trying again…').waitFor();
  await look(page, '02-lost');
  // A page whose code is not here yet says why it is not shown, instead of the one before.
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await heading(page, 'The server is not responding').waitFor();
  await server.serve();
  await page.getByText('Trying again…').waitFor({ state: 'detached' });
  await heading(page, 'Webhooks').waitFor();
});

test('signing out ends the session', async () => {
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForSelector('[name=password]');
  await page.goto(`${server.demo.adminEndpoint}/console/applications`);
  await page.waitForSelector('[name=password]');
});
