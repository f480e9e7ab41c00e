import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/server/intake/sources/postgres/connection.ts';
import { parseLsn } from '../../src/server/intake/sources/postgres/lsn.ts';
import { ReplicationSource } from '../../src/server/intake/sources/postgres/replication.ts';
import { SlotStream, type Streamed } from '../../src/server/intake/sources/postgres/stream.ts';
import { postgresOptions, type ReplicationOptions } from '../../src/server/intake/sources/postgresOptions.ts';
import { type Batch, SourceError } from '../../src/server/intake/sources/source.ts';
import { MapTaker, plainIntake } from '../support/mapTaker.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const usual = ['id', 'opened', 'note'];
let tables = 0;

/** A table of its own for a test, with its slot taken away at the end, and a source that follows it. */
async function crm(
  columns = 'id integer PRIMARY KEY, opened timestamptz, note text, phone text',
  read: readonly string[] = usual,
  more: Partial<ReplicationOptions> = {},
) {
  const name = `crm_${++tables}`;
  await postgres.query(`CREATE TABLE ${name} (${columns})`);
  const options = v.parse(postgresOptions, {
    kind: 'postgres',
    id: name.replace('_', '-'),
    connection: postgres.connection(),
    table: `public.${name}`,
    key: 'id',
    follow: 'replication',
    mapping: 'none.json',
    ...more,
  }) as ReplicationOptions;
  const slot = `services360_${name}`;
  const stop = new AbortController();
  const pace = { askMs: 50, idleMs: 100, lookMs: 200 };
  const source = () => new ReplicationSource(options, plainIntake('id', read), pace);
  const select = async () => {
    const rows = await postgres.query(
      `SET datestyle = 'ISO'; SET timezone = 'UTC'; SELECT ${read.map((column) => `"${column}"`).join(', ')} FROM ${name}`,
    );
    return new Map(rows.map((row) => [row.id!, JSON.stringify(row)]));
  };
  return {
    ...{ name, options, slot, source, select, signal: stop.signal },
    stop: () => stop.abort(),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await postgres.query(
        `SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '${slot}' AND active`,
      );
      for (let tries = 0; tries < 50; tries++) {
        const dropped = await postgres
          .query(
            `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '${slot}'`,
          )
          .catch(() => null);
        if (dropped) return;
        await wait(50);
      }
    },
  };
}

type Crm = Awaited<ReturnType<typeof crm>>;

/** Follows until a request is there, over all that makes the source unreachable. Returns how often that was. */
async function follow(taker: MapTaker, { source, signal }: Crm, until: string): Promise<number> {
  for (let broken = 0; ; broken++) {
    try {
      await taker.follow(source(), signal, () => taker.has(until));
      return broken;
    } catch (cause) {
      if (!(cause instanceof SourceError) || cause.fault !== 'unreachable') throw cause;
      await wait(50);
    }
  }
}

const insert = ({ name }: Crm, from: number, to = from) =>
  postgres.query(
    `INSERT INTO ${name} SELECT g, now(), 'note ' || g, '050 ' || g FROM generate_series(${from}, ${to}) g`,
  );

/** The fault with which a source gives up. */
async function faultOf(batches: AsyncIterable<Batch>, onBatch = () => {}): Promise<SourceError> {
  try {
    for await (const batch of batches) {
      await batch.kept?.();
      onBatch();
    }
  } catch (cause) {
    if (cause instanceof SourceError) return cause;
    throw cause;
  }
  throw new Error('The source did not give up');
}

// Guards: the seam between snapshot and stream. A row lost or told twice there is wrong for good.
test('what is written while the snapshot is read comes once', async () => {
  await using one = await crm();
  await insert(one, 1, 20_000);
  const writer = await postgres.client();
  let writing = true;
  const written = (async () => {
    for (let n = 0; writing; n++) {
      await writer.query('BEGIN');
      await writer.query(`INSERT INTO ${one.name} VALUES (${100_000 + n}, now(), 'new', null)`);
      await writer.query(
        `UPDATE ${one.name} SET note = 'changed ${n}' WHERE id = ${1 + ((n * 37) % 20_000)}`,
      );
      await writer.query(`DELETE FROM ${one.name} WHERE id = ${20_000 - n}`);
      await writer.query('COMMIT');
    }
    await writer.query(`INSERT INTO ${one.name} VALUES (0, now(), 'last', null)`);
  })();
  const taker = new MapTaker();
  const seen: (string | null)[] = [];
  for await (const batch of one.source().initial(one.signal)) {
    taker.take(batch);
    seen.push(batch.position);
    await wait(30);
  }
  expect(seen.slice(0, -1).every((position) => position === null)).toBe(true);
  expect(seen.at(-1)).not.toBeNull();
  writing = false;
  await written;
  await writer.end();
  expect(taker.content).not.toEqual(await one.select());
  await follow(taker, one, '0');
  expect(taker.content).toEqual(await one.select());
  expect(taker.same).toBe(0);
});

