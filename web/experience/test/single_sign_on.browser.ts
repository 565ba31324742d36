// Signing in with a company's provider on the built pages; the fake server sends people back at once.
import type {Page} from 'playwright-core';
import {describe, expect, test} from 'vitest';

import {bodies, calls, enterCode, focused, heading, identify, inEveryLook, origin, visit, way} from './browser_pages.ts';

const signedIn = (page: Page) => page.waitForURL(`${origin}/signed-out`);
const notice = (page: Page) => page.getByRole('alert').innerText();
const address = (page: Page) => page.locator('[name=identifier]');
const password = (page: Page) => page.locator('[name=password]');
const withAcme = (page: Page) => way(page, 'Continue with Acme');

const lookUp = 'GET /sso-connectors';
const visited = (id: string) => [
  'PUT ',
  `POST /verification/sso/${id}/authorization-uri`,
  `POST /verification/sso/${id}/verify`,
  'POST /identification',
  'POST /submit',
];

describe('an address of a company', () => {
  test('asks for no password, and signs in at the company', () =>
    visit('/sign-in?with=email,sso', async (page) => {
      const made = calls(page);
      const sent = bodies(page, '/verification/sso/acme/verify');
      expect(await password(page).count()).toBe(1);
      await address(page).fill('mina@acme.example');
      await withAcme(page).waitFor();
      expect(await password(page).count()).toBe(0);
      expect(await page.getByRole('status').innerText()).toContain('Acme signs you in');
      await page.keyboard.press('Enter');
      await signedIn(page);
      expect(made).toEqual([lookUp, ...visited('acme')]);
      expect(sent).toEqual([
        {
          connectorData: expect.objectContaining({
            code: 'right',
            state: expect.stringMatching(/^[0-9a-f]{48}$/),
            iss: 'https://idp.example',
            redirectUri: `${origin}/callback/acme`,
          }),
          verificationId: expect.any(String),
        },
      ]);
    }));
  test('is looked up by its domain alone, once typing has stopped', () =>
    visit('/sign-in?with=email,sso', async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => request.url().includes('sso-connectors') && asked.push(request.url()));
      await address(page).pressSequentially('mina@acme.example');
      await withAcme(page).waitFor();
      await address(page).fill('other@ACME.example');
      await page.waitForTimeout(500);
      await withAcme(page).waitFor();
      expect(asked).toEqual([`${origin}/api/experience/sso-connectors?email=sso%40acme.example`]);
    }));
  test('is looked up before a password is sent', () =>
    visit('/sign-in?with=email,sso', async (page) => {
      const made = calls(page);
      await address(page).fill('mina@acme.example');
      await page.keyboard.press('Enter');
      await signedIn(page);
      expect(made).toEqual([lookUp, ...visited('acme')]);
    }));
  test('takes the focus out of a password that goes away', () =>
    visit('/sign-in?with=email,sso', async (page) => {
      await address(page).fill('mina@acme.example');
      await password(page).focus();
      await page.keyboard.type('secret');
      await withAcme(page).waitFor();
      await page.keyboard.type(' secret');
      expect(await focused(page)).toBe('P');
      expect(await address(page).inputValue()).toBe('mina@acme.example');
      expect(page.url()).toContain('/sign-in');
    }));
  test('of no company asks for the password as ever', () =>
    visit('/sign-in?with=email,sso', async (page) => {
      await address(page).fill('mina@example.com');
      await page.keyboard.press('Enter');
      await page.locator('[name=password][aria-invalid=true]').waitFor();
      await password(page).fill('right-horse-9');
      await page.keyboard.press('Enter');
      await signedIn(page);
    }));
  test('has its password back when it is another one', () =>
    visit('/sign-in?with=email,sso', async (page) => {
      await address(page).fill('mina@acme.example');
      await withAcme(page).waitFor();
      await address(page).fill('mina@acme.examples');
      await password(page).waitFor();
      expect(await way(page, 'Sign in').count()).toBe(1);
    }));
  test('goes on to the company instead of a code, when registering too', async () => {
    for (const path of ['/sign-in?with=email,codes,sso', '/register?with=email,sso']) {
      await visit(path, async (page) => {
        const made = calls(page);
        await identify(page, 'mina@acme.example');
        await signedIn(page);
        expect(made).toEqual([lookUp, ...visited('acme')]);
      });
    }
  });
  test('of a SAML provider comes back with the state alone', () =>
    visit('/sign-in?with=email,sso', async (page) => {
      const sent = bodies(page, '/verification/sso/saml/verify');
      await identify(page, 'mina@initech.example');
      await signedIn(page);
      expect(sent).toEqual([expect.objectContaining({connectorData: expect.not.objectContaining({code: expect.anything()})})]);
    }));
  test('of several providers lets choose', () =>
    visit('/sign-in?with=email,sso', async (page) => {
      const made = calls(page);
      await identify(page, 'mina@two.example');
      await heading(page, 'Choose how to sign in').waitFor();
      expect((await page.locator('.social button').allInnerTexts()).map((text) => text.split('\n').at(-1))).toEqual([
        'Continue with Acme',
        'Continue with Globex',
      ]);
      await way(page, 'Continue with Globex').press('Enter');
      await signedIn(page);
      expect(made).toEqual([lookUp, ...visited('globex')]);
    }));
  test('waits for the terms', () =>
    visit('/sign-in?with=email,sso,terms,manual', async (page) => {
      const made = calls(page);
      await identify(page, 'mina@acme.example');
      await page.locator('[type=checkbox][aria-invalid=true]').waitFor();
      expect(made).toEqual([lookUp]);
      await page.getByRole('checkbox').check();
      await withAcme(page).click();
      await signedIn(page);
    }));
  test('is not looked up where no company signs in', async () => {
    for (const path of ['/sign-in?with=email', '/sign-in?with=email,sso,sso_off']) {
      await visit(path, async (page) => {
        const made = calls(page);
        await address(page).fill('mina@acme.example');
        await password(page).fill('right-horse-9');
        await page.waitForTimeout(400);
        await page.keyboard.press('Enter');
        await signedIn(page);
        expect(made).not.toContain(lookUp);
        expect(made).toContain('POST /verification/password');
      });
    }
  });
});

