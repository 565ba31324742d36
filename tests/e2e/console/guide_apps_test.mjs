// What the copy buttons of the guides give, pasted into fresh apps: they build, and users sign in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openWindow } from '../lib/chromium.mjs';
import { openConsole } from '../lib/console.mjs';
import { FreshApp } from '../lib/fresh_app.mjs';
import { followGuide } from '../lib/guide_page.mjs';
import { enterAsAlice, resource, section } from '../lib/logto_sdk.mjs';
import { Server } from '../lib/server.mjs';

let server;
let browser;
let page;

before(async () => {
  server = await Server.start();
  browser = await launch('console_guide_apps');
  page = await openConsole(browser, server, { path: '/get-started', permissions: ['clipboard-read', 'clipboard-write'] });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// Builds and starts the app, signs Alice in with a new window, hands it to `look`, and signs her out.
async function visit(app, look) {
  await app.start();
  const window = await openWindow(browser);
  await window.goto(app.origin);
  await window.click('text=Sign In');
  await enterAsAlice(window, server);
  await window.waitForURL(`${app.origin}/`);
  await window.waitForSelector('text=Sign Out');
  await look(window);
  await window.click('text=Sign Out');
  await window.waitForSelector('text=Sign In');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
  await app.stop();
}

// The guide asks for all permissions of the API; Alice's role has some.
function checkToken({ aud, scope }) {
  assert.equal(aud, resource);
  assert.equal(scope.split(' ').sort().join(' '), 'read shopping:read');
}

const showsAlice = async (window) => assert.match(await window.innerText('#claims'), /Alice Kim/);

// A fresh app of the kind with the files of the guide, stage by stage.
async function begin(run, guide, kind, example) {
  const app = await FreshApp.create(kind, example);
  run.after(() => app.stop());
  return { app, stages: await followGuide(page, server, guide, app) };
}

test('Next.js with Auth.js: buttons, the user, then tokens', async (run) => {
  const { app, stages } = await begin(run, 'nextjs', 'next', 'nextjs-authjs');
  assert.equal(stages.length, 3);
  app.paste(stages[0]);
  await visit(app, async () => {});
  app.paste(stages[1]);
  app.check();
  app.paste(stages[2]);
  await visit(app, async (window) => {
    await showsAlice(window);
    assert.equal((await section(window, 'api-token')).claims.aud, resource);
    assert.ok((await section(window, 'userinfo')).custom_data);
    assert.match((await section(window, 'organization-token')).claims.aud, /^urn:logto:organization:/);
  });
});

test('Next.js with the Logto SDK: the user, then tokens', async (run) => {
  const { app, stages } = await begin(run, 'nextjs-logto', 'next', 'nextjs-logto');
  assert.equal(stages.length, 2);
  app.paste(stages[0]);
  await visit(app, showsAlice);
  app.paste(stages[1]);
  await visit(app, async (window) => {
    await showsAlice(window);
    checkToken(await section(window, 'api-token'));
    assert.ok((await section(window, 'userinfo')).custom_data);
  });
});

test('React: the user, then tokens', async (run) => {
  const { app, stages } = await begin(run, 'react', 'vite', 'react');
  assert.equal(stages.length, 2);
  app.paste(stages[0]);
  await visit(app, async (window) => {
    await window.waitForSelector('#claims');
    await showsAlice(window);
  });
  app.paste(stages[1]);
  await visit(app, async (window) => {
    await window.waitForSelector('#api-token');
    await showsAlice(window);
    checkToken(await section(window, 'api-token'));
  });
});

test('Express: the user, then tokens', async (run) => {
  const { app, stages } = await begin(run, 'express', 'node', 'express');
  assert.equal(stages.length, 2);
  app.paste(stages[0]);
  await visit(app, showsAlice);
  app.paste(stages[1]);
  await visit(app, async (window) => {
    await showsAlice(window);
    checkToken(await (await window.request.get(`${app.origin}/api-token`)).json());
  });
});
