// The SMTP connector and a real mail server: TLS and a password in all the ways that servers take them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { MailServer, mail_password, mail_user } from './lib/mail_server.mjs';
import { Management } from './lib/management.mjs';
import { freePort, Server } from './lib/server.mjs';

let server;
let management;
const ports = {};

before(async () => {
  ports.starttls = await freePort();
  ports.tls = await freePort();
  const hosts = `localhost:${ports.starttls}, localhost:${ports.tls}`;
  server = await Server.start({ LOG_LEVEL: 'error', ALLOWED_PRIVATE_HOSTS: hosts });
  management = await Management.open(server);
});
after(() => server?.stop());

const text = { subject: '인증번호 {{code}}', content: '<p>코드 {{code}}</p>', contentType: 'text/html' };

function config(port, changes = {}) {
  return {
    host: 'localhost',
    port,
    auth: { type: 'login', user: mail_user, pass: mail_password },
    fromEmail: 'Shop <shop@shop.example>',
    tls: { rejectUnauthorized: false },
    templates: ['SignIn', 'Register', 'ForgotPassword', 'Generic'].map((usageType) => ({ usageType, ...text })),
    ...changes,
  };
}

function send(port, changes) {
  const body = { email: 'mina@mail.example', config: config(port, changes) };
  return management.call('POST', '/connectors/simple-mail-transfer-protocol/test', body);
}

async function withMailServer(options, body) {
  const mail = await MailServer.start(options);
  try {
    await body(mail);
  } finally {
    await mail.stop();
  }
}

for (const [name, changes] of [['starttls', { requireTLS: true }], ['tls', { secure: true }]]) {
  test(`a mail arrives by ${name}, signed in`, async () => {
    await withMailServer({ secure: name === 'tls', port: ports[name] }, async (mail) => {
      const answer = await send(ports[name], changes);
      assert.equal(answer.status, 204, JSON.stringify(answer.body));
      const [received] = mail.mails;
      assert.equal(received.from, 'shop@shop.example');
      assert.deepEqual(received.to, ['mina@mail.example']);
      assert.ok(received.isSecure);
      assert.equal(received.user, mail_user);
      assert.equal(received.head.from, '"Shop" <shop@shop.example>');
      assert.match(received.head['message-id'], /^<[0-9a-zA-Z]+@shop\.example>$/);
      assert.match(received.head['content-type'], /^multipart\/alternative/);
      const [, words] = received.head.subject.match(/^=\?utf-8\?B\?(.+)\?=$/);
      assert.equal(Buffer.from(words, 'base64').toString(), '인증번호 000000');
      assert.equal(mail.mails.length, 1);
    });
  });
}

test('a wrong password is refused, and no mail goes', async () => {
  await withMailServer({ port: ports.starttls }, async (mail) => {
    const auth = { type: 'login', user: mail_user, pass: 'wrong' };
    const answer = await send(ports.starttls, { auth });
    assert.equal(answer.status, 400);
    assert.equal(answer.body.code, 'connector.general');
    assert.deepEqual(mail.mails, []);
  });
});

test('a certificate that nobody has signed is refused unless the connector says otherwise', async () => {
  await withMailServer({ port: ports.starttls }, async (mail) => {
    const answer = await send(ports.starttls, { tls: {} });
    assert.equal(answer.status, 400);
    assert.deepEqual(mail.mails, []);
  });
});

test('a host that is not listed is not called', async () => {
  await withMailServer({}, async (mail) => {
    const answer = await send(mail.port);
    assert.equal(answer.status, 400);
    assert.match(answer.body.message, /not allowed/);
    assert.deepEqual(mail.mails, []);
  });
});
