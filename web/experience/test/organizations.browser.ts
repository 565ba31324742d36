// The organizations of a person in the account center, with a fake server.
import type {Page} from 'playwright-core';
import {expect, test} from 'vitest';

import {focused, heading, inEveryLook, visit, way} from './browser_pages.ts';

const list = '/account/organizations?lang=en&with=organizations';
const details = '/account/organizations/o1?lang=en&with=organizations';

const action = (page: Page, name: string) => page.getByRole('button', {name, exact: true});
const dialog = (page: Page) => page.getByRole('dialog');
const members = (page: Page) => page.locator('.ac-pager').waitFor();
const invite = async (page: Page, email: string) => {
  await way(page, 'Invite a member').click();
  await page.fill('[name=identifier]', email);
};

const looks: [name: string, path: string, act: (page: Page) => Promise<void>][] = [
  ['list', '/account/organizations?with=organizations,long_organizations&invitation=i1', (page) => page.locator('.ac-row').nth(3).waitFor()],
  ['lost', '/account/organizations?with=only_invited&invitation=other', (page) => page.locator('.notice').waitFor()],
  ['none', '/account/organizations?with=', (page) => page.locator('.ac-nothing').waitFor()],
  ['details', '/account/organizations/o1?with=organizations,long_organizations', async (page) => {
    await members(page);
    await page.locator('.ac-section').nth(1).locator('.ac-row').first().waitFor();
  }],
  ['empty', '/account/organizations/o1?with=alone_there', async (page) => {
    await members(page);
    await page.locator('.ac-nothing').waitFor();
  }],
  ['invite', '/account/organizations/o1?with=organizations', async (page) => {
    await page.locator('.ac-section-head .ac-action').click();
    await page.locator('dialog [type=checkbox]').first().check();
    await page.keyboard.press('Enter');
    await page.locator('.field-error').waitFor();
  }],
];

test.each(looks)('%s is accessible and fits, in every look', (name, path, act) => inEveryLook(path, act, `organizations_${name}`));

test('the tab is there for members and invited people only', async () => {
  await visit('/account/profile?lang=en&with=', async (page) => {
    const asked = page.waitForResponse('**/api/my-organization-invitations');
    await page.reload();
    await asked;
    expect(await page.getByRole('link', {name: 'Organizations'}).count()).toBe(0);
  });
  await visit('/account/profile?lang=en&with=only_invited', async (page) => {
    await page.getByRole('link', {name: 'Organizations'}).click();
    await page.getByText('You do not belong to an organization.').waitFor();
    await action(page, 'Join – Globex').waitFor();
  });
});

test("the link of an invitation's mail points at it, and joining makes a member", () =>
  visit(`${list}&invitation=i1`, async (page) => {
    await page.locator('[data-marked]').getByText('Globex', {exact: true}).waitFor();
    await page.getByText('From your email').waitFor();
    expect(new URL(page.url()).search).toBe('');
    const sent = page.waitForRequest((request) => request.method() === 'PUT');
    await action(page, 'Join – Globex').click();
    expect((await sent).postDataJSON()).toEqual({status: 'Accepted'});
    await page.getByText('You are now a member of Globex.').waitFor();
    await action(page, 'Leave – Globex').waitFor();
    await action(page, 'Join – Globex').waitFor({state: 'detached'});
  }));

test('an invitation is declined after a question; one that has ended says so', () =>
  visit(list, async (page) => {
    await action(page, 'Join – Initech').click();
    await page.getByText('This invitation is no longer open.').waitFor();
    await action(page, 'Decline – Globex').click();
    await dialog(page).getByText('To join Globex later, you need a new invitation.').waitFor();
    const sent = page.waitForRequest((request) => request.method() === 'PUT');
    await dialog(page).getByRole('button', {name: 'Decline'}).click();
    expect((await sent).postDataJSON()).toEqual({status: 'Revoked'});
    await page.getByText('The invitation was declined.').waitFor();
    await action(page, 'Join – Globex').waitFor({state: 'detached'});
  }));

test('an organization is left after a question', () =>
  visit(list, async (page) => {
    await action(page, 'Leave – Acme International').click();
    await dialog(page).getByRole('button', {name: 'Leave'}).click();
    await page.getByText('You left Acme International.').waitFor();
    await action(page, 'Leave – Acme International').waitFor({state: 'detached'});
    // Without permissions there, its members are not shown.
    expect(await action(page, 'Members – Acme International').count()).toBe(0);
  }));

