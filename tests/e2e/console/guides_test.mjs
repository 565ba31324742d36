// The guides of the console, followed: what they show, with the values that they fill in, works.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseEnv } from 'node:util';

import { launch, openWindow } from '../lib/chromium.mjs';
import { button, enter, field, heading, look, openConsole } from '../lib/console.mjs';
import { addAddresses, copy, createApplication, openGuide } from '../lib/guide_page.mjs';
import { Management } from '../lib/management.mjs';
import { exited, freePort, Server, waitFor } from '../lib/server.mjs';

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

// The text that the copy button of the block gives, secrets included.
const copyBlock = (title, number = 0) => copy(page, page.getByRole('figure', { name: title, exact: true }).nth(number));

// `export NAME=value` lines, as a shell understands them.
function readEnvironment(text) {
  const output = execFileSync('env', ['-i', 'bash', '-c', `${text}\nenv -0`], { encoding: 'utf8' });
  return Object.fromEntries(output.split('\0').filter(Boolean).map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

// The script as it is copied from the guide.
async function run(script, environment, ...words) {
  const file = join(server.folder, script);
  writeFileSync(file, await copyBlock(script));
  return execFileSync('sh', [file, ...words], {
    cwd: server.folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...environment },
  });
}

const goTo = (guide) => openGuide(page, server, guide);

test('the list says what is left to do', async () => {
  await heading(page, 'Next steps').waitFor();
  await page.getByRole('link', { name: 'Read the guide' }).waitFor();
  await look(page, '01-get-started');
});

test('the guide for Next.js asks for a name, fills in the values, and registers the redirect URI', async () => {
  await page.getByRole('link', { name: 'Next.js with Auth.js' }).click();
  const before = await management.get('/applications');
  await button(page, 'Create a new one').click();
  const dialog = page.getByRole('dialog', { name: 'Create an application' });
  await look(page, '02-create');
  await button(dialog, 'Create').click();
  await dialog.getByText('Enter a value.').waitFor();
  assert.equal((await management.get('/applications')).length, before.length);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await createApplication(page, 'Corner shop');
  await field(page, 'URL of your app').fill('http://localhost:4711');
  await button(page, 'Add to “Corner shop”').click();
  await button(page, 'Added').waitFor();
  await look(page, '02-nextjs');
  const environment = await copyBlock('.env.local');
  const { AUTH_LOGTO_ISSUER, AUTH_LOGTO_ID, AUTH_LOGTO_SECRET } = parseEnv(environment);
  const application = await management.get(`/applications/${AUTH_LOGTO_ID}`);
  assert.equal(application.name, 'Corner shop');
  assert.deepEqual(application.oidcClientMetadata.redirectUris, ['http://localhost:4711/api/auth/callback/logto']);
  const [{ value }] = await management.get(`/applications/${AUTH_LOGTO_ID}/secrets`);
  assert.equal(AUTH_LOGTO_SECRET, value);
  assert.equal(AUTH_LOGTO_ISSUER, server.issuer);
  assert.equal(await page.getByText(value).count(), 0);
});

test('a generated secret stays the same until the page is loaded again', async () => {
  const { AUTH_SECRET } = parseEnv(await copyBlock('.env.local'));
  assert.equal(Buffer.from(AUTH_SECRET, 'base64').length, 32);
  const later = await copyBlock('.env.local (replaces the file)');
  assert.equal(parseEnv(later).AUTH_SECRET, AUTH_SECRET);
  await page.getByRole('link', { name: 'Get started' }).first().click();
  await page.getByRole('link', { name: 'Next.js with Auth.js' }).click();
  await field(page, 'Application').and(page.locator('[value="Corner shop"]')).waitFor();
  assert.equal(parseEnv(await copyBlock('.env.local')).AUTH_SECRET, AUTH_SECRET);
});

test('the guides for Logto SDKs register both addresses', async () => {
  await goTo('nextjs-logto');
  await createApplication(page, 'Both addresses');
  await addAddresses(page, 'URL of your app', 'http://localhost:4713/');
  await look(page, '08-nextjs-logto');
  const { LOGTO_APP_ID, ...rest } = parseEnv(await copyBlock('.env.local'));
  const { oidcClientMetadata } = await management.get(`/applications/${LOGTO_APP_ID}`);
  assert.deepEqual(oidcClientMetadata.redirectUris, ['http://localhost:4713/callback']);
  assert.deepEqual(oidcClientMetadata.postLogoutRedirectUris, ['http://localhost:4713']);
  assert.equal(rest.LOGTO_BASE_URL, 'http://localhost:4713');
  for (const guide of ['express', 'react', 'cpp']) {
    await goTo(guide);
    await look(page, `09-${guide}`);
  }
});

test('the requests of the OpenID Connect guide sign a user in', async () => {
  await goTo('oidc');
  const redirectUri = 'http://localhost:4712/callback';
  await addAddresses(page, 'Redirect URI of your app', redirectUri);
  await look(page, '03-oidc');
  const environment = readEnvironment(await copyBlock('shell'));
  const window = await openWindow(browser);
  await window.goto((await run('authorization_url.sh', environment)).trim());
  await window.waitForSelector('[name=password]');
  const back = window.waitForRequest((request) => request.url().startsWith(redirectUri));
  await enter(window, server.user('alice'));
  const code = new URL((await back).url()).searchParams.get('code');
  await window.context().close();
  const tokens = JSON.parse(await run('exchange_code.sh', environment, code));
  assert.ok(tokens.id_token && tokens.refresh_token);
  const user = JSON.parse(await run('userinfo.sh', environment, tokens.access_token));
  assert.equal(user.sub, server.user('alice').id);
  const refreshed = JSON.parse(await run('refresh.sh', environment, tokens.refresh_token));
  assert.ok(refreshed.access_token && refreshed.access_token !== tokens.access_token);
});

test('a machine gets a token as its guide says, and the protected API takes it', async () => {
  await goTo('machine');
  await look(page, '04-machine');
  const environment = readEnvironment(await copyBlock('shell'));
  const { access_token: token, scope } = JSON.parse(await run('machine_token.sh', environment));
  assert.ok(scope);

  await goTo('api');
  await look(page, '05-api');
  const shown = readEnvironment(await copyBlock('shell'));
  const code = await copyBlock('server.mjs');
  const api = await startApi(code, { ...shown, AUDIENCE: environment.RESOURCE, PERMISSION: scope.split(' ')[0] });
  const call = (headers) => fetch(api.url, { headers });
  assert.equal((await call({})).status, 401);
  assert.equal((await call({ authorization: `Bearer ${token}x` })).status, 401);
  const answer = await call({ authorization: `Bearer ${token}` });
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { hello: environment.APP_ID });
  await api.stop();
  const other = await startApi(code, { ...shown, AUDIENCE: environment.RESOURCE, PERMISSION: 'something:else' });
  assert.equal((await fetch(other.url, { headers: { authorization: `Bearer ${token}` } })).status, 403);
  await other.stop();
  assert.deepEqual(page.complaints, []);
});

// The copied file, where it finds this folder's packages.
async function startApi(code, environment) {
  const folder = join(import.meta.dirname, '../output/protected-api');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'server.mjs'), code);
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
  for (const guide of ['nextjs-logto', 'express', 'react', 'cpp', 'oidc', 'machine', 'api']) {
    await window.goto(`${server.demo.adminEndpoint}/console/get-started/${guide}`);
    await window.getByRole('figure').first().waitFor();
    await look(window, `11-${guide}-korean`);
  }
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
