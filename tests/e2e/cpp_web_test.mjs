// The guide once more, with the C++ library in place of Auth.js: examples/cpp-web passes the same steps
// as the Next.js app, and calls examples/cpp-api.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { openWindow, shoot } from './lib/chromium.mjs';
import { authjsCallback, ExampleApp } from './lib/example_app.mjs';
import { enter, section, toApp, toSignInPage, untilSignedOut, walkThroughGuide, world } from './lib/guide_steps.mjs';
import { Management } from './lib/management.mjs';

let api;

walkThroughGuide({
  example: 'cpp-web',
  screenshots: 'cpp-web',
  hearsSignOut: true,
  // The app is on this machine, and the server calls it.
  settings: { ALLOW_PRIVATE_NETWORK_REQUESTS: 'true' },
  environment: async ({ app, application, server }) => {
    api = await ExampleApp.prepare('cpp-api');
    await api.start(
      { ISSUER: server.issuer, AUDIENCE: 'https://shopping.your-app.com/api' },
      join(server.folder, 'api.log'),
    );
    const management = await Management.open(server);
    await management.expect(200, 'PATCH', `/applications/${application.id}`, {
      oidcClientMetadata: {
        redirectUris: [authjsCallback(app)],
        postLogoutRedirectUris: [],
        backchannelLogoutUri: `${app.origin}/api/auth/backchannel-logout/logto`,
        backchannelLogoutSessionRequired: true,
      },
    });
    return { API_URL: api.origin, SESSION_FILE: join(server.folder, 'sessions.db') };
  },
});
after(() => api?.stop());

test('the API that the app calls accepts its token', async () => {
  await toSignInPage(world.page);
  await enter(world.page, 'alice', world.server.user('alice').password);
  await toApp(world.page);
  const { status, body } = await section(world.page, 'api');
  assert.equal(status, 200);
  assert.equal(body.hello, world.server.user('alice').id);
});

test('the server tells the app that the user has signed out there', async () => {
  await world.page.goto(`${world.server.endpoint}/demo-app`);
  await world.page.click('button:has-text("Sign in")');
  await world.page.waitForSelector('section.claims');
  await world.page.click('button:has-text("Sign out")');
  await world.page.waitForSelector('button:has-text("Sign in")');
  await untilSignedOut(world.page);
});

test('a callback that was not asked for signs nobody in, and says so', async () => {
  const window = await openWindow(world.browser, { locale: 'ko-KR', viewport: { width: 360, height: 740 } });
  const response = await window.goto(`${world.app.origin}/api/auth/callback/logto?code=x&state=y`);
  assert.equal(response.status(), 400);
  assert.match(await window.innerText('body'), /로그인 시간이 지났거나/);
  await shoot(window, '14-error-page');
  await window.goto(`${world.app.origin}/api/auth/signin`);
  await shoot(window, '15-sign-in-choice');
  await window.click('button:has-text("Logto")');
  await window.waitForSelector('[name=password]');
  await window.context().close();
});
