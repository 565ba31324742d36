// Shared by the browser tests: the built pages in Chromium against the fake server.
import {readFileSync} from 'node:fs';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';

import {type Browser, type BrowserContextOptions, type CDPSession, chromium, type Page} from 'playwright-core';
import {afterAll, beforeAll, expect} from 'vitest';

import {startMock} from '../dev/mock.mjs';
import {accentOf} from '../../shared/color.ts';
import {surfaces} from '../src/theme.ts';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

let server: Server;
export let browser: Browser;
export let origin: string;

beforeAll(async () => {
  process.env['DELAY'] ??= '20';  // of the fake server's answers
  server = await startMock(0, process.env['DAEMUN_PAGES']);
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  // What is drawn is looked at by its layout and styles, which need no graphics card, nor one in software.
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

const newPage = async (options: BrowserContextOptions) => {
  const context = await browser.newContext({
    viewport: {width: 1000, height: 800},
    locale: 'en-US',
    reducedMotion: 'reduce',
    ...options,
  });
  return context.newPage();
};

/** Acts, and expects that nothing complained: no script error, no CSP violation. */
async function watched(page: Page, act: () => Promise<void>) {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Refusals and lost connections are part of the tests.
    const expected = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !expected) complaints.push(message.text());
  });
  await act();
  return complaints;
}

/** In a browser profile of its own, for tests that change the browser itself. */
export async function inPage(act: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  const page = await newPage(options);
  let complaints: string[];
  try {
    complaints = await watched(page, () => act(page));
  } finally {
    await page.context().close();
  }
  expect(complaints).toEqual([]);
}

// A new profile costs two seconds of a slow core, most of it for a new process that has yet to compile the
// pages. So the visits of one file share a page, and each finds it as if it were new.
let shared: {options: string; page: Page; session: CDPSession; isBusy: boolean} | undefined;

const changed = new WeakSet<Page>();

/** For a visit that changes the browser itself: no other will share the page. */
export const keepApart = (page: Page) => changed.add(page);

const leave = async () => {
  const left = shared;
  shared = undefined;
  await left?.page.context().close();
};

async function sharedPage(options: BrowserContextOptions) {
  const wanted = JSON.stringify(options);
  // A visit that ran into its timeout may still be there.
  if (shared?.isBusy || shared?.options !== wanted) {
    await leave();
    const page = await newPage(options);
    shared = {options: wanted, page, session: await page.context().newCDPSession(page), isBusy: true};
  }
  shared!.isBusy = true;
  return shared!;
}

async function forget({page, session}: {page: Page; session: CDPSession}) {
  await page.unrouteAll({behavior: 'ignoreErrors'});
  for (const event of ['pageerror', 'console', 'request'] as const) page.removeAllListeners(event);
  await page.evaluate(() => {
    sessionStorage.clear();
    localStorage.clear();
  });
  await page.goto('about:blank');
  await session.send('Page.resetNavigationHistory');
}

export const visit = async (path: string, act: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) => {
  const visited = await sharedPage(options);
  const {page} = visited;
  let complaints: string[];
  try {
    complaints = await watched(page, async () => {
      await page.goto(origin + path);
      await page.waitForSelector('h1');
      await act(page);
    });
    // Nothing can be cleared from outside of the pages.
    await (page.url().startsWith(origin) && !changed.has(page) ? forget(visited) : leave());
    visited.isBusy = false;
  } catch (error) {
    if (shared === visited) await leave();
    throw error;
  }
  expect(complaints).toEqual([]);
};

/** Injected through the debugger, because the page's policy lets no other script in. */
export async function violations(page: Page): Promise<unknown> {
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression: string) => {
    const {result} = await session.send('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true});
    return result.value as unknown;
  };
  if ((await evaluate('typeof axe')) === 'undefined') await evaluate(`${axe};0`);
  const found = await evaluate(`axe.run().then(({violations, passes}) => JSON.stringify(
    passes.length < 5 ? ['axe found nothing to check'] :
    violations.map(({id, nodes}) => [id, ...nodes.map(({html}) => html)])))`);
  await session.detach();
  return JSON.parse(String(found));
}

/** As the server and theme.ts paint a page from left to right in the usual colours. */
const paintAsUsual = (page: Page) => {
  const variables: Record<string, string> = {'--primary': '#6139F6', '--primary-dark': '#8768F8'};
  for (const [suffix, primary] of [['light', '#6139F6'], ['dark', '#8768F8']] as const) {
    for (const [name, value] of Object.entries(accentOf(primary, surfaces[suffix])!)) {
      variables[`--accent-${name}-${suffix}`] = String(value);
    }
  }
  return page.evaluate((values) => {
    document.documentElement.dir = 'ltr';
    for (const [name, value] of Object.entries(values)) document.documentElement.style.setProperty(name, value);
  }, variables);
};

/**
 * Expects that what the act leads to is accessible and fits on a narrow screen: in English from right to left in a
 * glaring colour, in English as usual, and in Korean in the dark.
 */
export async function inEveryLook(path: string, act: (page: Page) => Promise<void>, name?: string) {
  const look = async (page: Page, look: string) => {
    await page.waitForTimeout(50);
    expect(await violations(page), look).toEqual([]);
    expect(await overflow(page), look).toBeLessThanOrEqual(0);
    if (name) await picture(page, `${name}_${look}`);
  };
  const phone: BrowserContextOptions = {viewport: {width: 360, height: 720}};
  const query = `${path}${path.includes('?') ? '&' : '?'}`;
  await visit(
    `${query}lang=en&theme=light&dir=rtl&color=%23ffd000`,
    async (page) => {
      await act(page);
      await look(page, 'en_rtl');
      await paintAsUsual(page);
      await look(page, 'en_light');
    },
    phone,
  );
  await visit(
    `${query}lang=ko&theme=dark`,
    async (page) => {
      await act(page);
      await look(page, 'ko_dark');
    },
    phone,
  );
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
