// Every page of a second step is accessible and fits, in light and dark, English and Korean, on a narrow screen.
import type {Page} from 'playwright-core';
import {test} from 'vitest';

import {Authenticator} from './authenticator.ts';
import {identify, inEveryLook, signIn} from './browser_pages.ts';

const shown = (page: Page, selector: string) => page.locator(selector).first().waitFor();

const signedIn = async (page: Page) => {
  await signIn(page, 'mina');
  await page.locator('[name=password]').waitFor({state: 'detached'});
};

const choose = (page: Page, number: number) => page.locator('.factors button').nth(number).click();

const steps: [name: string, path: string, act: (page: Page) => Promise<void>][] = [
  ['start', '/sign-in?with=passkey_button,autofill,long,terms,manual', async () => undefined],
  ['suggest', '/sign-in?with=suggest,bind_all', signedIn],
  ['choose', '/sign-in?with=bind_all', signedIn],
  ['choose_skippable', '/sign-in?with=suggest,bind_all,long', async (page) => {
    await signedIn(page);
    await page.click('[type=submit]');
    await shown(page, '.factors');
  }],
  ['choose_more', '/sign-in?with=more', signedIn],
  ['set_up_totp', '/sign-in?with=bind_totp', async (page) => {
    await signedIn(page);
    await shown(page, '.qr-code img');
  }],
  ['set_up_totp_key', '/sign-in?with=bind_all', async (page) => {
    await signedIn(page);
    await choose(page, 1);
    await page.locator('summary').click();
    await page.locator('[name=code]').fill('654321');
    await shown(page, '.field-error');
  }],
  ['set_up_passkey', '/sign-in?with=bind_all', async (page) => {
    await signedIn(page);
    await choose(page, 0);
  }],
  ['set_up_phone', '/sign-in?with=bind_phone', signedIn],
  ['set_up_email', '/sign-in?with=bind_email,bind_skippable', async (page) => {
    await signedIn(page);
    await page.click('[type=submit]');
    await shown(page, '.field-error');
  }],
  ['backup_codes', '/sign-in?with=backup', async (page) => {
    await signedIn(page);
    await shown(page, '.backup-codes');
    await page.click('[type=submit]');
    await shown(page, '.field-error');
  }],
  ['verify_totp', '/sign-in?with=has_totp,has_passkey,has_phone,has_email,has_backup,long', signedIn],
  ['verify_totp_wrong', '/sign-in?with=has_totp,has_backup', async (page) => {
    await signedIn(page);
    await page.locator('[name=code]').fill('654321');
    await shown(page, '.field-error');
  }],
  ['verify_passkey', '/sign-in?with=has_passkey,has_backup', async (page) => {
    // The device does not recognize its user.
    await Authenticator.plugIn(page, {isUserVerified: false});
    await signedIn(page);
    await page.click('[type=submit]');
    await shown(page, '.notice');
  }],
  ['verify_email', '/sign-in?with=has_email,has_totp', async (page) => {
    await signedIn(page);
    await shown(page, '.wait');
  }],
  ['verify_phone_unsendable', '/sign-in?with=has_phone,unsendable', async (page) => {
    await signedIn(page);
    await shown(page, '.notice');
  }],
  ['verify_backup', '/sign-in?with=has_backup,has_totp', async (page) => {
    await signedIn(page);
    await page.locator('[name=code]').fill('nonsense');
    await page.keyboard.press('Enter');
    await shown(page, '.field-error');
  }],
  ['create_passkey', '/sign-in?with=passkey_prompt', signedIn],
  ['create_passkey_only', '/register?with=no_password,passkey_prompt', async (page) => {
    await identify(page, 'mina');
    await page.locator('[name=identifier]').waitFor({state: 'detached'});
  }],
];

test.each(steps)('%s', (name, path, act) => inEveryLook(path, act, `factor_${name}`), 90_000);
