// Second steps on the built pages in Chromium, against the fake server.
import {readFile} from 'node:fs/promises';

import type {Page} from 'playwright-core';
import {describe, expect, test} from 'vitest';

import {bodies, calls, enterCode, focused, heading, identify, inPage, origin, signIn, visit, way} from './browser_pages.ts';

const signedIn = (page: Page) => page.waitForURL(`${origin}/signed-out`);

const choose = (page: Page, name: string) => page.locator('.factors button').filter({hasText: name}).click();

describe('setting a factor up', () => {
  test('an app: its steps are read first, and the code is sent when it is whole', () =>
    visit('/sign-in?with=bind_totp', async (page) => {
      await signIn(page, 'mina');
      await heading(page, 'Set up your authenticator app').waitFor();
      expect(await page.title()).toBe('Set up your authenticator app · Marble Notes');
      await expect.poll(() => focused(page)).toBe('H1');
      await page.locator('.qr-code img').waitFor();
      await page.getByText("Can't scan the code?").click();
      const key = (await page.textContent('.secret'))!;
      expect(key).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
      expect(await way(page, 'Not now').count()).toBe(0);
      const made = calls(page);
      const verified = bodies(page, '/verification/totp/verify');
      const bound = bodies(page, '/profile/mfa');
      await enterCode(page, '654321');
      await page.locator('.field-error').filter({hasText: 'This code is not right'}).waitFor();
      expect(await focused(page)).toBe('code');
      await page.keyboard.press('Enter');
      expect(await page.textContent('.field-error')).toContain('This code is not right');
      await enterCode(page);
      await signedIn(page);
      const {verificationId} = verified[1] as {verificationId: string};
      expect(verified[1]).toEqual({code: '123456', verificationId});
      expect(bound).toEqual([{type: 'Totp', verificationId}]);
      expect(made.slice(1)).toEqual(['POST /verification/totp/verify', 'POST /profile/mfa', 'POST /submit']);
    }));

  test.each([
    ['bind_totp', 'This account asks for a second step'],
    ['bind_email', 'This account asks for a second step'],
    ['bind_passkey', 'This account asks for a second step'],
    ['more', 'you can still sign in'],
  ])('%s says why, for which account, and lets another one sign in', (words, reason) =>
    visit(`/sign-in?with=${words}`, async (page) => {
      await signIn(page, 'mina');
      await page.getByText('Your account: mina').waitFor();
      expect(await page.locator('.lead').innerText()).toContain(reason);
      await way(page, 'Use another account').click();
      await page.locator('[name=password]').waitFor();
    }),
  );

  test('an app on the same phone is opened with the key', () =>
    visit(
      '/sign-in?with=bind_totp',
      async (page) => {
        await signIn(page, 'mina');
        const link = page.getByRole('link', {name: 'Open in your authenticator app'});
        const uri = new URL((await link.getAttribute('href'))!);
        expect(uri.href.split('?')[0]).toBe('otpauth://totp/localhost:mina');
        const key = (await page.textContent('.secret'))!.replaceAll(' ', '');
        expect(Object.fromEntries(uri.searchParams)).toEqual({
          secret: key, period: '30', digits: '6', algorithm: 'SHA1', issuer: 'localhost',
        });
      },
      {hasTouch: true, isMobile: true, viewport: {width: 360, height: 720}},
    ));

  test('a reload stays where it was, with another key; going back leaves', () =>
    visit('/sign-in?with=bind_all', async (page) => {
      await signIn(page, 'mina');
      await choose(page, 'Authenticator app');
      const key = () => page.locator('.qr-code img').getAttribute('src');
      const first = await key();
      expect(JSON.stringify(await page.evaluate(() => history.state))).not.toContain('secret');
      await page.reload();
      await heading(page, 'Set up your authenticator app').waitFor();
      expect(await key()).not.toBe(first);
      await way(page, 'Choose another way').click();
      await heading(page, 'Add a second step').waitFor();
      await page.goBack();
      await page.locator('[name=password]').waitFor();
    }));

  test('the key that the server forgot is replaced by another one', () =>
    visit('/sign-in?with=bind_totp', async (page) => {
      await signIn(page, 'mina');
      const image = page.locator('.qr-code img');
      const first = await image.getAttribute('src');
      await page.evaluate(() =>
        fetch('/api/experience', {method: 'PUT', body: JSON.stringify({interactionEvent: 'SignIn'})}),
      );
      await enterCode(page);
      await page.getByRole('alert').filter({hasText: 'The key has expired'}).waitFor();
      await expect.poll(() => image.getAttribute('src')).not.toBe(first);
    }));

  test.each([
    ['email', 'Email', 'Add your email address', 'new@example.com', 'EmailVerificationCode'],
    ['phone', 'Text message', 'Add your phone number', '+821012349999', 'PhoneVerificationCode'],
  ])('%s: an address is proven by a code', (_, name, headline, address, type) =>
    visit('/sign-in?with=bind_all', async (page) => {
      const bound = bodies(page, '/profile/mfa');
      await signIn(page, 'mina');
      await choose(page, name);
      await heading(page, headline).waitFor();
      await identify(page, address);
      await enterCode(page);
      await signedIn(page);
      expect(bound).toEqual([{type, verificationId: expect.any(String)}]);
    }),
  );
});

