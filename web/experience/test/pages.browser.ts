// The built pages in Chromium against the fake server: `npm run test:browser` after a build.
import type {Page} from 'playwright-core';
import {describe, expect, test} from 'vitest';

import {calls, heading, inEveryLook, origin, violations, visit} from './browser_pages.ts';

describe('every page is accessible and fits', () => {
  const pages = [
    '/sign-in?with=all,terms,manual,long,forgot',
    '/sign-in?with=all,codes,terms,manual,long',
    '/register?with=all,terms,codes',
    '/forgot-password?with=forgot',
    '/reset-password',
    '/register?with=phone,terms,strict',
    '/consent?with=terms,long',
    '/consent?with=failing',
    '/one-time-token?token=good&email=mina@example.com&with=terms,manual,long',
    '/one-time-token',
    '/reset-password?one_time_token=good&login_hint=mina@example.com',
    '/invitation?token=good&with=long,pending',
    '/invitation?with=accepted',
    '/invitation?with=ended',
    '/register?with=invited,no_app,terms,manual',
    '/sign-in?with=invited,no_app',
    '/magic-link?with=used',
    '/signed-in',
    '/device',
    '/device?error=not_found',
    '/device?error=too_many_attempts',
    '/device?error=aborted',
    '/device?with=known,long',
    '/device-success',
    '/signed-out?with=terms',
    '/unknown-session',
    '/home',
    '/home?unknown=1',
    '/error',
    '/demo-app',
  ];
  test.each(pages)('%s', (path) => inEveryLook(path, async () => undefined), 90_000);
});

describe('consent', () => {
  test.each([
    ['Authorize', '/api/interaction/consent', {organizationIds: ['o2']}],
    ['Cancel', '/api/interaction/consent/cancel', {}],
  ])('%s', (button, path, body) =>
    visit('/consent', async (page) => {
      const posted = page.waitForRequest((request) => request.method() === 'POST');
      await page.getByRole('checkbox', {name: 'Acme International'}).check();
      await page.getByRole('button', {name: button}).click();
      const request = await posted;
      expect(new URL(request.url()).pathname).toBe(path);
      expect(request.postDataJSON()).toEqual(body);
      await page.waitForURL(`${origin}/signed-out`);
    }),
  );
});

describe('demo application', () => {
  test('signs in, refreshes, survives a reload, signs out', () =>
    visit('/demo-app', async (page) => {
      await page.getByRole('button', {name: 'Sign in'}).click();
      await page.getByRole('heading', {name: 'You are signed in'}).waitFor();
      expect(page.url()).toBe(`${origin}/demo-app`);
      await page.getByRole('heading', {name: 'Userinfo'}).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', {name: 'Refresh tokens'}).click();
      await page.getByText('New tokens arrived').waitFor();
      await page.reload();
      await page.getByRole('heading', {name: 'Userinfo'}).waitFor();
      await page.getByRole('button', {name: 'Sign out'}).click();
      await page.getByRole('heading', {name: 'Try signing in'}).waitFor();
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    }));

  test.each(['?code=stolen&state=x', '?error=access_denied&state=x'])('refuses the answer %s that it did not ask for', (query) =>
    visit(`/demo-app${query}`, async (page) => {
      await page.getByRole('alert').filter({hasText: 'another request'}).waitFor();
      expect(page.url()).toBe(`${origin}/demo-app`);
    }),
  );
});

describe('device', () => {
  const sent = (page: Page) => {
    const forms: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/oidc/device')) forms.push(request.postData() ?? '');
    });
    return forms;
  };

  test('sends the code with the keyboard alone, once, and asks before it goes on', () =>
    visit('/device', async (page) => {
      const forms = sent(page);
      await page.keyboard.type('bcdf ghjk');
      await page.locator('form').evaluate((form: HTMLFormElement) => {
        for (let press = 0; press < 5; press++) form.requestSubmit();
      });
      await page.waitForSelector('.user-code');
      expect(await page.textContent('.user-code')).toBe('BCDF-GHJK');
      expect(await page.textContent('h1')).toContain('Marble Notes');
      await page.click('[name=confirm]');
      await page.waitForURL(`${origin}/device-success`);
      expect(forms).toEqual(['xsrf=mock&user_code=bcdf+ghjk', 'xsrf=mock&user_code=BCDF-GHJK&confirm=yes']);
    }));

  test('keeps what cannot be a code, says so and takes the focus there', () =>
    visit('/device', async (page) => {
      const forms = sent(page);
      await page.fill('[name=user_code]', 'ABCD-1234');
      await page.keyboard.press('Enter');
      const field = page.locator('[name=user_code]');
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
      expect(forms).toEqual([]);
    }));

  test('can be refused', () =>
    visit('/device?with=known', async (page) => {
      const forms = sent(page);
      await page.click('[name=abort]');
      await page.waitForURL(`${origin}/device?error=aborted`);
      expect(forms).toEqual(['xsrf=mock&user_code=BCDF-GHJK&abort=yes']);
      expect(await page.textContent('h1')).toBe('The device was not connected');
    }));
});