// Guards: what each kind of change means, also where the stream does not tell the long values that stayed.
test('updates, new keys, deletions and long values', async () => {
  await using one = await crm();
  await insert(one, 1, 5);
  await postgres.query(`ALTER TABLE ${one.name} ALTER note SET STORAGE EXTERNAL`);
  await postgres.query(`UPDATE ${one.name} SET note = repeat('طلب ', 3000) WHERE id = 1`);
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  await postgres.query(`UPDATE ${one.name} SET opened = opened - interval '1 day' WHERE id = 1`);
  await postgres.query(`UPDATE ${one.name} SET note = 'other' WHERE id = 2`);
  await postgres.query(`DELETE FROM ${one.name} WHERE id = 3`);
  await postgres.query(`UPDATE ${one.name} SET id = 40, note = 'moved' WHERE id = 4`);
  await postgres.query(
    `BEGIN; UPDATE ${one.name} SET note = 'a' WHERE id = 5; UPDATE ${one.name} SET note = 'b' WHERE id = 5; COMMIT`,
  );
  await insert(one, 9);
  await follow(taker, one, '9');
  expect(taker.content).toEqual(await one.select());
  expect([...taker.content.keys()].sort()).toEqual(['1', '2', '40', '5', '9']);
  expect(taker.content.get('1')).toContain('طلب طلب');
});

// Guards: a restart of the database, also a hard one, costs no change; the source says that it is unreachable.
test.each(['fast', 'kill'] as const)('PostgreSQL ends in the middle: %s', async (how) => {
  await using one = await crm();
  await insert(one, 1, 100);
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  const following = follow(taker, one, '0');
  await insert(one, 101, 200);
  if (how === 'kill') await postgres.kill();
  else await postgres.halt('fast');
  await postgres.start();
  await insert(one, 201, 300);
  await postgres.query(`DELETE FROM ${one.name} WHERE id % 7 = 0`);
  await insert(one, 0);
  expect(await following).toBeGreaterThan(0);
  expect(taker.content).toEqual(await one.select());
});

// Guards: what was taken and not kept comes again as it was, and a transaction is not taken for whole before its end.
test('our end in the middle of a long transaction', async () => {
  await using one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  await insert(one, 1, 12_000);
  const before = taker.position!;
  const batches: Batch[] = [];
  for await (const batch of one.source().changes(before, one.signal)) {
    if (batch.requests.length > 0) batches.push(batch);
    if (batches.length === 2) break;
  }
  expect(batches.map(({ requests }) => requests.length)).toEqual([5000, 5000]);
  expect(batches.map(({ position }) => position)).toEqual([null, null]);
  for (const batch of batches) taker.take(batch);
  expect(taker.position).toBe(before);
  await insert(one, 20_000);
  await follow(taker, one, '20000');
  expect(taker.content).toEqual(await one.select());
  expect([taker.changed, taker.same]).toEqual([12_001, 10_000]);
});

// Guards: acknowledging one byte too many, which would skip the commit that begins where the last one ended.
test('commits that lie side by side in the log', async () => {
  await using one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  const writers = await Promise.all(Array.from({ length: 8 }, () => postgres.client()));
  for (const [i, writer] of writers.entries())
    await writer.query(`BEGIN; INSERT INTO ${one.name} VALUES (${i + 1}, now(), 'side by side', null)`);
  for (const [i, writer] of writers.entries()) {
    await writer.query('COMMIT');
    await follow(taker, one, String(i + 1));
    await writer.end();
  }
  expect(taker.content.size).toBe(8);
  expect(taker.same).toBe(0);
});

