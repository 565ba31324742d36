// What the C++ client library costs an app, each figure beside its budget.
// usage: node bench/client_library.mjs [PROGRAM]      build/release/client_bench by default
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const program = process.argv[2] ?? join(resolve(import.meta.dirname, '..'), 'build/release/client_bench');
// name of the benchmark: what it is, budget in µs of CPU
const rows = {
  auth_of_a_cookie_session: ['auth(request), session in the cookie', 5],
  'check/cached_jwt': ['guard, token known', 5],
  'check/fresh_es256_jwt': ['guard, new ES256 token', 70],
};

const { benchmarks } = JSON.parse(
  execFileSync(program, ['--benchmark_format=json', '--benchmark_min_time=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 20,
  }),
);
console.log('\n| client library | CPU µs | budget |\n|---|---:|---:|');
for (const [name, [text, budget]] of Object.entries(rows)) {
  const { cpu_time: nanoseconds } = benchmarks.find((benchmark) => benchmark.name === name);
  console.log(`| ${text} | ${(nanoseconds / 1000).toFixed(1)} | ${budget} |`);
}
