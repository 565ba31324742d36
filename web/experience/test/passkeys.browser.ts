// Passkeys on the built pages in Chromium with a virtual authenticator; the fake server checks the signatures.
import type {Page} from 'playwright-core';
import {describe, expect, test} from 'vitest';

import {Authenticator} from './authenticator.ts';
import {bodies, calls, heading, identify, keepApart, origin, signIn, visit, way} from './browser_pages.ts';

const signedIn = (page: Page) => page.waitForURL(`${origin}/signed-out`);

const path = '/verification/sign-in-passkey/authentication';
const begun = ['POST /preflight/sign-in-passkey/authentication', 'PUT ', `POST ${path}/verify`];
const ended = ['POST /identification', 'POST /submit'];

/** An account that has a passkey on the device. */
async function withPasskey(page: Page, name: string) {
  await page.goto(`${origin}/sign-in?with=passkey_prompt`);
  await signIn(page, name);
  await way(page, 'Create passkey').click();
  await signedIn(page);
}

const open = async (page: Page, words: string) => {
  await page.goto(`${origin}/sign-in?with=${words}`);
  await page.waitForSelector('h1');
};

describe('making a passkey', () => {
  test('is proposed after signing in', () =>
    visit('/sign-in?with=passkey_prompt', async (page) => {
      const device = await Authenticator.plugIn(page);
      const made = calls(page);
      await signIn(page, 'prompt');
      await heading(page, 'Create a passkey').waitFor();
      const kept = bodies(page, '/profile/mfa/passkey');
      await way(page, 'Create passkey').click();
      await signedIn(page);
      expect(await device.count()).toBe(1);
      expect(kept).toEqual([{verificationId: expect.any(String)}]);
      expect(made.slice(4)).toEqual([
        'POST /verification/web-authn/registration',
        'POST /verification/web-authn/registration/verify',
        'POST /profile/mfa/passkey',
        'POST /submit',
      ]);
    }));

  test('as a second step binds it as one', () =>
    visit('/sign-in?with=bind_passkey', async (page) => {
      await Authenticator.plugIn(page);
      const bound = bodies(page, '/profile/mfa');
      const answers = bodies(page, '/verification/web-authn/registration/verify');
      await signIn(page, 'binder');
      await way(page, 'Create passkey').click();
      await signedIn(page);
      const {verificationId, payload} = answers[0] as {verificationId: string; payload: object};
      expect(bound).toEqual([{type: 'WebAuthn', verificationId}]);
      expect(payload).toEqual({
        type: 'WebAuthn',
        id: expect.any(String),
        rawId: expect.any(String),
        authenticatorAttachment: 'platform',
        clientExtensionResults: {credProps: {rk: true}},
        response: {
          clientDataJSON: expect.any(String),
          attestationObject: expect.any(String),
          transports: ['internal'],
        },
      });
    }));

  test('says what went wrong, and can be tried again', () =>
    visit('/sign-in?with=passkey_prompt', async (page) => {
      const device = await Authenticator.plugIn(page);
      await withPasskey(page, 'twice');
      await open(page, 'passkey_prompt');
      await signIn(page, 'twice');
      await way(page, 'Create passkey').click();
      await page.getByRole('alert').filter({hasText: 'already has a passkey'}).waitFor();
      await device.forget();
      await device.verified(false);
      await way(page, 'Create passkey').click();
      await page.getByRole('alert').filter({hasText: 'cancelled or took too long'}).waitFor();
      await device.verified(true);
      await way(page, 'Create passkey').click();
      await signedIn(page);
    }));

  test('what was made is not made again where only the line failed', () =>
    visit('/sign-in?with=passkey_prompt', async (page) => {
      const device = await Authenticator.plugIn(page);
      await signIn(page, 'line');
      await heading(page, 'Create a passkey').waitFor();
      await page.route('**/profile/mfa/passkey', (route) => route.abort());
      await way(page, 'Create passkey').click();
      await page.getByRole('alert').filter({hasText: 'cannot be reached'}).waitFor();
      await page.unroute('**/profile/mfa/passkey');
      await way(page, 'Create passkey').click();
      await signedIn(page);
      expect(await device.count()).toBe(1);
    }));

  test('is not left by those whom nothing else would let in again', () =>
    visit('/register?with=no_password,passkey_prompt', async (page) => {
      await Authenticator.plugIn(page);
      await identify(page, 'nopassword');
      await heading(page, 'Create a passkey').waitFor();
      expect(await page.textContent('.lead')).toContain('Your account has no password');
      expect(await way(page, 'Not now').count()).toBe(0);
      await way(page, 'Create passkey').click();
      await signedIn(page);
      // And it does.
      await open(page, 'passkey_button');
      await way(page, 'Sign in with a passkey').click();
      await signedIn(page);
    }));
});

