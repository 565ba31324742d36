// The server dies by SIGKILL, or its machine loses its power, in the middle of many sign-ins, code
// exchanges and refreshes. Whatever it had answered must still hold when it is back, and nothing
// that is for one use may serve twice.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { CookieJar } from './lib/cookies.mjs';
import { makeRandom, seed } from './lib/random.mjs';
import { engine, Server } from './lib/server.mjs';
import { follow, signIn } from './lib/signin.mjs';

const rounds = 6;
const workers = 8;
const scope = 'openid offline_access profile';
// A replay after this is a theft by the rules, and no longer a lost answer.
const grace_ms = 25_000;

const random = makeRandom();
let server;
let client;

// Every second end is a power cut, where there is a disk that can forget (SQLite's).
const forgetfulDisk = engine === 'sqlite' ? process.env.DAEMUN_POWER_CUT : undefined;

async function serve(round) {
  if (!forgetfulDisk) return server.serve();
  return server.serve({
    LD_PRELOAD: forgetfulDisk,
    DAEMUN_POWER_CUT_DIR: server.folder,
    DAEMUN_POWER_CUT_SEED: String(seed + round),
  });
}

before(async () => {
  console.log(`seed ${seed}`);
  server = await Server.prepare({ LOG_LEVEL: 'warning' });
  await serve(1);
  // A public client: each of its refreshes rotates.
  client = server.application('Demo single-page app');
});
after(() => server?.stop());

class ServerGone extends Error {}

// A request whose answer may be lost. What arrives in whole is acknowledged.
async function ask(act) {
  try {
    return await act();
  } catch (error) {
    if (error instanceof TypeError || error.name === 'TimeoutError' || error.cause) {
      throw new ServerGone('no answer', { cause: error });
    }
    throw error;
  }
}

// On a machine that is busy with other things the server may have to ask for patience.
async function fetchInPatience(url, options) {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, { ...options, signal: AbortSignal.timeout(30_000) });
    if (response.status !== 503 || attempt === 10) return response;
    await response.body?.cancel();
    await sleep(300);
  }
}

