import * as v from 'valibot';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { formatLsn, orderOf, parseLsn } from '../../src/server/intake/sources/postgres/lsn.ts';
import { placeOf } from '../../src/server/intake/sources/postgres/point.ts';
import { checkPostgres, postgresSource } from '../../src/server/intake/sources/postgres/source.ts';
import { type PostgresOptions, postgresOptions } from '../../src/server/intake/sources/postgresOptions.ts';
import type { Batch, SourceRequest } from '../../src/server/intake/sources/source.ts';
import { checkSourceMapping, sourceIntake } from '../../src/server/intake/sources/sourceMapping.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { plainIntake } from '../support/mapTaker.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres({ max_slot_wal_keep_size: '1GB' });
  await postgres.query(`
    CREATE TABLE cases (id integer PRIMARY KEY, opened timestamptz, note text, phone text,
      year integer GENERATED ALWAYS AS (2026) STORED);
    CREATE TABLE loose (id integer, opened timestamptz);
    CREATE TABLE paired (id integer UNIQUE NOT NULL, part integer, opened timestamptz, PRIMARY KEY (part));
    CREATE VIEW shown AS SELECT * FROM cases;
    CREATE ROLE reader LOGIN;`);
});
afterAll(() => postgres.stop());

function options(more: Record<string, unknown> = {}, user?: string): PostgresOptions {
  return v.parse(postgresOptions, {
    ...{ kind: 'postgres', id: 'crm', connection: postgres.connection(user), table: 'cases', key: 'id' },
    ...{ follow: 'replication', mapping: 'none.json' },
    ...more,
  });
}

const columns = ['id', 'opened', 'note'];
const check = async (...of: Parameters<typeof options>) =>
  (await checkPostgres(options(...of), columns)).map(({ level, text }) => `${level}: ${text}`);

// Guards: a check that finds nothing wrong where nothing is, and that it changes nothing.
test('a table that can be followed', async () => {
  expect(await check()).toEqual([
    'advice: The first start runs: CREATE PUBLICATION "services360_crm" FOR TABLE "public"."cases" ("id", "opened", "note").',
  ]);
  expect(await postgres.query('SELECT * FROM pg_publication')).toEqual([]);
});

// Guards: each thing that an administrator has to do is told at once, with the statement.
test('a role that may nothing', async () => {
  const found = (await check({}, 'reader')).join('\n');
  expect(found).toContain('GRANT SELECT ("id", "opened", "note") ON "public"."cases" TO "reader"');
  expect(found).toContain('ALTER ROLE "reader" REPLICATION');
  expect(found).toContain('have the administrator run: CREATE PUBLICATION "services360_crm"');
  await postgres.query('GRANT SELECT (id, opened, note) ON cases TO reader; ALTER ROLE reader REPLICATION');
  const granted = await check({}, 'reader');
  expect(granted).toHaveLength(1);
  expect(granted[0]).toMatch(/^error: .*CREATE PUBLICATION "services360_crm"/);
  await postgres.query('CREATE PUBLICATION services360_crm FOR TABLE cases (id, opened, note)');
  expect(await check({}, 'reader')).toEqual([]);
  const source = postgresSource(options({}, 'reader'), plainIntake('id', columns));
  const positions: (string | null)[] = [];
  for await (const { position } of source.initial(new AbortController().signal)) positions.push(position);
  expect(positions.at(-1)).not.toBeNull();
  await postgres.query(
    `SELECT pg_drop_replication_slot('services360_crm'); DROP PUBLICATION services360_crm`,
  );
});

