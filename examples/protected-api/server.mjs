// An API that accepts access tokens: it checks signature, issuer, audience and expiry, then the permission.
import { createServer } from 'node:http';

import { createRemoteJWKSet, jwtVerify } from 'jose';

const issuer = process.env.ISSUER ?? 'http://localhost:3001/oidc';
const audience = process.env.AUDIENCE ?? 'https://shopping.your-app.com/api';
const port = Number(process.env.PORT ?? 3010);

// Fetched once, and again when a token names an unknown key.
const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));

// Returns the claims of a valid token; throws otherwise.
async function checkToken(request, permission) {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw new Refusal(401, 'the access token is missing');
  const { payload } = await jwtVerify(token, keys, { issuer, audience }).catch((error) => {
    throw new Refusal(401, error.message);
  });
  const permissions = String(payload.scope ?? '').split(' ');
  if (!permissions.includes(permission)) throw new Refusal(403, `the token lacks ${permission}`);
  return payload;
}

class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const answer = (response, status, body) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
};

const server = createServer(async (request, response) => {
  try {
    const { sub } = await checkToken(request, process.env.PERMISSION ?? 'shopping:read');
    answer(response, 200, { hello: sub });
  } catch (error) {
    answer(response, error.status ?? 500, { error: error.message });
  }
});

server.listen(port, '127.0.0.1', () => console.log(`http://localhost:${port}`));
