import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Copy, DockerfileParser, type Env, type From } from 'dockerfile-ast';
import { expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { checkConfig } from '../../src/server/checkConfig.ts';
import { readConfig } from '../../src/server/config.ts';
import { addressesOf } from '../../src/server/door/addresses.ts';
import { makeBareServer } from '../../src/server/door/bareServer.ts';
import { serveHealth } from '../../src/server/live/health.ts';
import { startPostgres } from '../support/postgres.ts';

// Building the image takes minutes and an engine: what can be checked without one is checked.
const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const dockerfile = DockerfileParser.parse(read('Dockerfile'));
const instructions = dockerfile.getInstructions();
const argumentsOf = (one: (typeof instructions)[number]) =>
  one.getArguments().map((argument) => argument.getValue());
const stages = dockerfile.getFROMs();
const last = instructions.slice(instructions.indexOf(stages.at(-1)!));
const env = new Map(
  last
    .filter((one) => one.getKeyword() === 'ENV')
    .flatMap((one) =>
      (one as Env).getProperties().map((pair) => [pair.getName(), pair.getValue()!] as const),
    ),
);

/** What the copies of the build context take. */
const copies = instructions.filter((one) => one.getKeyword() === 'COPY') as Copy[];
const fromContext = copies
  .filter((copy) => copy.getFlags().every((flag) => flag.getName() !== 'from'))
  .flatMap((copy) => argumentsOf(copy).slice(0, -1));

/** Names of the environment that the server reads. */
function environmentNames(): Set<string> {
  const names = new Set<string>();
  for (const file of reachable(['src/server/main.ts']).files) {
    if (!file.endsWith('.ts')) continue;
    const text = read(file);
    for (const match of text.matchAll(/process\.env\.([A-Z_]+)/g)) names.add(match[1]!);
    for (const match of text.matchAll(/const \{([^}]*)\} = process\.env/g))
      for (const name of match[1]!.split(',')) names.add(name.trim());
  }
  return names;
}

/** Files and packages that some files import, at once or later, types left out. */
function reachable(entries: readonly string[]): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    const text = read(file).replace(/^\s*(\/\/|\*).*$/gm, '');
    const imports =
      /(?:^|\n)(?:import|export)\s(?!type\b)(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*'([^']+\.ts)'/g;
    for (const match of text.matchAll(imports)) {
      const target = (match[1] ?? match[2] ?? match[3])!;
      if (target.startsWith('node:')) continue;
      if (target.startsWith('.')) {
        const path = join(dirname(file), target);
        if (/\.tsx?$/.test(path)) visit(path);
        else files.add(path.replace(/\?.*$/, ''));
      } else
        packages.add(
          target
            .split('/')
            .slice(0, target.startsWith('@') ? 2 : 1)
            .join('/'),
        );
    }
  };
  for (const entry of entries) visit(entry);
  return { files, packages };
}