// Guards: what would lose changes, or make the application's own statements fail, is an error.
test('tables and publications that cannot be followed', async () => {
  const first = async (more: Record<string, unknown>) =>
    (await check(more)).find((text) => text.startsWith('error'));
  expect(await first({ table: 'nothing' })).toContain('no table or view public.nothing');
  expect(await first({ key: 'number' })).toContain('no column "number"; it has id, opened');
  expect(await first({ table: 'shown' })).toContain('expected a plain table; use "follow": "polling"');
  expect(await checkPostgres(options({ table: 'loose' }), ['opened'])).toMatchObject([
    { text: expect.stringContaining('no unique index on "id" alone') },
    {
      text: expect.stringContaining('has no replica identity (REPLICA IDENTITY DEFAULT, and no primary key)'),
    },
  ]);
  expect(await checkPostgres(options({ table: 'paired' }), ['opened'])).toMatchObject([
    { text: expect.stringContaining('is "part", expected "id" among them') },
  ]);
  expect(await checkPostgres(options(), ['year'])).toMatchObject([
    { text: expect.stringContaining('"year" of "public"."cases" is computed') },
  ]);

  /** What is found of a publication that is the administrator's, and of one that is ours. */
  const publication = async (sql: string) => {
    await postgres.query(`CREATE PUBLICATION services360_crm ${sql}`);
    const found = [await check({ makePublication: false }), await check()];
    await postgres.query('DROP PUBLICATION services360_crm');
    return found.map((texts) => texts.join('\n'));
  };
  const cases = 'FOR TABLE cases (id, opened, note)';
  expect(await publication('FOR TABLE loose')).toEqual([
    expect.stringMatching(
      /^error: .* does not hold "public"."cases"; have the administrator run: .* ADD TABLE/,
    ),
    expect.stringMatching(/^advice: .* does not hold "public"."cases"\. .* itself runs: .* ADD TABLE/),
  ]);
  expect(await publication('FOR TABLE cases (id, note)')).toEqual([
    expect.stringMatching(/^error: .*lacks "opened"/),
    expect.stringMatching(/^advice: .*lacks "opened" .* itself runs: .* SET TABLE/),
  ]);
  expect((await publication('FOR TABLE cases'))[1]).toMatch(/^advice: .*also sends "phone", .*better: ALTER/);
  expect((await publication(`${cases} WHERE (id > 5)`))[0]).toMatch(/^error: .*only some rows .* SET TABLE/);
  expect((await publication(`${cases} WITH (publish = 'insert, update')`))[0]).toContain(
    'does not send DELETE, TRUNCATE',
  );
});

// Guards: what polling cannot see, and questions that would read the whole table each time.
test('a table that is polled', async () => {
  const polled = { follow: 'polling', updatedAt: 'opened' };
  expect(await check(polled)).toEqual([
    expect.stringMatching(/^advice: updatedAt: no index .* make one on \("opened", "id"\)/),
    expect.stringMatching(/^advice: Rows that are deleted/),
  ]);
  expect(await check({ ...polled, table: 'shown', goneColumn: 'phone' })).toEqual([
    expect.stringMatching(/^advice: .* is a view, whose rows do not tell when they were written/),
  ]);
  expect((await check({ ...polled, updatedAt: 'note' }))[0]).toContain(
    'is of type text, expected a timestamp',
  );
  expect((await check(polled, 'reader')).join()).not.toContain('GRANT SELECT ("');
  expect((await check({ ...polled, goneColumn: 'phone' }, 'reader')).join()).toContain(
    'GRANT SELECT ("phone")',
  );
});

// Guards: a server that is not there, a database that is not, and a secret that is not set are told and not thrown.
test('no way in', async () => {
  const connection = postgres.connection();
  expect(await check({ connection: { ...connection, port: 1 } })).toEqual([
    expect.stringContaining('error: PostgreSQL crm at 127.0.0.1:1: '),
  ]);
  expect((await check({ connection: { ...connection, database: 'none' } })).join()).toContain('(3D000)');
  expect((await check({ connection: { ...connection, passwordEnv: 'NO_SUCH_SECRET' } })).join()).toContain(
    'environment variable NO_SUCH_SECRET is not set',
  );
  expect((await check({ connection: { ...connection, ssl: true } })).join()).toContain('SSL');
});

