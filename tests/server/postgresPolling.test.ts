import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  positionOf as folderPositionOf,
  stateOf as folderStateOf,
} from '../../src/server/intake/sources/csvFolderPosition.ts';
import {
  positionOf as open311PositionOf,
  stateOf as open311StateOf,
} from '../../src/server/intake/sources/open311Position.ts';
import { PollingSource } from '../../src/server/intake/sources/postgres/polling.ts';
import { checkPostgres, postgresSource } from '../../src/server/intake/sources/postgres/source.ts';
import {
  type PollingOptions,
  type PostgresOptions,
  postgresOptions,
} from '../../src/server/intake/sources/postgresOptions.ts';
import { type Source, SourceError } from '../../src/server/intake/sources/source.ts';
import { MapTaker, plainIntake } from '../support/mapTaker.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const read = ['id', 'note', 'changed'];
let tables = 0;

async function crm(more: Partial<PollingOptions> = {}, type = 'timestamptz') {
  const name = `crm_${++tables}`;
  await postgres.query(
    `CREATE TABLE ${name} (id text PRIMARY KEY, note text, changed ${type} DEFAULT now(), gone boolean, at geometry)`,
  );
  const options = v.parse(postgresOptions, {
    kind: 'postgres',
    id: name.replace('_', '-'),
    connection: postgres.connection(),
    table: name,
    key: 'id',
    follow: 'polling',
    updatedAt: 'changed',
    everySeconds: 0.02,
    mapping: 'none.json',
    ...more,
  }) as PollingOptions;
  const columns = options.locationColumn ? [...read, 'at.longitude', 'at.latitude'] : read;
  const source = () => new PollingSource(options, plainIntake('id', columns));
  const select = async () => {
    const rows = await postgres.query(
      `SET datestyle = 'ISO'; SET timezone = 'UTC'; SELECT id, note, changed FROM ${name} WHERE gone IS NOT true`,
    );
    return new Map(rows.map((row) => [row.id!, JSON.stringify(row)]));
  };
  return { name, options, source, select, signal: new AbortController().signal };
}

type Crm = Awaited<ReturnType<typeof crm>>;

const follow = (taker: MapTaker, { source, signal }: Crm, until: string) =>
  taker.follow(source(), signal, () => taker.has(until));

// Guards: who began early and commits late has an earlier instant than what was read long before.
test('a late commit is found in the overlap', async () => {
  const one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  const late = await postgres.client();
  await late.query(`BEGIN; INSERT INTO ${one.name} (id, note) VALUES ('late', 'طلب متأخر')`);
  await postgres.query(`INSERT INTO ${one.name} (id, note) VALUES ('early', 'x')`);
  await follow(taker, one, 'early');
  expect(taker.has('late')).toBe(false);
  await late.query('COMMIT');
  await late.end();
  await follow(taker, one, 'late');
  expect(taker.content).toEqual(await one.select());
});

// Guards: pages that end among rows of one instant, and going on in the middle of a reading.
test('many rows of one instant', async () => {
  const one = await crm();
  await postgres.query(`INSERT INTO ${one.name} SELECT 'a' || g, 'n' FROM generate_series(1, 12000) g`);
  const taker = new MapTaker();
  const sizes: number[] = [];
  for await (const batch of one.source().initial(one.signal)) {
    sizes.push(batch.requests.length);
    taker.take(batch);
  }
  expect(sizes).toEqual([5000, 5000, 2000]);
  expect([taker.same, taker.content]).toEqual([0, await one.select()]);

  await postgres.query(`UPDATE ${one.name} SET note = 'm', changed = now()`);
  let batches = 0;
  await taker.follow(one.source(), one.signal, () => ++batches === 2);
  expect(taker.changed).toBe(22_000);
  await taker.follow(one.source(), one.signal, () => true);
  expect(taker.content).toEqual(await one.select());
  expect(taker.same).toBe(0);
});