describe('a link from a mail', () => {
  test('is used only when its person says so', () =>
    visit('/one-time-token?token=good&email=mina@example.com', async (page) => {
      const made = calls(page);
      await page.waitForTimeout(100);
      expect(made).toEqual([]);
      expect(await page.textContent('.lead')).toContain('mina@example.com');
      await page.click('[type=submit]');
      await page.waitForURL(`${origin}/signed-out`);
      expect(made).toEqual(['PUT ', 'POST /verification/one-time-token/verify', 'POST /identification', 'POST /submit']);
    }));

  test('makes an account where there is none, from the page that the dialogue begins with', () =>
    visit('/sign-in?app_id=app&one_time_token=good&login_hint=new@example.com', async (page) => {
      const made = calls(page);
      await page.click('[type=submit]');
      await page.waitForURL(`${origin}/signed-out`);
      expect(made).toEqual([
        'PUT ',
        'POST /verification/one-time-token/verify',
        'POST /identification',
        'PUT /interaction-event',
        'POST /identification',
        'POST /submit',
      ]);
    }));

  test('that was made to register with begins a registration', () =>
    visit('/one-time-token?token=invitation&email=new@example.com', async (page) => {
      const made = calls(page);
      await page.click('[type=submit]');
      await page.waitForURL(`${origin}/signed-out`);
      const verify = 'POST /verification/one-time-token/verify';
      expect(made).toEqual(['PUT ', verify, 'PUT ', verify, 'POST /identification', 'POST /submit']);
    }));

  test.each([
    ['manual_register', 'asks for the agreement only where it makes an account'],
    ['manual', 'asks for the agreement at once where signing in needs it'],
  ])('%s: %s', (policy) =>
    visit(`/one-time-token?token=good&email=new@example.com&with=terms,${policy}`, async (page) => {
      if (policy === 'manual') await page.getByRole('checkbox').check();
      else expect(await page.getByRole('checkbox').count()).toBe(0);
      await page.click('[type=submit]');
      if (policy === 'manual_register') {
        await heading(page, 'No account found').waitFor();
        await page.click('[type=submit]');
        await page.getByText('Please agree to the terms').waitFor();
        await page.getByRole('checkbox').check();
        await page.click('[type=submit]');
      }
      await page.waitForURL(`${origin}/signed-out`);
    }),
  );

  test('says when it already been used, and shows the other way', () =>
    visit('/one-time-token?app_id=app&interaction=older&token=used&email=mina@example.com', async (page) => {
      await page.click('[type=submit]');
      await page.waitForSelector('[role=alert]');
      expect(await page.textContent('[role=alert]')).toContain('already been used');
      expect(await page.getAttribute('.aside a', 'href')).toBe('/sign-in?app_id=app&interaction=older');
    }));
});

describe('an invitation', () => {
  test('says what it is, and waits for its person', () =>
    visit('/invitation?token=good&with=pending', async (page) => {
      const made = calls(page);
      await page.waitForTimeout(100);
      expect(made).toEqual([]);
      expect(await page.textContent('h1')).toBe('Join 한옥 스튜디오');
      expect(await page.textContent('.lead')).toBe('김민아 invites you to join 한옥 스튜디오 with new@example.com.');
      expect(await page.textContent('.fine-print')).toBe('Role: editor, member');
      await page.click('[type=submit]');
      await page.waitForURL(`${origin}/register?with=invited,no_app`);
      expect(await page.textContent('.lead')).toContain('new@example.com');
      await page.click('[type=submit]');
      await page.waitForURL(`${origin}/signed-out`);
      expect(made).toEqual([
        'POST /invitation',
        'PUT ',
        'POST /verification/invitation/verify',
        'POST /identification',
        'POST /submit',
      ]);
    }));

  test('that has ended meanwhile says so', () =>
    visit('/invitation?token=old&with=pending', async (page) => {
      await page.click('[type=submit]');
      await heading(page, 'This invitation is no longer valid').waitFor();
    }));

  test('leads to signing in when the address has become an account', () =>
    visit('/register?with=invited,no_app,taken', async (page) => {
      await page.click('[type=submit]');
      await page.waitForURL(`${origin}/sign-in?with=invited,no_app,taken`);
      expect(await page.textContent('.lead')).toBe('Sign in as new@example.com to join 한옥 스튜디오.');
    }));

  test('is not for another account, which can be switched', () =>
    visit('/sign-in?with=invited,no_app', async (page) => {
      await page.fill('[name=identifier]', 'other');
      await page.fill('[name=password]', 'right-horse-9');
      await page.click('[type=submit]');
      await heading(page, 'This is another account').waitFor();
      expect(await page.textContent('.lead')).toContain('new@example.com');
      await page.getByRole('button', {name: 'Switch account'}).click();
      await heading(page, 'Sign in').waitFor();
    }));
});

test('a link to set a new password waits for its person, and for the password', () =>
  visit('/reset-password?one_time_token=good&login_hint=mina@example.com', async (page) => {
    const made = calls(page);
    await page.waitForTimeout(100);
    expect(made).toEqual([]);
    await page.click('[type=submit]');
    await heading(page, 'Set a new password').waitFor();
    expect(made).toEqual(['PUT ', 'POST /verification/one-time-token/verify', 'POST /identification']);
  }));
