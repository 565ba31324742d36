// Debian's Chromium, quiet: nothing of it leaves this machine.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { engine } from './server.mjs';

// Pictures are kept after the run, to be looked at.
let output;

export async function launch(test, ...words) {
  output = join(import.meta.dirname, '../output', engine, test);
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  return chromium.launch({
    executablePath: process.env.DAEMUN_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...words,
    ],
  });
}

// A window with no past. It complains of script errors and of what a page's own policy forbids.
export async function openWindow(browser, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 800 },
    locale: 'en-US',
    colorScheme: 'light',
    ...options,
  });
  context.setDefaultTimeout(Number(process.env.DAEMUN_E2E_TIMEOUT ?? 60_000));
  const page = await context.newPage();
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(error.message));
  page.on('console', (message) => {
    // A refused password is a 422, which Chromium reports.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      page.complaints.push(message.text());
    }
  });
  return page;
}

export async function shoot(page, name) {
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true });
}
