import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { breakAt } from '../../scripts/faults/publishing/brokenFiles.ts';
import { backUp, byTime } from '../../src/server/backup/backup.ts';
import { readList } from '../../src/server/backup/backupFiles.ts';
import { configFiles } from '../../src/server/backup/configFiles.ts';
import { type PartFiles, ratingFilesOf, referenceFilesOf } from '../../src/server/backup/parts.ts';
import { restore } from '../../src/server/backup/restore.ts';
import { allRows, batchOf, later, openTestStore, personOf, tell } from '../support/storedRequests.ts';

// Guards: a backup is whole, and so is the store whenever putting one back is broken off.
let folder: string;
let data: string;
let kept: string;
let said: string[];
const say = (text: string) => said.push(text);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 's360-backup-'));
  data = join(folder, 'data');
  kept = join(folder, 'kept');
  said = [];
  await mkdir(data, { mode: 0o700 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Takes some requests in, with people and a position, and returns all that the store has then. */
function fill(names: string, position: string, into = data) {
  const store = openTestStore(join(into, 'store.sqlite'));
  const requests = Array.from({ length: 60 }, (_, i) =>
    tell(`${names}-${i}`, 1, {}, personOf(`${names}-${i % 20}`, { name: 'N', phone: '1', text: 'T' })),
  );
  store.take('crm', batchOf(requests, position), later);
  const rows = allRows(store);
  store.close();
  return rows;
}

function contentOf(into = data) {
  const store = openTestStore(join(into, 'store.sqlite'));
  const content = { rows: allRows(store), position: store.position('crm'), outbox: store.counts().outbox };
  store.close();
  return content;
}

/** A reference file and two tables, one with a name as people write them; beside each what is none. */
async function fillParts(text: string): Promise<PartFiles> {
  const [reference, ratings] = [join(folder, 'reference'), join(data, 'ratings')];
  await Promise.all([reference, ratings].map((path) => mkdir(path, { recursive: true })));
  const written = {
    [`${reference}/goals.json`]: `{"goals": "${text}"}`,
    [`${reference}/notes.txt`]: 'not read by the server',
    [`${ratings}/2026 مؤشر السعادة.csv`]: `Day,Happy\n${text}`,
    [`${ratings}/2.csv`]: `Day,Happy\n${text}, too`,
    [`${ratings}/3.csv.part`]: 'still written',
  };
  for (const [path, content] of Object.entries(written)) await writeFile(path, content);
  return { reference: await referenceFilesOf(reference), ratings: await ratingFilesOf(ratings) };
}

/** What a folder has: the content of each file by its name. */
async function filesIn(path: string): Promise<Record<string, string>> {
  const names = await readdir(path).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(join(path, name), 'utf8')));
  return Object.fromEntries(names.map((name, i) => [name, texts[i]!]));
}

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test('a store is copied while it is written, checked, and comes back on an empty machine as it was', async () => {
  fill('a', 'p1');
  const store = openTestStore(join(data, 'store.sqlite'));
  store.take('crm', batchOf([tell('late', 1)], 'p2'), later);
  // In use: what was taken stands beside the file, and goes on being taken.
  const backup = await backUp({ data, to: kept, say });
  store.take('crm', batchOf([tell('after', 1)], 'p3'), later);
  store.close();
  expect((await readdir(backup)).sort()).toEqual(['backup.json', 'store.sqlite']);
  const list = await readList(backup);
  expect([list.counts.requests, list.counts.personal, list.counts.positions]).toEqual([61, 60, 1]);
  expect(said.join('\n')).toMatch(
    /61 requests \(with those that are gone\), of 60 who asked.*\n.*SHA-256 [0-9a-f]{64}/,
  );
  expect(await Promise.all([kept, backup].map(modeOf))).toEqual([0o700, 0o700]);
  for (const name of ['backup.json', 'store.sqlite'])
    expect(await modeOf(join(backup, name)), name).toBe(0o600);

  const machine = join(folder, 'new', 'machine');
  await restore({ from: kept, data: machine, say });
  expect((await readdir(machine)).sort()).toEqual(['store.sqlite', 'store.sqlite.lock']);
  expect(await Promise.all([machine, join(machine, 'store.sqlite')].map(modeOf))).toEqual([0o700, 0o600]);
  const { rows, position, outbox } = contentOf(machine);
  expect([rows.size, position, outbox]).toEqual([61, 'p2', 61]);
  expect([...rows.values()].some(({ ref }) => ref === 'after')).toBe(false);
});

