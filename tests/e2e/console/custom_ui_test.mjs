// Sign-in pages of the tenant's own: uploaded in the console, replaced, refused in words, removed.
import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, look, openConsole, tab } from '../lib/console.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';
import { zipFolder } from '../lib/zip.mjs';

const root = resolve(import.meta.dirname, '../../..');
const example = join(root, 'examples/custom-ui');

let server;
let management;
let browser;
let page;

before(async () => {
  server = await Server.start();
  management = await Management.open(server);
  browser = await launch('console_custom_ui');
  page = await openConsole(browser, server, { path: '/sign-in-experience/custom-ui' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const upload = (buffer, name = 'pages.zip') =>
  page.setInputFiles('input[type=file]', { name, mimeType: 'application/zip', buffer });
const current = async () => (await management.get('/sign-in-exp')).customUiAssets;

test('what cannot be shown is refused in words', async () => {
  await page.getByText("Users see the server's own pages.").waitFor();
  assert.equal(await page.getByRole('complementary', { name: 'Preview' }).count(), 0);
  await upload(Buffer.from('no zip at all'));
  await page.getByRole('alert').filter({ hasText: 'This is not a zip file.' }).waitFor();
  await upload(zipFolder(join(root, 'web/console/phrases')));
  await page.getByRole('alert').filter({ hasText: 'no index.html at its top' }).waitFor();
  await look(page, 'custom-ui-refused');
  assert.equal(await current(), null);
});

test('pages are uploaded, replaced and removed', async () => {
  const pages = zipFolder(example);
  await upload(pages);
  await page.getByText('Your pages are shown now').first().waitFor();
  assert.equal(await page.getByText('no index.html at its top').count(), 0);
  const first = await current();
  await page.getByText(first.id).waitFor();
  await look(page, 'custom-ui-shown');
  await upload(pages);
  await page.getByText(first.id).waitFor({ state: 'detached' });
  assert.notEqual((await current()).id, first.id);
  await button(page, "Use the server's pages").click();
  await page.getByRole('dialog').getByRole('button', { name: "Use the server's pages" }).click();
  await page.getByText("Users see the server's own pages.").waitFor();
  assert.equal(await current(), null);
});

test('it fits on a phone, in the dark', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await look(page, 'custom-ui-phone');
  await tab(page, 'Your own pages').waitFor();
});

test("the account menu leads to the administrator's own account center", async () => {
  await page.setViewportSize({ width: 1280, height: 860 });
  await button(page, 'Your account').click();
  const link = page.getByRole('menuitem', { name: 'Account and security' });
  assert.equal(await link.getAttribute('href'), `${server.demo.adminEndpoint}/account/profile`);
});
