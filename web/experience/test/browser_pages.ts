// Shared by the browser tests: the built pages in Chromium against the fake server.
import {readFileSync} from 'node:fs';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';

import {type Browser, type BrowserContextOptions, chromium, type Page} from 'playwright-core';
import {afterAll, beforeAll, expect} from 'vitest';

import {startMock} from '../dev/mock.mjs';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

let server: Server;
export let browser: Browser;
export let origin: string;

beforeAll(async () => {
  server = await startMock(0, process.env['DAEMUN_PAGES']);
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
}, 30_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Acts in a page of its own, and expects that nothing complained: no script error, no CSP violation. */
export async function inPage(act: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({viewport: {width: 1000, height: 800}, locale: 'en-US', ...options});
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Refusals and lost connections are part of the tests.
    const expected = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !expected) complaints.push(message.text());
  });
  try {
    await act(page);
  } finally {
    await context.close();
  }
  expect(complaints).toEqual([]);
}

export const visit = (path: string, act: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) =>
  inPage(async (page) => {
    await page.goto(origin + path);
    await page.waitForSelector('h1');
    await act(page);
  }, options);

/** Injected through the debugger, because the page's policy lets no other script in. */
export async function violations(page: Page): Promise<unknown> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', {expression: axe});
  const {result} = await session.send('Runtime.evaluate', {
    expression: `axe.run().then(({violations, passes}) => JSON.stringify(
      passes.length < 5 ? ['axe found nothing to check'] :
      violations.map(({id, nodes}) => [id, ...nodes.map(({html}) => html)])))`,
    awaitPromise: true,
    returnByValue: true,
  });
  return JSON.parse(String(result.value));
}

/** For people to look at: only where DAEMUN_PICTURES names a folder. */
export const picture = async (page: Page, name: string) => {
  const folder = process.env['DAEMUN_PICTURES'];
  if (folder) await page.screenshot({path: `${folder}/${name}.png`, fullPage: true});
};

export const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

export const signIn = async (page: Page, name: string, password = 'right-horse-9') => {
  await page.fill('[name=identifier]', name);
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
};

export const register = async (page: Page, name: string) => {
  await page.fill('[name=identifier]', name);
  await page.fill('[name=new-password]', 'right-horse-9');
  await page.fill('[name=new-password-again]', 'right-horse-9');
  await page.keyboard.press('Enter');
};

/** The calls of the Experience API that the page makes from now on: "POST /submit". */
export const calls = (page: Page) => {
  const made: string[] = [];
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (path.startsWith('/api/experience')) made.push(`${request.method()} ${path.slice('/api/experience'.length)}`);
  });
  return made;
};

/** The bodies that the page sends to a path of the Experience API from now on. */
export const bodies = (page: Page, path: string) => {
  const sent: unknown[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === `/api/experience${path}`) sent.push(request.postDataJSON());
  });
  return sent;
};

export const identify = async (page: Page, text: string) => {
  await page.fill('[name=identifier]', text);
  await page.keyboard.press('Enter');
};

/** Types the right code, which needs no button. */
export const enterCode = async (page: Page, code = '123456') => {
  await page.locator('[name=code]').waitFor();
  await page.locator('[name=code]').pressSequentially(code);
};

export const heading = (page: Page, name: string) => page.getByRole('heading', {name, exact: true});

export const way = (page: Page, name: string) => page.getByRole('button', {name, exact: true});

export const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLInputElement).name || document.activeElement?.tagName);