// Guards: the server's disk. What others write must be forgotten while nothing happens for us, but nothing that is not kept.
test('an idle slot follows what is kept, and nothing else', async () => {
  await using one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  const confirmed = async () => {
    const [row] = await postgres.query(
      `SELECT confirmed_flush_lsn AS lsn FROM pg_replication_slots WHERE slot_name = '${one.slot}'`,
    );
    return parseLsn(row!.lsn!);
  };
  const start = parseLsn(JSON.parse(taker.position!).lsn);
  await insert(one, 1);
  const [{ lsn }] = (await postgres.query(
    'CREATE TABLE elsewhere AS SELECT generate_series(1, 10000) n; SELECT pg_current_wal_lsn() AS lsn',
  )) as [{ lsn: string }];
  let batches = 0;
  for await (const batch of one.source().changes(taker.position!, one.signal)) {
    expect(await confirmed()).toBe(start);
    taker.take(batch);
    if (++batches === 2) break;
  }
  let ended = false;
  const following = taker
    .follow(one.source(), one.signal, () => false)
    .finally(() => {
      ended = true;
    });
  for (let at = start; at < parseLsn(lsn) && !ended; at = await confirmed())
    expect(at <= parseLsn(JSON.parse(taker.position!).lsn)).toBe(true);
  one.stop();
  await following;
  expect(taker.content).toEqual(await one.select());
});

// Guards: a source that was away and comes back to nothing new would count as away until something happens.
test('the first word of the server is told, even if nothing was written since', async () => {
  await using one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  for (let times = 0; times < 3; times++) {
    for await (const batch of one.source().changes(taker.position!, one.signal)) {
      expect(batch.requests).toEqual([]);
      taker.take(batch);
      break;
    }
  }
});

// Guards: a stream that begins anew would find its own slot "being read by another process" and count as away.
test('a slot whose reader left a moment ago is waited for', async () => {
  await using one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  await insert(one, 1);
  let pid = 0;
  for await (const batch of one.source().changes(taker.position!, one.signal)) {
    taker.take(batch);
    const [row] = await postgres.query(
      `SELECT active_pid FROM pg_replication_slots WHERE slot_name = '${one.slot}'`,
    );
    pid = Number(row!.active_pid);
    // A server that is too busy to see the end of a connection.
    process.kill(pid, 'SIGSTOP');
    break;
  }
  setTimeout(() => process.kill(pid, 'SIGCONT'), 500);
  await insert(one, 2);
  expect(await follow(taker, one, '2')).toBe(0);
  expect(taker.content).toEqual(await one.select());
});

// Guards: going on from a place that is not there any more would lose changes without a word.
test('a lost position is told', async () => {
  await using one = await crm();
  const taker = new MapTaker();
  await insert(one, 1, 3);
  await taker.readAll(one.source(), one.signal);
  const lost = async (position = taker.position!) => {
    const { fault, message } = await faultOf(one.source().changes(position, one.signal));
    expect(fault).toBe('lostPosition');
    return message;
  };
  const place = JSON.parse(taker.position!);
  expect(await lost('{}')).toContain('is no place');
  expect(await lost(JSON.stringify({ ...place, system: '1' }))).toContain('another cluster');
  expect(await lost(JSON.stringify({ ...place, lsn: 'FF/0' }))).toContain('restored from a backup');

  await postgres.query(`SELECT pg_drop_replication_slot('${one.slot}')`);
  expect(await lost()).toContain('is not there any more');
  await insert(one, 4);
  await postgres.query(`SELECT pg_create_logical_replication_slot('${one.slot}', 'pgoutput')`);
  expect(await lost()).toContain('another one was made');

  await taker.readAll(one.source(), one.signal);
  await insert(one, 5);
  await postgres.query(`TRUNCATE ${one.name}`);
  expect(await lost()).toContain('TRUNCATE');

  await taker.readAll(one.source(), one.signal);
  await postgres.query(
    `ALTER PUBLICATION ${one.slot} DROP TABLE ${one.name}; INSERT INTO ${one.name} VALUES (6); ALTER PUBLICATION ${one.slot} ADD TABLE ${one.name} (id, opened, note)`,
  );
  expect(await lost()).toContain('the publication was changed');
  await taker.readAll(one.source(), one.signal);
  expect(taker.content).toEqual(await one.select());
});

