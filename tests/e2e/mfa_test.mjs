// Second steps, with what a new installation has: the demo app, and an authenticator app of our own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, shoot } from './lib/chromium.mjs';
import { button, close, heading, openDemo, signedIn, signOut } from './lib/demo.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';
import { AuthenticatorApp } from './lib/totp.mjs';

let server;
let management;
let browser;

before(async () => {
  server = await Server.start({ LOG_LEVEL: 'error' });
  management = await Management.open(server);
  browser = await launch('mfa');
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function enter(page, { username, password }) {
  await button(page, 'Sign in').click();
  await page.locator('[name=password]').waitFor();
  await page.fill('[name=identifier]', username);
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
}

test('a mandatory app: set up at sign-in, asked for from then on, and replaced by a backup code', async () => {
  await management.patch('/sign-in-exp', {
    mfa: { factors: ['Totp', 'BackupCode'], policy: 'Mandatory' },
  });
  const page = await openDemo(browser, server, { viewport: { width: 360, height: 740 } });
  const alice = server.user('alice');
  await enter(page, alice);

  await heading(page, 'Set up your authenticator app').waitFor();
  const image = page.locator('.qr-code img');
  await image.waitFor();
  assert.ok(await image.evaluate((shown) => shown.decode().then(() => shown.naturalWidth > 0)));
  await page.getByText("Can't scan the code?").click();
  await shoot(page, 'totp-01-set-up');
  const app = new AuthenticatorApp(await page.textContent('.secret'));
  assert.equal(await button(page, 'Not now').count(), 0);
  await page.locator('[name=code]').pressSequentially('000000');
  await page.getByText('This code is not right').waitFor();
  await page.locator('[name=code]').pressSequentially(app.nextCode());

  await heading(page, 'Save your backup codes').waitFor();
  await page.locator('.backup-codes').waitFor();
  const codes = await page.locator('.backup-codes code').allTextContents();
  assert.equal(codes.length, 10);
  await shoot(page, 'totp-02-backup-codes');
  await page.getByRole('checkbox').check();
  await button(page, 'Continue').click();
  await signedIn(page);

  await signOut(page);
  await enter(page, alice);
  await heading(page, 'Enter the code from your app').waitFor();
  await page.reload();
  await heading(page, 'Enter the code from your app').waitFor();
  await shoot(page, 'totp-03-verify');
  await page.locator('[name=code]').pressSequentially(app.nextCode());
  await signedIn(page);

  const useBackupCode = async (code) => {
    await signOut(page);
    await enter(page, alice);
    await button(page, 'Use a backup code').click();
    await heading(page, 'Use a backup code').waitFor();
    await page.fill('[name=code]', code.toUpperCase());
    await page.keyboard.press('Enter');
  };
  await useBackupCode(codes[3]);
  await signedIn(page);
  await useBackupCode(codes[3]);
  await page.getByText('it has already been used').waitFor();
  await shoot(page, 'totp-04-backup-code-used');
  await page.fill('[name=code]', codes[4]);
  await page.keyboard.press('Enter');
  await signedIn(page);

  const factors = await management.get(`/users/${alice.id}/mfa-verifications`);
  assert.deepEqual(factors.map(({ type }) => type).toSorted(), ['BackupCode', 'Totp']);
  await close(page);
});