test('a store is not replaced without --replace, nor while a server has it', async () => {
  const before = fill('a', 'p1');
  await backUp({ data, to: kept, say });
  fill('b', 'p2');
  await expect(restore({ from: kept, data, say })).rejects.toThrow(/there is a store already.*--replace/);
  expect(contentOf().rows.size).toBe(120);
  const server = openTestStore(join(data, 'store.sqlite'));
  await expect(restore({ from: kept, data, replace: true, say })).rejects.toThrow(
    /another server has it open/,
  );
  server.close();
  await restore({ from: kept, data, replace: true, say });
  expect(contentOf()).toEqual({ rows: before, position: 'p1', outbox: 60 });
});

test('where the configuration cannot be put, the store stays as it was', async () => {
  const old = fill('a', 'p1');
  await writeFile(join(folder, 'services360.json'), '{"title":{"en":"A","ar":"A"},"sources":[]}');
  const files = { config: new Map([['services360.json', join(folder, 'services360.json')]]) };
  await backUp({ data, to: kept, files, say });
  await rm(data, { recursive: true });
  await mkdir(data, { mode: 0o700 });
  fill('b', 'p2');
  const config = join(folder, 'services360.json', 'etc');
  await expect(restore({ from: kept, data, config, replace: true, say })).rejects.toThrow(
    /services360\.json\/etc: could not be made or written .* nothing was changed/,
  );
  expect(contentOf().position).toBe('p2');
  expect(contentOf().rows).not.toEqual(old);
});

test('what a crash left beside the old store does not get into the new one', async () => {
  const before = fill('a', 'p1');
  await backUp({ data, to: kept, say });
  const crashed = openTestStore(join(data, 'store.sqlite'));
  crashed.take('crm', batchOf([tell('x', 1)], 'p9'), later);
  const beside = await readFile(join(data, 'store.sqlite-wal'));
  expect(beside.length).toBeGreaterThan(0);
  crashed.close();
  await writeFile(join(data, 'store.sqlite-wal'), beside);
  await restore({ from: kept, data, replace: true, say });
  expect(contentOf()).toEqual({ rows: before, position: 'p1', outbox: 60 });
});

test('a damaged store can be replaced; a damaged backup is refused, and nothing is changed', async () => {
  const before = fill('a', 'p1');
  const backup = await backUp({ data, to: kept, say });
  await writeFile(join(data, 'store.sqlite'), 'no database');
  await restore({ from: kept, data, replace: true, say });
  expect(contentOf().rows).toEqual(before);

  const copy = join(backup, 'store.sqlite');
  const bytes = await readFile(copy);
  fill('b', 'p2');
  for (const at of [20, 5000, bytes.length - 1]) {
    const damaged = Buffer.from(bytes);
    damaged[at]! ^= 1;
    await writeFile(copy, damaged);
    await expect(restore({ from: kept, data, replace: true, say })).rejects.toThrow(
      /store\.sqlite: got \d+ bytes with SHA-256 .* the backup is damaged; nothing was changed/,
    );
  }
  await writeFile(copy, bytes);
  await writeFile(join(backup, 'backup.json'), '{"kind": "services360 backup"}');
  await expect(restore({ from: kept, data, replace: true, say })).rejects.toThrow(/got no list of a backup/);
  expect(contentOf().rows.size).toBe(120);
});

test('a damaged store gives no backup', async () => {
  fill('a', 'p1');
  await backUp({ data, to: kept, say });
  const file = join(data, 'store.sqlite');
  const bytes = await readFile(file);
  bytes.fill(7, 8192, 12_288);
  await writeFile(file, bytes);
  await expect(backUp({ data, to: kept, say })).rejects.toThrow(/store\.sqlite/);
  expect((await readdir(kept)).length).toBe(1);
  await expect(backUp({ data: join(folder, 'none'), to: kept, say })).rejects.toThrow(
    /none\/store\.sqlite: there is no such file; expected/,
  );
});

test('the newest backups are kept, and nothing else is deleted', async () => {
  fill('a', 'p1');
  await mkdir(join(kept, '.services360-2020-01-01T000000Z.999999999.tmp'), { recursive: true });
  await mkdir(join(kept, 'services360-by-hand'));
  for (const day of ['2026-11-01', '2026-11-02', '2026-11-02', '2026-11-03'])
    await backUp({ data, to: kept, keep: 2, say, now: new Date(`${day}T21:00:00.500Z`) });
  expect((await readdir(kept)).sort()).toEqual([
    'services360-2026-11-02T210000Z-2',
    'services360-2026-11-03T210000Z',
    'services360-by-hand',
  ]);
  expect(said.filter((text) => text.startsWith('Deleted: '))).toHaveLength(2);
  expect(['b-1T0Z-10', 'b-1T0Z', 'b-1T0Z-2', 'b-0T9Z'].sort(byTime)).toEqual([
    ...['b-0T9Z', 'b-1T0Z', 'b-1T0Z-2', 'b-1T0Z-10'],
  ]);
});