describe('a proposal', () => {
  test('can be taken, and says what it means', () =>
    visit('/sign-in?with=suggest,bind_all', async (page) => {
      const made = calls(page);
      await signIn(page, 'mina');
      await way(page, 'Turn on two-step verification').click();
      await heading(page, 'Add a second step').waitFor();
      expect(made.slice(-2)).toEqual(['POST /profile/mfa/mfa-enabled', 'POST /submit']);
      expect(await page.locator('.factors strong').allTextContents()).toEqual(['Passkey', 'Authenticator app', 'Text message', 'Email']);
    }));

  test.each([
    ['suggest', 'mfa-skipped'],
    ['bind_totp,bind_skippable', 'mfa-skipped'],
    ['more', 'mfa-suggestion-skipped'],
    ['passkey_prompt', 'passkey-skipped'],
  ])('%s can be left', (words, said) =>
    visit(`/sign-in?with=${words}`, async (page) => {
      const made = calls(page);
      await signIn(page, 'mina');
      // The server remembers it for good.
      await way(page, 'Not now').waitFor();
      // Nothing is demanded.
      expect(await page.getByText('This account asks for a second step').count()).toBe(0);
      const described = page.locator(`[id="${await way(page, 'Not now').getAttribute('aria-describedby')}"]`);
      expect(await described.innerText()).toContain('You will not be asked again');
      await way(page, 'Not now').click();
      await signedIn(page);
      expect(made.slice(-2)).toEqual([`POST /profile/mfa/${said}`, 'POST /submit']);
    }),
  );

  test('of another factor names only those that the person lacks', () =>
    visit('/sign-in?with=more', async (page) => {
      await signIn(page, 'mina');
      await heading(page, 'Add another second step').waitFor();
      expect(await page.locator('.factors strong').allTextContents()).toEqual(['Passkey', 'Authenticator app', 'Text message']);
    }));
});

test('backup codes are copied and downloaded, and kept once the person says so', () =>
  visit(
    '/sign-in?with=backup',
    async (page) => {
      const bound = bodies(page, '/profile/mfa');
      await signIn(page, 'mina');
      await page.locator('.backup-codes').waitFor();
      const codes = await page.locator('.backup-codes code').allTextContents();
      expect(codes.length).toBe(10);
      await way(page, 'Copy').click();
      await page.getByRole('status').filter({hasText: 'Copied'}).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join('\n'));
      const downloading = page.waitForEvent('download');
      await way(page, 'Download').click();
      const file = await downloading;
      expect(file.suggestedFilename()).toBe('backup-codes-Marble-Notes-mina.txt');
      const text = await readFile(await file.path(), 'utf8');
      expect(text).toBe(
        `Backup codes for Marble Notes. Each code works once. Keep them in a safe place.\n${origin}\nmina\n\n${codes.join('\n')}\n`,
      );
      await way(page, 'Continue').click();
      await page.getByText('Please check this box').waitFor();
      expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('checkbox');
      expect(bound).toEqual([]);
      await page.getByRole('checkbox').check();
      await way(page, 'Continue').click();
      await signedIn(page);
      expect(bound).toEqual([{type: 'BackupCode', verificationId: expect.any(String)}]);
    },
    {permissions: ['clipboard-read', 'clipboard-write'], acceptDownloads: true},
  ));