describe('what the server refuses', () => {
  test('a password of a company address leads to the company', () =>
    visit('/sign-in?with=email,sso,sso_unasked', async (page) => {
      await address(page).fill('mina@acme.example');
      await password(page).fill('right-horse-9');
      await page.keyboard.press('Enter');
      await heading(page, 'Your organization signs you in').waitFor();
      await way(page, 'Sign in another way').click();
      await password(page).waitFor();
      await address(page).fill('mina@acme.example');
      await password(page).fill('right-horse-9');
      await page.keyboard.press('Enter');
      await heading(page, 'Your organization signs you in').waitFor();
      await withAcme(page).click();
      await signedIn(page);
    }));
  test('so does a code', () =>
    visit('/register?with=email,sso,sso_unasked', async (page) => {
      await identify(page, 'mina@acme.example');
      await enterCode(page);
      await heading(page, 'Your organization signs you in').waitFor();
      await way(page, 'Sign in another way').click();
      await way(page, 'Continue with single sign-on').waitFor();
    }));
  test('a provider that cannot be asked leaves the other ways open', () =>
    visit('/sign-in?with=email,sso,sso_down', async (page) => {
      await identify(page, 'mina@acme.example');
      expect(await notice(page)).toContain('is not available at the moment');
      await address(page).fill('mina@example.com');
      await password(page).fill('right-horse-9');
      await page.keyboard.press('Enter');
      await signedIn(page);
    }));
  test('a refusal of the provider can be tried again', () =>
    visit('/sign-in?with=email,sso,sso_cancel', async (page) => {
      await identify(page, 'mina@acme.example');
      await heading(page, 'You are not signed in').waitFor();
      expect(await notice(page)).toContain('cancelled or refused');
      expect(page.url()).not.toContain('code=');
      const again = page.waitForRequest('**/verification/sso/acme/authorization-uri');
      await page.getByRole('link', {name: 'Try again'}).click();
      await again;
      await notice(page);
    }));
});

describe('an identity that nobody has yet', () => {
  test('makes an account', () =>
    visit('/sign-in?with=email,sso,sso_unknown', async (page) => {
      const made = calls(page);
      await identify(page, 'mina@acme.example');
      await signedIn(page);
      expect(made.slice(-4)).toEqual([
        'POST /identification', 'PUT /interaction-event', 'POST /identification', 'POST /submit',
      ]);
    }));
  test('makes none where none can be made', () =>
    visit('/sign-in?with=email,sso,sso_unknown,no_register', async (page) => {
      await identify(page, 'mina@acme.example');
      await heading(page, 'You are not signed in').waitFor();
      expect(await notice(page)).toContain('Ask your organization');
    }));
  test('makes one after the terms of registering', () =>
    visit('/sign-in?with=email,sso,sso_unknown,terms,manual_register', async (page) => {
      await identify(page, 'mina@acme.example');
      await heading(page, 'Create your account').waitFor();
      await page.getByRole('checkbox').check();
      await way(page, 'Create account').click();
      await signedIn(page);
    }));
});

