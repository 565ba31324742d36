// Which code travels together. A round trip costs more than ten kilobytes, so there are few and large chunks:
// `boot` (nobody who must sign in first needs more), `app` (with the dashboard, where most begin), `widgets` (what
// other pages share), one for each noun's pages, and the phrases that the first page needs in one language.
import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {fileURLToPath} from 'node:url';

import type {Rolldown} from 'vite';

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const first = ['../src/main.tsx', '../src/session/callback.tsx', '../src/pages/dashboard/dashboard.tsx'].map(place);
const firstPhrases = ['common', 'dashboard', 'logs'];

// Packages whose index names hundreds of modules, of which each page takes a few.
const barrels = ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'];
const isBarrel = (id: string) => barrels.some((name) => new RegExp(`/${name}/\\w+/(esm/)?(index|tabler-icons-react)\\.\\w+$`).test(id));

type Modules = Parameters<Rolldown.CodeSplittingNameFunction>[1];

// `useDisclosure` is in use-disclosure.mjs, `Button` in Button.mjs.
const plain = (name: string) => name.replace(/\.\w+$/, '').replaceAll('-', '').toLowerCase();

/** The names that a module imports from barrels. */
function namesIn(id: string): string[] {
  const text = readFileSync(id, 'utf8');
  return barrels.flatMap((barrel) =>
    [...text.matchAll(new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*['"]${barrel}['"]`, 'g'))].flatMap(([, names = '']) =>
      names.split(',').map((name) => plain(name.replace(/ as .*/s, '').trim())),
    ),
  );
}

/** The modules that the dashboard needs: from a barrel, only those that are named. */
function findFirst(modules: Modules): Set<string> {
  const found = new Set<string>();
  const importsOf = (id: string) => modules.getModuleInfo(id)?.importedIds ?? [];
  const visit = (id: string) => {
    if (found.has(id)) return;
    found.add(id);
    const [whole, indexes] = [importsOf(id).filter((other) => !isBarrel(other)), importsOf(id).filter(isBarrel)];
    whole.forEach(visit);
    if (indexes.length === 0) return;
    const names = namesIn(id);
    for (const index of indexes) {
      importsOf(index)
        .filter((other) => names.includes(plain(basename(other))))
        .forEach(visit);
    }
  };
  first.forEach(visit);
  return found;
}

let app: Set<string> | undefined;

function nameOf(id: string, modules: Modules): string | null {
  const [, language, namespace = ''] = /\/phrases\/(\w+)\/(\w+)\.json$/.exec(id) ?? [];
  if (language) return firstPhrases.includes(namespace) ? `phrases-${language}` : null;
  app ??= findFirst(modules);
  if (app.has(id)) return 'app';
  const [, noun] = /\/console\/src\/pages\/(\w+)\//.exec(id) ?? [];
  return noun ? `page-${noun}` : 'widgets';
}

export const chunks: Rolldown.CodeSplittingGroup[] = [
  {name: 'boot', tags: ['$initial'], priority: 1},
  {debugName: 'pages', name: nameOf, includeDependenciesRecursively: false},
];
