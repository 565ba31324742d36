// The OpenAPI documents that the server shows, judged by a linter of others.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

import { Server } from './lib/server.mjs';

const folder = import.meta.dirname;
let server;

before(async () => {
  server = await Server.start({}, { demo: false });
});
after(() => server?.stop());

const names = ['management', 'experience', 'user'].map((api) => `.well-known/${api}.openapi.json`);
for (const name of ['swagger.json', ...names]) {
  test(`/api/${name} is valid`, async () => {
    const answer = await fetch(`${server.endpoint}/api/${name}`);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^application\/json/);
    const file = join(server.folder, 'document.json');
    writeFileSync(file, await answer.text());
    // Throws with the linter's words. Nothing of ours is sent anywhere.
    execFileSync(
      process.execPath,
      [
        resolve(folder, 'node_modules/@redocly/cli/bin/cli.js'),
        'lint',
        file,
        '--config',
        resolve(folder, 'redocly.yaml'),
      ],
      { encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } },
    );
  });
}
