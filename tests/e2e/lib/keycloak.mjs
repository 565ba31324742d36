// Keycloak as a company's identity provider, where DAEMUN_KEYCLOAK_HOME names an unpacked distribution (of Maven Central:
// org.keycloak:keycloak-quarkus-dist).
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { exited, freePort } from './server.mjs';

export const home = process.env.DAEMUN_KEYCLOAK_HOME;

const start_deadline_ms = 300_000;
const administrator = { username: 'admin', password: 'admin' };

const property = (name) => ({
  name,
  protocol: 'saml',
  protocolMapper: 'saml-user-property-mapper',
  config: { 'user.attribute': name, 'attribute.name': name, 'attribute.nameformat': 'Basic' },
});

export class Keycloak {
  #child;
  #folder;

  static async start() {
    const keycloak = new Keycloak();
    const port = await freePort();
    const management = await freePort();
    keycloak.origin = `http://localhost:${port}`;
    keycloak.#folder = mkdtempSync(join(tmpdir(), 'daemun-keycloak-'));
    const log = openSync(join(keycloak.#folder, 'log'), 'a');
    const words = ['start-dev', '--db=dev-mem', `--http-port=${port}`, '--http-host=127.0.0.1', `--http-management-port=${management}`];
    keycloak.#child = spawn(join(home, 'bin/kc.sh'), words, {
      env: {
        ...process.env,
        KC_BOOTSTRAP_ADMIN_USERNAME: administrator.username,
        KC_BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
        JAVA_OPTS_APPEND: '-Xmx700m',
      },
      stdio: ['ignore', log, log],
      detached: true, // the script starts Java as another process
    });
    closeSync(log);
    await keycloak.#wait().catch(async (error) => {
      await keycloak.stop();
      throw error;
    });
    return keycloak;
  }

  async #wait() {
    const deadline = Date.now() + start_deadline_ms;
    while (Date.now() < deadline && this.#child.exitCode === null) {
      const answer = await fetch(`${this.origin}/realms/master`).catch(() => undefined);
      if (answer?.status === 200) return;
      await new Promise((done) => setTimeout(done, 500));
    }
    throw new Error(`Keycloak does not answer\n${readFileSync(join(this.#folder, 'log'), 'utf8').slice(-3000)}`);
  }

  async #call(method, path, body) {
    const grant = await fetch(`${this.origin}/realms/master/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', ...administrator }),
    });
    const { access_token } = await grant.json();
    const response = await fetch(`${this.origin}/admin${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }

  // A realm with these people ({username, password, email, name}).
  async addRealm(realm, people) {
    const users = people.map(({ username, password, email, name }) => ({
      username,
      email,
      emailVerified: true,
      enabled: true,
      firstName: name,
      lastName: 'of the company',
      credentials: [{ type: 'password', value: password, temporary: false }],
    }));
    await this.#call('POST', '/realms', { realm, enabled: true, sslRequired: 'none', users });
    this.issuer = `${this.origin}/realms/${realm}`;
    this.metadataUrl = `${this.issuer}/protocol/saml/descriptor`;
    this.realm = realm;
  }

  addOidcClient({ clientId, secret, redirectUri }) {
    return this.#call('POST', `/realms/${this.realm}/clients`, {
      clientId,
      secret,
      redirectUris: [redirectUri],
      standardFlowEnabled: true,
      publicClient: false,
    });
  }

  // Assertions are signed, and encrypted for the certificate (base64 of DER) where there is one.
  addSamlClient({ entityId, consumerUrl, certificate }) {
    const encryption = certificate && {
      'saml.encrypt': 'true',
      'saml.encryption.certificate': certificate,
      'saml.encryption.algorithm': 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
      'saml.encryption.keyAlgorithm': 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
      // By default SHA-256, with which xmlsec1 of Debian 12 decrypts nothing.
      'saml.encryption.digestMethod': 'http://www.w3.org/2000/09/xmldsig#sha1',
    };
    return this.#call('POST', `/realms/${this.realm}/clients`, {
      clientId: entityId,
      protocol: 'saml',
      redirectUris: [consumerUrl],
      attributes: {
        saml_assertion_consumer_url_post: consumerUrl,
        saml_name_id_format: 'persistent',
        saml_force_name_id_format: 'true',
        'saml.assertion.signature': 'true',
        'saml.server.signature': 'true',
        'saml.client.signature': 'false',
        'saml.authnstatement': 'true',
        ...encryption,
      },
      protocolMappers: ['email', 'firstName'].map(property),
    });
  }

  async stop() {
    try {
      process.kill(-this.#child.pid, 'SIGTERM');
    } catch {
      // It has ended.
    }
    await exited(this.#child);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
