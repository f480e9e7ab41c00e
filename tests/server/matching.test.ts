import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differing, type Match } from '../../src/model/match.ts';
import { Matcher } from '../../src/server/intake/matching/matcher.ts';
import { configuredSource } from '../../src/server/intake/sources/configured.ts';
import { type PostgresOptions, postgresOptions } from '../../src/server/intake/sources/postgresOptions.ts';
import { runSource } from '../../src/server/intake/sources/runner.ts';
import { systemClock } from '../../src/server/intake/sources/source.ts';
import { checkSourceMapping } from '../../src/server/intake/sources/sourceMapping.ts';
import type { Store } from '../../src/server/intake/store/store.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { seeded } from '../support/seeded.ts';
import { allRows, openTestStore } from '../support/storedRequests.ts';

// Guards: what a source has and the store has not is found and mended, whatever kept it from being told; and a city
// that merely goes on is never said to differ.

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const mapping = {
  columns: {
    ...{ ref: 'number', opened: 'opened', resolved: 'resolved', updated: 'updated', stage: 'state' },
    ...{ zone: 'zone', category: 'category', channel: 'channel' },
  },
};
let tables = 0;

/** A followed table of 600 requests of January to June 2026, and its store. */
async function city(follow: 'replication' | 'polling', rows = 600) {
  const table = `cases_${++tables}`;
  await postgres.query(`
    CREATE TABLE ${table} (number text PRIMARY KEY, opened timestamptz, resolved timestamp, updated timestamptz, state text,
      zone text, category text, channel text);
    INSERT INTO ${table} SELECT 'C-' || n, timestamptz '2026-01-01 00:00+04' + n * interval '7 hours', NULL,
      timestamptz '2026-01-01 00:00+04' + n * interval '7 hours', (ARRAY['received', 'assigned', 'قيد التنفيذ', 'no such'])[1 + n % 4],
      (111 + n % 20)::text, 'report', 'whatsapp' FROM generate_series(1, ${rows}) n;`);
  const options = v.parse(postgresOptions, {
    ...{
      kind: 'postgres',
      id: table.replace('_', '-'),
      connection: postgres.connection(),
      table,
      key: 'number',
    },
    ...{ follow, mapping: 'none.json' },
    ...(follow === 'polling' ? { updatedAt: 'updated', everySeconds: 0.1 } : {}),
  }) as PostgresOptions;
  const store = openTestStore();
  const source = await configuredSource(
    { kind: 'postgres', id: options.id, options, mapping: checkSourceMapping(mapping, 'mapping') },
    {
      reference: referenceData(),
      words: store.words,
      timeZone: 'Asia/Dubai',
      simulator: () => {
        throw new Error('no simulator');
      },
      log: () => {},
      onProblem: () => {},
    },
  );
  const stop = new AbortController();
  let phase = '';
  const running = runSource(
    source,
    {
      ...{ store, clock: systemClock, onTaken: () => {} },
      onState: (state) => {
        phase = state.phase;
      },
    },
    stop.signal,
  );
  await expect.poll(() => phase).toBe('following');
  const matcher = new Matcher({
    ...{ sources: [source], store, now: () => systemClock.now(), signal: stop.signal },
    onTaken: () => {},
    onMatch: () => {},
  });
  return {
    ...{ table, store, source, id: source.id },
    match: (mend = true) => matcher.match(source.id, { mend, parts: null }),
    matches: () => matcher.matches()[0]!.matches,
    /** A look at everything, row by row, that changes nothing: the oracle. */
    async everything(): Promise<number> {
      const parts = [...(await source.matchable!.sums(stop.signal)).sums.keys(), 'none'];
      const months = Array.from(
        { length: 24 },
        (_, i) => `20${26 + Math.floor(i / 12)}-${String(1 + (i % 12)).padStart(2, '0')}`,
      );
      return differing(
        await matcher.match(source.id, { mend: false, parts: [...new Set([...parts, ...months])] }),
      );
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
      store.close();
    },
  };
}

/** What the store has of a request. */
const stored = (store: Store, ref: string) => [...allRows(store).values()].find((row) => row.ref === ref);

/** Changes the store behind the source's back, as if something had not been told or had been told wrongly. */
function spoil(store: Store, id: string, ref: string, change: 'missing' | 'stage' | 'month' | 'extra'): void {
  const row = { ...stored(store, change === 'extra' ? 'C-1' : ref)! } as Record<string, unknown>;
  if (change === 'stage') row.stage = 4;
  if (change === 'month') row.opened = Number(row.opened) + 62 * 86_400;
  row.ref = ref;
  const order = [...store.told(id)].find((one) => one.ref === ref)?.order ?? 1;
  const told = { ref, order, row: change === 'missing' ? null : (row as never), personal: null };
  store.take(id, { requests: [told], position: null, committedAt: null }, Date.now() / 1000);
}

const short = ({ outcome, mended, differences }: Match) => ({
  outcome,
  mended,
  differences: differences.map(({ part, missing, other, extra }) => [part, missing, other, extra].join(' ')),
});

