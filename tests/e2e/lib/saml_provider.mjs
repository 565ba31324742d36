// The npm package samlify as a company's identity provider that knows nothing of us: a page that asks who signs in, then a
// signed response, encrypted where the service provider's metadata has a key for that.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import samlify from 'samlify';

import { freePort } from './server.mjs';

// It has no validator of its own; what is tested here is the other side.
samlify.setSchemaValidator({ validate: async () => 'not validated' });

const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const unspecified = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';

export function makeKey() {
  const folder = mkdtempSync(join(tmpdir(), 'daemun-saml-'));
  const [key, certificate] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=idp', '-keyout', key];
  execFileSync('openssl', [...words, '-out', certificate], { stdio: 'ignore' });
  const pair = { privateKey: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function attributeStatement(attributes) {
  const lines = Object.entries(attributes).map(
    ([name, value]) =>
      `<saml:Attribute Name="${escape(name)}"><saml:AttributeValue>${escape(value)}</saml:AttributeValue></saml:Attribute>`,
  );
  return `<saml:AttributeStatement>${lines.join('')}</saml:AttributeStatement>`;
}

const page = (body) => `<!doctype html><html lang="en"><title>Company</title><body>${body}</body></html>`;

export class SamlProvider {
  #http;
  #idp;

  // `user(login)` is {id, attributes}; `encrypted`: assertions are.
  static async start({ user, encrypted = false }) {
    const provider = new SamlProvider();
    const port = await freePort();
    provider.origin = `http://localhost:${port}`;
    provider.entityId = `${provider.origin}/metadata`;
    provider.user = user;
    provider.requests = [];
    const { privateKey, certificate } = makeKey();
    provider.#idp = samlify.IdentityProvider({
      entityID: provider.entityId,
      privateKey,
      signingCert: certificate,
      nameIDFormat: [unspecified],
      isAssertionEncrypted: encrypted,
      wantAuthnRequestsSigned: false,
      singleSignOnService: [{ Binding: redirect, Location: `${provider.origin}/sso` }],
    });
    provider.#http = createServer((request, response) => {
      provider.#answer(request).then(
        (body) => response.writeHead(200, { 'Content-Type': body.startsWith('<?xml') || body.startsWith('<Entity') ? 'application/xml' : 'text/html' }).end(body),
        (error) => response.writeHead(500, { 'Content-Type': 'text/plain' }).end(String(error?.stack ?? error)),
      );
    }).listen(port, 'localhost');
    await once(provider.#http, 'listening');
    return provider;
  }

  // What an administrator does there: imports our metadata.
  async trust(metadataUrl) {
    const response = await fetch(metadataUrl);
    if (response.status !== 200) throw new Error(`${metadataUrl}: ${response.status}`);
    this.serviceProvider = samlify.ServiceProvider({ metadata: await response.text() });
  }

  async #answer(request) {
    const url = new URL(request.url, this.origin);
    if (url.pathname === '/metadata') return this.#idp.getMetadata();
    if (request.method === 'GET') return this.#ask(url);
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    return this.#sign(form);
  }

  async #ask(url) {
    const query = Object.fromEntries(url.searchParams);
    const parsed = await this.#idp.parseLoginRequest(this.serviceProvider, 'redirect', { query });
    this.requests.push(parsed.extract.request);
    const hidden = { request: parsed.extract.request.id, state: query.RelayState ?? '' };
    const inputs = Object.entries(hidden).map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`);
    return page(
      `<h1>Company sign-in</h1><form method="post"><input name="login" aria-label="Login">${inputs.join('')}<button>Continue</button></form>`,
    );
  }

  async #sign(form) {
    const { context, acs } = await this.respond(form.get('login'), form.get('request'));
    const fields = { SAMLResponse: context, RelayState: form.get('state') };
    const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`);
    return page(`<form method="post" action="${escape(acs)}">${inputs.join('')}<button>Go back</button></form>`);
  }

  // The response for a person; `request`: the id of the request that it answers, empty for none.
  async respond(login, request) {
    const { id, attributes } = this.user(login);
    const acs = this.serviceProvider.entityMeta.getAssertionConsumerService('post');
    const now = Date.now();
    const time = (seconds) => new Date(now + seconds * 1000).toISOString();
    const replace = (template) => {
      const answer = request ? template : template.replaceAll(' InResponseTo="{InResponseTo}"', '');
      const filled = answer
        .replace(
          '{AuthnStatement}',
          `<saml:AuthnStatement AuthnInstant="${time(0)}" SessionIndex="_${randomUUID()}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
        )
        .replace('{AttributeStatement}', attributeStatement(attributes));
      const context = samlify.SamlLib.replaceTagsByValue(filled, {
        ID: `_${randomUUID()}`,
        AssertionID: `_${randomUUID()}`,
        Destination: acs,
        Audience: this.serviceProvider.entityMeta.getEntityID(),
        SubjectRecipient: acs,
        Issuer: this.entityId,
        IssueInstant: time(0),
        StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
        ConditionsNotBefore: time(0),
        ConditionsNotOnOrAfter: time(300),
        SubjectConfirmationDataNotOnOrAfter: time(300),
        NameIDFormat: unspecified,
        NameID: id,
        InResponseTo: request,
      });
      return { id: 'response', context };
    };
    const info = { extract: { request: { id: request } } };
    const { context } = await this.#idp.createLoginResponse(this.serviceProvider, info, 'post', {}, replace);
    return { context, acs };
  }

  async stop() {
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }
}