// Guards: the source's clock is the bound. A row of the future must not make the source blind until then.
test.each(['timestamptz', 'timestamp'])(
  'rows of the future, of no time and of infinity: %s',
  async (type) => {
    const one = await crm({ updatedAtZone: 'America/Toronto' }, type);
    await postgres.query(
      `INSERT INTO ${one.name} (id, changed) VALUES ('future', now() + interval '1 year'), ('never', null), ('always', 'infinity')`,
    );
    const taker = new MapTaker();
    await taker.readAll(one.source(), one.signal);
    expect([...taker.content.keys()].sort()).toEqual(['always', 'future', 'never']);
    await postgres.query(`INSERT INTO ${one.name} (id) VALUES ('now')`);
    await follow(taker, one, 'now');
    await postgres.query(`UPDATE ${one.name} SET note = 'again', changed = now() WHERE id = 'now'`);
    await postgres.query(`INSERT INTO ${one.name} (id) VALUES ('last')`);
    await follow(taker, one, 'last');
    expect(taker.content).toEqual(await one.select());
  },
);

// Guards: a mark of deletion is told as one; a row that is not marked any more comes back.
test('rows that are marked as gone', async () => {
  const one = await crm({ goneColumn: 'gone' });
  await postgres.query(`INSERT INTO ${one.name} (id, gone) VALUES ('a', false), ('b', null), ('c', true)`);
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  expect([...taker.content.keys()].sort()).toEqual(['a', 'b']);
  await postgres.query(`UPDATE ${one.name} SET gone = NOT gone, changed = now() WHERE id <> 'b'`);
  await follow(taker, one, 'c');
  expect(taker.content).toEqual(await one.select());
});

// Guards: a view, a point of another reference system, and a restart of the database, which is told as unreachable.
test('a view with points, over a restart of PostgreSQL', async () => {
  const table = await crm();
  await postgres.query(`CREATE VIEW seen AS SELECT * FROM ${table.name}`);
  const one = await crm({ table: 'seen', locationColumn: 'at' });
  const point = 'ST_Transform(ST_SetSRID(ST_MakePoint(55.27, 25.2), 4326), 32640)';
  await postgres.query(`INSERT INTO ${table.name} (id, at) VALUES ('a', ${point}), ('b', null)`);
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  const told = JSON.parse(taker.content.get('a')!);
  expect(Number(told['at.longitude'])).toBeCloseTo(55.27, 9);
  expect(Number(told['at.latitude'])).toBeCloseTo(25.2, 9);
  expect(JSON.parse(taker.content.get('b')!)).toMatchObject({ 'at.longitude': null, 'at.latitude': null });

  const following = follow(taker, one, 'c').catch((cause: unknown) => cause);
  await postgres.kill();
  expect(await following).toMatchObject({ fault: 'unreachable' });
  const down = await follow(taker, one, 'c').catch((cause: unknown) => cause);
  expect(down).toBeInstanceOf(SourceError);
  expect(down).toMatchObject({ fault: 'unreachable' });
  await postgres.start();
  await postgres.query(`INSERT INTO ${table.name} (id) VALUES ('c')`);
  await follow(taker, one, 'c');
  expect(taker.content.size).toBe(3);
});

// Guards: a source that was away and comes back to nothing new would count as away until something happens.
test('the first answer is told, even if nothing is in it', async () => {
  const one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  for await (const { requests, position } of one.source().changes(taker.position!, one.signal)) {
    expect([requests, position]).toEqual([[], taker.position]);
    break;
  }
});

// Guards: the end of the server, and a position that is none.
test('it ends with the signal, and refuses a position of another kind', async () => {
  const one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  const stop = new AbortController();
  const following = taker.follow(one.source(), stop.signal, () => false);
  stop.abort();
  await following;
  taker.position = '{"lsn":"0/1"}';
  await expect(follow(taker, one, 'a')).rejects.toMatchObject({ fault: 'lostPosition' });
});

