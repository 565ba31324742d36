// The account center in a window: what people do on each of its pages.
import { openWindow } from './chromium.mjs';
import { button } from './demo.mjs';

const names = [
  'name',
  'avatar',
  'profile',
  'customData',
  'username',
  'email',
  'phone',
  'password',
  'social',
  'mfa',
  'passkey',
  'session',
  'trustedDevice',
];

// Every field of the account, for people to change.
export const allFields = Object.fromEntries(names.map((name) => [name, 'Edit']));

export async function openAccount(browser, server, path, options = {}) {
  const page = await openWindow(browser, { viewport: { width: 360, height: 740 }, ...options });
  await page.goto(`${server.endpoint}${path}`);
  return page;
}

export async function enterPassword(page, { username, password }) {
  await page.locator('[name=identifier]').waitFor();
  await page.fill('[name=identifier]', username);
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
}

// By the password, whatever else the account could be confirmed with.
export async function confirm(page, password) {
  const choice = button(page, 'Enter your password');
  const field = page.locator('[name=password]:visible');
  await choice.or(field).first().waitFor();
  if (await choice.isVisible()) await choice.click();
  await field.fill(password);
  await page.keyboard.press('Enter');
}

// The button of one row, which says which one it is of: "Change – Email address".
export const action = (page, word, row) => button(page, `${word} – ${row}`);

// In the dialog that asks whether to do it.
export const agree = (page, word) => page.getByRole('dialog').getByRole('button', { name: word, exact: true }).click();
