// Links in mails, from the development mailbox to the browser: invitations for new people and for users, and
// magic links.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
import { Mailbox } from './lib/mailbox.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';

const password = 'Gate-keeper 4711';

let server;
let management;
let mailbox;
let browser;
let organization;
let role;

before(async () => {
  server = await Server.start({ LOG_LEVEL: 'error' });
  management = await Management.open(server);
  mailbox = new Mailbox(management);
  browser = await launch('invitations');
  organization = await management.post('/organizations', { name: 'Lantern & Sons' });
  role = await management.post('/organization-roles', {
    name: 'keeper',
    organizationScopeIds: [],
    resourceScopeIds: [],
  });
  // Accounts have an address and a password, and nobody opens one without an invitation.
  const proofs = { password: true, verificationCode: false, isPasswordPrimary: true };
  await management.patch('/sign-in-exp', {
    signIn: { methods: [{ identifier: 'email', ...proofs }] },
    signUp: { identifiers: ['email'], password: true, verify: true },
    signInMode: 'SignIn',
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const heading = (page, name) => page.getByRole('heading', { name, exact: true });
const button = (page, name) => page.getByRole('button', { name, exact: true });

const invite = (invitee, more = {}) =>
  management.post('/organization-invitations', {
    invitee,
    organizationId: organization.id,
    organizationRoleIds: [role.id],
    expiresAt: Date.now() + 3_600_000,
    messagePayload: {},
    ...more,
  });

async function roleOf(email) {
  const members = await management.get(`/organizations/${organization.id}/users`);
  return members.find((member) => member.primaryEmail === email)?.organizationRoles.map(({ name }) => name);
}

async function choosePassword(page, chosen) {
  await page.locator('[name=new-password]').waitFor();
  await page.fill('[name=new-password]', chosen);
  await page.fill('[name=new-password-again]', chosen);
  await page.keyboard.press('Enter');
}

async function signIn(page, email) {
  await page.locator('[name=password]').waitFor();
  await page.fill('[name=identifier]', email);
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
}

test('an invited person registers from the mail, and is a member with the role', async () => {
  await invite('dora@mail.example');
  const mail = await mailbox.next('dora@mail.example');
  assert.equal(mail.usageType, 'OrganizationInvitation');
  assert.equal(mail.subject, 'You are invited to join Lantern & Sons');
  const link = mail.payload.link;
  assert.ok(link.startsWith(`${server.endpoint}/invitation/`), link);
  assert.ok(mail.text.includes(link));
  // A mail scanner has opened the link before.
  for (let i = 0; i < 3; i += 1) assert.equal((await fetch(link)).status, 200);

  const page = await openWindow(browser);
  await page.goto(link);
  await heading(page, 'Join Lantern & Sons').waitFor();
  await page.getByText('Role: keeper').waitFor();
  await shoot(page, '1-invitation');
  await button(page, 'Accept the invitation').click();
  await heading(page, 'Create your account').waitFor();
  await shoot(page, '2-register');
  await button(page, 'Create account').click();
  await choosePassword(page, password);
  await heading(page, 'You are a member of Lantern & Sons').waitFor();
  await shoot(page, '3-member');
  assert.deepEqual(await roleOf('dora@mail.example'), ['keeper']);
  // The account is signed in for applications too.
  await page.goto(`${server.endpoint}/demo-app`);
  await button(page, 'Sign in').click();
  await heading(page, 'You are signed in').waitFor();
  await page.context().close();
});

test('a user signs in from the mail and joins; another account does not', async () => {
  for (const name of ['max', 'olga'])
    await management.post('/users', { username: name, primaryEmail: `${name}@mail.example`, password });
  await invite('max@mail.example', { redirectUrl: `${server.endpoint}/demo-app?welcome=1` });
  const { payload } = await mailbox.next('max@mail.example');
  const page = await openWindow(browser, { locale: 'ko-KR' });
  await page.goto(payload.link);
  await button(page, '초대 수락하기').click();
  await signIn(page, 'olga@mail.example');
  await heading(page, '다른 계정이에요').waitFor();
  await shoot(page, '4-other-account');
  assert.equal(await roleOf('olga@mail.example'), undefined);
  await button(page, '계정 바꾸기').click();
  await signIn(page, 'max@mail.example');
  await page.waitForURL(`${server.endpoint}/demo-app?welcome=1`);
  assert.deepEqual(await roleOf('max@mail.example'), ['keeper']);
  await page.context().close();
});

test('a revoked invitation admits nobody, and its link says so', async () => {
  const { id } = await invite('rita@mail.example');
  const { payload } = await mailbox.next('rita@mail.example');
  const page = await openWindow(browser);
  await page.goto(payload.link);
  await button(page, 'Accept the invitation').waitFor();
  await management.expect(200, 'PUT', `/organization-invitations/${id}/status`, { status: 'Revoked' });
  await button(page, 'Accept the invitation').click();
  await heading(page, 'This invitation is no longer valid').waitFor();
  await page.goto(payload.link);
  await heading(page, 'This invitation is no longer valid').waitFor();
  assert.equal(await roleOf('rita@mail.example'), undefined);
  await page.context().close();
});

test('a magic link signs in once, and leads to a page that says so', async () => {
  await management.post('/one-time-tokens', { email: 'max@mail.example', send: true });
  const mail = await mailbox.next('max@mail.example');
  assert.equal(mail.subject, 'Your link');
  assert.equal((await fetch(mail.payload.link)).status, 200);
  const page = await openWindow(browser);
  await page.goto(mail.payload.link);
  await page.getByText('max@mail.example').waitFor();
  await button(page, 'Continue').click();
  await heading(page, "You're signed in").waitFor();
  await page.goto(mail.payload.link);
  await heading(page, 'This link does not work').waitFor();
  await page.getByText('already been used').waitFor();
  await page.context().close();
});

test('a magic link sets a new password', async () => {
  await management.post('/one-time-tokens', {
    email: 'olga@mail.example',
    send: true,
    context: { interactionEvent: 'ForgotPassword', redirectUrl: `${server.endpoint}/demo-app?back=1` },
  });
  const { payload } = await mailbox.next('olga@mail.example');
  const page = await openWindow(browser);
  await page.goto(payload.link);
  await button(page, 'Continue').click();
  await choosePassword(page, 'Roof-tiles 1592');
  await page.getByText('Your password was changed').waitFor();
  await page.fill('[name=password]', 'Roof-tiles 1592');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.endpoint}/demo-app?back=1`);
  await page.context().close();
});
