// The account center in Chromium, with a fake server: what a person does there, and how it looks.
import type {Page} from 'playwright-core';
import {expect, test} from 'vitest';

import {enterCode, focused, heading, inEveryLook, keepApart, visit, way} from './browser_pages.ts';

const confirmByPassword = async (page: Page, password = 'right') => {
  await page.locator('.factors button').first().click();
  await page.fill('[name=password]:visible', password);
  await page.keyboard.press('Enter');
};

const open = async (page: Page) => {
  await page.locator('.ac-closed .button').click();
  await confirmByPassword(page);
  await page.locator('.ac-badge').first().waitFor();
};

const route = (page: Page) => new URL(page.url()).pathname;

const looks: [name: string, path: string, act: (page: Page) => Promise<void>][] = [
  ['profile', '/account/profile?with=long', async () => undefined],
  ['profile_dialog', '/account/profile?with=', (page) => page.locator('.ac-action').nth(4).click()],
  ['avatar_dialog', '/account/profile?with=', async (page) => {
    await page.locator('.ac-action').nth(1).click();
    await page.locator('dialog summary').click();
  }],
  ['security', '/account/security?with=long,deletion,terms', (page) => page.locator('.ac-row').nth(7).waitFor()],
  ['sessions', '/account/sessions?with=long,trusted', open],
  ['confirm', '/account/email?with=', (page) => page.locator('.factors').waitFor()],
  ['authenticator', '/account/authenticator-app/replace?with=', async (page) => {
    await confirmByPassword(page);
    await page.locator('.qr-code svg').waitFor();
  }],
  ['backup_codes', '/account/backup-codes/regenerate?with=', async (page) => {
    await confirmByPassword(page);
    await page.locator('.backup-codes').waitFor();
  }],
  ['done', '/account/email/success?with=', async () => undefined],
];

test.each(looks)('%s is accessible and fits, in every look', (name, path, act) => inEveryLook(path, act, `account_${name}`));

test('an address is changed by whoever confirms it and proves the new one', () =>
  visit('/account/security?lang=en', async (page) => {
    await page.getByRole('button', {name: 'Change – Email address'}).click();
    await heading(page, "Confirm that it's you").waitFor();
    await confirmByPassword(page, 'wrong');
    await page.getByText('This password is not right.').waitFor();
    expect(await focused(page)).toBe('password');
    await page.fill('[name=password]', 'right');
    await page.keyboard.press('Enter');
    await heading(page, 'Change your email address').waitFor();
    await page.fill('[name=identifier]', 'mina@example.com');
    await page.keyboard.press('Enter');
    await page.getByText('This is your email address already.').waitFor();
    await page.fill('[name=identifier]', 'new@example.com');
    await page.keyboard.press('Enter');
    await enterCode(page, '000000');
    await page.getByText('This code is not right.').waitFor();
    await enterCode(page);
    await heading(page, 'Your email address is saved').waitFor();
    expect(await focused(page)).toBe('H1');
    await way(page, 'Back to security').click();
    await page.getByText('new@example.com').waitFor();
    // The proof serves for the next change as well.
    await page.getByRole('button', {name: 'Change – Username'}).click();
    await heading(page, 'Change your username').waitFor();
  }));

test('a dialog keeps the focus and gives it back; what cannot be removed says why', () =>
  visit('/account/security?lang=en', async (page) => {
    const remove = page.getByRole('button', {name: 'Remove – Phone number'});
    await remove.click();
    await confirmByPassword(page);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({state: 'detached'});
    await remove.click();
    await dialog.getByRole('button', {name: 'Remove'}).click();
    await dialog.getByText('You could no longer sign in without this.').waitFor();
    await dialog.getByRole('button', {name: 'Cancel'}).click();
    await dialog.waitFor({state: 'detached'});
  }));

