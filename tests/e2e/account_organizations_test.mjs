// Organizations that run themselves, on the account center's pages: an admin invites, the invited person joins by the
// mail's link, sees the members, and leaves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { action, agree, allFields, confirm, enterPassword, openAccount } from './lib/account_center.mjs';
import { launch, shoot } from './lib/chromium.mjs';
import { button, close, heading } from './lib/demo.mjs';
import { Mailbox } from './lib/mailbox.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';

const ann = { username: 'ann', password: 'Gate-keeper 4711', name: 'Ann Gate' };
const ben = { username: 'ben', password: 'Roof-tiles 1592', name: 'Ben Tile', primaryEmail: 'ben@mail.example' };

let server;
let management;
let browser;
let organization;
let page;

before(async () => {
  server = await Server.start({ LOG_LEVEL: 'error' });
  management = await Management.open(server);
  const scopes = {};
  for (const name of ['member:read', 'member:invite', 'member:remove']) {
    scopes[name] = (await management.post('/organization-scopes', { name })).id;
  }
  const owner = await management.post('/organization-roles', { name: 'owner', organizationScopeIds: Object.values(scopes) });
  await management.post('/organization-roles', { name: 'reader', organizationScopeIds: [scopes['member:read']] });
  organization = await management.post('/organizations', { name: 'The Gatehouse' });
  for (const person of [ann, ben]) person.id = (await management.post('/users', { ...person })).id;
  await management.post(`/organizations/${organization.id}/users`, { userIds: [ann.id] });
  await management.post(`/organizations/${organization.id}/users/roles`, {
    userIds: [ann.id],
    organizationRoleIds: [owner.id],
  });
  await management.patch('/account-center', { enabled: true, fields: allFields });
  browser = await launch('account_organizations');
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const members = async () =>
  (await management.get(`/organizations/${organization.id}/users`)).map(({ username }) => username).sort();

let link;

test('a member who may invites, with a role, after confirming who it is', async () => {
  page = await openAccount(browser, server, '/account/organizations');
  await enterPassword(page, ann);
  await heading(page, 'Your organizations').waitFor();
  await action(page, 'Members', 'The Gatehouse').click();
  await page.getByText('One member').waitFor();
  await button(page, 'Invite a member').click();
  await page.getByRole('dialog').locator('[name=identifier]').fill(ben.primaryEmail);
  await page.getByRole('dialog').getByRole('checkbox', { name: 'reader' }).check();
  await shoot(page, '01-invite');
  await button(page, 'Send invitation').click();
  await confirm(page, ann.password);
  await page.getByText(`The invitation to ${ben.primaryEmail} is on its way.`).waitFor();
  await action(page, 'Revoke', ben.primaryEmail).waitFor();
  await shoot(page, '02-members');
  link = (await new Mailbox(management).next(ben.primaryEmail)).payload.link;
  assert.ok(link.startsWith(`${server.endpoint}/account/organizations?invitation=`), link);
});

test('the invited person joins by the link, sees the members, and leaves', async () => {
  const other = await openAccount(browser, server, link.slice(server.endpoint.length));
  await enterPassword(other, ben);
  await other.getByText('From your email').waitFor();
  await shoot(other, '03-invitation');
  await action(other, 'Join', 'The Gatehouse').click();
  await other.getByText('You are now a member of The Gatehouse.').waitFor();
  assert.deepEqual(await members(), ['ann', 'ben']);

  await action(other, 'Members', 'The Gatehouse').click();
  await other.getByText('2 members').waitFor();
  // Only what the role permits.
  assert.equal(await button(other, 'Invite a member').count(), 0);
  assert.equal(await other.getByRole('button', { name: /^Remove – / }).count(), 0);
  await shoot(other, '04-reader');

  await other.goto(`${server.endpoint}/account/organizations`);
  await action(other, 'Leave', 'The Gatehouse').click();
  await agree(other, 'Leave');
  await other.getByText('You left The Gatehouse.').waitFor();
  assert.deepEqual(await members(), ['ann']);
  await close(other);
});

test('a member who may removes another', async () => {
  await management.post(`/organizations/${organization.id}/users`, { userIds: [ben.id] });
  await page.reload();
  await action(page, 'Remove', ben.name).click();
  await agree(page, 'Remove');
  await page.getByText(`${ben.name} was removed.`).waitFor();
  assert.deepEqual(await members(), ['ann']);
  await close(page);
});