describe('an identity whose address an account has', () => {
  test('is linked once a code has proven the address', () =>
    visit('/sign-in?with=email,sso,sso_related', async (page) => {
      const identified = bodies(page, '/identification');
      await identify(page, 'mina@acme.example');
      await heading(page, 'You already have an account').waitFor();
      const made = calls(page);
      await way(page, 'Send code').click();
      await heading(page, 'Enter the code').waitFor();
      expect(await way(page, 'Use another email address').count()).toBe(0);
      await enterCode(page);
      await signedIn(page);
      expect(made).toEqual([
        'POST /verification/verification-code',
        'POST /verification/verification-code/verify',
        'POST /identification',
        'POST /submit',
      ]);
      // By the company's sign-in both times, not by the code.
      expect(identified).toHaveLength(2);
      expect(identified[1]).toEqual(identified[0]);
    }));
  test('is not linked by a wrong code, and leaves another way', () =>
    visit('/sign-in?with=email,sso,sso_related', async (page) => {
      await identify(page, 'mina@acme.example');
      await way(page, 'Send code').click();
      await enterCode(page, '000000');
      await page.locator('[aria-invalid=true]').waitFor();
      await page.goBack();
      await page.getByRole('link', {name: 'Sign in another way'}).click();
      await address(page).waitFor();
    }));
});

describe('single sign-on for those who know', () => {
  test('is a button of the first step, which takes what was typed along', () =>
    visit('/sign-in?with=email,sso', async (page) => {
      await address(page).fill('mina@acme.examp');
      await way(page, 'Continue with single sign-on').click();
      await heading(page, 'Single sign-on').waitFor();
      expect(await focused(page)).toBe('identifier');
      expect(await address(page).inputValue()).toBe('mina@acme.examp');
      await identify(page, 'mina@acme.example');
      await signedIn(page);
    }));
  test('is a button of names too', () =>
    visit('/sign-in?with=sso', async (page) => {
      await way(page, 'Continue with single sign-on').click();
      await identify(page, 'mina@acme.example');
      await signedIn(page);
    }));
  test('says that an address has none, and what to do', () =>
    visit('/single-sign-on?with=email,sso', async (page) => {
      await identify(page, 'mina@example.com');
      await page.locator('[aria-invalid=true]').waitFor();
      expect(await page.locator('.field-error').innerText()).toContain('No organization has set up single sign-on');
      await identify(page, 'mina@acme.example');
      await signedIn(page);
    }));
  test('waits for the terms', () =>
    visit('/single-sign-on/email?with=email,sso,terms,manual', async (page) => {
      await identify(page, 'mina@acme.example');
      await page.locator('[type=checkbox][aria-invalid=true]').waitFor();
      await page.getByRole('checkbox').check();
      await page.keyboard.press('Enter');
      await signedIn(page);
    }));
  test('is the sign-in page where it is switched off', () =>
    visit('/single-sign-on/connectors?with=email', async (page) => {
      await password(page).waitFor();
      expect(await way(page, 'Continue with single sign-on').count()).toBe(0);
    }));
});

describe('an application that names the company', () => {
  test('sends people straight there', () =>
    visit('/direct/sso/acme?with=email,sso', async (page) => {
      await signedIn(page);
    }));
  test.each(['/direct/sso/hooli?with=email,sso', '/direct/sso/acme?with=email,sso,sso_down', '/direct/sso/acme?with=email,sso,terms,manual'])(
    'otherwise to the sign-in page: %s',
    (path) =>
      visit(path, async (page) => {
        await page.waitForURL(`${origin}/sign-in?*`);
      }),
  );
});

describe('every look', () => {
  test('found', () =>
    inEveryLook(
      '/sign-in?with=email,sso,social',
      async (page) => {
        await address(page).fill('mina@acme.example');
        await password(page).waitFor({state: 'detached'});
      },
      'sso_found',
    ));
  test('the address', () =>
    inEveryLook('/single-sign-on?with=email,sso,terms', async (page) => void (await address(page).waitFor()), 'sso_email'));
  test('the choice', () =>
    inEveryLook(
      '/single-sign-on?with=email,sso',
      async (page) => {
        await identify(page, 'mina@two.example');
        await page.locator('.social button').nth(1).waitFor();
      },
      'sso_choice',
    ));
  test('whose account is it', () =>
    inEveryLook(
      '/sign-in?with=email,sso,sso_related',
      async (page) => {
        await identify(page, 'mina@acme.example');
        await page.waitForURL(`${origin}/callback/acme?*`);
        await page.locator('form').waitFor();
      },
      'sso_link',
    ));
  test('it did not work', () =>
    inEveryLook(
      '/sign-in?with=email,sso,sso_cancel',
      async (page) => {
        await identify(page, 'mina@acme.example');
        await page.waitForURL(`${origin}/callback/acme?*`);
        await page.getByRole('alert').waitFor();
      },
      'sso_refused',
    ));
});