test('a profile field is changed in place, and the rest of the custom data stays', () =>
  visit('/account/profile?lang=en', async (page) => {
    await page.getByRole('button', {name: 'Change – Company'}).click();
    await page.fill('[name=company]', '');
    await page.keyboard.press('Enter');
    await page.getByText('Please fill in this field.').waitFor();
    const sent = page.waitForRequest((request) => request.method() === 'PATCH');
    await page.fill('[name=company]', 'Globex');
    await page.keyboard.press('Enter');
    expect((await sent).postDataJSON()).toEqual({customData: {company: 'Globex', other: {kept: true}}});
    await page.getByText('Saved.').waitFor();
    await page.getByRole('dialog').waitFor({state: 'detached'});
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Company');
  }));

test('a picture is uploaded, and taken away again', () =>
  visit('/account/profile?lang=en', async (page) => {
    await page.getByRole('button', {name: 'Add – Picture'}).click();
    const named = page.waitForRequest((request) => request.method() === 'PATCH');
    await page.setInputFiles('input[type=file]', {name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('x')});
    expect((await named).postDataJSON()).toMatchObject({avatar: expect.stringMatching(/^data:image/)});
    await page.getByRole('dialog').waitFor({state: 'detached'});
    await page.locator('.ac-row .ac-avatar img').waitFor();
    await page.getByRole('button', {name: 'Change – Picture'}).click();
    await page.getByRole('dialog').getByRole('button', {name: 'Remove'}).click();
    await page.locator('.ac-row .ac-avatar img').waitFor({state: 'detached'});
  }));

test('all other devices are signed out, and an app loses its access', () =>
  visit('/account/sessions?lang=en', async (page) => {
    await open(page);
    await way(page, 'Sign out everywhere else').click();
    await page.getByRole('dialog').getByRole('button', {name: 'Sign out everywhere else'}).click();
    await page.getByText('All other devices were signed out.').waitFor();
    await page.getByText('Safari on iPhone', {exact: true}).waitFor({state: 'detached'});
    await page.getByText('Chrome on Linux').first().waitFor();
    await page.getByText('What it may see').first().click();
    await page.getByText('Read your email address').waitFor();
    await page.getByRole('button', {name: 'Revoke access – Marble Notes'}).click();
    await page.getByRole('dialog').getByRole('button', {name: 'Revoke access'}).click();
    await page.getByText('Marble Notes no longer has access.').waitFor();
    await page.getByText('Globex Calendar', {exact: true}).waitFor();
  }));

test("a sign-in that wasn't the person's ends all others, and leads to a new password", () =>
  visit('/account/sessions?lang=en', async (page) => {
    await open(page);
    await way(page, 'Show older sign-ins').click();
    const reports = page.getByRole('button', {name: "This wasn't me"});
    expect(await reports.count()).toBe(7);
    await reports.nth(1).click();
    await page.getByRole('dialog').getByRole('button', {name: 'Secure my account'}).click();
    await page.getByText('Choose a new password now.').waitFor();
    await page.waitForURL('**/account/password');
  }));

test('an application gets people back after their change, if the server allows its address', () =>
  visit('/account/username?lang=en&with=may_return&redirect=http%3A%2F%2Flocalhost%3A1%2Fback&identifier=minah', async (page) => {
    await confirmByPassword(page);
    await heading(page, 'Change your username').waitFor();
    expect(await page.inputValue('[name=identifier]')).toBe('minah');
    keepApart(page);
    const left = page.waitForRequest('http://localhost:1/back');
    await page.press('[name=identifier]', 'Enter');
    await left;
  }));

test('nobody is sent to an address that no application has', () =>
  visit('/account/username?lang=en&redirect=http%3A%2F%2Flocalhost%3A1%2Fback', async (page) => {
    await confirmByPassword(page);
    await heading(page, 'Change your username').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.fill('[name=identifier]', 'minah');
    await page.keyboard.press('Enter');
    await heading(page, 'Your username is saved').waitFor();
    expect(route(page)).toBe('/account/username/success');
  }));

test('another service is linked by a visit to it', () =>
  visit('/account/social/github?lang=en', async (page) => {
    await confirmByPassword(page);
    await way(page, 'Continue with GitHub').click();
    await heading(page, 'Your linked accounts are updated').waitFor();
    await way(page, 'Back to security').click();
    await page.getByRole('button', {name: 'Unlink – GitHub'}).waitFor();
  }));

