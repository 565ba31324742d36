// A device without a browser, and a person with one: from the code on its screen to its tokens.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
import { Server } from './lib/server.mjs';

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

let server;
let television;
let browser;
let page;

before(async () => {
  server = await Server.start();
  television = JSON.parse(
    server.command('app', 'create', '--name', 'Living room TV', '--type', 'Native', '--device-flow', '--json'),
  );
  browser = await launch('device');
  page = await openWindow(browser, { viewport: { width: 360, height: 740 } });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const post = async (path, fields) => {
  const response = await fetch(`${server.issuer}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: television.id, ...fields }),
  });
  return { status: response.status, body: await response.json() };
};

const begin = async () => {
  const { status, body } = await post('/device/auth', { scope: 'openid offline_access profile' });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};

const poll = ({ device_code }) => post('/token', { grant_type: grantType, device_code });

test('discovery names the endpoint', async () => {
  const response = await fetch(`${server.issuer}/.well-known/openid-configuration`);
  const document = await response.json();
  assert.equal(document.device_authorization_endpoint, `${server.issuer}/device/auth`);
  assert.ok(document.grant_types_supported.includes(grantType));
});

test('a code that is typed leads to the question, and the answer to a sign-in', async () => {
  const device = await begin();
  await page.goto(device.verification_uri);
  await page.waitForSelector('[name=user_code]');
  await shoot(page, '01-type');
  await page.fill('[name=user_code]', 'ZZZZ-ZZZZ');
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=This code is not valid');
  await shoot(page, '02-no-such-code');
  await page.fill('[name=user_code]', device.user_code.toLowerCase().replace('-', ' '));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.user-code');
  assert.equal(await page.innerText('.user-code'), device.user_code);
  assert.match(await page.innerText('h1'), /Living room TV/);
  await shoot(page, '03-confirm');
  assert.equal((await poll(device)).body.error, 'authorization_pending');

  await page.click('[name=confirm]');
  await page.fill('[name=identifier]', 'alice');
  await page.fill('[name=password]', server.user('alice').password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.endpoint}/device/success`);
  await page.waitForSelector('h1:has-text("connected")');
  await shoot(page, '04-done');

  const tokens = await poll(device);
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  const userinfo = await fetch(`${server.issuer}/me`, {
    headers: { authorization: `Bearer ${tokens.body.access_token}` },
  });
  assert.equal((await userinfo.json()).username, 'alice');
  assert.equal((await poll(device)).body.error, 'invalid_grant');
});

test('a link with the code still asks; who is signed in only confirms', async () => {
  const device = await begin();
  await page.goto(device.verification_uri_complete);
  await page.waitForSelector('.user-code');
  assert.equal((await poll(device)).body.error, 'authorization_pending');
  await page.click('[name=confirm]');
  await page.waitForURL(`${server.endpoint}/device/success`);
  assert.equal((await poll(device)).status, 200);
});

test('refusing tells the device', async () => {
  const device = await begin();
  const window = await openWindow(browser, {
    viewport: { width: 360, height: 740 },
    locale: 'ko-KR',
    colorScheme: 'dark',
  });
  await window.goto(device.verification_uri_complete);
  await window.waitForSelector('.user-code');
  await shoot(window, '05-confirm-korean-dark');
  await window.click('[name=abort]');
  await window.waitForURL(`${server.endpoint}/device?error=aborted`);
  await window.waitForSelector('a[href="/device"]');
  await shoot(window, '06-refused-korean-dark');
  assert.equal((await poll(device)).body.error, 'access_denied');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});

test('a code is good once', async () => {
  const device = await begin();
  await page.goto(device.verification_uri_complete);
  await page.click('[name=confirm]');
  await page.waitForURL(`${server.endpoint}/device/success`);
  await page.goto(device.verification_uri_complete);
  await page.waitForSelector('text=already been used');
  assert.deepEqual(page.complaints, []);
});
