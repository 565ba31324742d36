// Fresh apps, as newcomers have them: the template from npm, and the packages of the example of that kind. The
// files of a guide are pasted into them.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { installPackages } from './example_app.mjs';
import { exited, freePort, waitFor } from './server.mjs';

const tools = resolve(import.meta.dirname, '../node_modules');
const output = resolve(import.meta.dirname, '../output/fresh');
const next = 'node_modules/next/dist/bin/next';
const vite = 'node_modules/vite/bin/vite.js';
const tsc = 'node_modules/typescript/bin/tsc';

// The template's own layout fetches fonts from the Internet.
const layout = `import './globals.css';

export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
`;

const nextWords = ['--ts', '--no-linter', '--no-tailwind', '--app', '--no-src-dir', '--import-alias', '@/*'];
const kinds = {
  next: {
    create: [`${tools}/create-next-app/dist/index.js`, 'app', ...nextWords, '--skip-install', '--disable-git', '--yes'],
    prepare: (app) => app.paste([{ path: 'app/layout.tsx', text: layout }]),
    check: [[next, 'typegen'], [tsc, '--noEmit']],
    build: [[next, 'build']],
    start: (port) => [next, 'start', '--hostname', 'localhost', '--port', port],
  },
  vite: {
    create: [`${tools}/create-vite/index.js`, 'app', '--template', 'react-ts', '--no-interactive'],
    build: [[tsc, '-p', 'tsconfig.app.json'], [vite, 'build']],
    start: (port) => [vite, 'preview', '--host', 'localhost', '--port', port, '--strictPort'],
  },
  node: { start: () => ['server.mjs'] },
};

const environment = (port) => ({ PATH: process.env.PATH, HOME: process.env.HOME, NEXT_TELEMETRY_DISABLED: '1', PORT: port });

export class FreshApp {
  #kind;
  #child;

  // `kind` is the template, `example` the one with the packages, which is also the name of the folder.
  static async create(kind, example) {
    const app = new FreshApp();
    app.#kind = kinds[kind];
    const parent = join(output, example);
    app.folder = join(parent, 'app');
    rmSync(parent, { recursive: true, force: true });
    mkdirSync(parent, { recursive: true });
    app.port = String(await freePort());
    app.origin = `http://localhost:${app.port}`;
    const { create, prepare } = app.#kind;
    if (create) app.#run(create, parent);
    else mkdirSync(app.folder);
    prepare?.(app);
    app.#takePackages(installPackages(example));
    return app;
  }

  // Hard links instead of another installation.
  #takePackages(example) {
    execFileSync('cp', ['-al', join(example, 'node_modules'), this.folder]);
  }

  #run(words, cwd = this.folder) {
    try {
      execFileSync(process.execPath, words, { cwd, stdio: 'pipe', encoding: 'utf8', env: environment(this.port) });
    } catch (error) {
      throw new Error(`${words.join(' ')}\n${error.stdout}${error.stderr}`);
    }
  }

  paste(files) {
    for (const { path, text } of files) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  // Types only.
  check() {
    this.#kind.check.forEach((words) => this.#run(words));
  }

  async start() {
    this.#kind.build?.forEach((words) => this.#run(words));
    const log = join(this.folder, '../app.log');
    const descriptor = openSync(log, 'a');
    this.#child = spawn(process.execPath, this.#kind.start(this.port), {
      cwd: this.folder,
      stdio: ['ignore', descriptor, descriptor],
      env: environment(this.port),
    });
    closeSync(descriptor);
    await waitFor(this.origin, this.#child, () => (existsSync(log) ? readFileSync(log, 'utf8') : ''));
  }

  async stop() {
    if (!this.#child) return;
    this.#child.kill('SIGTERM');
    await exited(this.#child);
    this.#child = undefined;
  }
}
