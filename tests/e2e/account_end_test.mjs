// The end of an account, and of a thief's hold on it: a person has it deleted and keeps it by signing in; an address that
// was changed comes back by the link that the old one got.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { allFields, confirm, enterPassword, openAccount } from './lib/account_center.mjs';
import { launch, shoot } from './lib/chromium.mjs';
import { button, close, heading } from './lib/demo.mjs';
import { Mailbox } from './lib/mailbox.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';

const mina = { username: 'mina', password: 'Gate-keeper 4711', primaryEmail: 'mina@mail.example' };
const thief = 'thief@mail.example';

let server;
let management;
let mailbox;
let browser;

before(async () => {
  server = await Server.start({ LOG_LEVEL: 'error' });
  management = await Management.open(server);
  mailbox = new Mailbox(management);
  mina.id = (await management.post('/users', { ...mina })).id;
  await management.patch('/account-center', { enabled: true, fields: { ...allFields, accountDeletion: 'Edit' } });
  await management.patch('/sign-in-exp', { forgotPasswordMethods: ['EmailVerificationCode'] });
  browser = await launch('account_end');
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = (path) => openAccount(browser, server, path);
const keysOfAudit = async () => (await management.get('/logs?page_size=50')).map(({ key }) => key);

test('an account that is to be deleted signs out everywhere, and a sign-in keeps it', async () => {
  const page = await open('/account/security');
  await enterPassword(page, mina);
  await heading(page, 'Security').waitFor();
  await page.getByRole('button', { name: /^Delete account/ }).click();
  await heading(page, 'Delete your account').waitFor();
  await shoot(page, '01-deletion');
  await button(page, 'Continue').click();
  await confirm(page, mina.password);
  await page.getByRole('checkbox').check();
  await button(page, 'Delete my account').click();
  await heading(page, 'Your account will be deleted').waitFor();
  await shoot(page, '02-scheduled');
  assert.deepEqual((await management.get(`/users/${mina.id}/sessions`)).sessions, []);
  assert.equal((await mailbox.next(mina.primaryEmail)).usageType, 'AccountDeletionScheduled');

  await button(page, 'Keep my account').click();
  await enterPassword(page, mina);
  await heading(page, 'Security').waitFor();
  assert.ok((await keysOfAudit()).includes('Account.Deletion.Cancel'));
  await close(page);
});

test('an address that a thief has changed comes back, and the thief is out', async () => {
  const page = await open('/account/email');
  await enterPassword(page, mina);
  await heading(page, "Confirm that it's you").waitFor();
  await confirm(page, mina.password);
  await page.locator('[name=identifier]').fill(thief);
  await button(page, 'Send code').click();
  await page.locator('[name=code]').pressSequentially(await mailbox.nextCode(thief));
  await heading(page, 'Your email address is saved').waitFor();

  // A mail about the account that stays has come before.
  let mail = await mailbox.next(mina.primaryEmail);
  while (mail.usageType !== 'EmailChanged') mail = await mailbox.next(mina.primaryEmail);
  const owner = await open(mail.payload.link.slice(server.endpoint.length));
  await heading(owner, 'Get your email address back').waitFor();
  await owner.getByText('m***@mail.example').waitFor();
  assert.equal(new URL(owner.url()).search, '');
  await shoot(owner, '03-undo');
  await button(owner, 'Put my address back').click();
  await heading(owner, 'Your email address is back').waitFor();
  await shoot(owner, '04-undone');
  assert.equal((await management.get(`/users/${mina.id}`)).primaryEmail, mina.primaryEmail);
  await close(owner);

  await page.reload();
  await page.locator('[name=identifier]').waitFor();
  await close(page);
});
