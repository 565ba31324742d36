// The built pages as the console previews them, in Chromium against the fake server.
import type {Page} from 'playwright-core';
import {describe, expect, test} from 'vitest';

import {browser, inPage, origin} from './browser_pages.ts';

describe('preview', () => {
  /** The console's part: a page of the same origin with the preview in a frame. */
  const frame = (name: string, act: (page: Page, requests: string[]) => Promise<void>) => () =>
    inPage(async (page) => {
      await page.route('**/frame', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<script>ready = new Promise((done) => addEventListener('message', done))</script>
            <iframe src="/console/preview/${name}" width="500" height="700"></iframe>`,
        }),
      );
      await page.goto(`${origin}/frame`);
      await page.evaluate('ready');
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await act(page, requests);
    });
  const draw = (page: Page, message: object) =>
    page.evaluate(
      (sent) => (frames[0] as Window).postMessage({type: 'daemun:preview', ...sent}, location.origin),
      message,
    );
  const shown = (page: Page) => page.frameLocator('iframe');

  test(
    'draws the settings that it is sent, and those that come later',
    frame('sign-in?lang=ko&theme=dark', async (page, requests) => {
      expect(await shown(page).locator('h1').count()).toBe(0);
      await draw(page, {
        settings: {
          color: {primaryColor: '#123456', isDarkModeEnabled: false, darkPrimaryColor: '#8768f8'},
          customCss: 'h1 {letter-spacing: 3px}',
        },
        phrases: {signIn: {button: '들어가기'}},
      });
      await shown(page).getByText('들어가기').waitFor();
      const look = () =>
        shown(page).locator('h1').evaluate((h1) => ({
          spacing: getComputedStyle(h1).letterSpacing,
          primary: getComputedStyle(document.documentElement).getPropertyValue('--primary'),
          theme: document.documentElement.dataset['theme'],
        }));
      expect(await look()).toEqual({spacing: '3px', primary: '#123456', theme: 'light'});
      await draw(page, {settings: {signIn: {methods: [{identifier: 'email', password: true}]}}});
      await shown(page).locator('[name=identifier][type=email]').waitFor();
      expect((await look()).theme).toBe('dark');
      expect(await shown(page).getByText('들어가기').count()).toBe(0);
      expect(requests).toEqual([]);
    }),
  );

  test(
    'draws the methods and the ways to set a new password that are being chosen',
    frame('sign-in', async (page) => {
      const method = {identifier: 'email', password: true, verificationCode: false, isPasswordPrimary: true};
      const recovery = shown(page).getByText('Forgot your password?');
      await draw(page, {settings: {signIn: {methods: [method]}, forgotPasswordMethods: ['EmailVerificationCode']}});
      await recovery.waitFor();
      await draw(page, {settings: {signIn: {methods: [method]}, forgotPasswordMethods: []}});
      await recovery.waitFor({state: 'detached'});
      expect(await shown(page).locator('[name=password]').count()).toBe(1);
      await draw(page, {settings: {signIn: {methods: [{...method, verificationCode: true}]}}});
      await shown(page).locator('[name=password]').waitFor({state: 'detached'});
      await shown(page).locator('[name=identifier][type=email]').waitFor();
    }),
  );

  test(
    'draws the passkey button, and offers none to be filled in',
    frame('sign-in', async (page, requests) => {
      const button = shown(page).getByRole('button', {name: 'Sign in with a passkey', includeHidden: true});
      await draw(page, {settings: {passkeySignIn: {enabled: true, showPasskeyButton: true, allowAutofill: true}}});
      await button.waitFor();
      await draw(page, {settings: {passkeySignIn: {enabled: false, showPasskeyButton: true}}});
      await button.waitFor({state: 'detached'});
      expect(requests).toEqual([]);
    }),
  );

  test.each(['register', 'consent'])('%s can be looked at and not used', (name) =>
    frame(name, async (page, requests) => {
      await draw(page, {});
      await shown(page).locator('h1').waitFor();
      expect(await shown(page).locator('#root').evaluate((root) => (root as HTMLElement).inert)).toBe(true);
      await page.mouse.click(250, 350);
      await shown(page).locator('form').evaluate((form: HTMLFormElement) => form.requestSubmit());
      await page.waitForTimeout(100);
      expect(requests).toEqual([]);
    })(),
  );

  test(
    'listens to nobody but its frame',
    frame('sign-in', async (page) => {
      await page.evaluate(() => {
        const other = document.createElement('iframe');
        document.body.append(other);
        const script = other.contentDocument!.createElement('script');
        script.text = "parent.frames[0].postMessage({type: 'daemun:preview'}, '*')";
        other.contentDocument!.body.append(script);
      });
      await page.waitForTimeout(100);
      expect(await shown(page).locator('h1').count()).toBe(0);
    }),
  );

  test('is out of reach for a page of a dialogue', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/sign-in?preview=true`);
    await page.waitForSelector('h1');
    await page.evaluate(() => postMessage({type: 'daemun:preview', settings: {customCss: 'h1 {color: red}'}}, '*'));
    await page.waitForTimeout(100);
    expect(await page.locator('#root').evaluate((root) => (root as HTMLElement).inert)).toBe(false);
    expect(await page.locator('h1').evaluate((h1) => getComputedStyle(h1).color)).not.toBe('rgb(255, 0, 0)');
    await page.close();
  });
});
