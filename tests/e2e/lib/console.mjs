// An administrator's window on the console.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { openWindow, shoot } from './chromium.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Makes an administrator and signs in as one; `path` is below /console.
export async function openConsole(browser, server, { path = '/', ...options } = {}) {
  const administrator = server.administrator ?? makeAdministrator(server);
  const page = await openWindow(browser, { viewport: { width: 1280, height: 860 }, ...options });
  await page.goto(`${server.demo.adminEndpoint}/console${path}`);
  await enter(page, administrator);
  await page.waitForSelector('nav');
  return page;
}

function makeAdministrator(server) {
  const words = ['user', 'create', '--tenant', 'admin', '--username', 'root', '--name', 'Kim Minji', '--json'];
  server.administrator = JSON.parse(server.command(...words));
  return server.administrator;
}

export async function enter(page, { username, password }) {
  await page.fill('[name=identifier]', username);
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
}

// The list of a field with choices has the same label; the field comes first.
export const field = (page, label) => page.getByLabel(label, { exact: true }).first();
export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const heading = (page, name) => page.getByRole('heading', { name, exact: true });
export const tab = (page, name) => page.getByRole('tab', { name, exact: true });

// Takes an option of a list.
export async function pick(page, label, option) {
  await field(page, label).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

export async function saved(page) {
  await button(page, 'Save changes').click();
  await page.getByText('Changes saved').first().waitFor();
  await page.getByText('Unsaved changes').waitFor({ state: 'detached' });
}

// Leaves a picture, and throws what axe-core calls serious.
export async function look(page, name) {
  await page.waitForTimeout(300);
  // What fades in on a busy machine has no contrast yet. A spinner never ends.
  await page.waitForFunction(() =>
    document.getAnimations().every(
      ({ effect, playState }) => playState !== 'running' || effect.getComputedTiming().iterations === Infinity,
    ),
  );
  await shoot(page, name);
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
  if (found.length > 0) throw new Error(`${name}: ${found.join('; ')}`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (width > 0) throw new Error(`${name} is ${width} px too wide`);
}
