// The guides' code blocks, copied with their buttons and pasted into fresh apps: they build, and users sign in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { openConsole } from '../lib/console.mjs';
import { FreshApp } from '../lib/fresh_app.mjs';
import { checkGuideToken, followGuide, showsAlice, visit } from '../lib/guide_page.mjs';
import { resource, section } from '../lib/logto_sdk.mjs';
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

const look = (app, at) => visit(browser, server, app, at);

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
  await look(app);
  app.paste(stages[1]);
  app.check();
  app.paste(stages[2]);
  await look(app, async (window) => {
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
  await look(app, showsAlice);
  app.paste(stages[1]);
  await look(app, async (window) => {
    await showsAlice(window);
    checkGuideToken(await section(window, 'api-token'));
    assert.ok((await section(window, 'userinfo')).custom_data);
  });
});

test('React: the user, then tokens', async (run) => {
  const { app, stages } = await begin(run, 'react', 'vite', 'react');
  assert.equal(stages.length, 2);
  app.paste(stages[0]);
  await look(app, showsAlice);
  app.paste(stages[1]);
  await look(app, async (window) => {
    await window.waitForSelector('#api-token');
    await showsAlice(window);
    checkGuideToken(await section(window, 'api-token'));
  });
});

test('Express: the user, then tokens', async (run) => {
  const { app, stages } = await begin(run, 'express', 'node', 'express');
  assert.equal(stages.length, 2);
  app.paste(stages[0]);
  await look(app, showsAlice);
  app.paste(stages[1]);
  await look(app, async (window) => {
    await showsAlice(window);
    checkGuideToken(await (await window.request.get(`${app.origin}/api-token`)).json());
  });
});