describe('signing in with a passkey', () => {
  test('needs no name; the dialogue begins when there is one', () =>
    visit('/sign-in', async (page) => {
      await Authenticator.plugIn(page);
      await withPasskey(page, 'button');
      await open(page, 'passkey_button');
      const made = calls(page);
      const answers = bodies(page, `${path}/verify`);
      await way(page, 'Sign in with a passkey').click();
      await signedIn(page);
      expect(made).toEqual([...begun, ...ended]);
      expect(answers).toEqual([
        {
          payload: {
            type: 'WebAuthn',
            id: expect.any(String),
            rawId: expect.any(String),
            authenticatorAttachment: 'platform',
            clientExtensionResults: {},
            response: {
              clientDataJSON: expect.any(String),
              authenticatorData: expect.any(String),
              signature: expect.any(String),
              userHandle: Buffer.from('button').toString('base64url'),
            },
          },
        },
      ]);
    }));

  test('is offered among what the browser fills in', () =>
    visit('/sign-in', async (page) => {
      await Authenticator.plugIn(page);
      await withPasskey(page, 'autofill');
      const made = calls(page);
      await open(page, 'passkeys,passkey_button,autofill');
      expect(await page.getAttribute('[name=identifier]', 'autocomplete')).toBe('username webauthn');
      await signedIn(page);
      expect(made).toEqual([...begun, ...ended]);
    }));

  test('the offer gives way to the button, and to the password', () =>
    visit('/sign-in', async (page) => {
      const device = await Authenticator.plugIn(page);
      await withPasskey(page, 'both');
      await device.present(false);
      const made = calls(page);
      keepApart(page);
      await page.addInitScript(() => {
        const {credentials} = navigator;
        const get = credentials.get.bind(credentials);
        credentials.get = (options) => {
          document.documentElement.dataset['asked'] = String(Number(document.documentElement.dataset['asked'] ?? 0) + 1);
          return get(options);
        };
      });
      const asked = () => page.evaluate(() => document.documentElement.dataset['asked']);
      await open(page, 'passkey_button,autofill');
      await expect.poll(asked).toBe('1');
      await signIn(page, 'mina', 'wrong');
      await page.getByText('Incorrect sign-in details').waitFor();
      // Offered again.
      await expect.poll(asked).toBe('2');
      // For the next ceremony; the offer goes on waiting.
      await device.present(true);
      await way(page, 'Sign in with a passkey').click();
      await signedIn(page);
      expect(made.slice(-5)).toEqual([...begun, ...ended]);
      expect(made.filter((call) => call === begun[0]).length).toBe(3);
    }));

  test('a device without a passkey for the site is told of that', () =>
    visit('/sign-in', async (page) => {
      await Authenticator.plugIn(page);
      await open(page, 'passkey_button');
      await way(page, 'Sign in with a passkey').click();
      await page.getByRole('alert').filter({hasText: 'this device has no passkey for this site'}).waitFor();
    }));

  test('a passkey that the server does not know is said to be none of its own', () =>
    visit('/sign-in', async (page) => {
      await Authenticator.plugIn(page);
      await withPasskey(page, 'forgotten');
      await page.route('**/sign-in-passkey/authentication/verify', (route) =>
        route.fulfill({status: 400, contentType: 'application/json', body: '{"code":"session.identifier_not_found"}'}),
      );
      await open(page, 'passkey_button');
      await way(page, 'Sign in with a passkey').click();
      await page.getByRole('alert').filter({hasText: 'not known here'}).waitFor();
    }));

  test('a refused passkey is not asked for again by itself, and its provider is told', () =>
    visit('/sign-in', async (page) => {
      // It answers by itself.
      await Authenticator.plugIn(page);
      await withPasskey(page, 'lost');
      const answers = bodies(page, `${path}/verify`);
      await page.route('**/sign-in-passkey/authentication/verify', (route) =>
        route.fulfill({status: 400, contentType: 'application/json', body: '{"code":"session.identifier_not_found"}'}),
      );
      await page.addInitScript(() => {
        Object.assign(PublicKeyCredential, {
          signalUnknownCredential: (told: object) => {
            document.documentElement.dataset['told'] = JSON.stringify(told);
            return Promise.reject(new TypeError('no such provider'));
          },
        });
      });
      const made = calls(page);
      await open(page, 'passkeys,passkey_button,autofill');
      await page.getByRole('alert').filter({hasText: 'not known here'}).waitFor();
      await page.waitForTimeout(500);
      expect(made).toEqual(begun);
      expect(await page.getByRole('alert').filter({hasText: 'not known here'}).count()).toBe(1);
      const {id} = (answers[0] as {payload: {id: string}}).payload;
      const told = await page.evaluate(() => document.documentElement.dataset['told']);
      expect(JSON.parse(told ?? '{}')).toEqual({rpId: 'localhost', credentialId: id});
      // By hand it can be tried again; that refusal asks for nothing either.
      await way(page, 'Sign in with a passkey').click();
      await expect.poll(() => answers.length).toBe(2);
      await page.getByRole('alert').filter({hasText: 'not known here'}).waitFor();
      await page.waitForTimeout(500);
      expect(made).toEqual([...begun, ...begun]);
    }));

  test('a passkey that was picked before the terms were agreed to can be picked again after', () =>
    visit('/sign-in', async (page) => {
      await Authenticator.plugIn(page);
      await withPasskey(page, 'agreeing');
      const made = calls(page);
      await open(page, 'passkeys,passkey_button,autofill,terms,manual');
      await page.getByText('Please agree to the terms').waitFor();
      await page.waitForTimeout(500);
      expect(made).toEqual([begun[0]]);
      await page.locator('[type=checkbox]').check();
      await signedIn(page);
      expect(made).toEqual([begun[0], ...begun, ...ended]);
    }));

  test('the terms come first where they have to be agreed to', () =>
    visit('/sign-in?with=passkey_button,terms,manual', async (page) => {
      await Authenticator.plugIn(page);
      const made = calls(page);
      await way(page, 'Sign in with a passkey').click();
      await page.getByText('Please agree to the terms').waitFor();
      expect(made).toEqual([]);
    }));

  test('without a button, a browser that has used one asks for it once the name is known', () =>
    visit('/sign-in?with=passkeys', async (page) => {
      await Authenticator.plugIn(page);
      expect(await page.locator('[name=password]').count()).toBe(0);
      await identify(page, 'named');
      await heading(page, 'Enter your password').waitFor();
      await way(page, 'Use your passkey instead').click();
      await heading(page, 'Sign in with your passkey').waitFor();
      await withPasskey(page, 'named');
      await open(page, 'passkeys');
      await identify(page, 'named');
      await heading(page, 'Sign in with your passkey').waitFor();
      await way(page, 'Use your password instead').click();
      await page.locator('[name=password]').waitFor();
      await page.goBack();
      const answers = bodies(page, `${path}/verify`);
      await way(page, 'Continue with passkey').click();
      await signedIn(page);
      expect(answers).toMatchObject([{verificationId: expect.any(String), payload: {type: 'WebAuthn'}}]);
    }));

  test('a passkey of another account than the one that was typed is refused, and one that comes too late', () =>
    visit('/sign-in', async (page) => {
      await Authenticator.plugIn(page);
      await withPasskey(page, 'one');
      await open(page, 'passkeys');
      await identify(page, 'another');
      await way(page, 'Continue with passkey').click();
      await page.getByRole('alert').filter({hasText: 'belongs to another account'}).waitFor();
      await page.route('**/sign-in-passkey/authentication/verify', (route) =>
        route.fulfill({
          status: 404,
          contentType: 'application/json',
          body: '{"code":"session.verification_session_not_found"}',
        }),
      );
      await way(page, 'Continue with passkey').click();
      await page.getByRole('alert').filter({hasText: 'took too long. Please try again'}).waitFor();
    }));

  test('the offer is renewed before the server stops waiting for it', () =>
    visit('/sign-in', async (page) => {
      const device = await Authenticator.plugIn(page);
      await withPasskey(page, 'patient');
      await device.present(false);
      keepApart(page);
      await page.clock.install();
      const made = calls(page);
      await open(page, 'passkeys,passkey_button,autofill');
      await expect.poll(() => made.length).toBe(1);
      await page.clock.fastForward('04:01');
      await expect.poll(() => made).toEqual([begun[0], begun[0]]);
    }));

  test('as the second step', () =>
    visit('/sign-in', async (page) => {
      await Authenticator.plugIn(page);
      await withPasskey(page, 'second');
      await open(page, 'has_passkey,has_backup');
      await signIn(page, 'second');
      await heading(page, 'Use your passkey').waitFor();
      const made = calls(page);
      await way(page, 'Continue with passkey').click();
      await signedIn(page);
      expect(made).toEqual([
        'POST /verification/web-authn/authentication',
        'POST /verification/web-authn/authentication/verify',
        'POST /submit',
      ]);
    }));

  test('a browser without passkeys shows none of it', () =>
    visit('/sign-in', async (page) => {
      keepApart(page);
      await page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
      await open(page, 'passkeys,autofill');
      expect(await page.getAttribute('[name=identifier]', 'autocomplete')).toBe('username');
      await page.locator('[name=password]').waitFor();
      await open(page, 'has_passkey,has_totp');
      await signIn(page, 'mina');
      await heading(page, 'Enter the code from your app').waitFor();
      expect(await way(page, 'Use your passkey').count()).toBe(0);
      await open(page, 'bind_passkey');
      await signIn(page, 'mina');
      await page.getByRole('alert').filter({hasText: 'cannot use passkeys'}).waitFor();
    }));
});