// Guards: a column that the mapping needs and that goes away is named, also where the stream falls silent without it.
test('changes of the table', async () => {
  await using one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  await postgres.query(
    `ALTER TABLE ${one.name} ADD COLUMN more text; INSERT INTO ${one.name} VALUES (1, now(), 'a', 'b', 'c')`,
  );
  await follow(taker, one, '1');
  expect(taker.content).toEqual(await one.select());

  const renamed = faultOf(one.source().changes(taker.position!, one.signal));
  await postgres.query(
    `ALTER TABLE ${one.name} RENAME note TO remark; INSERT INTO ${one.name} VALUES (2, now(), 'a', 'b')`,
  );
  expect(await renamed).toMatchObject({
    fault: 'misfit',
    message: expect.stringContaining('no column "note"'),
  });

  await postgres.query(`ALTER TABLE ${one.name} RENAME remark TO note`);
  expect((await faultOf(one.source().changes(taker.position!, one.signal))).fault).toBe('lostPosition');
  await taker.readAll(one.source(), one.signal);
  expect(taker.content).toEqual(await one.select());
  // Once it is heard of, it has looked at the catalogue, where nothing was wrong yet.
  let heard = false;
  const dropped = faultOf(one.source().changes(taker.position!, one.signal), () => {
    heard = true;
  });
  while (!heard) await wait(20);
  await postgres.query(
    `ALTER TABLE ${one.name} DROP COLUMN note CASCADE; INSERT INTO ${one.name} VALUES (3, now(), 'b')`,
  );
  expect(await dropped).toMatchObject({
    fault: 'misfit',
    message: expect.stringContaining('no column "note"'),
  });
});

// Guards: the source's own UPDATEs, which PostgreSQL refuses if columns are chosen and the whole row is the identity.
test('REPLICA IDENTITY FULL is refused before anything is made', async () => {
  await using one = await crm();
  await insert(one, 1);
  await postgres.query(`ALTER TABLE ${one.name} REPLICA IDENTITY FULL`);
  const refused = await faultOf(one.source().initial(one.signal));
  expect(refused).toMatchObject({
    fault: 'misfit',
    message: expect.stringContaining('REPLICA IDENTITY FULL'),
  });
  expect(await postgres.query(`SELECT pubname FROM pg_publication WHERE pubname = '${one.slot}'`)).toEqual(
    [],
  );
  expect(
    await postgres.query(`SELECT slot_name FROM pg_replication_slots WHERE slot_name = '${one.slot}'`),
  ).toEqual([]);
  await postgres.query(`UPDATE ${one.name} SET note = 'still works'`);
  await postgres.query(`CREATE PUBLICATION ${one.slot} FOR TABLE ${one.name} (id, opened, note)`);
  await expect(postgres.query(`UPDATE ${one.name} SET note = 'no more'`)).rejects.toThrow(
    /cannot update table/,
  );
  // Our own publication lets go of the table, so that the application can write again.
  expect((await faultOf(one.source().initial(one.signal))).message).toContain('taken out of');

  // A publication of all columns is the administrator's to make.
  await postgres.query(`DROP PUBLICATION ${one.slot}; CREATE PUBLICATION ${one.slot} FOR TABLE ${one.name}`);
  const whole = {
    ...one,
    source: () => new ReplicationSource({ ...one.options, makePublication: false }, plainIntake('id', usual)),
  };
  const taker = new MapTaker();
  await taker.readAll(whole.source(), one.signal);
  await postgres.query(`UPDATE ${one.name} SET id = 2, note = 'whole rows'`);
  await follow(taker, whole, '2');
  expect(taker.content).toEqual(await one.select());
});