// Guards: the way of a row into a request, with words in both languages and names of columns written otherwise.
test('rows become requests by the real mapping', async () => {
  await postgres.query(`
    CREATE TABLE "Calls" (case_number text PRIMARY KEY, opened_at timestamp, "Last Update" timestamptz, "الحالة" text,
      "القناة" text, customer_phone text, secret text, place geometry, serial integer UNIQUE);
    INSERT INTO "Calls" VALUES
      ('A-1', '2026-11-03 09:00', '2026-11-03 10:00+04', 'مغلق', 'واتساب', '050 123 4567', 's', ST_SetSRID(ST_MakePoint(55.3, 25.26), 4326)),
      ('A-2', '2026-11-03 09:30', null, 'Resolved', 'WhatsApp', null, 's', null),
      ('A-3', null, null, null, null, null, 's', null)`);
  const mapping = checkSourceMapping(
    {
      columns: {
        ...{
          ref: 'Case Number',
          opened: 'Opened at',
          updated: 'Last Update',
          stage: 'الحالة',
          channel: 'القناة',
        },
        ...{ longitude: 'place.longitude', latitude: 'place.latitude' },
      },
      timeZone: 'Asia/Dubai',
      personal: { phone: 'Customer Phone' },
    },
    'calls.json',
  );
  const reference = referenceData();
  const intake = sourceIntake(mapping, { source: 'calls', reference });
  const source = postgresSource(
    options({ id: 'calls', table: 'public.Calls', key: 'Case Number', locationColumn: 'place' }),
    intake,
  );
  const told = new Map<string, SourceRequest>();
  const signal = new AbortController().signal;
  let position = '';
  for await (const batch of source.initial(signal)) {
    for (const request of batch.requests) told.set(request.ref, request);
    position = batch.position!;
  }
  const word = (name: 'stage' | 'channel', ref: string) =>
    reference.words[name][told.get(ref)!.row![name]!]!.id;
  expect([...told.keys()]).toEqual(['A-1', 'A-2']);
  expect([word('stage', 'A-1'), word('channel', 'A-1')]).toEqual(['closed', 'whatsapp']);
  expect([word('stage', 'A-2'), word('channel', 'A-2')]).toEqual(['resolved', 'whatsapp']);
  expect(told.get('A-1')).toMatchObject({
    row: {
      opened: Date.parse('2026-11-03T09:00:00+04:00') / 1000,
      updated: Date.parse('2026-11-03T10:00:00+04:00') / 1000,
      pointLon: 55_300,
      pointLat: 25_260,
    },
    personal: { phone: '050 123 4567', customer: '050 123 4567' },
  });
  const snapshot = told.get('A-1')!;

  await postgres.query(
    `UPDATE "Calls" SET "الحالة" = 'Closed' WHERE case_number = 'A-1'; DELETE FROM "Calls" WHERE case_number = 'A-2'`,
  );
  for await (const batch of source.changes(position, signal)) {
    for (const request of batch.requests) told.set(request.ref, request);
    if (batch.requests.length > 0) break;
  }
  expect(told.get('A-1')).toEqual({ ...snapshot, order: told.get('A-1')!.order });
  expect(told.get('A-2')).toMatchObject({ row: null, personal: null });
  expect(told.get('A-2')!.order).toBeGreaterThan(snapshot.order);

  const wrong = postgresSource(
    options({
      id: 'calls',
      table: 'public.Calls',
      key: 'serial',
      locationColumn: 'place',
      follow: 'polling',
      updatedAt: 'Last Update',
    }),
    sourceIntake(mapping, { source: 'calls', reference }),
  );
  const read = async () => {
    for await (const _ of wrong.initial(signal));
  };
  await postgres.query('UPDATE "Calls" SET serial = ascii(right(case_number, 1))');
  await expect(read()).rejects.toMatchObject({
    fault: 'misfit',
    message: expect.stringContaining('is not the column that the mapping calls "ref"'),
  });
});

