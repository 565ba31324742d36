// The demo app in a window: what a person does before and after signing in.
import assert from 'node:assert/strict';

import { openWindow } from './chromium.mjs';

export const heading = (page, name) => page.getByRole('heading', { name, exact: true });
export const button = (page, name) => page.getByRole('button', { name, exact: true });

export async function openDemo(browser, server, options = {}) {
  const page = await openWindow(browser, options);
  await page.goto(`${server.endpoint}/demo-app`);
  return page;
}

export const signedIn = (page) => heading(page, 'You are signed in').waitFor();

export async function signOut(page) {
  await button(page, 'Sign out').click();
  await heading(page, 'Try signing in').waitFor();
}

export async function close(page) {
  assert.deepEqual(page.complaints, []);
  await page.context().close();
}
