// Sign-in details, second steps, linked accounts, devices and apps: changed by the person on the account center's pages,
// and each change seen where it counts.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { action, agree, allFields, confirm, enterPassword, openAccount } from './lib/account_center.mjs';
import { plugInAuthenticator } from './lib/authenticator.mjs';
import { launch, shoot } from './lib/chromium.mjs';
import { button, close, heading } from './lib/demo.mjs';
import { Mailbox } from './lib/mailbox.mjs';
import { Management } from './lib/management.mjs';
import { OtherProvider } from './lib/oidc_provider.mjs';
import { Server } from './lib/server.mjs';
import { AuthenticatorApp } from './lib/totp.mjs';

const client = { client_id: 'daemun', client_secret: 'a secret of the provider' };
const mina = { username: 'mina', password: 'Gate-keeper 4711' };

let server;
let management;
let mailbox;
let provider;
let browser;
let page;

before(async () => {
  // The provider has a free port of this machine.
  server = await Server.start({ LOG_LEVEL: 'error', ALLOWED_PRIVATE_HOSTS: 'localhost' });
  management = await Management.open(server);
  mailbox = new Mailbox(management);
  mina.id = (await management.post('/users', { ...mina })).id;
  await management.patch('/account-center', { enabled: true, fields: allFields });
  await management.patch('/sign-in-exp', {
    mfa: { factors: ['Totp', 'WebAuthn', 'BackupCode'], policy: 'NoPrompt' },
  });
  browser = await launch('account_security');
  page = await openAccount(browser, server, '/account/security');
  await enterPassword(page, mina);
  await heading(page, 'Security').waitFor();
});
after(async () => {
  await browser?.close();
  await provider?.stop();
  await server?.stop();
});

const goTo = (path) => page.goto(`${server.endpoint}/account/${path}`);
const account = () => management.get(`/users/${mina.id}`);
const factors = async () => (await management.get(`/users/${mina.id}/mfa-verifications`)).map(({ type }) => type).sort();

async function done(name) {
  await heading(page, name).waitFor();
  await button(page, 'Back to security').click();
  await heading(page, 'Security').waitFor();
}

test('a user name and a password are changed, and the old password is one no longer', async () => {
  await action(page, 'Change', 'Username').click();
  await confirm(page, mina.password);
  await page.locator('[name=identifier]').fill('mina_of_the_gate');
  await page.keyboard.press('Enter');
  await done('Your username is saved');
  mina.username = (await account()).username;
  assert.equal(mina.username, 'mina_of_the_gate');

  await action(page, 'Change', 'Password').click();
  const fresh = 'Roof-tiles 1592';
  await page.locator('[name=new-password]').fill(fresh);
  await page.locator('[name=new-password-again]').fill(fresh);
  await page.keyboard.press('Enter');
  await done('Your password is saved');
  const check = (password) => management.call('POST', `/users/${mina.id}/password/verify`, { password });
  assert.equal((await check(mina.password)).status, 422);
  assert.equal((await check(fresh)).status, 204);
  mina.password = fresh;
});

test('a phone number is added with the code that was texted to it, and removed', async () => {
  await goTo('security');
  await action(page, 'Add', 'Phone number').click();
  // The new password made the earlier confirmation worthless.
  await confirm(page, mina.password);
  await page.locator('[name=identifier]').fill('+82 10-1234-5678');
  await button(page, 'Send code').click();
  await page.locator('[name=code]').pressSequentially(await mailbox.nextCode('821012345678'));
  await done('Your phone number is saved');
  assert.equal((await account()).primaryPhone, '821012345678');

  await action(page, 'Remove', 'Phone number').click();
  await agree(page, 'Remove');
  await page.getByText('Your phone number was removed.').waitFor();
  assert.equal((await account()).primaryPhone, null);
});

