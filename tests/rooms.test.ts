import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// Guards: who may import whom. A room is a folder of src; the table is README's and design's.
const source = fileURLToPath(new URL('../src', import.meta.url));

const table: Record<string, { rooms: string[]; packages: string[] }> = {
  model: { rooms: [], packages: ['apache-arrow', 'valibot'] },
  query: { rooms: ['model'], packages: [] },
  analysis: {
    rooms: ['model'],
    packages: ['topojson-client', 'simple-statistics', 'geojson', 'topojson-specification'],
  },
  intake: {
    rooms: ['model'],
    packages: [
      'flatbush',
      'topojson-client',
      'topojson-server',
      'valibot',
      'geojson',
      'topojson-specification',
      '@tmcw/togeojson',
      '@xmldom/xmldom',
      'fflate',
      'saxes',
      '@streamparser/json',
      'shpjs',
      'proj4',
      'epsg-index',
      '@turf/',
      '@e965/xlsx',
      'hyparquet',
      'hyparquet-compressors',
      '@sqlite.org/sqlite-wasm',
    ],
  },
  export: { rooms: ['model', 'query', 'engine', 'i18n'], packages: ['apache-arrow', 'fflate'] },
  engine: { rooms: ['model', 'query'], packages: ['apache-arrow', '@duckdb/duckdb-wasm', 'node:'] },
  feed: { rooms: ['model', 'engine'], packages: ['@noble/hashes', 'valibot'] },
  board: { rooms: ['model', 'engine', 'feed'], packages: ['zustand'] },
  ui: {
    rooms: [],
    packages: [
      'react',
      'react-dom',
      'react-aria-components',
      '@internationalized/date',
      '@tanstack/react-table',
      'echarts',
      'maplibre-gl',
      '@protomaps/basemaps',
      'pmtiles',
      'geojson',
      '@deck.gl/',
      'lucide-react',
      '@fontsource-variable/',
    ],
  },
  i18n: { rooms: ['model'], packages: ['react', 'react-intl', 'react-aria-components'] },
  views: {
    rooms: ['model', 'analysis', 'export', 'ui', 'i18n'],
    packages: ['react', 'react-aria-components', 'lucide-react'],
  },
  app: {
    rooms: [
      'model',
      'query',
      'analysis',
      'intake',
      'export',
      'engine',
      'feed',
      'board',
      'views',
      'ui',
      'i18n',
      '../data',
    ],
    packages: ['react', 'react-dom', 'react-aria-components', 'zustand', 'lucide-react'],
  },
  sample: { rooms: ['model', 'intake'], packages: ['topojson-client', 'geojson', 'topojson-specification'] },
  server: {
    rooms: ['model', 'query', 'analysis', 'i18n', 'engine', 'feed', 'intake', 'export', 'sample'],
    packages: [
      'node:',
      'fastify',
      '@fastify/',
      'pmtiles',
      'vite',
      'valibot',
      'saxes',
      '@photostructure/sqlite',
      'pg',
      'pg-logical-replication',
      'prom-client',
      'nodemailer',
    ],
  },
};

const imports = /(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** What a file imports, of types too, at once or later. */
function importsOf(text: string): string[] {
  return [...text.matchAll(imports)].map((match) => (match[1] ?? match[2])!);
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesOf(join(folder, entry.name))
      : /\.tsx?$/.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  );
}

/** Imports that the table does not allow, and how many files and imports were seen. */
function check(files: readonly { path: string; text: string }[]) {
  const wrong: string[] = [];
  let seen = 0;
  for (const { path, text } of files) {
    const room = path.split('/')[0]!;
    const allowed = table[room];
    if (!allowed) {
      wrong.push(`${path}: its folder is not a room`);
      continue;
    }
    for (const target of importsOf(text)) {
      seen++;
      if (target.startsWith('.')) {
        const to = relative(source, join(source, dirname(path), target)).match(/^(\.\.\/)?[^/]+/)![0];
        if (to !== room && !allowed.rooms.includes(to))
          wrong.push(`${path} imports ${target}: ${room} may not import ${to}`);
        continue;
      }
      const known = allowed.packages.some((name) =>
        name.endsWith(':') || name.endsWith('/')
          ? target.startsWith(name)
          : target === name || target.startsWith(`${name}/`),
      );
      if (!known) wrong.push(`${path}: ${room} may not import ${target}`);
    }
  }
  return { wrong, seen };
}

const files = filesOf(source).map((path) => ({
  path: relative(source, path),
  text: readFileSync(path, 'utf8'),
}));

