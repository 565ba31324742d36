// Webhooks with a real receiver: what it gets is signed with the hook's key, and a message that was
// written when the server died by SIGKILL arrives when it is back.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { CookieJar } from './lib/cookies.mjs';
import { Management } from './lib/management.mjs';
import { Receiver } from './lib/receiver.mjs';
import { Server } from './lib/server.mjs';
import { signIn } from './lib/signin.mjs';

let server;
let management;
let receiver;

before(async () => {
  // The receiver is on loopback.
  server = await Server.start({ LOG_LEVEL: 'error', ALLOW_PRIVATE_NETWORK_REQUESTS: '1' });
  management = await Management.open(server);
  receiver = await Receiver.start();
});
after(async () => {
  await receiver?.stop();
  await server?.stop();
});

function createHook(events, config = {}) {
  return management.expect(201, 'POST', '/hooks', { events, config: { url: receiver.url, ...config } });
}

const eventOf = ({ body }) => JSON.parse(body).event;
const hookOf = ({ body }) => JSON.parse(body).hookId;

function assertSigned({ headers, body }, { signingKey }) {
  const expected = createHmac('sha256', signingKey).update(body).digest('hex');
  assert.equal(headers['logto-signature-sha-256'], expected);
}

async function logsOf(hook, count) {
  for (let i = 0; i < 200; i += 1) {
    const logs = await management.expect(200, 'GET', `/hooks/${hook.id}/recent-logs`);
    if (logs.length >= count) return logs;
    await sleep(50);
  }
  throw new Error('the delivery is not in the log');
}

async function signInAlice() {
  const client = server.application('Demo single-page app');
  const url = `${server.issuer}/auth?${new URLSearchParams({
    client_id: client.id,
    redirect_uri: client.redirectUris[0],
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })}`;
  await signIn(new CookieJar(), server.endpoint, url, server.user('alice'));
}

test('a sign-in arrives, signed with the key of the webhook', async () => {
  const hook = await createHook(['PostSignIn'], { headers: { 'x-api-key': 'of the receiver' } });
  await signInAlice();
  const [request] = await receiver.wait(1, (one) => hookOf(one) === hook.id);
  assertSigned(request, hook);
  assert.equal(request.headers['content-type'], 'application/json');
  assert.equal(request.headers['user-agent'], 'Logto (https://logto.io/)');
  assert.equal(request.headers['x-api-key'], 'of the receiver');
  const body = JSON.parse(request.body);
  assert.equal(body.event, 'PostSignIn');
  assert.equal(body.interactionEvent, 'SignIn');
  assert.equal(body.user.username, 'alice');
  assert.equal(body.application.name, 'Demo single-page app');
  const [log] = await logsOf(hook, 1);
  assert.equal(log.key, 'TriggerHook.PostSignIn');
  assert.equal(log.payload.result, 'Success');
  assert.deepEqual(log.payload.response, { statusCode: 200, body: { received: receiver.requests.length } });
  await management.expect(204, 'DELETE', `/hooks/${hook.id}`);
});

test('a trial is signed with the key too, and tells what the receiver answers', async () => {
  const hook = await createHook(['User.Created']);
  const trial = { events: ['PostRegister', 'User.Created'], config: { url: receiver.url } };
  await management.expect(204, 'POST', `/hooks/${hook.id}/test`, trial);
  const requests = await receiver.wait(2, (one) => hookOf(one) === hook.id);
  assert.deepEqual(requests.map(eventOf).sort(), ['PostRegister', 'User.Created']);
  for (const request of requests) assertSigned(request, hook);
  receiver.status = 418;
  const refusal = await management.expect(422, 'POST', `/hooks/${hook.id}/test`, trial);
  assert.equal(refusal.code, 'hook.endpoint_responded_with_error');
  assert.equal(refusal.data.responseStatus, 418);
  receiver.status = 200;
});

test('what the server had promised when it was killed arrives when it is back', async () => {
  const hook = await createHook(['Scope.Created']);
  const { id } = await management.expect(201, 'POST', '/resources', {
    name: 'Shop',
    indicator: 'https://hooks.example/api',
  });
  const names = Array.from({ length: 20 }, (_, i) => `scope:${i}`);
  // Nothing has been answered by the time of the kill: what comes later was kept by the database.
  receiver.isSilent = true;
  await Promise.all(
    names.map((name) => management.expect(201, 'POST', `/resources/${id}/scopes`, { name })),
  );
  await server.kill();
  receiver.isSilent = false;
  await server.serve();
  // Some may come twice: those that were under way.
  const nameOf = ({ body }) => JSON.parse(body).data.name;
  const arrived = () => new Set(receiver.requests.filter((one) => hookOf(one) === hook.id).map(nameOf));
  for (let i = 0; i < 600 && arrived().size < names.length; i += 1) await sleep(100);
  assert.deepEqual([...arrived()].sort(), [...names].sort());
  for (const request of receiver.requests.filter((one) => hookOf(one) === hook.id)) {
    assertSigned(request, hook);
  }
});

test('without permission the server does not call private addresses', async () => {
  const other = await Server.start({ LOG_LEVEL: 'error' });
  try {
    const guarded = await Management.open(other);
    const hook = await guarded.expect(201, 'POST', '/hooks', {
      events: ['PostSignIn'],
      config: { url: receiver.url },
    });
    const before = receiver.requests.length;
    const refusal = await guarded.expect(422, 'POST', `/hooks/${hook.id}/test`, {
      events: ['PostSignIn'],
      config: { url: receiver.url },
    });
    assert.equal(refusal.code, 'hook.send_test_payload_failed');
    assert.equal(receiver.requests.length, before);
  } finally {
    await other.stop();
  }
});
