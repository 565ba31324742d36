// The guides of the console, followed: what they show, with the values that they fill in, works.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { parseEnv } from 'node:util';

import { launch, openWindow } from '../lib/chromium.mjs';
import { button, enter, field, heading, look, openConsole } from '../lib/console.mjs';
import { ExampleApp } from '../lib/example_app.mjs';
import { resource, section, signInAsAlice } from '../lib/logto_sdk.mjs';
import { Management } from '../lib/management.mjs';
import { exited, freePort, Server, waitFor } from '../lib/server.mjs';

const examples = resolve(import.meta.dirname, '../../../examples');
let server;
let management;
let browser;
let page;

before(async () => {
  server = await Server.start();
  management = await Management.open(server);
  browser = await launch('console_guides');
  page = await openConsole(browser, server, { path: '/get-started', permissions: ['clipboard-read', 'clipboard-write'] });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// What the copy button of the block gives, secrets included.
async function copyBlock(title, number = 0) {
  const block = page.getByRole('figure', { name: title, exact: true }).nth(number);
  await block.getByRole('button').click();
  return page.evaluate(() => navigator.clipboard.readText());
}

// `export NAME=value` lines, as a shell understands them.
function readEnvironment(text) {
  const output = execFileSync('env', ['-i', 'bash', '-c', `${text}\nenv -0`], { encoding: 'utf8' });
  return Object.fromEntries(output.split('\0').filter(Boolean).map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

const run = (script, environment, ...words) =>
  execFileSync('sh', [join(examples, 'curl', script), ...words], {
    cwd: server.folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...environment },
  });

const goTo = async (guide) => {
  await page.goto(`${server.demo.adminEndpoint}/console/get-started/${guide}`);
  await page.getByRole('figure').first().waitFor();
};

test('the list says what is left to do', async () => {
  await heading(page, 'Next steps').waitFor();
  await page.getByRole('link', { name: 'Read the guide' }).waitFor();
  await look(page, '01-get-started');
});

test('the guide for Next.js fills in the values, and registers the redirect URI', async () => {
  await page.getByRole('link', { name: 'Next.js with Auth.js' }).click();
  await button(page, 'Create a new one').click();
  await field(page, 'Application').and(page.locator('[value="Next.js"]')).waitFor();
  await field(page, 'URL of your app').fill('http://localhost:4711');
  await button(page, 'Add to “Next.js”').click();
  await button(page, 'Added').waitFor();
  await look(page, '02-nextjs');
  const environment = await copyBlock('.env.local');
  const [, id] = /AUTH_LOGTO_ID=(\w+)/.exec(environment);
  const application = await management.get(`/applications/${id}`);
  assert.deepEqual(application.oidcClientMetadata.redirectUris, ['http://localhost:4711/api/auth/callback/logto']);
  const [{ value }] = await management.get(`/applications/${id}/secrets`);
  assert.match(environment, new RegExp(`AUTH_LOGTO_SECRET=${value}\n`));
  assert.match(environment, new RegExp(`AUTH_LOGTO_ISSUER=${server.issuer}\n`));
  assert.equal(await page.getByText(value).count(), 0);
});

// Makes an application of its own, registers its addresses, and gives all the guide's environment.
async function followSdkGuide(guide, origin, file) {
  await goTo(guide);
  await button(page, 'Create a new one').click();
  await field(page, 'URL of your app').fill(origin);
  await page.getByRole('button', { name: /^Add to “/ }).click();
  await button(page, 'Added').waitFor();
  return parseEnv(`${await copyBlock(file)}\n${await copyBlock(file, 1)}`);
}

test('the guide for the Logto SDK in Next.js registers both addresses', async () => {
  const { LOGTO_ENDPOINT, LOGTO_APP_ID, LOGTO_APP_SECRET, ...rest } = await followSdkGuide(
    'nextjs-logto',
    'http://localhost:4713/',
    '.env.local',
  );
  await look(page, '08-nextjs-logto');
  assert.equal(LOGTO_ENDPOINT, server.endpoint);
  const { oidcClientMetadata } = await management.get(`/applications/${LOGTO_APP_ID}`);
  assert.deepEqual(oidcClientMetadata.redirectUris, ['http://localhost:4713/callback']);
  assert.deepEqual(oidcClientMetadata.postLogoutRedirectUris, ['http://localhost:4713']);
  const [{ value }] = await management.get(`/applications/${LOGTO_APP_ID}/secrets`);
  assert.equal(LOGTO_APP_SECRET, value);
  assert.equal(rest.LOGTO_BASE_URL, 'http://localhost:4713');
  assert.ok(rest.LOGTO_COOKIE_SECRET.length >= 32);
});

test('Express signs users in and out with what its guide fills in', async (run) => {
  const app = await ExampleApp.prepare('express');
  run.after(() => app.stop());
  await app.start(await followSdkGuide('express', app.origin, '.env'), join(server.folder, 'express.log'));
  await look(page, '09-express');
  const window = await openWindow(browser);
  await window.goto(`${app.origin}/logto/sign-in`);
  await signInAsAlice(window, server, app);
  const token = await window.request.get(`${app.origin}/api-token`);
  assert.equal((await token.json()).aud, resource);
  await window.click('a:has-text("Sign Out")');
  await window.waitForSelector('a:has-text("Sign In")');
  await window.context().close();
});

test('React signs users in and out with what its guide fills in', async (run) => {
  const app = await ExampleApp.prepare('react');
  run.after(() => app.stop());
  await app.start(await followSdkGuide('react', app.origin, '.env.local'), join(server.folder, 'react.log'));
  await look(page, '10-react');
  const window = await openWindow(browser);
  await window.goto(app.origin);
  await window.click('button:has-text("Sign In")');
  await signInAsAlice(window, server, app);
  await window.waitForSelector('#api-token');
  assert.equal((await section(window, 'api-token')).aud, resource);
  await window.click('button:has-text("Sign Out")');
  await window.waitForSelector('button:has-text("Sign In")');
  await window.context().close();
});

test('the requests of the OpenID Connect guide sign a user in', async () => {
  await goTo('oidc');
  const redirectUri = 'http://localhost:4712/callback';
  await field(page, 'Where users return').fill(redirectUri);
  await page.getByRole('button', { name: /^Add to “/ }).click();
  await button(page, 'Added').waitFor();
  await look(page, '03-oidc');
  const environment = readEnvironment(await copyBlock('shell'));
  const window = await openWindow(browser);
  await window.goto(run('authorization_url.sh', environment).trim());
  await window.waitForSelector('[name=password]');
  const back = window.waitForRequest((request) => request.url().startsWith(redirectUri));
  await enter(window, server.user('alice'));
  const code = new URL((await back).url()).searchParams.get('code');
  await window.context().close();
  const tokens = JSON.parse(run('exchange_code.sh', environment, code));
  assert.ok(tokens.id_token && tokens.refresh_token);
  const user = JSON.parse(run('userinfo.sh', environment, tokens.access_token));
  assert.equal(user.sub, server.user('alice').id);
});

test('a machine gets a token as its guide says, and the protected API takes it', async () => {
  await goTo('machine');
  await look(page, '04-machine');
  const environment = readEnvironment(await copyBlock('shell'));
  const { access_token: token, scope } = JSON.parse(run('machine_token.sh', environment));
  assert.ok(scope);

  await goTo('api');
  await look(page, '05-api');
  const shown = readEnvironment(await copyBlock('shell'));
  const api = await startApi({ ...shown, AUDIENCE: environment.RESOURCE, PERMISSION: scope.split(' ')[0] });
  const call = (headers) => fetch(api.url, { headers });
  assert.equal((await call({})).status, 401);
  assert.equal((await call({ authorization: `Bearer ${token}x` })).status, 401);
  const answer = await call({ authorization: `Bearer ${token}` });
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { hello: environment.APP_ID });
  await api.stop();
  const other = await startApi({ ...shown, AUDIENCE: environment.RESOURCE, PERMISSION: 'something:else' });
  assert.equal((await fetch(other.url, { headers: { authorization: `Bearer ${token}` } })).status, 403);
  await other.stop();
  assert.deepEqual(page.complaints, []);
});

// The example, where it finds this folder's packages.
async function startApi(environment) {
  const folder = join(import.meta.dirname, '../output/protected-api');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(examples, 'protected-api/server.mjs'), join(folder, 'server.mjs'));
  const port = await freePort();
  const child = spawn(process.execPath, [join(folder, 'server.mjs')], {
    stdio: 'ignore',
    env: { ...environment, PORT: String(port) },
  });
  const url = `http://127.0.0.1:${port}`;
  await waitFor(url, child, () => 'the example does not start');
  const stop = async () => {
    child.kill('SIGTERM');
    await exited(child);
  };
  return { url, stop };
}

test('in Korean, dark and on a telephone', async () => {
  const window = await openConsole(browser, server, {
    path: '/get-started',
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await window.getByRole('heading', { name: '가이드' }).waitFor();
  await look(window, '06-get-started-korean');
  await window.getByRole('link', { name: 'Next.js와 Auth.js' }).click();
  await window.getByRole('figure').first().waitFor();
  await look(window, '07-nextjs-korean');
  for (const guide of ['nextjs-logto', 'express', 'react', 'cpp']) {
    await window.goto(`${server.demo.adminEndpoint}/console/get-started/${guide}`);
    await window.getByRole('figure').first().waitFor();
    await look(window, `11-${guide}-korean`);
  }
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
