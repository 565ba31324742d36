// The code in documents is the code that tests run: each block after a line
//   <!-- snippet: examples/cpp-web/auth.cpp#auth -->
// is that region of that file ("#region auth" to "#endregion"), or the whole file without "#...".
// usage: node tools/check_snippets.mjs [--write] [DOCUMENT...]      --write puts the blocks right
// Prints path:line: complaint; exit status 1 when there is one.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const words = process.argv.slice(2);
const isWriting = words.includes('--write');
const given = words.filter((word) => word !== '--write');
const documents =
  given.length > 0
    ? given.map((path) => resolve(path))
    : readdirSync(join(root, 'docs'))
        .filter((name) => name.endsWith('.md'))
        .map((name) => join(root, 'docs', name));

// Without the lines that mark other regions, moved to the left margin.
function findRegion(path, name) {
  const lines = readFileSync(join(root, path), 'utf8').trimEnd().split('\n');
  const isMark = (line) => /(\/\/|#) #(region|endregion)\b/.test(line);
  let region = lines;
  if (name) {
    const first = lines.findIndex((line) => line.trim() === `// #region ${name}`);
    const length = lines.slice(first + 1).findIndex((line) => line.trim() === '// #endregion');
    if (first < 0 || length < 0) return undefined;
    region = lines.slice(first + 1, first + 1 + length);
  }
  region = region.filter((line) => !isMark(line));
  const margin = Math.min(...region.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return region.map((line) => line.slice(margin)).join('\n');
}

let status = 0;
for (const document of documents) {
  const lines = readFileSync(document, 'utf8').split('\n');
  const complain = (line, text) => {
    console.log(`${relative(root, document)}:${line + 1}: ${text}`);
    status = 1;
  };
  for (let at = 0; at < lines.length; at += 1) {
    const [, path, , name] = lines[at].match(/^<!-- snippet: ([^# ]+)(#(\S+))? -->$/) ?? [];
    if (!path) continue;
    const end = lines.indexOf('```', at + 2);
    if (!lines[at + 1]?.startsWith('```') || end < 0) {
      complain(at, 'no block of code follows');
      continue;
    }
    const region = findRegion(path, name);
    if (region === undefined) {
      complain(at, `${path} has no region ${name}`);
    } else if (lines.slice(at + 2, end).join('\n') !== region) {
      if (isWriting) lines.splice(at + 2, end - at - 2, ...region.split('\n'));
      else complain(at, `the block is not what ${path} has now (node tools/check_snippets.mjs --write)`);
    }
  }
  if (isWriting) writeFileSync(document, lines.join('\n'));
}
process.exit(status);
