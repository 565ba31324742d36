// The C++ guide's code blocks, copied with their buttons, as a project against the installed library.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { openConsole } from '../lib/console.mjs';
import { FreshApp } from '../lib/fresh_app.mjs';
import { checkGuideToken, followGuide, showsAlice, visit } from '../lib/guide_page.mjs';
import { checkUserInfo } from '../lib/logto_sdk.mjs';
import { Server } from '../lib/server.mjs';

let server;
let browser;
let app;
let stages;

before(async () => {
  app = await FreshApp.createCpp();
  server = await Server.start();
  browser = await launch('console_guide_cpp');
  const permissions = ['clipboard-read', 'clipboard-write'];
  const page = await openConsole(browser, server, { path: '/get-started', permissions });
  stages = await followGuide(page, server, 'cpp', app);
  assert.equal(stages.length, 2);
  await page.context().close();
});
after(async () => {
  await app?.stop();
  await browser?.close();
  await server?.stop();
});

test('the first page signs users in and shows them', async () => {
  app.paste(stages[0]);
  await visit(browser, server, app, showsAlice);
});

test('the next one has the full profile, tokens, and a page for signed-in users', async () => {
  app.paste(stages[1]);
  const read = async (window, id) => JSON.parse(await window.innerText(`#${id}`));
  await visit(browser, server, app, async (window) => {
    await showsAlice(window);
    checkUserInfo(await read(window, 'userinfo'));
    checkGuideToken(await read(window, 'api-token'));
    assert.match((await read(window, 'organization-token')).aud, /^urn:logto:organization:/);
    await window.goto(`${app.origin}/account`);
    await showsAlice(window);
    await window.goto(app.origin);
  });
});
