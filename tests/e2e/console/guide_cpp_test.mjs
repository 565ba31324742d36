// What the copy buttons of the C++ guide give, as a project by itself against the installed library. The library is
// what the test client_package has built, in DAEMUN_CLIENT_PACKAGE (build/release/package by default).
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, openWindow } from '../lib/chromium.mjs';
import { openConsole } from '../lib/console.mjs';
import { followGuide } from '../lib/guide_page.mjs';
import { checkUserInfo, enterAsAlice, resource } from '../lib/logto_sdk.mjs';
import { binary, exited, freePort, Server, waitFor } from '../lib/server.mjs';

const library = process.env.DAEMUN_CLIENT_PACKAGE ?? join(dirname(binary), 'package');
const folder = resolve(import.meta.dirname, '../output/fresh/cpp');
const app = { folder: join(folder, 'app') };
const prefix = join(folder, 'prefix');
let server;
let browser;
let stages;
let child;

const run = (...words) => {
  try {
    execFileSync(words[0], words.slice(1), { cwd: app.folder, stdio: 'pipe', encoding: 'utf8' });
  } catch (error) {
    throw new Error(`${words.join(' ')}\n${error.stdout}${error.stderr}`);
  }
};

before(async () => {
  assert.ok(existsSync(library), `${library} is not there: run the test client_package first`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(app.folder, { recursive: true });
  run('cmake', '--install', library, '--component', 'daemun-auth', '--prefix', prefix);
  app.port = await freePort();
  app.origin = `http://localhost:${app.port}`;
  server = await Server.start();
  browser = await launch('console_guide_cpp');
  const permissions = ['clipboard-read', 'clipboard-write'];
  const page = await openConsole(browser, server, { path: '/get-started', permissions });
  stages = await followGuide(page, server, 'cpp', app);
  assert.equal(stages.length, 2);
  await page.context().close();
});
after(async () => {
  child?.kill('SIGTERM');
  await browser?.close();
  await server?.stop();
});

// The guide's own commands, with the compiler's cache where there is one.
function build(files) {
  for (const { path, text } of files) writeFileSync(join(app.folder, path), `${text}\n`);
  run('cmake', '-S', '.', '-B', 'build', `-DCMAKE_PREFIX_PATH=${prefix}`, ...launcher());
  run('cmake', '--build', 'build');
}

const launcher = () => (existsSync('/usr/bin/ccache') ? ['-DCMAKE_CXX_COMPILER_LAUNCHER=ccache'] : []);

async function start() {
  const log = join(folder, 'app.log');
  const descriptor = openSync(log, 'a');
  child = spawn('sh', ['-c', 'set -a && . ./.env && set +a && exec build/app'], {
    cwd: app.folder,
    stdio: ['ignore', descriptor, descriptor],
    env: { PATH: process.env.PATH, PORT: String(app.port) },
  });
  closeSync(descriptor);
  await waitFor(app.origin, child, () => readFileSync(log, 'utf8'));
}

async function visit(look) {
  await start();
  const window = await openWindow(browser);
  await window.goto(app.origin);
  await window.click('text=Sign In');
  await enterAsAlice(window, server);
  await window.waitForURL(`${app.origin}/`);
  await window.waitForSelector('text=Sign Out');
  assert.match(await window.innerText('#claims'), /Alice Kim/);
  await look(window);
  await window.click('text=Sign Out');
  await window.waitForSelector('text=Sign In');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
  child.kill('SIGTERM');
  await exited(child);
}

// The guide asks for all permissions of the API; Alice's role has some.
function checkToken({ aud, scope }) {
  assert.equal(aud, resource);
  assert.equal(scope.split(' ').sort().join(' '), 'read shopping:read');
}

test('C++: the first page signs users in and shows them', async () => {
  build(stages[0]);
  await visit(async () => {});
});

test('C++: the next one has the full profile, tokens, and a page for signed-in users', async () => {
  build(stages[1]);
  const read = async (window, id) => JSON.parse(await window.innerText(`#${id}`));
  await visit(async (window) => {
    checkUserInfo(await read(window, 'userinfo'));
    checkToken(await read(window, 'api-token'));
    assert.match((await read(window, 'organization-token')).aud, /^urn:logto:organization:/);
    await window.goto(`${app.origin}/account`);
    assert.match(await window.innerText('#claims'), /Alice Kim/);
    await window.goto(app.origin);
  });
});
