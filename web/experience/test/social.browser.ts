// Signing in with another service on the built pages; the fake server sends people back at once.
import type {Page} from 'playwright-core';
import {describe, expect, test} from 'vitest';

import {bodies, calls, heading, inEveryLook, origin, visit, way} from './browser_pages.ts';

const google = (page: Page) => way(page, 'Continue with Google');
const signedIn = (page: Page) => page.waitForURL(`${origin}/signed-out`);
const notice = (page: Page) => page.getByRole('alert').innerText();

const social = '/verification/social/google';
const begun = ['PUT ', `POST ${social}/authorization-uri`];

describe('buttons', () => {
  test('stand in the order of the settings, on both pages, for the keyboard too', async () => {
    for (const path of ['/sign-in', '/register']) {
      await visit(`${path}?with=social`, async (page) => {
        const names = await page.locator('.social button').allInnerTexts();
        expect(names.map((name) => name.split('\n').at(-1))).toEqual(['Continue with Google', 'Continue with GitHub']);
        await google(page).focus();
        await page.keyboard.press('Enter');
        await signedIn(page);
      });
    }
  });
  test('are logos with names when they are many', () =>
    visit('/sign-in?with=many_social', async (page) => {
      expect(await page.locator('.social button').allInnerTexts()).not.toContain('Continue with Google');
      await google(page).click();
      await signedIn(page);
    }));
  test('are of connectors for browsers, one for each service', () =>
    visit('/sign-in?with=platforms', async (page) => {
      expect(await page.locator('.social button').allInnerTexts()).toEqual(['Continue with Browser']);
    }));
  test('are enough without a form', () =>
    visit('/sign-in?with=no_method,social', async (page) => {
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(await google(page).count()).toBe(1);
    }));
  test('wait for the terms', () =>
    visit('/sign-in?with=social,terms,manual', async (page) => {
      const made = calls(page);
      await google(page).click();
      await page.locator('[type=checkbox][aria-invalid=true]').waitFor();
      expect(made).toEqual([]);
      await page.getByRole('checkbox').check();
      await google(page).click();
      await signedIn(page);
    }));
  test('lead to web addresses only', () =>
    visit('/sign-in?with=social,bad_uri', async (page) => {
      await google(page).click();
      expect(await notice(page)).not.toBe('');
      expect(page.url()).toBe(`${origin}/sign-in?with=social,bad_uri`);
    }));
  test('say that the service cannot be asked, and leave the other ways open', () =>
    visit('/sign-in?with=social,provider_down', async (page) => {
      await google(page).click();
      expect(await notice(page)).toContain('cannot sign you in at the moment');
      expect(await page.getByRole('textbox', {name: 'Username'}).isEnabled()).toBe(true);
    }));
});

describe('coming back', () => {
  test('signs in with all that the service sent', () =>
    visit('/sign-in?with=social', async (page) => {
      const made = calls(page);
      const sent = bodies(page, `${social}/verify`);
      await google(page).click();
      await signedIn(page);
      expect(made).toEqual([...begun, `POST ${social}/verify`, 'POST /identification', 'POST /submit']);
      expect(sent).toEqual([
        {
          connectorData: {
            code: 'right',
            state: expect.stringMatching(/^[0-9a-f]{48}$/),
            with: 'social',
            redirectUri: `${origin}/callback/google`,
          },
          verificationId: expect.any(String),
        },
      ]);
    }));
  test.each([
    ['other_state', 'did not begin in this tab'],
    ['cancel', 'cancelled'],
  ])('%s: nothing is sent on', (word, text) =>
    visit(`/sign-in?with=social,${word}`, async (page) => {
      const made = calls(page);
      await google(page).click();
      await heading(page, 'You are not signed in').waitFor();
      expect(await notice(page)).toContain(text);
      expect(made).toEqual(begun);
      // The code is gone from the address, and the other ways are a link away.
      expect(page.url()).not.toContain('code=');
      await page.getByRole('link', {name: 'Sign in another way'}).click();
      await page.getByRole('textbox', {name: 'Username'}).waitFor();
    }),
  );
  test('without a visit of this tab is refused', () =>
    visit('/callback/google?code=right&state=guessed', async (page) => {
      const made = calls(page);
      await heading(page, 'You are not signed in').waitFor();
      expect(await notice(page)).toContain('did not begin in this tab');
      expect(made).toEqual([]);
    }));
  test('a code that the service does not know is said', () =>
    visit('/sign-in?with=social,wrong_code', async (page) => {
      await google(page).click();
      await heading(page, 'You are not signed in').waitFor();
      expect(await notice(page)).toContain('cannot sign you in');
    }));
});

