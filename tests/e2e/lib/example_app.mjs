// The applications of examples/: installed and built when they changed, started on a port of their own.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { binary, exited, freePort, waitFor } from './server.mjs';

const examples = resolve(import.meta.dirname, '../../../examples');
const generated = new Set(['.next', 'dist', 'node_modules', 'next-env.d.ts']);

const next = {
  built: '.next/BUILD_ID',
  build: ['node_modules/next/dist/bin/next', 'build'],
  start: (port) => ['node_modules/next/dist/bin/next', 'start', '--hostname', 'localhost', '--port', port],
};
const vite = 'node_modules/vite/bin/vite.js';
const kinds = {
  'nextjs-authjs': next,
  'nextjs-logto': next,
  express: { start: () => ['server.mjs'] },
  // Built with the server.
  'cpp-web': { program: process.env.DAEMUN_CPP_WEB ?? join(dirname(binary), 'examples/cpp-web/cpp_web') },
  'cpp-api': { program: process.env.DAEMUN_CPP_API ?? join(dirname(binary), 'examples/cpp-api/cpp_api') },
  // The environment becomes a part of what is built, so it is built at every start; that takes a second.
  react: { buildAtStart: [vite, 'build'], start: (port) => [vite, 'preview', '--port', port] },
};

const isSame = (one, other) => existsSync(one) && existsSync(other) && readFileSync(one).equals(readFileSync(other));

function newestChange(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const names = readdirSync(path).filter((name) => !generated.has(name) && !name.endsWith('.tsbuildinfo'));
  return Math.max(...names.map((name) => newestChange(join(path, name))), 0);
}

const run = (folder, words, environment = {}) =>
  execFileSync(words[0], words.slice(1), {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...environment },
  });

// The packages of an example, by its lock file; gives the folder. The same stamp as script/bootstrap's.
export function installPackages(name) {
  const folder = join(examples, name);
  const lock = join(folder, 'package-lock.json');
  const stamp = join(folder, 'node_modules/.bootstrap');
  if (!isSame(lock, stamp)) {
    run(folder, ['npm', 'ci', '--no-audit', '--no-fund']);
    copyFileSync(lock, stamp);
  }
  return folder;
}

export class ExampleApp {
  #kind;
  #folder;
  #child;

  // The port is known before the application is registered, and the application before it starts.
  static async prepare(name) {
    const app = new ExampleApp();
    app.#kind = kinds[name];
    app.#folder = join(examples, name);
    if (!app.#kind.program) {
      installPackages(name);
      app.#build();
    }
    app.port = await freePort();
    app.origin = `http://localhost:${app.port}`;
    return app;
  }

  #build() {
    const { built, build } = this.#kind;
    if (!build) return;
    const result = join(this.#folder, built);
    if (existsSync(result) && statSync(result).mtimeMs > newestChange(this.#folder)) return;
    run(this.#folder, [process.execPath, ...build]);
  }

  async start(environment, log) {
    const { buildAtStart, program, start } = this.#kind;
    if (buildAtStart) run(this.#folder, [process.execPath, ...buildAtStart], environment);
    const output = openSync(log, 'a');
    const words = program ? [] : start(String(this.port));
    this.#child = spawn(program ?? process.execPath, words, {
      cwd: this.#folder,
      stdio: ['ignore', output, output],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        PORT: String(this.port),
        ...environment,
      },
    });
    closeSync(output);
    await waitFor(this.origin, this.#child, () => readFileSync(log, 'utf8'));
  }

  async stop() {
    if (!this.#child) return;
    this.#child.kill('SIGTERM');
    await exited(this.#child);
  }
}

export const randomSecret = () => randomBytes(32).toString('base64');

// All of the guide's table, and the permissions of the demo's API.
const everyScope = [
  'openid offline_access profile email phone address custom_data identities roles',
  'urn:logto:scope:organizations urn:logto:scope:organization_roles shopping:read shopping:write',
].join(' ');

// The guide's application; its redirect URI is Auth.js's.
export const authjsCallback = ({ origin }) => `${origin}/api/auth/callback/logto`;
export const authjsEnvironment = ({ origin }, { issuer, id, secret }) => ({
  AUTH_LOGTO_ISSUER: issuer,
  AUTH_LOGTO_ID: id,
  AUTH_LOGTO_SECRET: secret,
  AUTH_SECRET: randomSecret(),
  AUTH_TRUST_HOST: 'true',
  AUTH_URL: origin,
  LOGTO_SCOPE: everyScope,
  LOGTO_RESOURCE: 'https://shopping.your-app.com/api',
});