test('members are searched and shown by pages, with one token that is not stored', () =>
  visit(list, async (page) => {
    const tokens: string[] = [];
    page.on('request', (request) => request.url().endsWith('/oidc/token') && tokens.push(request.postData() ?? ''));
    await action(page, 'Members – 한옥 스튜디오').click();
    await heading(page, '한옥 스튜디오').waitFor();
    await page.getByText('25 members').waitFor();
    await way(page, 'Next').click();
    await page.getByText('Page 2 of 2').waitFor();
    await page.getByText('Person 22', {exact: true}).waitFor();
    await page.fill('[name=search]', 'olivia');
    await page.getByText('One member').waitFor();
    expect(await page.locator('.ac-section').first().locator('.ac-row').count()).toBe(1);
    await page.fill('[name=search]', 'nobody at all');
    await page.getByText('No member was found.').waitFor();
    expect(tokens.map((body) => new URLSearchParams(body).get('organization_id'))).toEqual(['o1']);
    expect(await page.evaluate(() => JSON.stringify([{...sessionStorage}, {...localStorage}]))).not.toContain('organization:o1');
  }));

test('a member is removed after a question, unless the member may do more', () =>
  visit(details, async (page) => {
    await members(page);
    // Oneself leaves on the page before.
    expect(await action(page, 'Remove – 김민아').count()).toBe(0);
    await action(page, 'Remove – Olivia Owner').click();
    await dialog(page).getByRole('button', {name: 'Remove'}).click();
    await dialog(page).getByText("You can't remove a member who has permissions that you don't have.").waitFor();
    await dialog(page).getByRole('button', {name: 'Cancel'}).click();
    await action(page, 'Remove – Person 2').click();
    await dialog(page).getByRole('button', {name: 'Remove'}).click();
    await page.getByText('Person 2 was removed.').waitFor();
    await page.getByText('24 members').waitFor();
  }));

test('an address is invited with roles; refusals stand at the address', () =>
  visit(details, async (page) => {
    await invite(page, 'member@example.com');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('This person is a member already.').waitFor();
    expect(await focused(page)).toBe('identifier');
    await page.fill('[name=identifier]', 'pending@example.com');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('An invitation to this address is already waiting for an answer.').waitFor();
    await page.fill('[name=identifier]', 'nomail@example.com');
    await page.keyboard.press('Enter');
    await dialog(page).getByText("Emails can't be sent here at the moment.").waitFor();
    await page.fill('[name=identifier]', 'full@example.com');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('This organization has too many pending invitations.').waitFor();
    await page.fill('[name=identifier]', 'often@example.com');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('Too many emails were sent.').waitFor();
    await page.fill('[name=identifier]', 'minsu@example.com');
    await page.getByLabel('viewer').check();
    const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/invitations'));
    await page.getByRole('button', {name: 'Send invitation'}).click();
    expect((await sent).postDataJSON()).toEqual({invitee: 'minsu@example.com', roleIds: ['r-viewer']});
    await page.getByText('The invitation to minsu@example.com is on its way.').waitFor();
    await action(page, 'Revoke – minsu@example.com').click();
    await dialog(page).getByRole('button', {name: 'Revoke'}).click();
    await page.getByText('The invitation was revoked.').waitFor();
    await action(page, 'Revoke – minsu@example.com').waitFor({state: 'detached'});
  }));

test('what a person may not do there is not shown', async () => {
  await visit('/account/organizations/o1?lang=en&with=reader', async (page) => {
    await members(page);
    expect(await page.getByText('Pending invitations').count()).toBe(0);
    expect(await page.getByRole('button', {name: /^Remove/}).count()).toBe(0);
  });
  await visit('/account/organizations/o1?lang=en&with=inviter', async (page) => {
    await action(page, 'Revoke – new@example.com').waitFor();
    expect(await page.locator('.ac-search').count()).toBe(0);
  });
  await visit('/account/organizations/o2?lang=en&with=organizations', (page) => heading(page, 'There is nothing here').waitFor());
});

test('a member who was removed meanwhile is told so, and stays signed in', () =>
  visit('/account/organizations/o1?lang=en&with=removed_meanwhile', async (page) => {
    await page.getByText('You cannot change this here.').first().waitFor();
    expect(await heading(page, 'You are signed out').count()).toBe(0);
  }));
