// The C++ example of a protected API against the server: who may come in by which token.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';

import { binary, exited, freePort, Server, waitFor } from './lib/server.mjs';

const program = process.env.DAEMUN_CPP_API ?? join(dirname(binary), 'examples/cpp-api/cpp_api');
const shopping = 'https://shopping.your-app.com/api';

let server;
let api;
let origin;
let acme;
let globex;

before(async () => {
  server = await Server.start();
  [acme, globex] = ['Acme', 'Globex'].map(
    (name) => server.demo.organizations.find((organization) => organization.name === name).id,
  );
  const port = await freePort();
  origin = `http://localhost:${port}`;
  const environment = { PATH: process.env.PATH, ISSUER: server.issuer, AUDIENCE: shopping, PORT: String(port) };
  api = spawn(program, { env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
  await waitFor(origin, api, () => program);
});
after(async () => {
  api?.kill();
  if (api) await exited(api);
  await server?.stop();
});

// A token of the demonstration's machine.
const tokenFor = async (parameters) => {
  const { id, secret } = server.application('Demo machine');
  const response = await fetch(`${server.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...parameters }),
  });
  assert.equal(response.status, 200);
  return (await response.json()).access_token;
};

const call = async (path, token, method = 'GET') => {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${origin}${path}`, { method, headers, ...(method === 'POST' && { body: 'a gate' }) });
  return { status: response.status, challenge: response.headers.get('www-authenticate'), body: await response.json() };
};

test('a request without a token is asked for one', async () => {
  const { status, challenge } = await call('/');
  assert.equal(status, 401);
  assert.equal(challenge, 'Bearer');
});

test('a token opens what its permissions allow', async () => {
  const reads = await tokenFor({ resource: shopping, scope: 'shopping:read' });
  const { id } = server.application('Demo machine');
  assert.deepEqual((await call('/', reads)).body, { hello: id });
  const refused = await call('/', reads, 'POST');
  assert.equal(refused.status, 403);
  assert.match(refused.challenge, /error="insufficient_scope".*scope="shopping:write"/);

  const writes = await tokenFor({ resource: shopping, scope: 'shopping:write' });
  assert.deepEqual((await call('/', writes, 'POST')).body, { bought: 'a gate', by: id });
  assert.equal((await call('/', writes)).status, 403);
});

test("an organization's token is good in that organization and nowhere else", async () => {
  const token = await tokenFor({ organization_id: acme, scope: 'read:data' });
  const { id } = server.application('Demo machine');
  assert.deepEqual((await call(`/organizations/${acme}`, token)).body, { hello: id, organization: acme });
  assert.equal((await call(`/organizations/${globex}`, token)).status, 403);
  assert.equal((await call('/', token)).status, 403);
  const reads = await tokenFor({ resource: shopping, scope: 'shopping:read' });
  assert.equal((await call(`/organizations/${acme}`, reads)).status, 403);
});

test('a token that was changed, or is for another API, is refused', async () => {
  const reads = await tokenFor({ resource: shopping, scope: 'shopping:read' });
  const [head, payload, signature] = reads.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url'));
  const more = Buffer.from(JSON.stringify({ ...claims, scope: 'shopping:read shopping:write' })).toString('base64url');
  for (const token of [`${head}.${more}.${signature}`, `${head}.${payload}.`, 'opaque']) {
    const { status, challenge } = await call('/', token);
    assert.equal(status, 401);
    assert.match(challenge, /error="invalid_token"/);
  }
});