test('second steps are added, counted and removed', async () => {
  await goTo('security');
  const device = await plugInAuthenticator(page);
  await action(page, 'Add', 'Authenticator app').click();
  const app = new AuthenticatorApp(await page.locator('.secret').textContent());
  await page.locator('[name=code]').pressSequentially(app.nextCode());
  await done('Your authenticator app is set up');
  assert.deepEqual(await factors(), ['Totp']);

  await action(page, 'Add', 'Backup codes').click();
  await page.getByRole('checkbox').check();
  await button(page, 'Continue').click();
  await done('Your backup codes are saved');
  await page.getByText('10 codes left.').waitFor();

  await action(page, 'Add', 'Passkeys').click();
  await button(page, 'Create passkey').click();
  await page.locator('[name=passkey-name]').fill('The laptop');
  await button(page, 'Save').click();
  await done('Your passkey is added');
  assert.equal((await device.passkeys()).length, 1);
  assert.deepEqual(await factors(), ['BackupCode', 'Totp', 'WebAuthn']);
  await shoot(page, '01-second-steps');

  await action(page, 'Manage', 'Passkeys').click();
  await page.getByText('The laptop').first().waitFor();
  await action(page, 'Remove', 'The laptop').click();
  await agree(page, 'Remove');
  await page.getByText('The passkey was removed.').waitFor();
  await goTo('security');
  await action(page, 'Remove', 'Authenticator app').click();
  await agree(page, 'Remove');
  await page.getByText('The authenticator app was removed.').waitFor();
  // Backup codes stand in for another second step, and go with the last one.
  assert.deepEqual(await factors(), []);
});

test('the session of another browser ends, and that browser sees it end', async () => {
  const other = await openAccount(browser, server, '/account/security', { userAgent: 'Another browser' });
  await enterPassword(other, mina);
  await heading(other, 'Security').waitFor();

  await goTo('sessions');
  await heading(page, 'Your devices').waitFor();
  const end = page.getByRole('button', { name: /^Sign out – / });
  await end.click();
  await agree(page, 'Sign out');
  await page.getByText('The device was signed out.').waitFor();
  assert.equal(await end.count(), 0);

  await other.reload();
  await other.locator('[name=identifier]').waitFor();
  await close(other);
});

test('an application of another company shows what it may see, until its access is revoked', async () => {
  const partner = server.application('Third-party web app');
  const window = await page.context().newPage();
  await window.goto(
    `${server.issuer}/auth?${new URLSearchParams({
      client_id: partner.id,
      redirect_uri: 'http://localhost:3005/callback',
      response_type: 'code',
      scope: 'openid offline_access profile email',
      prompt: 'consent',
      state: 's',
      code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
      code_challenge_method: 'S256',
    })}`,
  );
  // Nothing of the application runs here: what matters is the answer that it would have had.
  const answered = window.waitForRequest((request) => request.url().startsWith('http://localhost:3005/callback?code='));
  await button(window, 'Authorize').click();
  await shoot(window, 'x-consent');
  await answered;
  await window.close();

  await goTo('sessions');
  const revoke = action(page, 'Revoke access', 'Third-party web app');
  await revoke.waitFor();
  await shoot(page, '03-apps');
  await revoke.click();
  await agree(page, 'Revoke access');
  await page.getByText('Third-party web app no longer has access.').waitFor();
  await page.getByText('No apps can see your data.').waitFor();
});

// The last one: the provider is another port of the same host, and its cookies take the place of ours.
test('an account elsewhere is linked, and unlinked', async () => {
  provider = await OtherProvider.start({
    ...client,
    token_endpoint_auth_method: 'client_secret_post',
    redirect_uris: [`${server.endpoint}/account/callback/social/elsewhere`],
  });
  const { issuer } = provider;
  await management.post('/connectors', {
    id: 'elsewhere',
    connectorId: 'oidc',
    config: {
      authorizationEndpoint: `${issuer}/auth`,
      tokenEndpoint: `${issuer}/token`,
      scope: 'openid profile email',
      clientId: client.client_id,
      clientSecret: client.client_secret,
      idTokenVerificationConfig: { jwksUri: `${issuer}/jwks`, issuer },
    },
    metadata: { target: 'elsewhere', name: { en: 'Elsewhere' } },
  });
  await management.patch('/sign-in-exp', { socialSignInConnectorTargets: ['elsewhere'] });

  await goTo('security');
  await action(page, 'Link', 'Elsewhere').click();
  await heading(page, 'Link Elsewhere').waitFor();
  await page.locator('[type=submit]').click();
  await page.locator('[name=login]').fill('mina-there');
  await page.locator('[name=password]').fill('any password');
  await page.locator('[type=submit]').first().click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await done('Your linked accounts are updated');
  assert.equal((await account()).identities.elsewhere.userId, 'mina-there');
  await shoot(page, '02-linked');

  await action(page, 'Unlink', 'Elsewhere').click();
  await agree(page, 'Unlink');
  await page.getByText('Elsewhere was unlinked.').waitFor();
  assert.deepEqual((await account()).identities, {});
  await close(page);
});