describe('an identity that nobody has yet', () => {
  test('makes an account', () =>
    visit('/sign-in?with=social,unknown', async (page) => {
      const made = calls(page);
      await google(page).click();
      await signedIn(page);
      expect(made.slice(-4)).toEqual([
        'POST /identification', 'PUT /interaction-event', 'POST /identification', 'POST /submit',
      ]);
    }));
  test('makes none where none can be made', () =>
    visit('/sign-in?with=social,unknown,no_register', async (page) => {
      await google(page).click();
      await heading(page, 'You are not signed in').waitFor();
      expect(await notice(page)).toContain('new ones cannot be created');
    }));
  test('makes one after the terms of registering', () =>
    visit('/sign-in?with=social,unknown,terms,manual_register', async (page) => {
      await google(page).click();
      await heading(page, 'Create your account').waitFor();
      const made = calls(page);
      await way(page, 'Create account').click();
      expect(made).toEqual([]);
      await page.getByRole('checkbox').check();
      await way(page, 'Create account').click();
      await signedIn(page);
    }));
  test('asks for what the account lacks', () =>
    visit('/sign-in?with=social,unknown,needs_username', async (page) => {
      await google(page).click();
      await page.waitForURL(`${origin}/callback/google?*`);
      await page.fill('[name=username], [name=identifier]', 'mina');
      await page.keyboard.press('Enter');
      await signedIn(page);
    }));
  test('is linked to the account with its address when told so', () =>
    visit('/sign-in?with=social,related', async (page) => {
      await google(page).click();
      await heading(page, 'You already have an account').waitFor();
      const sent = bodies(page, '/identification');
      await way(page, 'Link and sign in').click();
      await signedIn(page);
      expect(sent).toEqual([{verificationId: expect.any(String), linkSocialIdentity: true}]);
    }));
  test('makes another account beside the one with its address', () =>
    visit('/sign-in?with=social,related', async (page) => {
      await google(page).click();
      const made = calls(page);
      await way(page, 'Create another account').click();
      await signedIn(page);
      expect(made.slice(-3)).toEqual(['PUT /interaction-event', 'POST /identification', 'POST /submit']);
    }));
  test('is linked unasked where the settings say so', () =>
    visit('/sign-in?with=social,related,links', async (page) => {
      const sent = bodies(page, '/identification');
      await google(page).click();
      await signedIn(page);
      expect(sent.at(-1)).toEqual({verificationId: expect.any(String), linkSocialIdentity: true});
    }));
});

describe('an application that names the service', () => {
  test('sends people straight there', () =>
    visit('/direct/social/google?with=social', async (page) => {
      await signedIn(page);
    }));
  test.each(['/direct/social/apple?with=social', '/direct/sso/google?with=social', '/direct/social/google?with=social,provider_down', '/direct/social/google?with=social,terms,manual'])(
    'otherwise to the sign-in page: %s',
    (path) =>
      visit(path, async (page) => {
        await page.waitForURL(`${origin}/sign-in?*`);
        expect(await google(page).count()).toBe(1);
      }),
  );
});

describe('every look', () => {
  test.each(['social', 'many_social', 'no_method,social'])('buttons: %s', (words) =>
    inEveryLook(`/sign-in?with=${words}`, async (page) => void (await page.waitForSelector('.social')), words),
  );
  test('nobody has it yet', () =>
    inEveryLook(
      '/sign-in?with=social,related,terms,manual_register',
      async (page) => {
        await page.locator('.social button').first().click();
        await page.waitForSelector('form');
        await page.waitForURL(`${origin}/callback/google?*`);
        await page.locator('form').nth(1).waitFor();
      },
      'related',
    ));
  test('it did not work', () =>
    inEveryLook('/callback/google?state=other', async (page) => void (await page.getByRole('alert').waitFor()), 'lost'),
  );
});
