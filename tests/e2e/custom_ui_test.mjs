// examples/custom-ui in the place of the server's sign-in pages.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, shoot } from './lib/chromium.mjs';
import { button, close, heading, openDemo, signedIn, signOut } from './lib/demo.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';
import { zipFolder } from './lib/zip.mjs';

const example = join(resolve(import.meta.dirname, '../..'), 'examples/custom-ui');
const password = 'Quiet-harbour 4711';

let server;
let management;
let browser;

before(async () => {
  server = await Server.start({ LOG_LEVEL: 'error' });
  management = await Management.open(server);
  browser = await launch('custom-ui');
  const { customUiAssetId } = await management.upload(
    '/sign-in-exp/default/custom-ui-assets',
    zipFolder(example),
    'application/zip',
  );
  await management.patch('/sign-in-exp', { customUiAssets: { id: customUiAssetId, createdAt: Date.now() } });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function fillIn(page, username, typed) {
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', typed);
  await button(page, 'Continue').click();
}

test('a person registers and signs in on pages of the example', async () => {
  const page = await openDemo(browser, server, { viewport: { width: 360, height: 740 } });
  await button(page, 'Sign in').click();
  await heading(page, 'Sign in').waitFor();
  assert.equal(await page.locator('#form').count(), 1);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await heading(page, 'Create an account').waitFor();
  await shoot(page, 'custom-ui-01-register');
  await fillIn(page, 'mina', password);
  await signedIn(page);
  await signOut(page);

  await button(page, 'Sign in').click();
  await heading(page, 'Sign in').waitFor();
  await fillIn(page, 'mina', 'not this one');
  await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
  await shoot(page, 'custom-ui-02-refused');
  await fillIn(page, 'mina', password);
  await signedIn(page);
  await close(page);
});

test("null brings the server's pages back", async () => {
  await management.patch('/sign-in-exp', { customUiAssets: null });
  const page = await openDemo(browser, server);
  await button(page, 'Sign in').click();
  await page.locator('[name=identifier]').waitFor();
  await close(page);
});

// The status for a body of that length, of which nothing is sent.
const announce = (path, length) =>
  new Promise((done, fail) => {
    const sent = request(`${server.endpoint}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': length },
    });
    sent.on('response', (response) => {
      done(response.statusCode);
      sent.destroy();
    });
    sent.on('error', fail);
    sent.flushHeaders();
  });

test('files of 100 MB are refused before they are sent', async () => {
  const length = 100 * 1024 * 1024;
  for (const path of [
    '/experience/user-assets/avatar',
    '/my-account/user-assets/avatar',
    '/user-assets',
    '/sign-in-exp/default/custom-ui-assets',
  ]) {
    assert.equal(await announce(path, length), 413, path);
  }
});
