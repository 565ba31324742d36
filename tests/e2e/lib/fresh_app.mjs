// Fresh apps, as newcomers have them: the template from npm with the packages of the example of that kind, or an
// empty folder. The files of a guide are pasted into them.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { installPackages } from './example_app.mjs';
import { binary, exited, freePort, waitFor } from './server.mjs';

const node = process.execPath;
const tools = resolve(import.meta.dirname, '../node_modules');
const output = resolve(import.meta.dirname, '../output/fresh');
// The client library as the test client_package has built it.
const library = process.env.DAEMUN_CLIENT_PACKAGE ?? join(dirname(binary), 'package');
const next = [node, 'node_modules/next/dist/bin/next'];
const vite = [node, 'node_modules/vite/bin/vite.js'];
const tsc = [node, 'node_modules/typescript/bin/tsc'];
const compilerCache = existsSync('/usr/bin/ccache') ? ['-DCMAKE_CXX_COMPILER_LAUNCHER=ccache'] : [];

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
const npm = {
  next: {
    create: [node, `${tools}/create-next-app/dist/index.js`, 'app', ...nextWords, '--skip-install', '--disable-git', '--yes'],
    prepare: (app) => app.paste([{ path: 'app/layout.tsx', text: layout }]),
    check: [[...next, 'typegen'], [...tsc, '--noEmit']],
    build: [[...next, 'build']],
    start: (port) => [...next, 'start', '--hostname', 'localhost', '--port', port],
  },
  vite: {
    create: [node, `${tools}/create-vite/index.js`, 'app', '--template', 'react-ts', '--no-interactive'],
    build: [[...tsc, '-p', 'tsconfig.app.json'], [...vite, 'build']],
    start: (port) => [...vite, 'preview', '--host', 'localhost', '--port', port, '--strictPort'],
  },
  node: { start: () => [node, 'server.mjs'] },
};
// The guide's own commands, against the installed library.
const prefix = join(output, 'cpp/prefix');
const cmake = {
  prepare: (app) => app.run(['cmake', '--install', library, '--component', 'daemun-auth', '--prefix', prefix]),
  build: [
    ['cmake', '-S', '.', '-B', 'build', `-DCMAKE_PREFIX_PATH=${prefix}`, ...compilerCache],
    ['cmake', '--build', 'build'],
  ],
  start: () => ['sh', '-c', 'set -a && . ./.env && set +a && exec build/app'],
};

export class FreshApp {
  #kind;
  #child;

  // `kind` is the template; `example` has the packages and names the folder.
  static async create(kind, example) {
    const app = await FreshApp.#make(npm[kind], example);
    // Hard links instead of another installation.
    app.run(['cp', '-al', join(installPackages(example), 'node_modules'), '.']);
    return app;
  }

  static createCpp() {
    if (!existsSync(library)) throw new Error(`${library} is not there: run the test client_package first`);
    return FreshApp.#make(cmake, 'cpp');
  }

  static async #make(kind, name) {
    const app = new FreshApp();
    app.#kind = kind;
    app.folder = join(output, name, 'app');
    rmSync(dirname(app.folder), { recursive: true, force: true });
    mkdirSync(app.folder, { recursive: true });
    app.port = String(await freePort());
    app.origin = `http://localhost:${app.port}`;
    if (kind.create) app.run(kind.create, dirname(app.folder));
    kind.prepare?.(app);
    return app;
  }

  get #environment() {
    return { PATH: process.env.PATH, HOME: process.env.HOME, NEXT_TELEMETRY_DISABLED: '1', PORT: this.port };
  }

  run(words, cwd = this.folder) {
    try {
      execFileSync(words[0], words.slice(1), { cwd, stdio: 'pipe', encoding: 'utf8', env: this.#environment });
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
    this.#kind.check.forEach((words) => this.run(words));
  }

  async start() {
    this.#kind.build?.forEach((words) => this.run(words));
    const log = join(this.folder, '../app.log');
    const descriptor = openSync(log, 'a');
    const [program, ...words] = this.#kind.start(this.port);
    this.#child = spawn(program, words, {
      cwd: this.folder,
      stdio: ['ignore', descriptor, descriptor],
      env: this.#environment,
    });
    closeSync(descriptor);
    await waitFor(this.origin, this.#child, () => readFileSync(log, 'utf8'));
  }

  async stop() {
    if (!this.#child) return;
    this.#child.kill('SIGTERM');
    await exited(this.#child);
    this.#child = undefined;
  }
}
