import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { partsOf } from '../../src/server/intake/sources/parts.ts';
import { runSource } from '../../src/server/intake/sources/runner.ts';
import type { Batch } from '../../src/server/intake/sources/source.ts';
import { RequestReader } from '../../src/server/intake/store/requestReader.ts';
import { prepareTables } from '../../src/server/intake/store/schema.ts';
import { DatabaseSync } from '../../src/server/intake/store/sqlite.ts';
import { refsOf, sumsOf } from '../../src/server/intake/store/sums.ts';
import { batchOf, later, openTestStore, personOf, tell } from '../support/storedRequests.ts';

const million = 'a picture '.repeat(100_000);

// Guards: what is kept of a customer's words is bounded, also while it waits; the same telling is the same again.
it('keeps the first 4,000 characters of a text of a million, and no half character', () => {
  const folder = mkdtempSync(join(tmpdir(), 's360-bounds-'));
  const file = join(folder, 'store.sqlite');
  const store = openTestStore(file);
  const person = personOf('C-1', { text: million, address: '🏙'.repeat(1000), name: `${'x'.repeat(299)}🏙` });
  const ahead = { updated: later + 86_400 };
  const requests = [tell('a', 1, {}, person), tell('b', 1, ahead, person)];
  expect(store.take('crm', batchOf(requests), later)).toMatchObject({ changed: 1, held: 1 });
  expect(store.take('crm', batchOf([tell('a', 2, {}, person)]), later)).toMatchObject({ same: 1 });
  store.close();
  const db = new DatabaseSync(file, { readOnly: true });
  const [kept] = db.prepare('SELECT text, address, name FROM personal').all() as Record<string, string>[];
  expect(kept).toEqual({ text: million.slice(0, 4000), address: '🏙'.repeat(500), name: 'x'.repeat(299) });
  const held = db.prepare('SELECT length(telling) AS n FROM held').get() as { n: number };
  expect(held.n).toBeLessThan(10_000);
  db.close();
  rmSync(folder, { recursive: true });
});

// Guards: a batch of many requests, or of long ones, is taken in parts, the position with the last.
it('cuts a batch by requests and by characters', () => {
  const sizes = (batch: Batch) =>
    [...partsOf(batch)].map(({ requests, position }) => [requests.length, position]);
  const short = Array.from({ length: 2500 }, (_, n) => tell(`${n}`, 1));
  expect(sizes(batchOf(short, 'p'))).toEqual([
    [1000, null],
    [1000, null],
    [500, 'p'],
  ]);
  const long = Array.from({ length: 9 }, (_, n) => tell(`${n}`, 1, {}, personOf('C', { text: million })));
  expect(sizes(batchOf(long, 'p'))).toEqual([
    [3, null],
    [3, null],
    [3, 'p'],
  ]);
  expect(sizes(batchOf([tell('a', 1, {}, personOf('C', { text: million.repeat(5) }))], 'p'))).toEqual([
    [1, 'p'],
  ]);
  expect(sizes(batchOf([], 'p'))).toEqual([[0, 'p']]);
});

// Guards: while a big batch is taken, other work of the thread is done; the batch is acknowledged after all of it.
it('lets others work while it takes a big batch', async () => {
  const store = openTestStore();
  const stop = new AbortController();
  const requests = Array.from({ length: 6000 }, (_, n) => tell(`${n}`, 1));
  let turns = 0;
  let isTaking = true;
  const turn = () => {
    turns++;
    if (isTaking) setImmediate(turn);
  };
  let keptAt = -1;
  async function* initial() {
    setImmediate(turn);
    const kept = () => {
      keptAt = store.counts().requests;
    };
    yield { ...batchOf(requests, 'p'), kept };
    isTaking = false;
  }
  async function* changes() {
    stop.abort();
    yield* [];
  }
  const source = { id: 'crm', initial, changes } as const;
  const taken: number[] = [];
  await runSource(
    source,
    { store, clock: { now: () => later }, onTaken: (_, { changed }) => taken.push(changed), onState() {} },
    stop.signal,
  );
  expect(taken).toEqual([6000]);
  expect(keptAt).toBe(6000);
  expect(store.position('crm')).toBe('p');
  expect(turns).toBeGreaterThanOrEqual(5);
  store.close();
});

// Guards: what is read in pieces is read once, not all of it for each piece.
it('reads a source piece by piece without sorting all that there is of it', async () => {
  const db = new DatabaseSync(':memory:');
  prepareTables(db, ':memory:');
  db.exec(`INSERT INTO requests (rid, source, ref, source_order, gone, version, opened, day, hour)
    VALUES (1, 'crm', 'a', 1, 0, 1, 0, 20000, 0)`);
  const statements: string[] = [];
  const watched = {
    prepare(sql: string) {
      statements.push(sql);
      return db.prepare(sql);
    },
  } as unknown as typeof db;
  const reader = new RequestReader(watched);
  statements.length = 0;
  expect((await sumsOf(watched, 'crm', { byMonth: true, summed: ['opened'] })).size).toBe(1);
  expect(await refsOf(watched, 'crm', '2024-10', 1)).toEqual(new Set(['a']));
  expect(await refsOf(watched, 'crm', 'all', 1)).toEqual(new Set(['a']));
  expect([...reader.rowsSince('crm', 20_000, 0, [])].flat()).toHaveLength(1);
  for (const sql of new Set(statements)) {
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
    expect(plan.map(({ detail }) => detail).join('; '), sql).toMatch(
      /^SEARCH requests USING [^;]*\browid>\?[^;]*$/,
    );
  }
  expect(new Set(statements).size).toBe(4);
  db.close();
});