test('the configuration, its mappings and certificates lie beside the store, secrets need not be set', async () => {
  fill('a', 'p1', data);
  const etc = join(folder, 'etc');
  await mkdir(join(etc, 'more'), { recursive: true });
  const config = {
    data: '../data',
    sources: [
      {
        kind: 'postgres',
        mapping: 'crm.json',
        connection: { passwordEnv: 'NOT_SET', ssl: { caFile: 'ca.pem' } },
      },
      { kind: 'csvFolder', folder: 'drop', mapping: 'more/crm.json' },
    ],
  };
  const written = {
    'services360.json': JSON.stringify(config),
    'crm.json': '{"a":1}',
    'ca.pem': 'PEM',
    'more/crm.json': '{"b":2}',
  };
  for (const [name, text] of Object.entries(written)) await writeFile(join(etc, name), text);
  const found = await configFiles(join(etc, 'services360.json'));
  expect(found.data).toBe(data);
  const backup = await backUp({ data: found.data, files: { config: found.files }, to: kept, say });
  expect((await readdir(join(backup, 'config'))).sort()).toEqual([
    ...['2-crm.json', 'ca.pem', 'crm.json', 'services360.json'],
  ]);
  await restore({ from: backup, data: join(folder, 'other'), config: join(folder, 'etc2'), say });
  expect(await readFile(join(folder, 'etc2', '2-crm.json'), 'utf8')).toBe('{"b":2}');
  expect(await readFile(join(folder, 'etc2', 'services360.json'), 'utf8')).toBe(written['services360.json']);
  await writeFile(join(folder, 'etc2', 'crm.json'), 'changed since');
  await rm(join(folder, 'other'), { recursive: true });
  await restore({ from: backup, data: join(folder, 'other'), config: join(folder, 'etc2'), say });
  expect(await readFile(join(folder, 'etc2', 'crm.json'), 'utf8')).toBe('changed since');
  expect(said.join('\n')).toMatch(/Kept: .*etc2\/crm\.json/);
});

// Guards: an empty machine that has the backup alone shows the same page: figures of ratings, names and goals too.
test('reference files and tables of ratings are in a backup, and come back with the store', async () => {
  fill('a', 'p1');
  const files = await fillParts('old');
  const backup = await backUp({ data, to: kept, files, say });
  expect((await readdir(join(backup, 'reference'))).sort()).toEqual(['goals.json']);
  expect((await readdir(join(backup, 'ratings'))).sort()).toEqual(['2.csv', '2026 مؤشر السعادة.csv']);
  expect(await modeOf(join(backup, 'ratings', '2.csv'))).toBe(0o600);
  const { files: listed } = await readList(backup);
  expect(listed.map(({ name }) => name)).toEqual([
    ...['store.sqlite', 'reference/goals.json', 'ratings/2.csv', 'ratings/2026 مؤشر السعادة.csv'],
  ]);

  const machine = join(folder, 'machine');
  const reference = join(folder, 'etc', 'reference');
  await restore({ from: kept, data: machine, reference, say });
  const ratings = { '2.csv': 'Day,Happy\nold, too', '2026 مؤشر السعادة.csv': 'Day,Happy\nold' };
  expect(await filesIn(join(machine, 'ratings'))).toEqual(ratings);
  expect(await filesIn(reference)).toEqual({ 'goals.json': '{"goals": "old"}' });
  expect(await Promise.all([reference, join(reference, 'goals.json')].map(modeOf))).toEqual([0o700, 0o600]);

  // What was changed since is kept, and what came since is left.
  await writeFile(join(machine, 'ratings', '2.csv'), 'changed since');
  await writeFile(join(machine, 'ratings', '4.csv'), 'came since');
  await rm(join(machine, 'store.sqlite'));
  said = [];
  await restore({ from: kept, data: machine, say });
  expect(await filesIn(join(machine, 'ratings'))).toEqual({
    ...ratings,
    ...{ '2.csv': 'changed since', '4.csv': 'came since' },
  });
  expect(said.join('\n')).toMatch(/Kept: .*2\.csv.*\nThere already, the same: .*مؤشر السعادة\.csv/);
  expect(said.join('\n')).toMatch(
    /The reference files lie in .*reference; --reference DIR puts them back, and REFERENCE_DIR tells the server where\. They lay at:\n {2}.*goals\.json/,
  );
  await restore({ from: kept, data: machine, ratings: join(folder, 'r'), replace: true, say });
  expect(await filesIn(join(folder, 'r'))).toEqual(ratings);
  await restore({ from: kept, data: machine, replace: true, say });
  expect(await filesIn(join(machine, 'ratings'))).toEqual({ ...ratings, '4.csv': 'came since' });

  // Damaged, it is refused before anything is changed.
  await writeFile(join(backup, 'ratings', '2.csv'), 'Day,Happy\nold, tow');
  const other = join(folder, 'other');
  await expect(restore({ from: backup, data: other, say })).rejects.toThrow(
    /ratings\/2\.csv: got .* the backup is damaged; nothing was changed/,
  );
  expect(await readdir(other).catch(() => 'none')).toBe('none');
});