test('the last way to sign in is not unlinked: the page says what to do first', () =>
  visit('/account/security?lang=en&with=one_way', async (page) => {
    await page.getByRole('button', {name: 'Unlink – Google'}).click();
    const dialog = page.getByRole('dialog', {name: 'You only sign in with Google'});
    await dialog.getByText('Add another way to sign in first.').waitFor();
    await way(page, 'Set a password').click();
    expect(route(page)).toBe('/account/password');
  }));

test('a code that cannot be sent is not offered as a proof', async () => {
  await visit('/account/username?lang=en&with=no_codes', async (page) => {
    await page.locator('[name=password]:visible').waitFor();
    expect(await page.locator('.factors').count()).toBe(0);
  });
  await visit('/account/username?lang=en&with=one_way', async (page) => {
    await page.getByText('Codes cannot be sent here. Ask your administrator.').waitFor();
    expect(await page.locator('.factors').count()).toBe(0);
  });
});

test('a code that the server cannot send says so', () =>
  visit('/account/email?lang=en', async (page) => {
    await confirmByPassword(page);
    await page.fill('[name=identifier]', 'unsendable@example.com');
    await page.keyboard.press('Enter');
    await page.getByText('Codes cannot be sent here. Ask your administrator.').waitFor();
  }));

test('trusted devices are not mentioned where the tenant trusts none', async () => {
  const title = (page: Page) => page.getByRole('heading', {name: 'Trusted devices'});
  await visit('/account/sessions?lang=en&with=trusts_none', async (page) => {
    await open(page);
    expect(await title(page).count()).toBe(0);
  });
  await visit('/account/sessions?lang=en&with=trusted', async (page) => {
    await open(page);
    await title(page).waitFor();
  });
});

test.each(['ar', 'de'])('the navigation is there as a whole on a narrow screen: %s', (language) =>
  visit(
    `/account/profile?lang=${language}&with=organizations`,
    async (page) => {
      const links = page.locator('.ac-nav a');
      await expect.poll(() => links.count()).toBe(4);
      for (const link of await links.all()) {
        const {x, width} = (await link.boundingBox())!;
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(360);
      }
    },
    {viewport: {width: 360, height: 640}},
  ),
);

test('the rules of a username stand below it, unless its fault is another one', () =>
  visit('/account/username?lang=en', async (page) => {
    await confirmByPassword(page);
    const field = page.locator('.field', {has: page.locator('[name=identifier]')});
    await page.fill('[name=identifier]', '1mina');
    await page.keyboard.press('Enter');
    await field.locator('.field-error').waitFor();
    expect(await field.locator('.field-hint').count()).toBe(1);
    await page.fill('[name=identifier]', 'taken');
    await page.keyboard.press('Enter');
    await page.getByText('This username is already taken.').waitFor();
    expect(await field.locator('.field-hint').count()).toBe(0);
  }));

test('an answer of a service that nobody asked for is refused', () =>
  visit('/account/callback/social/github?lang=en&code=c1&state=x', async (page) => {
    await page.getByText('Something went wrong.').waitFor();
    expect(new URL(page.url()).search).toBe('');
  }));

test('pages that are switched off are not there', () =>
  visit('/account?lang=en&with=nothing', async (page) => {
    await heading(page, 'Nothing to manage here').waitFor();
  }));

test('a disabled account center signs nobody in', () =>
  visit('/account/security?lang=en&with=off', async (page) => {
    await heading(page, 'Nothing to manage here').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  }));

test('the tokens of another account are not stored for other tabs, and going back from a confirmation changes nothing', () =>
  visit('/account/password?lang=en', async (page) => {
    await heading(page, "Confirm that it's you").waitFor();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('good');
    await way(page, 'Go back').click();
    await page.locator('.ac-nav').waitFor();
    expect(route(page)).toBe('/account/profile');
  }));