test('every import goes down the list of rooms', () => {
  const { wrong, seen } = check(files);
  expect(wrong).toEqual([]);
  expect(files.length).toBeGreaterThan(90);
  expect(seen).toBeGreaterThan(300);
  expect(new Set(files.map(({ path }) => path.split('/')[0]))).toEqual(new Set(Object.keys(table)));
});

/** Files that lead back to themselves by their imports, those of one knot together. */
function knots(files: readonly { path: string; text: string }[]): string[][] {
  const known = new Set(files.map(({ path }) => path));
  const leads = new Map(
    files.map(({ path, text }) => [
      path,
      importsOf(text)
        .filter((target) => target.startsWith('.'))
        .map((target) => join(dirname(path), target))
        .filter((target) => known.has(target)),
    ]),
  );
  const reached = new Map(
    files.map(({ path }) => {
      const found = new Set<string>();
      const open = [...leads.get(path)!];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (found.has(next)) continue;
        found.add(next);
        open.push(...leads.get(next)!);
      }
      return [path, found];
    }),
  );
  const knotted = files.map(({ path }) => path).filter((path) => reached.get(path)!.has(path));
  const knotOf = (path: string) =>
    knotted.filter((other) => reached.get(path)!.has(other) && reached.get(other)!.has(path)).sort();
  return [...new Map(knotted.map((path) => [knotOf(path).join(), knotOf(path)])).values()];
}

// Guards: files that can only be read, tried and moved together. A circle of types is one too, which Biome's rule for
// imports passes over.
test('no file leads back to itself by its imports', () => {
  expect(knots(files)).toEqual([]);
});

test('a circle of imports is named, whole', () => {
  const planted = [
    { path: 'model/a.ts', text: "import { b } from './b.ts';" },
    { path: 'model/b.ts', text: "import type { C } from '../query/c.ts';" },
    { path: 'query/c.ts', text: "const { a } = await import('../model/a.ts');" },
    { path: 'query/d.ts', text: "export * from './c.ts';" },
    { path: 'query/e.ts', text: "export type { E } from './e.ts';" },
  ];
  expect(knots(planted)).toEqual([['model/a.ts', 'model/b.ts', 'query/c.ts'], ['query/e.ts']]);
});

/** What is loaded with a file of `src` before anything of it runs: files of ours, and packages. */
function loadedWith(path: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(path)) return loaded;
  loaded.add(path);
  const text = readFileSync(join(source, path), 'utf8');
  for (const [, names = '', target] of text.matchAll(
    /^(?:import|export)\s+(?!type\s)(?:([^'";]*?)\sfrom\s+)?'([^']+)'/gm,
  )) {
    if (/^\{\s*(type\s+\w+(,\s*)?)+\}$/.test(names.trim())) continue;
    if (target!.startsWith('.')) loadedWith(join(dirname(path), target!), loaded);
    else loaded.add(target!);
  }
  return loaded;
}

// Guards: a server listens soon after it starts, on a busy machine too: what only some cities need is loaded later, and
// what intake needs in its own process alone.
test('the server loads little before it listens', () => {
  // The process that starts the others is there as long as they are, and needs nothing that they do.
  const first = [...loadedWith('server/main.ts')].filter((name) => !name.startsWith('node:'));
  expect(first.filter((name) => !/^server\/(processes\/|main)/.test(name))).toEqual([]);
  const loaded = [...loadedWith('server/door/doorProcess.ts')];
  const packages = loaded.filter((name) => !/\.tsx?$/.test(name) && !name.startsWith('node:'));
  expect(packages.sort()).toEqual(['@fastify/helmet', 'fastify', 'prom-client', 'valibot']);
  expect(loaded).toContain('server/door/followedCity.ts');
  expect(
    loaded.filter((name) => /^(engine|query|intake|server\/intake\/(store|publish)\/)/.test(name)),
  ).toEqual(['server/intake/publish/markLive.ts', 'server/intake/store/storeError.ts']);
  expect([...loadedWith('server/intake/intakeProcess.ts')]).toContain('server/intake/store/store.ts');
});

test('an import against the table is named', () => {
  const planted = [
    { path: 'model/filter.ts', text: "import { makeBoard } from '../board/board.ts';" },
    { path: 'ui/Card.tsx', text: "const { x } = await import('../model/ask.ts');\nimport 'left-pad';" },
  ];
  expect(check(planted).wrong).toEqual([
    'model/filter.ts imports ../board/board.ts: model may not import board',
    'ui/Card.tsx imports ../model/ask.ts: ui may not import model',
    'ui/Card.tsx: ui may not import left-pad',
  ]);
});
