// Completes Vite's build: the shell's places checked, a gzip copy of each text, and the budget of the
// first load: code, styles and words up to the dashboard.
import {readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {gzipSync} from 'node:zlib';

import type {Plugin, ResolvedConfig} from 'vite';

const budget = 300 * 1024;
const places = ['lang', 'nonce', 'context'];

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

export function finish(): Plugin {
  let config: ResolvedConfig;
  let isWritten = false;
  return {
    name: 'daemun-console-finish',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    writeBundle() {
      isWritten = true;
    },
    async closeBundle() {
      // It is called after a failure as well, which it must not hide.
      if (!isWritten) return;
      const out = resolve(config.root, config.build.outDir);
      checkShell(await readFile(join(out, 'index.html'), 'utf8'));
      const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
      await rm(join(out, 'manifest.json'));
      await checkBudget(await compress(out), manifest);
    },
  };
}

function checkShell(html: string) {
  const found = new Set(Array.from(html.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1]));
  const missing = places.filter((name) => !found.has(name));
  const unknown = [...found].filter((name) => !places.includes(name ?? ''));
  const bare = html.match(/<(?:script|style)\b(?![^>]*\bnonce="\{\{nonce\}\}")[^>]*>|\sstyle="/);
  if (missing.length || unknown.length || bare) {
    throw new Error(
      `index.html breaks its contract: missing [${missing}], unknown [${unknown}], not clean: ${bare?.[0] ?? 'none'}`,
    );
  }
}

async function compress(out: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const entry of await readdir(out, {recursive: true, withFileTypes: true})) {
    // The shell is filled in for each answer: a fixed compressed copy would never be sent.
    if (!entry.isFile() || !/\.(js|css|json|svg)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const packed = gzipSync(await readFile(path), {level: 9});
    await writeFile(`${path}.gz`, packed);
    sizes.set(path.slice(out.length + 1), packed.length);
  }
  return sizes;
}

function checkBudget(sizes: Map<string, number>, manifest: Record<string, Chunk>) {
  const files = new Set<string>();
  const visit = (chunk: Chunk | undefined) => {
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.css?.forEach((file) => files.add(file));
    chunk.imports?.forEach((name) => visit(manifest[name]));
  };
  // The chunks that chunks.ts names; one language stands for any.
  const first = Object.values(manifest).filter(({file}) => /\/(boot|app|phrases-en)-/.test(file));
  first.forEach(visit);
  if (first.length < 3) throw new Error('first load: chunks.ts and finish.ts do not name the same chunks');
  if ([...files].some((file) => file.includes('/widgets-'))) throw new Error('first load: it waits for other pages\' widgets');
  const total = [...files].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
  if (total > budget) throw new Error(`first load: ${total} bytes compressed, budget ${budget}`);
  console.log(`first load: ${total} bytes compressed`);
}
