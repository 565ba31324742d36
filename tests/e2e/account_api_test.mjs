// An application that shows no page of ours: with its user's token it changes the e-mail address by a code, through the
// Account API.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { allFields } from './lib/account_center.mjs';
import { CookieJar } from './lib/cookies.mjs';
import { Mailbox } from './lib/mailbox.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';
import { signIn } from './lib/signin.mjs';

const callback = 'http://localhost:3005/callback';

let server;
let management;
let app;
let token;

before(async () => {
  server = await Server.start({ LOG_LEVEL: 'error' });
  management = await Management.open(server);
  await management.patch('/account-center', { enabled: true, fields: allFields });
  app = server.createApplication('Shop', callback);
});
after(() => server?.stop());

async function call(method, path, body, verificationId) {
  const response = await fetch(`${server.endpoint}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(verificationId && { 'logto-verification-id': verificationId }),
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, ...(text && JSON.parse(text)) };
}

test('the application gets a token that may change the e-mail address', async () => {
  const url = `${server.issuer}/auth?${new URLSearchParams({
    client_id: app.id,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid profile email',
    state: randomBytes(8).toString('hex'),
  })}`;
  const arrived = await signIn(new CookieJar(), server.endpoint, url, server.user('alice'));
  const answer = await fetch(`${server.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${app.id}:${app.secret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      redirect_uri: callback,
      code: arrived.searchParams.get('code'),
    }),
  });
  token = (await answer.json()).access_token;
  assert.equal((await call('GET', '/my-account')).username, 'alice');
});

test('the address changes once the person and the address are proven, and not before', async () => {
  const mailbox = new Mailbox(management);
  const email = 'alice@shop.example';
  const identifier = { type: 'email', value: email };
  const { verificationRecordId: sent } = await call('POST', '/verifications/verification-code', { identifier });
  const { verificationRecordId: proven } = await call('POST', '/verifications/verification-code/verify', {
    identifier,
    verificationId: sent,
    code: await mailbox.nextCode(email),
  });
  const body = { email, newIdentifierVerificationRecordId: proven };
  const unproven = await call('POST', '/my-account/primary-email', body);
  assert.deepEqual([unproven.status, unproven.code], [401, 'verification_record.permission_denied']);

  const { password } = server.user('alice');
  const { verificationRecordId: person } = await call('POST', '/verifications/password', { password });
  assert.equal((await call('POST', '/my-account/primary-email', body, person)).status, 204);
  assert.equal((await call('GET', '/my-account')).primaryEmail, email);

  // The proof of the address is used up.
  const again = await call('POST', '/my-account/primary-email', body, person);
  assert.equal(again.code, 'verification_record.not_found');
});
