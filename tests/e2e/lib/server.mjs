// The server under test: a data directory or database of its own, free ports, demo data.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '../../..');
export const engine = process.env.DAEMUN_E2E_ENGINE ?? 'sqlite';
export const binary = process.env.DAEMUN_BINARY ?? join(root, 'build/release/daemun');
export const start_deadline_ms = 60_000;

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

// Waits until `url` answers with any status below 500.
export async function waitFor(url, child, describe) {
  const deadline = Date.now() + start_deadline_ms;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
      await response.body?.cancel();
      if (response.status < 500) return;
    } catch {
      // Not there yet.
    }
    await sleep(50);
  }
  throw new Error(`${url} does not answer\n${describe()}`);
}

export function exited(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => child.once('exit', done));
}

function withDatabase(url, name) {
  const [base, query] = url.split('?');
  return `${base.replace(/\/[^/]*$/, `/${name}`)}${query ? `?${query}` : ''}`;
}

function psql(url, statement) {
  execFileSync('psql', [url, '--quiet', '--no-psqlrc', '--set=ON_ERROR_STOP=1', '--command', statement], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

class PostgresDatabase {
  #admin = process.env.DAEMUN_TEST_POSTGRES_URL;
  #name = `e2e_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;

  constructor() {
    if (!this.#admin) throw new Error('DAEMUN_TEST_POSTGRES_URL is not set: use run.mjs');
    psql(this.#admin, `create database ${this.#name}`);
  }
  get url() {
    return withDatabase(this.#admin, this.#name);
  }
  remove() {
    psql(this.#admin, `drop database ${this.#name} with (force)`);
  }
}

export class Server {
  #database;
  #child;
  #environment;

  // Migrates and seeds (`demo`: also data to try things with); the server itself is not running yet.
  static async prepare(settings = {}, { demo = true } = {}) {
    const server = new Server();
    server.folder = mkdtempSync(join(tmpdir(), 'daemun-e2e-'));
    server.log = join(server.folder, 'server.log');
    const port = await freePort();
    const adminPort = await freePort();
    server.endpoint = `http://localhost:${port}`;
    server.issuer = `${server.endpoint}/oidc`;
    if (engine === 'postgres') server.#database = new PostgresDatabase();
    server.#environment = {
      PATH: process.env.PATH,
      PORT: String(port),
      ADMIN_PORT: String(adminPort),
      DAEMUN_DATA_DIR: join(server.folder, 'data'),
      NETWORK_RATE_LIMIT: '0', // one machine is everybody
      MESSAGE_NETWORK_LIMIT: '0',
      ...(server.#database && { DB_URL: server.#database.url }),
      ...settings,
    };
    server.command('migrate');
    const words = demo ? ['seed', '--demo', '--json'] : ['seed', '--json'];
    server.demo = JSON.parse(server.command(...words));
    return server;
  }

  static async start(settings, options) {
    const server = await Server.prepare(settings, options);
    await server.serve();
    return server;
  }

  // With which programs work on the same installation.
  get environment() {
    return this.#environment;
  }

  // Runs another command of the program on the same installation; gives its output.
  command(...words) {
    return execFileSync(binary, words, {
      env: this.#environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  // `settings`: environment of this run alone.
  async serve(settings = {}) {
    const output = openSync(this.log, 'a');
    this.#child = spawn(binary, ['serve', '--listen-address', '127.0.0.1'], {
      env: { ...this.#environment, ...settings },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    await waitFor(`${this.endpoint}/api/status`, this.#child, () => this.logTail());
  }

  logTail() {
    if (!existsSync(this.log)) return '';
    return readFileSync(this.log, 'utf8').split('\n').slice(-40).join('\n');
  }

  async kill() {
    this.#child.kill('SIGKILL');
    await exited(this.#child);
  }

  // The machine loses its power: of what was not synced a random part is lost (support/power_cut.cpp,
  // which must be preloaded).
  async cutPower() {
    this.#child.kill('SIGSTKFLT');
    await exited(this.#child);
  }

  // SIGTERM; answers the exit code.
  async drain() {
    this.#child.kill('SIGTERM');
    await exited(this.#child);
    return this.#child.exitCode;
  }

  async stop() {
    if (this.#child) await this.kill();
    this.#database?.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get databaseFile() {
    return join(this.folder, 'data', 'daemun.db');
  }

  application(name) {
    return this.demo.applications.find((application) => application.name === name);
  }
  user(username) {
    return this.demo.users.find((user) => user.username === username);
  }

  createApplication(name, redirectUri, ...words) {
    return JSON.parse(
      this.command('app', 'create', '--name', name, '--redirect-uri', redirectUri, '--json', ...words),
    );
  }
}