async function postToken(fields) {
  const response = await fetchInPatience(`${server.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: client.id, ...fields }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

class Grant {
  exchanged = false; // acknowledged
  refreshToken; // the newest that was acknowledged
  accessToken;
  successors = new Map(); // presented refresh token -> the tokens that were given for it

  constructor(code, verifier) {
    Object.assign(this, { code, verifier });
  }

  async exchange() {
    return postToken({
      grant_type: 'authorization_code',
      code: this.code,
      code_verifier: this.verifier,
      redirect_uri: client.redirectUris[0],
    });
  }

  async refresh(token = this.refreshToken) {
    this.triedAt = Date.now();
    const answer = await postToken({ grant_type: 'refresh_token', refresh_token: token });
    if (answer.status === 200) {
      const given = this.successors.get(token) ?? new Set();
      given.add(answer.body.refresh_token);
      this.successors.set(token, given);
    }
    return answer;
  }

  keep({ refresh_token, access_token }) {
    this.refreshToken = refresh_token;
    this.accessToken = access_token;
  }
}

function authorization() {
  const verifier = randomBytes(32).toString('base64url');
  const url = `${server.issuer}/auth?${new URLSearchParams({
    client_id: client.id,
    redirect_uri: client.redirectUris[0],
    response_type: 'code',
    scope,
    prompt: 'consent',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })}`;
  return { verifier, url };
}

function codeOf(callback) {
  const code = callback.searchParams.get('code');
  assert.ok(code, `no code: ${callback}`);
  return code;
}

// Signs in, exchanges codes and refreshes until the server is gone.
async function work(record) {
  try {
    for (;;) {
      const jar = new CookieJar();
      const first = authorization();
      const callback = await ask(() => signIn(jar, server.endpoint, first.url, server.user('alice')));
      record.sessions.push(jar);
      await useCode(record, new Grant(codeOf(callback), first.verifier));
      // The session serves further codes without the price of a password.
      for (let i = 0; i < 3; i += 1) {
        const next = authorization();
        const location = await ask(async () => follow(jar, server.endpoint, await jar.fetch(next.url)));
        await useCode(record, new Grant(codeOf(location), next.verifier));
      }
    }
  } catch (error) {
    if (!(error instanceof ServerGone)) record.failures.push(error);
  }
}

async function useCode(record, grant) {
  record.grants.push(grant);
  const exchanged = await ask(() => grant.exchange());
  assert.equal(exchanged.status, 200, JSON.stringify(exchanged.body));
  grant.exchanged = true;
  grant.keep(exchanged.body);
  for (let i = 0; i < 4; i += 1) {
    // Sometimes two at once, as serverless clients do.
    const attempts = random() < 0.3 ? [grant.refresh(), grant.refresh()] : [grant.refresh()];
    const settled = await Promise.allSettled(attempts);
    for (const { value } of settled.filter(({ status }) => status === 'fulfilled')) {
      assert.equal(value.status, 200, JSON.stringify(value.body));
    }
    const lost = settled.find(({ status }) => status === 'rejected');
    if (lost) await ask(() => Promise.reject(lost.reason));
    grant.keep(settled[0].value.body);
  }
}

async function each(items, check) {
  const queue = [...items];
  const take = async () => {
    while (queue.length > 0) await check(queue.shift());
  };
  await Promise.all(Array.from({ length: 8 }, take));
}

async function checkGrant(grant, counts) {
  if (!grant.exchanged) {
    // The answer was lost: the code may have been used up, or not; it serves at most once now.
    const again = await grant.exchange();
    assert.ok([200, 400].includes(again.status), JSON.stringify(again.body));
    counts[again.status === 200 ? 'codesLeft' : 'codesUsed'] += 1;
    if (again.status === 200) grant.keep(again.body);
    assert.equal((await grant.exchange()).status, 400, 'a code served twice');
    return;
  }
  if (grant.triedAt && Date.now() - grant.triedAt > grace_ms) {
    counts.tooLate += 1;
    return;
  }
  const userinfo = await fetchInPatience(`${server.issuer}/me`, {
    headers: { authorization: `Bearer ${grant.accessToken}` },
  });
  assert.equal(userinfo.status, 200, 'an acknowledged access token is lost');
  const refreshed = await grant.refresh();
  assert.equal(refreshed.status, 200, `an acknowledged refresh token is lost: ${JSON.stringify(refreshed.body)}`);
  const again = await grant.refresh();
  assert.equal(again.body.refresh_token, refreshed.body.refresh_token, 'two successors');
  assert.equal((await grant.refresh(refreshed.body.refresh_token)).status, 200);
  for (const given of grant.successors.values()) {
    assert.equal(given.size, 1, 'a refresh token had two different successors');
  }
  assert.equal((await grant.exchange()).status, 400, 'a code served twice');
  counts.checked += 1;
}

async function checkSession(jar) {
  const { url } = authorization();
  const response = await jar.fetch(url.replace('prompt=consent', 'prompt=none'));
  const location = new URL(response.headers.get('location'), server.endpoint);
  assert.ok(location.searchParams.has('code'), `an acknowledged session is lost: ${location}`);
}

for (let round = 1; round <= rounds; round += 1) {
  const isPowerCut = forgetfulDisk && round % 2 === 0;
  const end = `${isPowerCut ? 'power cut' : 'kill'} ${round}`;
  test(`what was acknowledged survives ${end}`, async () => {
    const record = { grants: [], sessions: [], failures: [] };
    let working = workers;
    const running = Array.from({ length: workers }, () => work(record).finally(() => (working -= 1)));
    // Not before there is something to lose.
    while (!record.grants.some(({ exchanged }) => exchanged)) {
      assert.deepEqual(record.failures, []);
      assert.equal(working, workers, 'the server was gone before');
      await sleep(20);
    }
    await sleep(200 + random() * 1500);
    await (isPowerCut ? server.cutPower() : server.kill());
    await Promise.all(running);
    assert.deepEqual(record.failures, []);
    await serve(round + 1);
    const counts = { checked: 0, codesLeft: 0, codesUsed: 0, tooLate: 0 };
    await each(record.grants, (grant) => checkGrant(grant, counts));
    await each(record.sessions, checkSession);
    console.log(`${end}: ${record.sessions.length} sessions, ${JSON.stringify(counts)}`);
    assert.ok(counts.checked > 0 || counts.tooLate > 0);
  });
}

// Node has SQLite since 22.5; before, Debian's command does.
async function integrityCheck(file) {
  try {
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(file, { readOnly: true });
    return database.prepare('pragma integrity_check').get().integrity_check;
  } catch (error) {
    if (error.code !== 'ERR_UNKNOWN_BUILTIN_MODULE') throw error;
  }
  try {
    return execFileSync('sqlite3', [file, 'pragma integrity_check'], { encoding: 'utf8' }).trim();
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  }
}

test('the database file is whole', { skip: engine !== 'sqlite' && 'PostgreSQL was not killed' }, async (t) => {
  await server.kill();
  const verdict = await integrityCheck(server.databaseFile);
  if (verdict === undefined) t.skip('neither node:sqlite (Node 22.5) nor the sqlite3 command is here');
  else assert.equal(verdict, 'ok');
});
