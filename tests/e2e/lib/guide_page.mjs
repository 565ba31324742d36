// A guide of the console in a window, read as newcomers do, and the app that was made by it.
import assert from 'node:assert/strict';

import { openWindow } from './chromium.mjs';
import { button, field } from './console.mjs';
import { enterAsAlice, resource } from './logto_sdk.mjs';

export const openGuide = async (page, server, guide) => {
  await page.goto(`${server.demo.adminEndpoint}/console/get-started/${guide}`);
  await page.getByRole('figure').first().waitFor();
};

// Makes an application of its own in the guide.
export async function createApplication(page, name) {
  await button(page, 'Create a new one').click();
  const dialog = page.getByRole('dialog', { name: 'Create an application' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await button(dialog, 'Create').click();
  await dialog.waitFor({ state: 'hidden' });
  await field(page, 'Application').and(page.locator(`[value="${name}"]`)).waitFor();
}

// Adds the addresses of the app to the application that is chosen.
export async function addAddresses(page, label, address) {
  await field(page, label).fill(address);
  await page.getByRole('button', { name: /^Add to “/ }).click();
  await button(page, 'Added').waitFor();
}

// The text that the copy button of a block gives, secrets included.
export async function copy(page, block) {
  await block.getByRole('button', { name: /^Copy / }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

// All files in the order of the guide, by stages: a step that replaces files of the guide itself begins the next one.
export async function copyFiles(page) {
  const stages = [[]];
  for (const step of await page.locator('section').filter({ has: page.getByRole('figure') }).all()) {
    const files = [];
    for (const block of await step.getByRole('figure').all()) {
      const path = await block.locator('figcaption span').first().innerText();
      if (path !== 'shell') files.push({ path, text: await copy(page, block) });
    }
    const known = new Set(stages.flat().map(({ path }) => path));
    if (files.some(({ path }) => known.has(path))) stages.push(files);
    else stages.at(-1).push(...files);
  }
  return stages;
}

// From the choice of the application to the copied files.
export async function followGuide(page, server, guide, app) {
  await openGuide(page, server, guide);
  await createApplication(page, `Fresh ${guide}`);
  await addAddresses(page, 'URL of your app', app.origin);
  return copyFiles(page);
}

// Builds and starts the app, signs Alice in with a new window, hands it to `look`, and signs her out.
export async function visit(browser, server, app, look = () => {}) {
  await app.start();
  const window = await openWindow(browser);
  await window.goto(app.origin);
  await window.click('text=Sign In');
  await enterAsAlice(window, server);
  await window.waitForURL(`${app.origin}/`);
  await window.waitForSelector('text=Sign Out');
  await look(window);
  await window.click('text=Sign Out');
  await window.waitForSelector('text=Sign In');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
  await app.stop();
}

export async function showsAlice(window) {
  await window.waitForSelector('#claims');
  assert.match(await window.innerText('#claims'), /Alice Kim/);
}

// The guides ask for all permissions of the API; Alice's role has some.
export function checkGuideToken({ aud, scope }) {
  assert.equal(aud, resource);
  assert.deepEqual(scope.split(' ').sort(), ['read', 'shopping:read']);
}
