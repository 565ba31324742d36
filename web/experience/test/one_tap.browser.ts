// Google One Tap on the built pages, with a script in the place of Google's.
import type {Page} from 'playwright-core';
import {describe, expect, test} from 'vitest';

import {bodies, calls, heading, inPage, origin} from './browser_pages.ts';

// As Google's documentation of data-login_uri has it: a cookie, and a form with the same token.
const post = (credential: string, cookie = 'c5rf') => `
  const {login_uri} = document.getElementById('g_id_onload').dataset;
  document.cookie = 'g_csrf_token=${cookie}; path=/';
  const form = Object.assign(document.createElement('form'), {method: 'post', action: login_uri});
  for (const [name, value] of Object.entries({credential: '${credential}', g_csrf_token: 'c5rf'}))
    form.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value}));
  document.body.append(form);
  form.submit();`;

const withScript = (path: string, script: string, act: (page: Page) => Promise<void>) =>
  inPage(async (page) => {
    await page.route('https://accounts.google.com/gsi/client', (route) =>
      script ? route.fulfill({contentType: 'text/javascript', body: script}) : route.abort(),
    );
    const made = calls(page);
    const sent = bodies(page, '/verification/social/google/verify');
    await page.goto(origin + path);
    await act(page);
    if (script.includes('an.id.token')) {
      expect(made.slice(0, 4)).toEqual(['PUT ', 'POST /verification/social/google/verify', 'POST /identification', 'POST /submit']);
      expect(sent).toEqual([{connectorData: {credential: 'an.id.token', g_csrf_token: 'c5rf'}}]);
    }
  });

const settingsOf = (page: Page) => page.locator('#g_id_onload').evaluate((div) => ({...div.dataset}));

describe('Google One Tap', () => {
  test('signs in with the account that Google brings', () =>
    withScript('/sign-in?with=social,one_tap', post('an.id.token'), (page) => page.waitForURL(`${origin}/signed-out`)));
  test('signs in with the account that an application brings, once', () =>
    inPage(async (page) => {
      await page.context().addCookies([{name: '_logto_google_one_tap_credential', value: 'an.id.token', url: origin}]);
      const made = calls(page);
      const sent = bodies(page, '/verification/social/google/verify');
      await page.goto(`${origin}/direct/social/google?with=social,one_tap`);
      await page.waitForURL(`${origin}/signed-out`);
      expect(made.slice(0, 4)).toEqual(['PUT ', 'POST /verification/social/google/verify', 'POST /identification', 'POST /submit']);
      expect(sent).toEqual([{connectorData: {credential: 'an.id.token'}}]);
    }));
  test('says to Google who asks, and where to bring it', () =>
    withScript('/register?with=social,one_tap', 'document.body.dataset.loaded = 1', async (page) => {
      await page.waitForSelector('[data-loaded]');
      expect(await settingsOf(page)).toEqual({
        client_id: 'client-1',
        login_uri: `${origin}/callback/google`,
        ux_mode: 'redirect',
        context: 'signup',
        auto_select: 'false',
        cancel_on_tap_outside: 'true',
        itp_support: 'true',
      });
    }));
  test('takes no account that another browser was given', () =>
    withScript('/sign-in?with=social,one_tap', post('foreign', 'other'), async (page) => {
      await heading(page, 'You are not signed in').waitFor();
      expect(page.url()).not.toContain('credential');
      expect(await page.getByRole('alert').innerText()).toContain('did not begin in this tab');
    }));
  test('leaves the page as it is when Google cannot be reached', () =>
    withScript('/sign-in?with=social,one_tap', '', async (page) => {
      await page.waitForSelector('#g_id_onload', {state: 'attached'});
      await page.fill('[name=identifier]', 'mina');
      await page.fill('[name=password]', 'right-horse-9');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${origin}/signed-out`);
    }));
  test.each(['/sign-in?with=social,one_tap,one_tap_off', '/sign-in?with=social,one_tap,terms,manual', '/forgot-password?with=email,forgot,one_tap'])(
    'is not asked for: %s',
    (path) =>
      withScript(path, 'throw new Error("loaded")', async (page) => {
        await page.waitForSelector('h1');
        await page.waitForTimeout(500);
        expect(await page.locator('#g_id_onload').count()).toBe(0);
      }),
  );
});
