// The tokens of shared/oidc_client.ts, with a server that counts.
import {beforeEach, expect, test, vi} from 'vitest';

import {OidcClient, OidcError} from '../../shared/oidc_client.ts';

const issuer = 'https://id.example';
const discovery = {issuer, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`};
const first = {accessToken: 'plain', idToken: 'e30.e30.', refreshToken: 'r0', scope: 'openid', expiresAt: 1};

let requests: URLSearchParams[];
let answer: (parameters: URLSearchParams) => Response;

const makeClient = () => {
  const client = new OidcClient({issuer, clientId: 'c', redirectUri: `${issuer}/callback`, scope: 'openid'});
  client.adopt(first);
  return client;
};

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  requests = [];
  answer = (parameters) =>
    Response.json({
      access_token: `for ${parameters.get('resource')}`,
      refresh_token: `r${requests.length}`,
      expires_in: 3600,
    });
  vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
    if (address.endsWith('/openid-configuration')) return Response.json(discovery);
    const parameters = init!.body as URLSearchParams;
    requests.push(parameters);
    return answer(parameters);
  });
});

test('many who ask at once cause one request, and later ones none', async () => {
  const client = makeClient();
  const tokens = await Promise.all(Array.from({length: 5}, () => client.accessToken('a')));
  expect(new Set(tokens)).toEqual(new Set(['for a']));
  expect(await client.accessToken('a')).toBe('for a');
  expect(requests).toHaveLength(1);
});

test('requests for several resources take turns, each with the newest refresh token', async () => {
  const client = makeClient();
  await Promise.all([client.accessToken('a'), client.accessToken('b')]);
  expect(requests.map((parameters) => parameters.get('refresh_token'))).toEqual(['r0', 'r1']);
  expect(client.tokens?.refreshToken).toBe('r2');
});

test('a token for a resource does not replace the plain one', async () => {
  const client = makeClient();
  await client.accessToken('a');
  expect(client.tokens?.accessToken).toBe('plain');
});

test('a dropped token is asked for again', async () => {
  const client = makeClient();
  await client.accessToken('a');
  client.drop('a');
  await client.accessToken('a');
  expect(requests).toHaveLength(2);
});

test('a refusal is told as such, and the next try is a new request', async () => {
  const client = makeClient();
  answer = () => Response.json({error: 'invalid_grant'}, {status: 400});
  await expect(client.accessToken('a')).rejects.toBeInstanceOf(OidcError);
  await expect(client.accessToken('a')).rejects.toBeInstanceOf(OidcError);
  expect(requests).toHaveLength(2);
});
