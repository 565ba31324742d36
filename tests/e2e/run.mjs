// Runs end-to-end tests: real sockets, the real binary, a real browser.
//
//   node run.mjs                         every *_test.mjs on both engines
//   node run.mjs interop console/roles   these, on both engines
//   DAEMUN_E2E_ENGINE=sqlite node run.mjs guide
//
// DAEMUN_E2E_TIMEOUT is how long a window waits for anything, in milliseconds (60,000).
// DAEMUN_BINARY is the program under test (build/release/daemun by default). The PostgreSQL server is
// DAEMUN_TEST_POSTGRES_URL's, or one of our own that goes away afterwards.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const names = process.argv.slice(2);
const known = ['', 'console']
  .flatMap((part) => readdirSync(join(folder, part)).map((file) => join(part, file)))
  .filter((file) => file.endsWith('_test.mjs'))
  .map((file) => file.slice(0, -'_test.mjs'.length));
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`no such test: ${unknown.join(', ')}; there are ${known.join(', ')}`);
  process.exit(2);
}

const engines = process.env.DAEMUN_E2E_ENGINE ? [process.env.DAEMUN_E2E_ENGINE] : ['sqlite', 'postgres'];
let failures = 0;
for (const engine of engines) {
  for (const name of names.length > 0 ? names : known) {
    const test = [process.execPath, '--test-reporter=spec', `${folder}/${name}_test.mjs`];
    const command = engine === 'postgres' ? [`${folder}/../support/with_postgres`, ...test] : test;
    const { status } = spawnSync(command[0], command.slice(1), {
      stdio: 'inherit',
      env: { ...process.env, DAEMUN_E2E_ENGINE: engine },
    });
    if (status !== 0) failures += 1;
  }
}
process.exit(failures === 0 ? 0 : 1);
