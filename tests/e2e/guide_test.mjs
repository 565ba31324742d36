// The guide in a browser: its Next.js application with Auth.js against the server.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openWindow, shoot } from './lib/chromium.mjs';
import { toSignInPage, walkThroughGuide, world } from './lib/guide_steps.mjs';

walkThroughGuide({ example: 'nextjs-authjs', screenshots: 'guide' });

test('the sign-in page speaks Korean, goes dark and fits a telephone', async () => {
  const window = await openWindow(world.browser, {
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await toSignInPage(window);
  assert.equal(await window.getAttribute('html', 'lang'), 'ko');
  assert.equal(await window.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  await shoot(window, '12-sign-in-korean-dark-narrow');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});

test('a stale sign-in page explains itself', async () => {
  const window = await openWindow(world.browser);
  await window.goto(`${world.server.endpoint}/oidc/auth?client_id=nobody&response_type=code`);
  await window.waitForSelector('h1');
  await shoot(window, '13-error-page');
  assert.match(await window.innerText('body'), /invalid_client|did not work/);
  await window.context().close();
});
