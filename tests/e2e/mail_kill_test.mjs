// Mails and a server that dies by SIGKILL: a message arrives at least once, each time with the same
// Message-ID, and a code never twice. The mail server is dead, then takes mails without saying so,
// which leaves open whether they have arrived, then works.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { MailServer, mail_password, mail_user } from './lib/mail_server.mjs';
import { Management } from './lib/management.mjs';
import { binary, freePort, Server } from './lib/server.mjs';

const queue_messages = process.env.DAEMUN_QUEUE_MESSAGES ?? join(dirname(binary), 'tests/queue_messages');
// Of each kind, numbered from 0.
const last = 11;
const last_to_dead_server = 5;
// A message that was under way comes again when its claim is over: 100 s and a pause.
const deadline_ms = 240_000;

let server;
let port;

before(async () => {
  port = await freePort();
  server = await Server.prepare({ LOG_LEVEL: 'error', ALLOWED_PRIVATE_HOSTS: `localhost:${port}` });
  await server.serve();
  const management = await Management.open(server);
  const text = { subject: 'Hello', content: '{{code}}{{link}}', contentType: 'text/plain' };
  await management.post('/connectors', {
    connectorId: 'simple-mail-transfer-protocol',
    config: {
      host: 'localhost',
      port,
      auth: { type: 'login', user: mail_user, pass: mail_password },
      fromEmail: 'shop@shop.example',
      tls: { rejectUnauthorized: false },
      templates: ['SignIn', 'Register', 'ForgotPassword', 'Generic'].map((usageType) => ({ usageType, ...text })),
    },
  });
  await server.kill();
});
after(() => server?.stop());

function queue(kind, from, to) {
  execFileSync(queue_messages, [kind, String(from), String(to)], { env: server.environment, stdio: 'inherit' });
}

const recipients = (kind) => Array.from({ length: last + 1 }, (_, i) => `${kind}-${i}@mail.example`);

// By recipient: the Message-IDs with which mails came, in order.
function arrivals(mails) {
  const ids = new Map();
  for (const { to, head } of mails) ids.set(to[0], [...(ids.get(to[0]) ?? []), head['message-id']]);
  return ids;
}

async function until(isDone) {
  const deadline = Date.now() + deadline_ms;
  while (!isDone() && Date.now() < deadline) await sleep(100);
  return isDone();
}

test('with a dead mail server and SIGKILL each message arrives, and no code twice', async () => {
  // Nobody listens.
  queue('message', 0, last_to_dead_server);
  await server.serve();
  await sleep(500);
  await server.kill();

  const mail = await MailServer.start({ port });
  try {
    // Takes mails, and the server dies before it hears of it.
    mail.isSilent = true;
    queue('message', last_to_dead_server + 1, last);
    queue('code', 0, last);
    await server.serve();
    assert.ok(await until(() => mail.mails.length >= 4), 'no mail is under way');
    await server.kill();
    const unheard = [...mail.mails];

    mail.isSilent = false;
    await server.serve();
    const has = (kind) => recipients(kind).filter((to) => arrivals(mail.mails).has(to));
    assert.ok(await until(() => has('message').length === last + 1), `arrived: ${has('message')}`);
    // What was under way at the kill has come again, with its Message-ID.
    const wasUnheard = unheard.filter(({ to }) => to[0].startsWith('message-'));
    const again = ({ to }) => arrivals(mail.mails).get(to[0]).length >= 2;
    assert.ok(await until(() => wasUnheard.every(again)));
    for (const [to, ids] of arrivals(mail.mails)) {
      assert.equal(new Set(ids).size, 1, `${to} got several Message-IDs`);
      if (to.startsWith('code-')) assert.equal(ids.length, 1, `${to} got a code twice`);
    }
    assert.ok(unheard.some(({ to }) => to[0].startsWith('code-')), 'no code was under way');
    console.log(`${mail.mails.length} mails, ${wasUnheard.length} messages under way at the kill`);
  } finally {
    await mail.stop();
  }
});