describe('confirming', () => {
  test('by the app, with the keyboard alone; a right code is not sent twice', () =>
    visit('/sign-in?with=has_totp,has_backup', async (page) => {
      await signIn(page, 'mina');
      await heading(page, 'Enter the code from your app').waitFor();
      await expect.poll(() => focused(page)).toBe('code');
      const made = calls(page);
      await page.route('**/api/experience/submit', (route) => route.abort());
      await page.keyboard.type('123456');
      await page.getByRole('alert').filter({hasText: 'cannot be reached'}).waitFor();
      await page.unroute('**/api/experience/submit');
      await page.keyboard.press('Enter');
      await signedIn(page);
      expect(made).toEqual(['POST /verification/totp/verify', 'POST /submit', 'POST /submit']);
    }));

  test('by a code that is sent once, whatever is loaded again, and anew when it is asked for', () =>
    visit('/sign-in?with=has_email,has_totp', async (page) => {
      const sent = bodies(page, '/verification/mfa-verification-code');
      const verified = bodies(page, '/verification/mfa-verification-code/verify');
      await signIn(page, 'mina');
      await page.getByText('You can request a new code in').waitFor();
      expect(await page.textContent('.lead')).toBe('Enter the code that we sent to mina****@example.com.');
      await page.reload();
      await page.getByText('You can request a new code in').waitFor();
      expect(sent).toEqual([{identifierType: 'email'}]);
      await enterCode(page, '111111');
      await page.locator('.field-error').filter({hasText: 'has expired'}).waitFor();
      await way(page, 'Send a new code').click();
      await page.getByText('We have sent a new code').waitFor();
      expect(sent.length).toBe(2);
      await enterCode(page);
      await signedIn(page);
      expect(verified.at(-1)).toEqual({verificationId: expect.any(String), code: '123456', identifierType: 'email'});
    }));

  test('a code that could not be sent can be asked for again', () =>
    visit('/sign-in?with=has_phone,unsendable', async (page) => {
      const sent = bodies(page, '/verification/mfa-verification-code');
      await signIn(page, 'mina');
      await page.getByRole('alert').filter({hasText: 'Too many codes'}).waitFor();
      await way(page, 'Send a new code').click();
      await expect.poll(() => sent.length).toBe(2);
      await page.getByRole('alert').filter({hasText: 'Too many codes'}).waitFor();
    }));

  test('another way: a backup code, as it was written down', () =>
    visit('/sign-in?with=has_totp,has_backup', async (page) => {
      const sent = bodies(page, '/verification/backup-code/verify');
      await signIn(page, 'mina');
      await way(page, 'Use a backup code').click();
      await heading(page, 'Use a backup code').waitFor();
      await expect.poll(() => focused(page)).toBe('code');
      await page.keyboard.press('Enter');
      await page.getByText('Please fill in this field').waitFor();
      await page.fill('[name=code]', 'feedfeed00');
      await page.keyboard.press('Enter');
      await page.locator('.field-error').filter({hasText: 'already been used'}).waitFor();
      await page.fill('[name=code]', ' 01234-5678９ ');
      await page.keyboard.press('Enter');
      await signedIn(page);
      expect(sent).toEqual([{code: 'feedfeed00'}, {code: '0123456789'}]);
      // Each factor took the place of the one before.
      await page.goBack({waitUntil: 'commit'}).catch(() => undefined);
      expect(page.url()).not.toContain('/sign-in');
    }));

  test('what the server has forgotten is said, and asked for again', () =>
    visit('/sign-in?with=has_totp,forgetful', async (page) => {
      const sent = bodies(page, '/verification/totp/verify');
      await signIn(page, 'mina');
      await enterCode(page);
      await page.getByRole('alert').filter({hasText: 'This took too long'}).waitFor();
      expect(await page.inputValue('[name=code]')).toBe('');
      await enterCode(page);
      await expect.poll(() => sent.length).toBe(2);
    }));

  test('a browser is trusted only if its box is ticked, and after the code', () =>
    visit('/sign-in?with=has_totp,trust', async (page) => {
      const made = calls(page);
      await signIn(page, 'mina');
      const box = page.getByLabel("Don't ask again on this device for 30 days");
      await box.waitFor();
      expect(await box.isChecked()).toBe(false);
      made.length = 0;
      await enterCode(page);
      // A code that is whole waits for the box.
      expect(made).toEqual([]);
      await box.check();
      await page.keyboard.press('Enter');
      await signedIn(page);
      expect(made).toEqual(['POST /verification/totp/verify', 'POST /profile/mfa/trusted-device', 'POST /submit']);
    }));

  test('a browser is not trusted without a tick', () =>
    visit('/sign-in?with=has_backup,trust', async (page) => {
      await signIn(page, 'mina');
      await page.getByLabel("Don't ask again").waitFor();
      const made = calls(page);
      await page.fill('[name=code]', '0123456789');
      await page.keyboard.press('Enter');
      await signedIn(page);
      expect(made).toEqual(['POST /verification/backup-code/verify', 'POST /submit']);
    }));

  test('a refusal to trust the browser does not stop the sign-in', () =>
    visit('/sign-in?with=has_totp,trust', async (page) => {
      await page.route('**/mfa/trusted-device', (route) =>
        route.fulfill({status: 403, contentType: 'application/json', body: '{"code":"auth.forbidden"}'}),
      );
      await signIn(page, 'mina');
      await page.getByLabel("Don't ask again").check();
      await enterCode(page);
      await page.keyboard.press('Enter');
      await signedIn(page);
    }));

  test('too many wrong codes say when to come back', () =>
    visit('/sign-in?with=has_totp', async (page) => {
      await signIn(page, 'mina');
      await enterCode(page, '333333');
      await page.getByRole('alert').filter({hasText: 'try again in 5 minutes'}).waitFor();
    }));
});

test('the pages are loaded when they are needed, and a lost line is said', () =>
  inPage(async (page) => {
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(`${origin}/sign-in?with=has_totp`);
    await page.waitForSelector('h1');
    expect(loaded.filter((path) => path.includes('factor_pages'))).toEqual([]);
    await page.route('**/factor_pages-*.js', (route) => route.abort());
    await signIn(page, 'mina');
    await page.getByRole('alert').filter({hasText: 'cannot be reached'}).waitFor();
    await page.unroute('**/factor_pages-*.js');
    await way(page, 'Try again').click();
    await heading(page, 'Enter the code from your app').waitFor();
    await enterCode(page);
    await signedIn(page);
  }));