// Guards: personal columns that nobody maps never leave the database.
test('only the chosen columns are on the wire', async () => {
  await using one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  await insert(one, 1);
  await postgres.query(`UPDATE ${one.name} SET phone = 'zero 55 999'; DELETE FROM ${one.name}`);
  const connection = one.options.connection;
  await using log = await connect(connection, one.signal, true);
  const from = parseLsn(JSON.parse(taker.position!).lsn);
  await using stream = new SlotStream(log, connection, one.slot, one.slot, from, 1000);
  const come: Streamed[] = [];
  while (!come.some(({ tag }) => tag === 'delete')) come.push(...(await stream.take()));
  const relation = come.find(({ tag }) => tag === 'relation');
  expect(relation).toMatchObject({ columns: usual.map((name) => expect.objectContaining({ name })) });
  expect(come.some(({ tag }) => tag === 'update')).toBe(true);
  expect(
    JSON.stringify(come, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain('zero 55');
});

// Guards: the same row has the same texts in the snapshot and in the stream, whatever the database's own settings are.
test('values of all kinds are told alike', async () => {
  const kinds = {
    zoned: ['timestamptz', "'2026-03-29 01:30:00.123456+04'", '2026-03-28 21:30:00.123456+00'],
    local: ['timestamp', "'2026-03-29 01:30:00'", '2026-03-29 01:30:00'],
    day: ['date', "'2026-02-01'", '2026-02-01'],
    took: ['interval', "'1 day 2 hours'", '1 day 02:00:00'],
    sure: ['boolean', 'true', 't'],
    amount: ['numeric(10,3)', '12.500', '12.500'],
    share: ['double precision', '0.1', '0.1'],
    bytes: ['bytea', "'\\x00ff'", '\\x00ff'],
    words: ['text', '\'إنارة "x" \'', 'إنارة "x" '],
    padded: ['char(5)', "'ab'", 'ab   '],
    list: ['text[]', "'{a,b}'", '{a,b}'],
    json: ['jsonb', '\'{"a": 1}\'', '{"a": 1}'],
    none: ['text', 'null', null],
  } as const;
  const names = Object.keys(kinds);
  const types = Object.values(kinds).map(([type], i) => `${names[i]} ${type}`);
  await using one = await crm(`id integer PRIMARY KEY, ${types.join(', ')}`, ['id', ...names]);
  const values = Object.values(kinds).map(([, sql]) => sql);
  await postgres.query(`INSERT INTO ${one.name} VALUES (1, ${values.join(', ')})`);
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  await postgres.query(`INSERT INTO ${one.name} VALUES (2, ${values.join(', ')})`);
  await follow(taker, one, '2');
  const told = Object.fromEntries(Object.entries(kinds).map(([name, [, , text]]) => [name, text]));
  expect(JSON.parse(taker.content.get('1')!)).toEqual({ id: '1', ...told });
  expect(JSON.parse(taker.content.get('2')!)).toEqual({ id: '2', ...told });
});

// Guards: places in degrees from any reference system, alike in the snapshot and in the stream.
test('points of PostGIS', async () => {
  const read = ['id', 'at.longitude', 'at.latitude'];
  for (const type of ['geometry(Point,4326)', 'geography', 'geometry(PointZ,32640)', 'geometry']) {
    await using one = await crm(`id integer PRIMARY KEY, at ${type}`, read, { locationColumn: 'at' });
    const point = 'ST_SetSRID(ST_MakePoint(55.27, 25.2), 4326)';
    const sql = type.includes('32640') ? `ST_Force3D(ST_Transform(${point}, 32640))` : point;
    await postgres.query(`INSERT INTO ${one.name} VALUES (1, ${sql}), (2, null)`);
    const taker = new MapTaker();
    await taker.readAll(one.source(), one.signal);
    await postgres.query(`INSERT INTO ${one.name} VALUES (3, ${sql}), (4, null)`);
    await insertLast(one);
    await follow(taker, one, '9');
    for (const id of ['1', '3']) {
      const { 'at.longitude': longitude, 'at.latitude': latitude } = JSON.parse(taker.content.get(id)!);
      expect(Number(longitude)).toBeCloseTo(55.27, 9);
      expect(Number(latitude)).toBeCloseTo(25.2, 9);
    }
    for (const id of ['2', '4'])
      expect(JSON.parse(taker.content.get(id)!)).toEqual({ id, 'at.longitude': null, 'at.latitude': null });
  }
});

const insertLast = ({ name }: Crm) => postgres.query(`INSERT INTO ${name} VALUES (9)`);

// Guards: a second server on the same slot waits; it neither takes it away nor gives up.
test('a slot that another process reads', async () => {
  await using one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  let idle = false;
  const first = taker.follow(one.source(), one.signal, () => {
    idle = true;
    return false;
  });
  await insert(one, 1);
  while (!idle) await wait(20);
  expect(await faultOf(one.source().changes(taker.position!, one.signal))).toMatchObject({
    fault: 'unreachable',
  });
  expect(await faultOf(one.source().initial(one.signal))).toMatchObject({
    fault: 'unreachable',
    message: expect.stringContaining('another process'),
  });
  one.stop();
  await first;
});
