// The npm package oidc-provider as a provider that knows nothing of us, with its own pages.
import { once } from 'node:events';

import Provider from 'oidc-provider';

import { freePort } from './server.mjs';

export const shopping = 'https://shopping.your-app.com/api';

const api = {
  scope: 'shopping:read shopping:write',
  audience: shopping,
  accessTokenFormat: 'jwt',
  accessTokenTTL: 3600,
};

export class OtherProvider {
  #http;

  // `change` is merged into its configuration.
  static async start(client, change = {}) {
    const other = new OtherProvider();
    const port = await freePort();
    other.issuer = `http://localhost:${port}`;
    const provider = new Provider(other.issuer, {
      clients: [{ grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], ...client }],
      claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
      conformIdTokenClaims: false,
      cookies: { keys: ['a key for tests'] },
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({ sub: id, name: `${id} of elsewhere`, email: `${id}@elsewhere.example` }),
      }),
      features: {
        devInteractions: { enabled: true },
        revocation: { enabled: true },
        introspection: { enabled: true },
        resourceIndicators: { enabled: true, getResourceServerInfo: () => api, useGrantedResource: () => false },
      },
      ...change,
    });
    other.#http = provider.listen(port, 'localhost');
    await once(other.#http, 'listening');
    return other;
  }

  async stop() {
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }
}
