import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

import {expect, test} from 'vitest';

const web = new URL('../..', import.meta.url).pathname;
const imported = /^(?:import|export)\b[^'";(]*(?:from )?'(\.[^']+)'/gm;

const importsOf = (file: string) =>
  [...readFileSync(join(web, file), 'utf8').matchAll(imported)].map(([, path]) => join(dirname(file), path!));

/** The first circle that is met, from file to file. */
function findCircle(files: string[]): string[] {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file) || !/\.tsx?$/.test(file)) return [];
    const circle = importsOf(file).reduce<string[]>((found, next) => (found.length ? found : visit(next, [...path, file])), []);
    done.add(file);
    return circle;
  };
  return files.reduce<string[]>((found, file) => (found.length ? found : visit(file, [])), []);
}

// Types as well: a file must be readable before those that it uses.
test('no file imports itself through others', () => {
  const files = ['console/src', 'experience/src', 'shared'].flatMap((folder) =>
    readdirSync(join(web, folder), {recursive: true, encoding: 'utf8'})
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap(importsOf).length).toBeGreaterThan(files.length);
  expect(findCircle(files)).toEqual([]);
});
