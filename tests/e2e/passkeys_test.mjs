// Passkeys, with what a new installation has: the demo app, and Chromium's virtual authenticator.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { plugInAuthenticator } from './lib/authenticator.mjs';
import { launch, shoot } from './lib/chromium.mjs';
import { openConsole, saved } from './lib/console.mjs';
import { button, close, heading, openDemo, signedIn, signOut } from './lib/demo.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';

let server;
let management;
let browser;

before(async () => {
  server = await Server.start({ LOG_LEVEL: 'error' });
  management = await Management.open(server);
  browser = await launch('passkeys');
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a passkey alone: an account is made with it, and what the browser fills in opens it', async () => {
  await management.patch('/sign-in-exp', {
    mfa: { factors: [], policy: 'NoPrompt' },
    passkeySignIn: { enabled: true, showPasskeyButton: true, allowAutofill: true },
    signIn: {
      methods: [{ identifier: 'username', password: true, verificationCode: false, isPasswordPrimary: true }],
    },
    signUp: { identifiers: ['username'], password: false, verify: false },
  });
  const page = await openDemo(browser, server);
  const device = await plugInAuthenticator(page);
  await button(page, 'Sign in').click();
  await page.getByRole('link', { name: 'Create account' }).click();
  await page.waitForURL(`${server.endpoint}/register**`);
  await page.fill('[name=identifier]', 'keyholder');
  await page.keyboard.press('Enter');

  await heading(page, 'Create a passkey').waitFor();
  assert.equal(await button(page, 'Not now').count(), 0);
  await shoot(page, 'passkey-01-create');
  await button(page, 'Create passkey').click();
  await signedIn(page);
  const [passkey] = await device.passkeys();
  assert.equal(passkey.rpId, 'localhost');
  const [user] = await management.get('/users?search=keyholder');
  assert.equal(user.hasPassword, false);

  // The browser fills it in as soon as the page is there.
  await signOut(page);
  await button(page, 'Sign in').click();
  await signedIn(page);

  // And it is at hand on the button.
  await signOut(page);
  await device.present(false);
  await button(page, 'Sign in').click();
  await button(page, 'Sign in with a passkey').waitFor();
  await shoot(page, 'passkey-02-sign-in');
  await device.present(true);
  await button(page, 'Sign in with a passkey').click();
  await signedIn(page);
  assert.equal((await device.passkeys()).length, 1);
  await close(page);
});

async function enterPassword(page, { username, password }) {
  await page.locator('[name=password]').waitFor();
  await page.fill('[name=identifier]', username);
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
}

test('a passkey as the second step: set up after the password, asked for from then on', async () => {
  await management.patch('/sign-in-exp', {
    mfa: { factors: ['WebAuthn'], policy: 'Mandatory' },
    passkeySignIn: { enabled: false },
    signIn: {
      methods: [{ identifier: 'username', password: true, verificationCode: false, isPasswordPrimary: true }],
    },
    signUp: { identifiers: ['username'], password: true, verify: false },
  });
  const alice = server.user('alice');
  const page = await openDemo(browser, server, { viewport: { width: 360, height: 740 } });
  const device = await plugInAuthenticator(page);
  await button(page, 'Sign in').click();
  await enterPassword(page, alice);
  await heading(page, 'Add a passkey').waitFor();
  await shoot(page, 'passkey-03-second-step-set-up');
  await button(page, 'Create passkey').click();
  await signedIn(page);
  const [factor] = await management.get(`/users/${alice.id}/mfa-verifications`);
  assert.equal(factor.type, 'WebAuthn');

  await signOut(page);
  await button(page, 'Sign in').click();
  await enterPassword(page, alice);
  await heading(page, 'Use your passkey').waitFor();
  await shoot(page, 'passkey-04-second-step');
  await button(page, 'Continue with passkey').click();
  await signedIn(page);
  assert.equal((await device.passkeys()).length, 1);
  await close(page);
});

async function leaveConsole(page) {
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

test('the console opens with a passkey', async () => {
  const page = await openConsole(browser, server, { path: '/mfa/administrators' });
  const device = await plugInAuthenticator(page);
  await page.getByRole('switch', { name: 'Users can sign in with a passkey' }).check();
  await page.getByRole('switch', { name: 'Suggest passkeys in the username field' }).check();
  await saved(page);

  // Proposed after the next sign-in.
  await leaveConsole(page);
  await page.fill('[name=identifier]', server.administrator.username);
  await page.keyboard.press('Enter');
  await page.fill('[name=password]', server.administrator.password);
  await page.keyboard.press('Enter');
  await heading(page, 'Create a passkey').waitFor();
  await button(page, 'Create passkey').click();
  await page.waitForSelector('nav');
  const [passkey] = await device.passkeys();
  assert.equal(passkey.rpId, 'localhost');

  await leaveConsole(page);
  await page.waitForSelector('nav');
  await shoot(page, 'passkey-05-console');
  await close(page);
});
