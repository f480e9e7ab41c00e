import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine, ListRow } from '../../src/engine/engine.ts';
import { measures } from '../../src/model/measures.ts';
import type { ListColumn } from '../../src/query/listQuery.ts';
import { openSnapshot, type Snapshot } from '../../src/server/openSnapshot.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { randomAsks } from '../support/randomAsk.ts';
import { randomCity } from '../support/randomCity.ts';
import { seeded } from '../support/seeded.ts';

// Guards: a list holds the requests that its figure counts, each once, in its order however it is paged through, and
// stays what it was when it was opened while the data go on.
const source = randomCity(21, 1500, 'Asia/Dubai');
let dir: string;
let snapshot: Snapshot;
let engine: Engine;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-list-'));
  await writeSnapshot(dir, source);
  const { folder, manifest } = await readManifest(dir);
  snapshot = await openSnapshot(folder, manifest);
  engine = snapshot.engine;
});
afterAll(async () => {
  await engine?.dispose();
  if (dir) await rm(dir, { recursive: true });
});

const everything = { measure: 'received', filter: {}, order: 'opened', descending: true } as const;

/** The rows sorted by a plain walk: nulls last, equal ones by rid. */
function sorted(
  rows: readonly ListRow[],
  by: (row: ListRow) => number | null,
  descending: boolean,
): (number | null)[] {
  const sign = descending ? -1 : 1;
  return rows
    .toSorted((a, b) => {
      const [x, y] = [by(a), by(b)];
      if (x === null || y === null) {
        if (x !== y) return x === null ? 1 : -1;
      } else if (x !== y) return sign * (x - y);
      return sign * (a.rid! - b.rid!);
    })
    .map(({ rid }) => rid);
}

test('any list has as many rows as its figure counts', async () => {
  const { city, manifest } = snapshot;
  const next = randomAsks(seeded(5), city, manifest.days!, manifest.asOf);
  for (let i = 0; i < 25; i++) {
    const ask = next();
    const measure = ask.measures[0]!;
    const whole = { by: [], measures: [measure], filter: ask.filter };
    const { version, answers } = await engine.answer([whole]);
    const [answer] = answers;
    const list = await engine.list({ measure, filter: ask.filter, order: 'opened', descending: true });
    expect(list.version).toBe(version);
    const rows = await list.rows(0, 5000);
    await list.close();
    const { behind } = measures[measure];
    expect(list.total, `${measure} ${JSON.stringify(ask.filter)}`).toBe(answer!.ints[behind]?.[0] ?? 0);
    expect(new Set(rows.map(({ rid }) => rid)).size).toBe(list.total);
    expect(rows.reduce((sum, { rid }) => sum + rid!, 0)).toBe(list.sum);
  }
});

test.each(['opened', 'dueResolution', 'zone', 'rid'] as const)(
  'pages by %s go on from each other',
  async (order) => {
    for (const descending of [true, false]) {
      const list = await engine.list({ ...everything, order, descending });
      const top = await list.rows(0, 50);
      const paged: ListRow[] = [];
      for (let from = 0; from < list.total; from += 333) paged.push(...(await list.rows(from, 333)));
      const beyond = await list.rows(list.total, 50);
      await list.close();
      expect(paged.map(({ rid }) => rid)).toEqual(sorted(paged, (row) => row[order], descending));
      expect(paged).toHaveLength(1500);
      expect(top).toEqual(paged.slice(0, 50));
      expect(beyond).toEqual([]);
    }
  },
);

test('words are in the order of their names, not of their codes', async () => {
  const order: ListColumn = 'category';
  const ranks = snapshot.city.words.category.map((_, code) => (code * 7 + 3) % 11);
  const list = await engine.list({ ...everything, order, descending: false, ranks });
  const rows = await list.rows(0, 2000);
  await list.close();
  expect(rows.map(({ rid }) => rid)).toEqual(
    sorted(rows, (row) => (row.category === null ? null : ranks[row.category]!), false),
  );
});

test('a request is found in a list by what people call it', async () => {
  const list = await engine.list({ ...everything, order: 'category' });
  const rows = await list.rows(0, 1500);
  expect(rows.map(({ ref }) => ref)).toEqual(rows.map(({ rid }) => `#${rid}`));
  for (const place of [0, 3, 777, 1499]) expect(await list.placeOf(rows[place]!.ref)).toBe(place);
  expect(await list.placeOf('#4000000')).toBeNull();
  expect(await list.placeOf('no reference of ours')).toBeNull();
  await list.close();
});

test('a list that is open stays as it was while requests go', async () => {
  const { folder, manifest } = await readManifest(dir);
  const { engine: live } = await openSnapshot(folder, manifest);
  const list = await live.list(everything);
  const before = await list.rows(0, 100);
  await live.query(`DELETE FROM packed.requests WHERE rid IN (${before.slice(0, 60).map(({ rid }) => rid)})`);
  expect(await list.rows(0, 100)).toEqual(before);
  expect(await list.rows(1400, 100)).toHaveLength(100);
  expect(await list.rows(0, 1500)).toHaveLength(1500);
  const later = await live.list(everything);
  expect([list.total, later.total]).toEqual([1500, 1440]);
  expect(later.sum).not.toBe(list.sum);
  await later.close();
  // Whoever makes a file of it holds it too.
  list.hold();
  await list.close();
  expect(await list.rows(0, 1500)).toHaveLength(1500);
  await list.close();
  await expect(list.rows(0, 10)).rejects.toThrow('closed');
  await live.dispose();
});
