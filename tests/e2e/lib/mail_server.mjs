// A real mail server on loopback (npm's smtp-server): takes mail over TLS from a client that signs in,
// keeps it, and answers as it is told.
import { execFileSync } from 'node:child_process';

import { SMTPServer } from 'smtp-server';

export const mail_user = 'shop';
export const mail_password = 'hush';

// {key, cert}: a certificate that nobody has signed.
function makeCertificate() {
  const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost -keyout - -out -';
  const pem = execFileSync('openssl', words.split(' '), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const certificate = pem.indexOf('-----BEGIN CERTIFICATE-----');
  return { key: pem.slice(0, certificate), cert: pem.slice(certificate) };
}

// The head of a mail as an object, folded lines joined, names in lower case.
function parseHead(text) {
  const head = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return Object.fromEntries(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

export class MailServer {
  mails = []; // {from, to, isSecure, user, head, text}
  isSilent = false; // reads a mail to its end and does not say that it has it
  #server;

  // `secure`: TLS from the first byte, else STARTTLS. `port` 0: any.
  static async start({ secure = false, port = 0 } = {}) {
    const server = new MailServer();
    server.#server = new SMTPServer({
      secure,
      ...makeCertificate(),
      authMethods: ['PLAIN', 'LOGIN'],
      onAuth: ({ username, password }, _session, done) => {
        if (username === mail_user && password === mail_password) done(null, { user: username });
        else done(new Error('Wrong password'));
      },
      onData: (stream, session, done) => server.#take(stream, session, done),
      disableReverseLookup: true,
      closeTimeout: 100,
    });
    // A client that is killed.
    server.#server.on('error', () => {});
    await new Promise((done) => server.#server.listen(port, '127.0.0.1', done));
    server.port = server.#server.server.address().port;
    return server;
  }

  async #take(stream, session, done) {
    const parts = [];
    for await (const part of stream) parts.push(part);
    const text = Buffer.concat(parts).toString();
    const { mailFrom, rcptTo } = session.envelope;
    this.mails.push({
      from: mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      isSecure: session.secure,
      user: session.user,
      head: parseHead(text),
      text,
    });
    if (!this.isSilent) done();
  }

  async stop() {
    await new Promise((done) => this.#server.close(done));
  }
}
