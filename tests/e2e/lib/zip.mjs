// A zip archive of a folder, without compression.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { crc32 } from 'node:zlib';

const numbers = (...pairs) =>
  Buffer.concat(
    pairs.map(([value, length]) => {
      const bytes = Buffer.alloc(length);
      bytes.writeUIntLE(value >>> 0, 0, length);
      return bytes;
    }),
  );

const listFiles = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

export function zipFolder(folder) {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const path of listFiles(folder)) {
    const name = Buffer.from(relative(folder, path));
    const bytes = readFileSync(path);
    const facts = numbers([0, 2], [0, 2], [0, 4], [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [name.length, 2]);
    const file = Buffer.concat([numbers([0x04034b50, 4], [20, 2]), facts, numbers([0, 2]), name, bytes]);
    directory.push(numbers([0x02014b50, 4], [20, 2], [20, 2]), facts, numbers([0, 6], [0, 6], [offset, 4]), name);
    files.push(file);
    offset += file.length;
  }
  const entries = Buffer.concat(directory);
  const count = files.length;
  const end = numbers([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [entries.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...files, entries, end]);
}