// Guards: mails with pictures in them, of which the beginning is enough: cut on the server, and in the stream to the same.
test('long texts are cut alike in a query and in the stream, and counted', async () => {
  await postgres.query(`CREATE TABLE mails (number text PRIMARY KEY, opened_at timestamptz, body text);
    INSERT INTO mails VALUES ('M-1', '2026-11-03 09:00+04', repeat('😀م ', 100000)), ('M-2', '2026-11-03 09:00+04', 'short')`);
  const mapping = checkSourceMapping(
    { columns: { ref: 'number', opened: 'opened_at' }, timeZone: 'Asia/Dubai', personal: { text: 'body' } },
    'mails.json',
  );
  const said: string[] = [];
  const onProblem = (field: string, problem: string) => said.push(`${field}: ${problem}`);
  const intake = sourceIntake(mapping, { source: 'mails', reference: referenceData(), onProblem });
  const of = { ...intake, read: vi.fn(intake.read) };
  const source = postgresSource(options({ id: 'mails', table: 'mails', key: 'number' }), of);
  const { signal } = new AbortController();
  const texts = new Map<string, string>();
  let position = '';
  const take = (batch: Batch) => {
    for (const { ref, personal } of batch.requests) texts.set(ref, personal?.text ?? '');
    position = batch.position ?? position;
  };
  for await (const batch of source.initial(signal)) take(batch);
  expect(of.read.mock.calls.every(([record]) => record.body!.length < 20_004)).toBe(true);
  const first = texts.get('M-1')!;
  expect(first.length).toBeGreaterThan(9_900);
  expect(first.length).toBeLessThanOrEqual(10_000);
  await postgres.query("UPDATE mails SET number = 'M-' || number, body = body || ' '");
  for await (const batch of source.changes(position, signal)) {
    take(batch);
    if (texts.has('M-M-2')) break;
  }
  expect(texts.get('M-M-1')).toBe(first);
  expect(texts.get('M-M-2')).toBe('short');
  expect(said).toEqual(['text: longText', 'text: longText']);
});

// Guards: places in the log as texts and as orders, to the byte.
test('places in the log', () => {
  for (const text of ['0/0', '16/B374D848', '1FFFFF/FFFFFFFF']) expect(formatLsn(parseLsn(text))).toBe(text);
  expect(parseLsn('00000016/B374D848')).toBe(parseLsn('16/B374D848'));
  expect(orderOf(parseLsn('1FFFFF/FFFFFFFF'))).toBe(2 ** 53 - 1);
  expect(() => orderOf(parseLsn('200000/0'))).toThrow(/less than 2\^53 bytes/);
});

// Guards: EWKB of points as PostGIS writes it, in both byte orders; all else is left to PostGIS.
test('points in hex', async () => {
  const hex = async (sql: string) => (await postgres.query(`SELECT ${sql} AS hex`))[0]!.hex!;
  const dubai = { longitude: '55.27', latitude: '25.2' };
  expect(placeOf(await hex("'SRID=4326;POINT(55.27 25.2)'::geometry"))).toEqual(dubai);
  expect(placeOf(await hex("'SRID=4326;POINT ZM(55.27 25.2 3 4)'::geometry"))).toEqual(dubai);
  expect(placeOf(await hex("'POINT(55.27 25.2)'::geometry"))).toEqual(dubai);
  expect(
    placeOf(await hex("encode(ST_AsEWKB('SRID=4326;POINT(55.27 25.2)'::geometry, 'XDR'), 'hex')")),
  ).toEqual(dubai);
  expect(placeOf(await hex("'POINT EMPTY'::geometry"))).toBeNull();
  expect(placeOf(await hex("'SRID=32640;POINT(1 2)'::geometry"))).toBeUndefined();
  expect(placeOf(await hex("'SRID=4326;LINESTRING(1 2, 3 4)'::geometry"))).toBeUndefined();
  expect(placeOf('0101')).toBeUndefined();
});
