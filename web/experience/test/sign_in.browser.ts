// Signing in and registering on the built pages in Chromium, against the fake server.
import {describe, expect, test} from 'vitest';

import {inEveryLook, origin, picture, register, signIn, visit} from './browser_pages.ts';

describe('sign-in', () => {
  test('works with the keyboard alone and leaves by replacing the page', () =>
    visit('/sign-in', async (page) => {
      await page.keyboard.type('mina');
      await page.keyboard.press('Tab');
      await page.keyboard.type('right-horse-9');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${origin}/signed-out`);
      expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
    }));

  test('sends one request a step, however often the button is pressed, with application and dialogue in the headers', () =>
    visit('/sign-in?app_id=app&interaction=older', async (page) => {
      const calls: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/api/')) {
          const headers = request.headers();
          const about = `${headers['logto-app-id']} ${headers['daemun-interaction']}`;
          calls.push(`${request.method()} ${new URL(request.url()).pathname} ${about}`);
        }
      });
      await page.fill('[name=identifier]', 'mina');
      await page.fill('[name=password]', 'right-horse-9');
      await page.locator('form').evaluate((form: HTMLFormElement) => {
        for (let press = 0; press < 5; press++) form.requestSubmit();
      });
      await page.waitForURL(`${origin}/signed-out`);
      expect(calls).toEqual([
        'PUT /api/experience app older',
        'POST /api/experience/verification/password app older',
        'POST /api/experience/identification app older',
        'POST /api/experience/submit app older',
      ]);
    }));

  test('says what is wrong, points at it, and takes the focus there', () =>
    visit('/sign-in', async (page) => {
      await page.click('[type=submit]');
      const field = page.locator('[name=identifier]');
      await expect.poll(() => field.evaluate((input) => document.activeElement === input)).toBe(true);
      const description = await field.getAttribute('aria-describedby');
      expect(await page.locator(`[id="${description}"]`).innerText()).toBe('Please fill in this field.');
      await signIn(page, 'mina', 'wrong');
      await page.getByRole('alert').filter({hasText: 'Incorrect sign-in details'}).waitFor();
      expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('password');
    }));

  test.each([
    ['blocked', 'Too many failed attempts'],
    ['broken', 'Something went wrong'],
  ])('explains the refusal of %s', (name, text) =>
    visit('/sign-in', async (page) => {
      await signIn(page, name);
      await page.getByRole('alert').filter({hasText: text}).waitFor();
    }),
  );

  test('of a suspended account leads to a page about that', () =>
    visit('/sign-in', async (page) => {
      await signIn(page, 'suspended');
      const headline = page.getByRole('heading', {name: 'This account is suspended'});
      await headline.waitFor();
      expect(await headline.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.getByRole('button', {name: 'Use another account'}).click();
      await page.locator('[name=identifier]').waitFor();
    }));

  test('says why somebody who is signed in signs in again', () =>
    visit('/sign-in?with=again', async (page) => {
      expect(await page.textContent('.lead')).toContain('to sign in again');
      await picture(page, 'sign_in_again');
    }));

  test('says so in Korean, and nothing to somebody who is not', () =>
    visit('/sign-in?with=again&lang=ko', async (page) => {
      expect(await page.textContent('.lead')).toContain('다시 로그인');
      await picture(page, 'sign_in_again_ko');
      await page.goto(`${origin}/sign-in`);
      expect(await page.locator('.lead').count()).toBe(0);
    }));

  test('goes to the page about expired sessions', () =>
    visit('/sign-in?lang=ko', async (page) => {
      await signIn(page, 'expired');
      await page.waitForURL(`${origin}/unknown-session?lang=ko`);
    }));

  test('survives a lost connection and can be tried again', () =>
    visit('/sign-in', async (page) => {
      await page.route('**/api/**', (route) => route.abort());
      await signIn(page, 'mina');
      await page.getByRole('alert').filter({hasText: 'cannot be reached'}).waitFor();
      await page.unroute('**/api/**');
      await page.click('[type=submit]');
      await page.waitForURL(`${origin}/signed-out`);
    }));

  test('asks for the profile form, checks it and sends what was answered', () =>
    visit('/register?with=form', async (page) => {
      await register(page, 'mina');
      await page.getByRole('heading', {name: 'About you'}).waitFor();
      const bodies: unknown[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/api/experience/profile')) bodies.push(request.postDataJSON());
      });
      await page.click('[type=submit]');
      const first = page.locator('[name=givenName]');
      await expect.poll(() => first.evaluate((input) => document.activeElement === input)).toBe(true);
      expect(await page.locator('.field-error').count()).toBe(6);
      await page.fill('[name=seats]', '501');
      await page.fill('[name=badge]', 'x');
      await page.fill('[name=givenName]', '민아');
      await page.fill('[name=familyName]', '김');
      await page.fill('[name=birthdate]', '2000-02-29');
      await page.fill('[name=company]', 'Marble');
      await page.selectOption('[name=plan]', 'pro');
      await page.check('[name=rules]');
      await page.click('[type=submit]');
      await page.getByText('Enter 500 or less.').waitFor();
      expect(await page.locator('.field-error').count()).toBe(2);
      await page.fill('[name=seats]', '12');
      await page.fill('[name=badge]', 'AB123');
      await page.fill('[name=locality]', '서울');
      await page.click('[type=submit]');
      await page.waitForURL(`${origin}/signed-out`);
      expect(bodies).toEqual([
        {
          type: 'extraProfile',
          values: {
            givenName: '민아',
            familyName: '김',
            birthdate: '2000-02-29',
            company: 'Marble',
            seats: 12,
            plan: 'pro',
            badge: 'AB123',
            address: {locality: '서울'},
            news: true,
            rules: true,
          },
        },
      ]);
    }));

  test('takes a picture from the device for the profile form, and says which pictures it takes', () =>
    visit('/register?with=form,picture', async (page) => {
      await register(page, 'mina');
      await page.getByRole('heading', {name: 'About you'}).waitFor();
      const choose = (mimeType: string) =>
        page.setInputFiles('input[type=file]', {name: 'me', mimeType, buffer: Buffer.from('x')});
      await page.click('[type=submit]');
      await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('file');
      await choose('text/html');
      await page.locator('.field-error').filter({hasText: 'PNG, JPEG or WebP, up to 5 MB.'}).waitFor();
      await choose('image/png');
      await page.locator('.picture-field img').waitFor();
      await page.getByRole('button', {name: 'Remove'}).click();
      await page.locator('.picture-field img').waitFor({state: 'detached'});
      await choose('image/png');
      await page.locator('.picture-field img').waitFor();
      const sent = page.waitForRequest('**/api/experience/profile');
      await page.click('[type=submit]');
      expect((await sent).postDataJSON()).toEqual({type: 'extraProfile', values: {avatar: `${origin}/picture.svg`}});
      await page.waitForURL(`${origin}/signed-out`);
    }));

  test('a picture fits in the profile form, in every look', () =>
    inEveryLook(
      '/register?with=form,picture',
      async (page) => {
        await register(page, 'mina');
        await page.setInputFiles('input[type=file]', {name: 'me', mimeType: 'image/png', buffer: Buffer.from('x')});
        await page.locator('.picture-field img').waitFor();
      },
      'register_picture',
    ));

  test('asks for an address where the account is there already', () =>
    visit('/sign-in?with=form,picture', async (page) => {
      await signIn(page, 'mina');
      await page.locator('[name=avatar]').waitFor();
      expect(await page.locator('input[type=file]').count()).toBe(0);
    }));

  test('shows the profile form accessibly on a narrow screen', () =>
    inEveryLook(
      '/register?with=form',
      async (page) => {
        await register(page, 'mina');
        await page.waitForSelector('[name=givenName]');
        await page.click('[type=submit]');
        await page.waitForSelector('.field-error');
      },
      'profile_form',
    ));

  test('follows no address that is not of the web', () =>
    visit('/sign-in', async (page) => {
      await page.route('**/api/experience/submit', (route) =>
        route.fulfill({json: {redirectTo: 'javascript:document.title="owned"'}}),
      );
      await signIn(page, 'mina');
      await page.getByRole('alert').filter({hasText: 'Something went wrong'}).waitFor();
      expect(await page.title()).toMatch(/^Sign in/);
    }));

  test('offers a password manager a pair, and shows the password on demand', () =>
    visit('/sign-in?with=email', async (page) => {
      const identifier = page.locator('[name=identifier]');
      expect(await identifier.getAttribute('type')).toBe('email');
      expect(await identifier.getAttribute('autocomplete')).toBe('username');
      const password = page.locator('[name=password]');
      expect(await password.getAttribute('autocomplete')).toBe('current-password');
      await page.getByRole('button', {name: 'Show password'}).click();
      expect(await password.getAttribute('type')).toBe('text');
      await page.getByRole('button', {name: 'Hide password'}).click();
      expect(await password.getAttribute('type')).toBe('password');
    }));
});

describe('register', () => {
  test('creates an account', () =>
    visit('/register', async (page) => {
      await register(page, 'mina');
      await page.waitForURL(`${origin}/signed-out`);
    }));

  test('shows at the field that a username is taken', () =>
    visit('/register', async (page) => {
      await register(page, 'taken');
      await page.locator('.field-error').filter({hasText: 'already taken'}).waitFor();
      expect(await page.locator('[name=identifier]').getAttribute('aria-invalid')).toBe('true');
    }));

  test('tells the form of a username, and marks one that begins with a digit', () =>
    visit('/register', async (page) => {
      const field = page.locator('[name=identifier]');
      await page.getByText('Use letters, digits, and underscores.').waitFor();
      await register(page, '1abc');
      await page.locator('.field-error').filter({hasText: 'cannot start with a digit'}).waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
      expect(await page.locator('.notice').count()).toBe(0);
    }));

  test('marks the field that the server refuses', () =>
    visit('/register', async (page) => {
      await register(page, 'refused');
      await page.locator('.field-error').filter({hasText: 'check what you entered'}).waitFor();
      expect(await page.locator('[name=identifier]').getAttribute('aria-invalid')).toBe('true');
    }));

  test('forgets what was wrong with a field while it is corrected', () =>
    visit('/register', async (page) => {
      await page.click('[type=submit]');
      await page.locator('.field-error').nth(1).waitFor();
      await page.fill('[name=new-password]', 'right-horse-9');
      expect(await page.locator('[name=new-password]').getAttribute('aria-invalid')).toBe('false');
      await page.fill('[name=identifier]', 'mina');
      await page.locator('.field-error').waitFor({state: 'detached'});
    }));

  test('lists why a password is rejected', () =>
    visit('/register', async (page) => {
      await register(page, 'rejected');
      await page.locator('.field-error li').first().waitFor();
      expect(await page.locator('.field-error li').allInnerTexts()).toEqual([
        'Not a common or leaked password',
        'At least 8 characters',
      ]);
    }));

  test('demands agreement where the settings do', () =>
    visit('/register?with=manual,terms', async (page) => {
      await register(page, 'mina');
      await page.getByText('Please agree to the terms').waitFor();
      await page.getByRole('checkbox').check();
      await page.click('[type=submit]');
      await page.waitForURL(`${origin}/signed-out`);
    }));
});
