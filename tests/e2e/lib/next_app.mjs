// The guide's application (examples/nextjs-authjs): built once, started with a port of its own.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { exited, freePort, waitFor } from './server.mjs';

const folder = resolve(import.meta.dirname, '../../../examples/nextjs-authjs');
const generated = new Set(['.next', 'node_modules', 'next-env.d.ts']);

function newestChange(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const names = readdirSync(path).filter((name) => !generated.has(name) && !name.endsWith('.tsbuildinfo'));
  return Math.max(...names.map((name) => newestChange(join(path, name))), 0);
}

function build() {
  const run = (...words) =>
    execFileSync(words[0], words.slice(1), {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    });
  if (!existsSync(join(folder, 'node_modules/next'))) run('npm', 'ci', '--no-audit', '--no-fund');
  const built = join(folder, '.next/BUILD_ID');
  if (existsSync(built) && statSync(built).mtimeMs > newestChange(folder)) return;
  run('npx', 'next', 'build');
}

export class NextApp {
  #child;

  // The port is known before the application is registered, and the application before it starts.
  static async prepare() {
    build();
    const app = new NextApp();
    app.port = await freePort();
    app.origin = `http://localhost:${app.port}`;
    app.redirectUri = `${app.origin}/api/auth/callback/logto`;
    return app;
  }

  async start({ issuer, id, secret, log }) {
    const output = openSync(log, 'a');
    this.#child = spawn(
      process.execPath,
      ['node_modules/next/dist/bin/next', 'start', '--hostname', 'localhost', '--port', String(this.port)],
      {
        cwd: folder,
        stdio: ['ignore', output, output],
        env: {
          PATH: process.env.PATH,
          NODE_ENV: 'production',
          NEXT_TELEMETRY_DISABLED: '1',
          AUTH_LOGTO_ISSUER: issuer,
          AUTH_LOGTO_ID: id,
          AUTH_LOGTO_SECRET: secret,
          AUTH_SECRET: randomBytes(32).toString('base64'),
          AUTH_TRUST_HOST: 'true',
          AUTH_URL: this.origin,
        },
      },
    );
    closeSync(output);
    await waitFor(this.origin, this.#child, () => readFileSync(log, 'utf8'));
  }

  async stop() {
    if (!this.#child) return;
    this.#child.kill('SIGTERM');
    await exited(this.#child);
  }
}