describe.each(['replication', 'polling'] as const)('%s', (follow) => {
  test('a source that is as the store has it is equal, and is not read', async () => {
    await using one = await city(follow);
    const match = await one.match();
    expect(match).toMatchObject({ outcome: 'equal', requests: 600, parts: 6, why: null });
    // "no such" is a word without a meaning: the stage is missing on both sides.
    expect(match.read).toBe(0);
    expect(await one.everything()).toBe(0);
  });

  test('each kind of difference is told by its month, and mended', async () => {
    await using one = await city(follow);
    spoil(one.store, one.id, 'C-10', 'missing');
    spoil(one.store, one.id, 'C-20', 'stage');
    spoil(one.store, one.id, 'C-210', 'month');
    spoil(one.store, one.id, 'X-1', 'extra');
    const told = short(await one.match(false));
    expect(told).toMatchObject({ outcome: 'differed', mended: false });
    expect(short(await one.match())).toEqual({
      outcome: 'differed',
      mended: true,
      // What was in another month is there what the store lacks, or what is not so, whichever is read first.
      differences: ['2026-01 1 1 1', '2026-03 1 0 0'],
    });
    expect(short(await one.match())).toMatchObject({ outcome: 'equal' });
    expect(await one.everything()).toBe(0);
    expect(stored(one.store, 'X-1')).toBeUndefined();
    expect(
      one
        .matches()
        .map(({ outcome }) => outcome)
        .slice(0, 2),
    ).toEqual(['equal', 'equal']);
  });

  test('a row that cannot be read is no difference, and is not read again each night', async () => {
    await using one = await city(follow, 60);
    await postgres.query(
      `INSERT INTO ${one.table} VALUES ('C-900', '1900-01-01', NULL, '2026-01-02', 'received', '111', 'report', 'website')`,
    );
    const first = await one.match();
    expect(first).toMatchObject({ outcome: 'equal', requests: 61 });
    expect(first.read).toBe(1);
    expect((await one.match()).read).toBe(0);
  });
});

test('rows deleted under polling, which nothing tells, are found and taken away', async () => {
  await using one = await city('polling', 100);
  await postgres.query(`DELETE FROM ${one.table} WHERE number IN ('C-5', 'C-50')`);
  expect(short(await one.match()).differences).toEqual(['2026-01 0 0 2']);
  expect(await one.everything()).toBe(0);
});

test('what changed without its time of change under polling is found', async () => {
  await using one = await city('polling', 100);
  await postgres.query(
    `UPDATE ${one.table} SET state = 'closed', updated = updated - interval '1 day' WHERE number = 'C-7'`,
  );
  expect(short(await one.match()).differences).toEqual(['2026-01 0 1 0']);
  expect(stored(one.store, 'C-7')?.stage).toBe(one.store.words.stage.findIndex(({ id }) => id === 'closed'));
});

test('while changes go on nothing is found that is not so, and what is, is mended', async () => {
  await using one = await city('replication');
  const random = seeded(5);
  let busy = true;
  let written = 0;
  const writing = (async () => {
    const client = await postgres.client();
    const any = () => `C-${1 + Math.floor(random() * 700)}`;
    while (busy) {
      const kind = random();
      const sql =
        kind < 0.4
          ? `UPDATE ${one.table} SET state = '${random() < 0.5 ? 'closed' : 'assigned'}', updated = now() WHERE number = '${any()}'`
          : kind < 0.7
            ? `INSERT INTO ${one.table} VALUES ('${randomUUID()}', timestamptz '2026-02-01' + ${random()} * interval '100 days', NULL, now(), 'received', '112', 'report', 'website')`
            : kind < 0.85
              ? `DELETE FROM ${one.table} WHERE number = '${any()}'`
              : `UPDATE ${one.table} SET opened = opened + interval '40 days' WHERE number = '${any()}'`;
      await client.query(sql);
      written++;
    }
    await client.end();
  })();
  try {
    for (let i = 0; i < 6; i++) expect(short(await one.match())).toMatchObject({ outcome: 'equal' });
    spoil(one.store, one.id, 'X-9', 'extra');
    expect(short(await one.match())).toMatchObject({ outcome: 'differed', differences: ['2026-01 0 0 1'] });
    expect(short(await one.match())).toMatchObject({ outcome: 'equal' });
  } finally {
    busy = false;
    await writing;
  }
  expect(written).toBeGreaterThan(50);
  const there = await postgres.query(`SELECT number, state FROM ${one.table}`);
  await expect.poll(() => [...one.store.told(one.id)].length).toBe(there.length);
  expect(await one.everything()).toBe(0);
});

test('a database that cannot be reached is said to, and nothing is changed', async () => {
  await using one = await city('replication', 20);
  await postgres.halt();
  try {
    const match = await one.match();
    expect(match).toMatchObject({ outcome: 'failed', mended: false, differences: [] });
    expect(match.why).toMatch(/PostgreSQL|connect/i);
    expect(one.store.counts().requests).toBe(20);
  } finally {
    await postgres.start();
  }
});