test('what cannot be copied whole gives no backup, and what leads out of one is refused', async () => {
  fill('a', 'p1');
  const gone = join(data, 'ratings', 'gone.csv');
  const files = { ratings: new Map([['gone.csv', gone]]) };
  await expect(backUp({ data, to: kept, files, say })).rejects.toThrow(
    `${gone}: could not be copied: there is no such file; it is one of the tables of ratings`,
  );
  expect(await readdir(kept)).toEqual([]);
  const backup = await backUp({ data, to: kept, files: await fillParts('old'), say });
  const list = await readFile(join(backup, 'backup.json'), 'utf8');
  for (const name of ['ratings/../2.csv', 'ratings/a/2.csv', 'ratings/.2.csv', 'other/2.csv']) {
    await writeFile(join(backup, 'backup.json'), list.replace('ratings/2.csv', name));
    await expect(restore({ from: backup, data: join(folder, 'm'), say }), name).rejects.toThrow(
      /got no list of a backup/,
    );
  }
});

test('broken off at any moment, the store is the old one or the new one', async () => {
  const old = fill('old', 'p1');
  const away = join(folder, 'away');
  await mkdir(away, { mode: 0o700 });
  const fresh = fill('new', 'p2', away);
  const backup = await backUp({ data: away, to: kept, files: await fillParts('new'), say });
  const reference = join(folder, 'reference');
  const parts = async () => ({
    ratings: await filesIn(join(data, 'ratings')),
    reference: await filesIn(reference),
  });
  const complete = await parts();
  const seen = { old: 0, fresh: 0 };
  for (let at = 1; ; at++) {
    await fillParts('old');
    const broken = breakAt(at, (what) => {
      throw new Error(`broken ${what}`);
    });
    const failed = await restore({ from: backup, data, reference, replace: true, say }).then(
      () => false,
      () => true,
    );
    broken.restore();
    const { rows } = contentOf();
    if (rows.size === 60 && [...rows.values()][0]!.ref === 'old-0') seen.old++;
    else {
      expect(rows).toEqual(fresh);
      expect(await parts()).toEqual(complete);
      seen.fresh++;
      await rm(join(data, 'store.sqlite'));
      expect(fill('old', 'p1')).toEqual(old);
    }
    if (!failed && broken.broke === null) break;
  }
  expect(seen.old).toBeGreaterThan(5);
  expect(seen.fresh).toBeGreaterThan(1);
});

test('a backup that is broken off at any moment has no name, and leaves nothing', async () => {
  fill('a', 'p1');
  const files = await fillParts('old');
  const ratings = await filesIn(join(data, 'ratings'));
  delete ratings['3.csv.part'];
  let whole = 0;
  for (let at = 1; ; at++) {
    const broken = breakAt(at, (what) => {
      throw new Error(`broken ${what}`);
    });
    await backUp({ data, to: kept, files, say }).catch(() => {});
    broken.restore();
    const names = await readdir(kept).catch(() => []);
    // What could not be deleted either is deleted by the next.
    for (const name of names.filter((name) => name.startsWith('services360-'))) {
      await readList(join(kept, name));
      await restore({ from: join(kept, name), data: join(folder, `m${at}`), say });
      expect(await filesIn(join(folder, `m${at}`, 'ratings'))).toEqual(ratings);
      await rm(join(kept, name), { recursive: true });
      whole++;
    }
    if (broken.broke === null) break;
  }
  expect(whole).toBeGreaterThan(0);
});

test('a folder of backups that others may read stays as it is; the backup in it is private', async () => {
  fill('a', 'p1');
  await mkdir(kept);
  await chmod(kept, 0o755);
  const backup = await backUp({ data, to: kept, say });
  expect(await modeOf(kept)).toBe(0o755);
  expect(await modeOf(backup)).toBe(0o700);
});