// Guards: a source that becomes another kind under its id reads all anew, whose orders are of another clock.
test('no kind of source goes on from the position of another', async () => {
  const one = await crm();
  const taker = new MapTaker();
  await taker.readAll(one.source(), one.signal);
  const positions = {
    polling: taker.position!,
    replication: JSON.stringify({ lsn: '0/1A2B3C', system: '7', made: '' }),
    open311: open311PositionOf({ watermark: 5, open: new Map() }),
    csvFolder: folderPositionOf({ order: 5, finished: new Map() }),
  };
  const options: PostgresOptions = { ...one.options, follow: 'replication', makePublication: true };
  const first = (source: Source, position: string) =>
    source.changes(position, one.signal)[Symbol.asyncIterator]().next();
  const goesOn = {
    polling: (position: string) => first(one.source(), position),
    replication: (position: string) => first(postgresSource(options, plainIntake('id', read)), position),
    open311: async (position: string) => open311StateOf(position, 'city'),
    csvFolder: async (position: string) => folderStateOf(position, 'exports'),
  };
  for (const [kind, from] of Object.entries(goesOn)) {
    for (const [other, position] of Object.entries(positions)) {
      if (other !== kind) await expect(from(position)).rejects.toMatchObject({ fault: 'lostPosition' });
    }
  }
});

// Guards: what PostgreSQL keeps of a row is not readable with rights to columns; docs/postgresql.md recommends these.
test('a role with rights to some columns is followed, without sweeps, and the check says what helps', async () => {
  const one = await crm({ sweepMinutes: 0.001 });
  await postgres.query(`INSERT INTO ${one.name} (id, note, changed) VALUES ('1', 'a', now() - interval '1 hour');
    DROP ROLE IF EXISTS narrow; CREATE ROLE narrow LOGIN; GRANT SELECT (id, note, changed) ON ${one.name} TO narrow`);
  const options = { ...one.options, connection: postgres.connection('narrow') };
  const taker = new MapTaker();
  const source = new PollingSource(options, plainIntake('id', read));
  await taker.readAll(source, one.signal);
  let looks = 0;
  await postgres.query(`INSERT INTO ${one.name} (id, note) VALUES ('2', 'b')`);
  await taker.follow(source, one.signal, async () => {
    if (++looks < 3)
      await postgres.query(`UPDATE ${one.name} SET note = 'c${looks}', changed = now() WHERE id = '2'`);
    return looks >= 3;
  });
  expect(taker.content).toEqual(await one.select());
  const advice = (await checkPostgres(options, read)).map(({ text }) => text).join(' ');
  expect(advice).toContain('"narrow" may read some columns');
  // What the advice says is enough, and no right to the whole table.
  const [grant] = /GRANT SELECT \(ctid, xmin, tableoid\) ON \S+ TO "narrow"/.exec(advice)!;
  await postgres.query(grant);
  expect((await checkPostgres(options, read)).map(({ text }) => text).join(' ')).not.toContain(
    'some columns',
  );
  const swept = new MapTaker();
  await swept.readAll(source, one.signal);
  await postgres.query(`UPDATE ${one.name} SET note = 'set back' WHERE id = '1'`);
  await swept.follow(source, one.signal, async () => swept.content.get('1')?.includes('set back') ?? false);
  expect(swept.content).toEqual(await one.select());
  await postgres.query(`DROP OWNED BY narrow; DROP ROLE narrow`);
});

test('rows whose column of changes is empty are read once, and told: what changes in them is not seen', async () => {
  // Guards: rows that stay as they were for ever, of which nobody is told.
  const { name, options } = await crm();
  await postgres.query(
    `INSERT INTO ${name} (id, changed) VALUES ('A-1', NULL), ('A-2', 'infinity'), ('A-3', now())`,
  );
  const told: unknown[][] = [];
  const intake = { ...plainIntake('id', read), doubt: (...words: unknown[]) => void told.push(words) };
  const refs = [];
  for await (const batch of new PollingSource(options, intake).initial(new AbortController().signal))
    refs.push(...batch.requests.map(({ ref }) => ref));
  expect(refs.sort()).toEqual(['A-1', 'A-2', 'A-3']);
  expect(told).toEqual(['A-1', 'A-2'].map((ref) => ['updated', 'neverUpdated', { ref, order: 0 }]));
});
