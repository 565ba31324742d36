// Second steps, with what a new installation has: the demo app, and an authenticator app of our own.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
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

async function enter(page, person) {
  await button(page, 'Sign in').click();
  await fillIn(page, person);
}

async function fillIn(page, { username, password }) {
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

// From an app that asks for the organizations, through the sign-in page, to its tokens.
async function tokensOf(page, client, act) {
  const [callback] = client.redirectUris;
  const verifier = randomBytes(32).toString('base64url');
  const parameters = {
    client_id: client.id,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid offline_access urn:logto:scope:organizations',
    resource: 'urn:logto:resource:organizations',
    prompt: 'consent',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  // Nobody listens there: the request says all.
  const back = page.waitForRequest((request) => request.url().startsWith(callback));
  await page.goto(`${server.issuer}/auth?${new URLSearchParams(parameters)}`);
  await act();
  const code = new URL((await back).url()).searchParams.get('code');
  const exchange = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier };
  return (await askForTokens(client, exchange)).body;
}

async function askForTokens(client, fields) {
  const body = new URLSearchParams({ client_id: client.id, ...fields });
  const response = await fetch(`${server.issuer}/token`, { method: 'POST', body });
  return { status: response.status, body: await response.json() };
}

test('an organization that requires a second factor gives its token only with one', async () => {
  const mfa = { factors: ['Totp'], policy: 'NoPrompt', organizationRequiredMfaPolicy: 'NoPrompt' };
  await management.patch('/sign-in-exp', { mfa });
  const client = server.application('Demo single-page app');
  const organization = server.demo.organizations.find(({ name }) => name === 'Acme');
  const person = { username: 'cautious', password: 'right-horse-9-battery' };
  const user = await management.post('/users', person);
  await management.post(`/organizations/${organization.id}/users`, { userIds: [user.id] });
  await management.patch(`/organizations/${organization.id}`, { isMfaRequired: true });
  const inAcme = ({ refresh_token }) =>
    askForTokens(client, { grant_type: 'refresh_token', refresh_token, organization_id: organization.id });

  const page = await openWindow(browser);
  const without = await inAcme(await tokensOf(page, client, () => fillIn(page, person)));
  assert.equal(without.status, 403);
  assert.equal(without.body.error, 'access_denied');

  await management.patch('/sign-in-exp', { mfa: { ...mfa, organizationRequiredMfaPolicy: 'Mandatory' } });
  const other = await openWindow(browser);
  const tokens = await tokensOf(other, client, async () => {
    await fillIn(other, person);
    await heading(other, 'Set up your authenticator app').waitFor();
    await other.getByText("Can't scan the code?").click();
    const app = new AuthenticatorApp(await other.textContent('.secret'));
    await other.locator('[name=code]').pressSequentially(app.nextCode());
  });
  const withOne = await inAcme(tokens);
  assert.equal(withOne.status, 200, JSON.stringify(withOne.body));
  await close(page);
  await close(other);
});
