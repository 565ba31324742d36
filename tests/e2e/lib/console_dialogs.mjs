// Steps in the console's dialogs and menus.
import { button } from './console.mjs';

export const dialog = (page) => page.getByRole('dialog');
// One that fades away may still be there when the next one comes.
const newest = (page) => dialog(page).last();
export const submit = (page) => newest(page).locator('[type=submit]').click();
export const closed = (page) => dialog(page).first().waitFor({ state: 'detached' });

// Answers a question that is open; `name` is what it wants typed.
export async function confirm(page, name) {
  if (name) await newest(page).getByRole('textbox').fill(name);
  await submit(page);
  await closed(page);
}

// Searches in a picker of the dialog, and takes what is found.
export async function choose(page, label, words, option = words) {
  await newest(page).getByLabel(label, { exact: true }).first().fill(words);
  await page.getByRole('option', { name: option }).first().click();
  // The list is above the button.
  await page.keyboard.press('Escape');
}

// Ticks one of the permissions that a dialog lists.
export const tick = (page, name) => newest(page).getByRole('checkbox', { name }).check();

export async function fromMenu(page, entry, menu = 'More actions') {
  await button(page, menu).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}
