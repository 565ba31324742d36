// Taking one's data along, the end of an account, and the address that is put back, with a fake server.
import {readFile} from 'node:fs/promises';

import type {Page} from 'playwright-core';
import {expect, test} from 'vitest';

import {heading, inEveryLook, keepApart, visit, way} from './browser_pages.ts';

const confirmByPassword = async (page: Page) => {
  await page.locator('.factors button').first().click();
  await page.fill('[name=password]:visible', 'right');
  await page.keyboard.press('Enter');
};

const toLastWord = async (page: Page) => {
  await page.locator('form .button').click();
  await confirmByPassword(page);
  await page.locator('.card [type=checkbox]').waitFor();
};

const deletion = '/account/deletion?with=self_deletion';
const undo = (token: string) => `/account/undo-email-change?token=${token}&with=`;

const looks: [name: string, path: string, act: (page: Page) => Promise<void>][] = [
  ['security', '/account/security?with=self_deletion', (page) => page.locator('.ac-row').nth(9).waitFor()],
  ['deletion', deletion, (page) => page.locator('.ac-points').waitFor()],
  ['deletion_confirmed', deletion, async (page) => {
    await toLastWord(page);
    await page.locator('.danger .button').click();
    await page.locator('.field-error').waitFor();
  }],
  ['deletion_planned', deletion, async (page) => {
    keepApart(page);
    await toLastWord(page);
    await page.locator('.card [type=checkbox]').check();
    await page.locator('.danger .button').click();
    await page.waitForURL('**/account/deletion/success');
    await page.locator('h1').waitFor();
  }],
  ['undo', undo('good'), (page) => page.locator('form').waitFor()],
  ['undone', undo('good'), async (page) => {
    await page.locator('form .button').click();
    await page.locator('.ac-done').waitFor();
  }],
  ['undo_gone', undo('used'), async () => undefined],
];

test.each(looks)('%s is accessible and fits, in every look', (name, path, act) => inEveryLook(path, act, `end_${name}`));

test('the data is downloaded as a file, once it is clear whose it is', () =>
  visit('/account/security?lang=en', async (page) => {
    await page.getByRole('button', {name: 'Download – Download your data'}).click();
    const saved = page.waitForEvent('download');
    await confirmByPassword(page);
    const file = await saved;
    expect(file.suggestedFilename()).toBe('account-data.json');
    expect(JSON.parse(await readFile(await file.path(), 'utf8'))).toMatchObject({account: {username: 'mina'}});
    await page.getByText('Your data was downloaded.').waitFor();
  }));

test('an account is deleted after an explanation, a proof and a last word; then nothing is kept here', () =>
  visit('/account/security?lang=en&with=self_deletion', async (page) => {
    keepApart(page);
    await way(page, 'Delete account').click();
    await heading(page, 'Delete your account').waitFor();
    await page.getByText('Sign in within 14 days, and your account stays as it is.').waitFor();
    await toLastWord(page);
    await way(page, 'Delete my account').click();
    await page.getByText('Please check this box to continue.').waitFor();
    await page.getByLabel('I understand that').check();
    await way(page, 'Delete my account').click();
    await heading(page, 'Your account will be deleted').waitFor();
    await page.getByText('It is deleted on December 14, 2026').waitFor();
    const stored = await page.evaluate(() => JSON.stringify([{...sessionStorage}, {...localStorage}]));
    expect(stored).not.toMatch(/accessToken|proof/);
    // Looking again signs nobody in: that would take it back.
    await page.reload();
    await heading(page, 'Your account will be deleted').waitFor();
    const asked = page.waitForRequest('**/oidc/auth?*');
    await way(page, 'Keep my account').click();
    expect(new URL((await asked).url()).searchParams.get('prompt')).toBe('login');
    await page.waitForURL('**/account/profile');
  }));

test('the last administrator is told what to do first', () =>
  visit('/account/deletion?lang=en&with=self_deletion,last_administrator', async (page) => {
    await toLastWord(page);
    await page.getByLabel('I understand that').check();
    await way(page, 'Delete my account').click();
    await page.getByText('You are the last administrator.').waitFor();
  }));

test("where people can't delete their account here, the tenant's own page is linked, if any", async () => {
  await visit('/account/deletion?lang=en&with=', (page) => heading(page, 'There is nothing here').waitFor());
  await visit('/account/security?lang=en&with=deletion', async (page) => {
    const link = page.getByRole('link', {name: 'Delete account'});
    expect(await link.getAttribute('href')).toBe('https://example.com/delete');
  });
});

test('an address is put back without a session, and the token leaves the address at once', () =>
  visit(`${undo('good')}&lang=en`, async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByText('m***@example.com').waitFor();
    expect(page.url()).not.toContain('token');
    expect(await page.evaluate(() => performance.getEntriesByType('resource').map(({name}) => name).join())).not.toContain('token');
    // Reading changes nothing, and it is still there in another language.
    await page.reload();
    await page.getByText('m***@example.com').waitFor();
    const sent = page.waitForRequest((request) => request.url().endsWith('/email-change/undo'));
    await way(page, 'Put my address back').click();
    expect((await sent).postDataJSON()).toEqual({token: 'good'});
    await heading(page, 'Your email address is back').waitFor();
    expect(asked.some((url) => url.includes('/oidc/'))).toBe(false);
    expect(await page.evaluate(() => JSON.stringify({...sessionStorage}))).not.toContain('good');
    const left = page.waitForRequest('**/oidc/auth?*');
    await way(page, 'Set a new password').click();
    expect(new URL((await left).url()).searchParams.get('first_screen')).toBe('reset_password');
    keepApart(page);
  }));

test('where no code can reset the password, the owner is asked to sign in and change it', () =>
  visit(`${undo('kept')}&lang=en`, async (page) => {
    await way(page, 'Put my address back').click();
    await page.getByText('Your password is still the same').waitFor();
    const left = page.waitForRequest('**/oidc/auth?*');
    await way(page, 'Sign in and change the password').click();
    const asked = new URL((await left).url()).searchParams;
    expect(asked.get('first_screen')).toBe(null);
    expect(asked.get('prompt')).toBe('login');
    keepApart(page);
  }));

test.each([
  ['used', 'This link no longer works'],
  ['', 'This link no longer works'],
])('a link with the token "%s" says so', (token, words) =>
  visit(`${undo(token)}&lang=en`, (page) => heading(page, words).waitFor()));

test('a link that ends meanwhile, or an address that is taken, says so after the button', async () => {
  await visit(`${undo('late')}&lang=en`, async (page) => {
    await way(page, 'Put my address back').click();
    await heading(page, 'This link no longer works').waitFor();
  });
  await visit(`${undo('taken')}&lang=en`, async (page) => {
    await way(page, 'Put my address back').click();
    await page.getByText('Another account uses this email address now.').waitFor();
  });
});
