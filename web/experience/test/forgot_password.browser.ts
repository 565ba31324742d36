// A forgotten or expired password, on the built pages in Chromium against the fake server.
import type {Page} from 'playwright-core';
import {describe, expect, test} from 'vitest';

import {bodies, calls, enterCode, focused, heading, identify, origin, signIn, visit, way} from './browser_pages.ts';

const setPassword = async (page: Page, password: string) => {
  await heading(page, 'Set a new password').waitFor();
  await page.fill('[name=new-password]', password);
  await page.fill('[name=new-password-again]', password);
  await page.keyboard.press('Enter');
};

describe('a forgotten password', () => {
  test('is replaced with a code, and the new one signs in', () =>
    visit('/sign-in?with=all,forgot', async (page) => {
      const made = calls(page);
      const begun = bodies(page, '');
      const sent = bodies(page, '/verification/verification-code');
      const set = bodies(page, '/profile/password');
      await way(page, 'Forgot your password?').click();
      await heading(page, 'Reset your password').waitFor();
      await expect.poll(() => focused(page)).toBe('identifier');
      await identify(page, 'ann@example.com');
      await heading(page, 'Enter the code').waitFor();
      expect(await page.textContent('.lead')).toContain('If ann@example.com belongs to an account');
      await enterCode(page);
      await setPassword(page, 'new-horse-9!');
      await page.getByRole('status').filter({hasText: 'Your password was changed'}).waitFor();
      expect(made).toEqual([
        'PUT ',
        'POST /verification/verification-code',
        'POST /verification/verification-code/verify',
        'POST /identification',
        'PUT /profile/password',
        'POST /submit',
      ]);
      expect(begun).toEqual([{interactionEvent: 'ForgotPassword'}]);
      expect(sent).toMatchObject([{interactionEvent: 'ForgotPassword'}]);
      expect(set).toEqual([{password: 'new-horse-9!'}]);
      expect(await page.inputValue('[name=identifier]')).toBe('ann@example.com');
      await expect.poll(() => focused(page)).toBe('password');
      await signIn(page, 'ann@example.com');
      await page.waitForURL(`${origin}/signed-out`);
    }));

  test('is known to be the old one, at its field', () =>
    visit('/forgot-password?with=email,forgot', async (page) => {
      await identify(page, 'ann@example.com');
      await enterCode(page);
      await setPassword(page, 'right-horse-9');
      await page.locator('.field-error').filter({hasText: 'not used before'}).waitFor();
      await setPassword(page, 'new-horse-9!');
      await page.getByRole('status').filter({hasText: 'Your password was changed'}).waitFor();
    }));

  test('answers alike for an address without an account, until the code was right', () =>
    visit('/reset-password?with=email,forgot_email', async (page) => {
      const made = calls(page);
      await identify(page, 'new@example.com');
      await heading(page, 'Enter the code').waitFor();
      expect(made).toEqual(['PUT ', 'POST /verification/verification-code']);
      await enterCode(page);
      await heading(page, 'No account found').waitFor();
      await way(page, 'Use another email address').click();
      await heading(page, 'Reset your password').waitFor();
      expect(await page.inputValue('[name=identifier]')).toBe('new@example.com');
      await way(page, 'Back to sign-in').click();
      await page.locator('[name=password]').waitFor();
    }));

  test('is not offered where nothing can be sent', () =>
    visit('/sign-in?with=all', async (page) => {
      expect(await way(page, 'Forgot your password?').count()).toBe(0);
    }));

  test('asks where to send the code only for what the settings allow', () =>
    visit('/sign-in?with=all,codes,forgot_email', async (page) => {
      await identify(page, 'mina');
      await way(page, 'Forgot your password?').click();
      await heading(page, 'Reset your password').waitFor();
      expect(await page.getByLabel('Email address').inputValue()).toBe('');
      await identify(page, '010 1234 5678');
      await page.locator('.field-error').filter({hasText: 'valid email address'}).waitFor();
    }));
});

describe('an expired password', () => {
  test('leads to a new one, for the identifier that was typed', () =>
    visit('/sign-in?with=all,forgot', async (page) => {
      await signIn(page, 'ann@example.com', 'old-horse-9');
      await heading(page, 'Your password has expired').waitFor();
      await page.getByRole('button', {name: 'Set a new password'}).click();
      await heading(page, 'Reset your password').waitFor();
      expect(await page.inputValue('[name=identifier]')).toBe('ann@example.com');
      await page.keyboard.press('Enter');
      await enterCode(page);
      await setPassword(page, 'new-horse-9!');
      await page.getByRole('status').filter({hasText: 'Your password was changed'}).waitFor();
    }));

  test('sends to support where no code can be sent', () =>
    visit('/sign-in?with=all', async (page) => {
      await signIn(page, 'mina', 'old-horse-9');
      await heading(page, 'Your password has expired').waitFor();
      expect(await page.textContent('.lead')).toContain('contact support');
      expect(await page.getByRole('button', {name: 'Set a new password'}).count()).toBe(0);
    }));
});