test('the image is made of stages that exist, from paths that exist', () => {
  // Guards: a path that was moved or renamed breaks the image only on the machine of whoever builds it.
  const names = stages.map((from: From) => from.getBuildStage());
  expect(names).toEqual(['libraries', 'page', null]);
  const { engines } = JSON.parse(read('package.json'));
  for (const from of stages)
    expect(`${from.getImageName()}:${from.getImageTag()}`).toBe('node:20-bookworm-slim');
  expect(engines.node).toBe('>=20.19');
  for (const copy of copies)
    for (const flag of copy.getFlags())
      expect([flag.getName(), names.includes(flag.getValue())]).toEqual(['from', true]);
  expect(fromContext.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const allowed = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  expect(read('.dockerignore')).toMatch(/^\*$/m);
  expect(allowed.sort()).toEqual([...new Set(fromContext)].sort());
});

test('the page is built from what is copied for it', () => {
  // Guards: an import of the page that leads out of the folders that the image's second stage has.
  const begin = instructions.indexOf(stages[1]!);
  const copied = copies
    .filter(
      (copy) =>
        instructions.indexOf(copy) > begin && instructions.indexOf(copy) < instructions.indexOf(last[0]!),
    )
    .flatMap((copy) => argumentsOf(copy).slice(0, -1));
  const { files } = reachable(['vite.config.ts', 'src/app/main.tsx', 'src/server/page.ts']);
  expect(files.size).toBeGreaterThan(100);
  expect([...files].filter((file) => !copied.includes(file.split('/')[0]!))).toEqual([]);
});

test('what runs in the image has all files and libraries that it needs', () => {
  // Guards: a library that only tests had, or a folder that is not copied, is missed at the start of the container.
  const { files, packages } = reachable(['src/server/main.ts', 'scripts/ask.ts']);
  expect(files.size).toBeGreaterThan(80);
  const copied = last
    .filter((one) => one.getKeyword() === 'COPY')
    .flatMap((one) => argumentsOf(one).slice(0, -1));
  expect([...files].filter((file) => !copied.includes(file.split('/')[0]!))).toEqual([]);
  const { dependencies } = JSON.parse(read('package.json'));
  // The page's builder is asked for only where it is installed.
  expect([...packages].filter((name) => !(name in dependencies))).toEqual(['vite']);
  // Where files are read by their address.
  expect(copied).toEqual(expect.arrayContaining(['data', 'package.json']));
  const start = argumentsOf(last.find((one) => one.getKeyword() === 'CMD')!).join(' ');
  expect(start).toContain('src/server/main.ts');
});

test('the container runs without rights and without a network of its own', () => {
  // Guards: that a fault in the server is not one of the whole machine, and that it starts without internet.
  const keywords = last.map((one) => one.getKeyword());
  const user = keywords.indexOf('USER');
  expect(argumentsOf(last[user]!)).toEqual(['node']);
  expect(keywords.slice(user).filter((keyword) => ['RUN', 'COPY', 'ADD', 'USER'].includes(keyword))).toEqual([
    'USER',
  ]);
  for (const one of last.filter((one) => one.getKeyword() === 'RUN'))
    expect(argumentsOf(one).join(' ')).not.toMatch(/npm|npx|apt|curl|wget|git/);
  const volume = argumentsOf(last.find((one) => one.getKeyword() === 'VOLUME')!)[0]!;
  expect(env.get('DATA_DIR')).toMatch(new RegExp(`^${volume}/`));
  expect(argumentsOf(last.find((one) => one.getKeyword() === 'EXPOSE')!)).toEqual([env.get('PORT')]);
  const known = environmentNames();
  expect([...env.keys()].filter((name) => !known.has(name) && name !== 'NODE_ENV')).toEqual([]);
});

test('docs/operations.md tells every setting', () => {
  // Guards: a variable that only the code knows.
  const table = read('docs/operations.md').match(/## Settings[\s\S]*?\n## /)![0];
  const told = new Set([...table.matchAll(/`([A-Z_]{4,})`/g)].map((match) => match[1]!));
  const names = [...environmentNames()].filter((name) => name !== 'NODE_ENV');
  expect(names.sort()).toEqual([...told].sort());
});

test('the health of the container is asked at a route that there is', async () => {
  // Guards: a container that is restarted for ever because its health check asks for nothing, or because readers hold
  // all connections of the page.
  const health = last.find((one) => one.getKeyword() === 'HEALTHCHECK')!.getTextContent();
  const path = health.match(/127\.0\.0\.1:\$\{process\.env\.OPERATIONS_PORT\}(\/\w+)/)?.[1];
  expect(path).toBe('/healthz');
  expect(Number(env.get('OPERATIONS_PORT'))).toBeGreaterThan(0);
  const server = await makeBareServer({ hosts: [], logger: false }, (on) =>
    serveHealth(on, { ailments: () => [], news: () => [] } as never),
  );
  expect((await server.inject({ url: path!, headers: { host: '127.0.0.1:8361' } })).statusCode).toBe(200);
  await server.close();
});

test('the image alone starts only where something in front is said to sign in', async () => {
  // Guards: a container that everybody reaches and nobody asks.
  for (const [name, value] of env) vi.stubEnv(name, value);
  await expect(addressesOf(null)).rejects.toThrow(/HOST=0\.0\.0\.0.*ACCESS=front/);
  vi.stubEnv('ACCESS', 'front');
  expect(await addressesOf(null)).toMatchObject({
    host: '0.0.0.0',
    port: 8360,
    operations: { host: '127.0.0.1', port: 8361, isAsked: true },
  });
  vi.unstubAllEnvs();
});

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes: readonly string[];
  readonly healthcheck?: object;
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
}
const compose = parse(read('compose.yaml')) as {
  services: Readonly<Record<string, Service>>;
  volumes: Readonly<Record<string, null>>;
};
const { services360, crm } = compose.services as { services360: Service; crm: Service };

test('the compose file fits the image, the code and the files beside it', async () => {
  // Guards: names that only meet when somebody starts it: environment, mounts, ports, volumes.
  expect(Object.keys(compose.services)).toEqual(['services360', 'crm']);
  expect(services360.build).toBe('.');
  expect(services360.ports).toEqual([`127.0.0.1:${env.get('PORT')}:${env.get('PORT')}`]);
  const mounts = new Map<string, string>();
  for (const volume of [...services360.volumes, ...crm.volumes]) {
    const [from, to] = volume.split(':') as [string, string];
    mounts.set(to, from);
    if (from.startsWith('.')) expect([from, existsSync(join(root, from))]).toEqual([from, true]);
    else expect(Object.keys(compose.volumes)).toContain(from);
  }
  const config = mounts.get(services360.environment!.CONFIG!)!;
  const { data, server, access, sources } = await readConfig(join(root, config), { CRM_PASSWORD: 'x' });
  expect(server.port).toBe(Number(env.get('PORT')));
  expect(server.host).toBe(env.get('HOST'));
  // Refuses an address that others reach where the configuration does not say that something in front signs in.
  expect((await addressesOf({ server, access })).access).toBe('front');
  expect(data).toBe(env.get('DATA_DIR'));
  expect([...mounts.keys()].some((to) => data.startsWith(`${to}/`))).toBe(true);
  const [source] = sources;
  const named = source?.kind === 'postgres' ? source.options.connection : null;
  expect(Object.keys(compose.services)).toContain(named?.host);
  expect(named?.database).toBe(crm.environment!.POSTGRES_DB);
  const known = environmentNames().add(named!.passwordEnv!);
  expect(Object.keys(services360.environment!).filter((name) => !known.has(name))).toEqual([]);
  // The configuration's folder holds the mapping, as the mounts have it.
  expect(mounts.get(join(dirname(services360.environment!.CONFIG!), 'crm.json'))).toBe(
    './docs/compose/crm.json',
  );
  for (const [name, { condition }] of Object.entries(services360.depends_on!)) {
    expect(condition).toBe('service_healthy');
    expect(compose.services[name]!.healthcheck).toBeDefined();
  }
  expect(crm.command!.join(' ')).toMatch(/-c wal_level=logical -c max_slot_wal_keep_size=\d+GB/);
});

test('the example of a CRM fits the configuration that reads it', async () => {
  // Guards: that whoever tries the compose file sees requests, and that the CRM's administrator gives away no column
  // that is not mapped.
  await using database = await startPostgres({ max_slot_wal_keep_size: '10GB' });
  const sql = read('docs/compose/crm.sql');
  expect(sql).toContain('\\getenv password CRM_PASSWORD');
  await database.query(sql.replace(/^\\getenv.*$/m, '').replace(":'password'", "'x'"));
  const config = await readConfig(join(root, 'docs/compose/services360.json'), { CRM_PASSWORD: 'x' });
  const [source] = config.sources;
  if (source?.kind !== 'postgres') throw new Error('expected a source of PostgreSQL');
  const connection = { ...source.options.connection, ...database.connection('services360') };
  vi.stubEnv('CRM_PASSWORD', 'x');
  const said: string[] = [];
  const here = { ...config, sources: [{ ...source, options: { ...source.options, connection } }] };
  const good = await checkConfig(here, (text) => said.push(text));
  expect(said).toEqual([
    'crm (postgres): nothing found',
    expect.stringMatching(/^ {2}\d+ of the newest rows were tried: all can be read$/),
    'The configuration can be used.',
  ]);
  expect(good).toBe(true);
  const seen = await database.query(
    "SELECT column_name FROM information_schema.column_privileges WHERE grantee = 'services360'",
  );
  expect(seen.map(({ column_name }) => column_name)).not.toContain('internal_notes');
});

test('the example of nginx lets the stream through', () => {
  // Guards: a proxy that collects events or cuts a quiet stream makes the page say that it is stale.
  const nginx = read('docs/nginx.conf');
  expect(nginx).toContain(`server 127.0.0.1:${env.get('PORT')};`);
  expect(nginx).toContain(`server 127.0.0.1:${env.get('OPERATIONS_PORT')};`);
  const live = nginx.match(/location \/live\/ \{([^}]*)\}/)![1]!;
  expect(live).toContain('proxy_buffering off;');
  expect(Number(live.match(/proxy_read_timeout (\d+)s;/)![1])).toBeGreaterThan(5);
  expect(nginx).toContain('gzip off;');
  expect(nginx.match(/\{/g)!.length).toBe(nginx.match(/\}/g)!.length);
});
