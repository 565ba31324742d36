// Shared by the tests of the Logto SDKs: an application for the demo's API, and the users' steps.
import assert from 'node:assert/strict';

import { enter } from './console.mjs';

export const resource = 'https://shopping.your-app.com/api';
const scope = 'shopping:read shopping:write read:data';

// Registers the example; gives the application, and the variables that every SDK's example wants.
export function register(server, app, { type = 'Traditional', callback }) {
  const words = ['--type', type, '--post-logout-redirect-uri', app.origin];
  const application = server.createApplication(`${type} example`, app.origin + callback, ...words);
  const environment = {
    LOGTO_ENDPOINT: server.endpoint,
    LOGTO_APP_ID: application.id,
    LOGTO_RESOURCE: resource,
    LOGTO_SCOPE: scope,
  };
  return { application, environment };
}

export async function enterAsAlice(page, server) {
  await page.waitForURL(`${server.endpoint}/sign-in**`);
  await page.waitForSelector('[name=password]');
  await enter(page, server.user('alice'));
}

// From the sign-in page, to which the example has sent the window, back to its first page.
export async function signInAsAlice(page, server, app) {
  await enterAsAlice(page, server);
  await page.waitForURL(`${app.origin}/`);
  await page.waitForSelector('#claims');
}

// The content of a section of the page.
export const section = async (page, id) => JSON.parse(await page.innerText(`#${id} pre`));

export function checkClaims(claims, server) {
  assert.equal(claims.sub, server.user('alice').id);
  assert.equal(claims.name, 'Alice Kim');
  assert.equal(claims.email, 'alice@example.com');
  assert.equal(claims.organizations.length, 2);
}

export function checkUserInfo(userInfo) {
  assert.deepEqual(userInfo.custom_data, { favouriteGate: 'Gwanghwamun', visits: 3 });
  const names = userInfo.organization_data.map(({ name }) => name);
  assert.deepEqual(names.sort(), ['Acme', 'Globex']);
}

// The role holds one of the two permissions of the API that the application asks for.
export function checkApiToken(claims) {
  assert.equal(claims.aud, resource);
  assert.equal(claims.scope, 'shopping:read');
}

export function checkOrganizationToken(claims, organizations) {
  assert.ok(organizations.map((id) => `urn:logto:organization:${id}`).includes(claims.aud), claims.aud);
  assert.equal(claims.scope, 'read:data');
}
