// Every step of a dialogue is accessible and fits, in light and dark, English and Korean, on a narrow screen.
import type {Page} from 'playwright-core';
import {test} from 'vitest';

import {enterCode, identify, inEveryLook, signIn} from './browser_pages.ts';

const longAddress = 'new.a-very-long-address.with.many.parts@department-of-redundancy.example.com';

const gone = (page: Page, name: string) => page.locator(`[name=${name}]`).waitFor({state: 'detached'});

const withCode = async (page: Page, address: string, code?: string) => {
  await identify(page, address);
  await enterCode(page, code);
};

const steps: [name: string, path: string, act: (page: Page) => Promise<void>][] = [
  ['phone', '/sign-in?with=all,codes', (page) => page.fill('[name=identifier]', '010 1234')],
  ['password', '/sign-in?with=all,password_first,forgot', async (page) => {
    await identify(page, longAddress);
    await page.locator('[name=password]').waitFor();
  }],
  ['code', '/sign-in?with=all,codes', async (page) => {
    await identify(page, '+821012345678');
    await page.locator('[name=code]').waitFor();
  }],
  ['code_error', '/sign-in?with=all,codes,no_register', async (page) => {
    await withCode(page, longAddress, '654321');
    await page.locator('.field-error').waitFor();
  }],
  ['code_expired', '/sign-in?with=all,codes', async (page) => {
    await withCode(page, longAddress, '111111');
    await page.locator('.field-error').waitFor();
  }],
  ['no_account', '/sign-in?with=email,only_codes,terms,manual_register', async (page) => {
    await withCode(page, longAddress);
    await gone(page, 'code');
    await page.click('[type=submit]');
    await page.locator('.field-error').waitFor();
  }],
  ['has_account', '/register?with=email,codes', async (page) => {
    await withCode(page, 'ann@example.com');
    await gone(page, 'code');
  }],
  ['complete_address', '/sign-in?with=needs_emailOrPhone', async (page) => {
    await signIn(page, 'mina');
    await gone(page, 'password');
    await identify(page, 'nonsense');
    await page.locator('.field-error').waitFor();
  }],
  ['complete_password', '/register?with=email,needs_password', async (page) => {
    await withCode(page, 'new@example.com');
    await page.locator('[name=new-password]').waitFor();
  }],
  ['reset', '/forgot-password?with=forgot', async (page) => {
    await withCode(page, 'ann@example.com');
    await page.locator('[name=new-password]').waitFor();
    await page.click('[type=submit]');
    await page.locator('.field-error').first().waitFor();
  }],
  ['changed', '/forgot-password?with=all,forgot', async (page) => {
    await withCode(page, 'ann@example.com');
    await page.locator('[name=new-password]').fill('new-horse-9!');
    await page.fill('[name=new-password-again]', 'new-horse-9!');
    await page.click('[type=submit]');
    await page.locator('.notice').waitFor();
  }],
  ['expired', '/sign-in?with=all,forgot', async (page) => {
    await signIn(page, 'ann@example.com', 'old-horse-9');
    await gone(page, 'password');
  }],
  ['suspended', '/sign-in?with=all', async (page) => {
    await signIn(page, 'suspended');
    await gone(page, 'password');
  }],
];

test.each(steps)('%s', (name, path, act) => inEveryLook(path, act, `step_${name}`), 90_000);
