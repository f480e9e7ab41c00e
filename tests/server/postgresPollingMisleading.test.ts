import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PollingSource } from '../../src/server/intake/sources/postgres/polling.ts';
import { checkPostgres } from '../../src/server/intake/sources/postgres/source.ts';
import { type PollingOptions, postgresOptions } from '../../src/server/intake/sources/postgresOptions.ts';
import { Follower } from '../support/follower.ts';
import { plainIntake } from '../support/mapTaker.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres({ max_prepared_transactions: '4' });
});
afterAll(() => postgres.stop());

let tables = 0;

function optionsOf(table: string, more: Record<string, unknown> = {}): PollingOptions {
  return v.parse(postgresOptions, {
    ...{
      kind: 'postgres',
      id: table.replaceAll('_', '-'),
      connection: postgres.connection(),
      table,
      key: 'id',
    },
    ...{ follow: 'polling', updatedAt: 'changed', everySeconds: 0.05, mapping: 'none.json', ...more },
  }) as PollingOptions;
}

/** Polls a table of its own, `$T` in SQL, until all that it has at first is read. */
async function polled(before: string, more: Record<string, unknown> = {}) {
  const name = `polled_${++tables}`;
  const run = async (...statements: readonly string[]) => {
    for (const statement of statements) await postgres.query(statement.replaceAll('$T', name));
  };
  await run(before);
  const intake = plainIntake('id', ['id', 'note']);
  const source = new PollingSource(optionsOf(name, more), intake, { lookMs: 300 });
  const follower = new Follower(source);
  const same = async () => {
    const rows = await postgres.query(`SELECT id, note FROM ${name}`);
    const { content } = follower.taker;
    return content.size === rows.length && rows.every((row) => content.get(row.id!) === JSON.stringify(row));
  };
  await follower.until('all is read', async () => follower.taker.position !== null && (await same()));
  const it = { name, run, follower, untilSame: (what: string) => follower.until(what, same) };
  return { ...it, [Symbol.asyncDispose]: () => follower.end() };
}

const columns = "id text, note text, changed timestamptz DEFAULT now() - interval '1 day'";
const table = `CREATE TABLE $T (${columns}, PRIMARY KEY (id)); INSERT INTO $T VALUES ('a', 'new'), ('b', 'new');`;

// Guards: values that are written anew with the instants that they had, rows that leave, and rows of earlier times that
// come with a partition: no question by instants finds any of them. Also while nobody asks.
test.each([
  {
    what: 'values that ALTER TABLE writes anew',
    before: table,
    done: ['ALTER TABLE $T ALTER note TYPE text USING upper(note)'],
  },
  {
    what: 'a column that is dropped and made again with a default',
    before: table,
    done: ["BEGIN; ALTER TABLE $T DROP note; ALTER TABLE $T ADD note text DEFAULT 'closed'; COMMIT"],
  },
  { what: 'a table that is emptied', before: table, done: ['TRUNCATE $T'] },
  {
    what: 'a partition that is detached',
    before: `CREATE TABLE $T (${columns}) PARTITION BY LIST (id); CREATE TABLE $T_a PARTITION OF $T FOR VALUES IN ('a');
      CREATE TABLE $T_b PARTITION OF $T FOR VALUES IN ('b'); INSERT INTO $T VALUES ('a', 'new'), ('b', 'new')`,
    done: ['ALTER TABLE $T DETACH PARTITION $T_b'],
  },
  {
    what: 'a partition that is attached',
    before: `CREATE TABLE $T (${columns}) PARTITION BY LIST (id); CREATE TABLE $T_a PARTITION OF $T FOR VALUES IN ('a');
      CREATE TABLE $T_b (${columns}); INSERT INTO $T_b VALUES ('b', 'old', '2020-01-01'); INSERT INTO $T VALUES ('a', 'new')`,
    done: ["ALTER TABLE $T ATTACH PARTITION $T_b FOR VALUES IN ('b')"],
  },
  {
    what: 'a table below a view that is written anew',
    before: `CREATE TABLE $T_below (${columns}, PRIMARY KEY (id)); INSERT INTO $T_below VALUES ('a', 'new');
      CREATE VIEW $T AS SELECT id, upper(note) AS note, changed FROM $T_below`,
    done: ['CREATE OR REPLACE VIEW $T AS SELECT id, lower(note) AS note, changed FROM $T_below'],
  },
])('$what', async ({ before, done }) => {
  const tried = [false, true].map(async (down) => {
    await using it = await polled(before);
    const { follower } = it;
    if (down) await follower.end();
    await it.run(...done);
    if (down) follower.resume();
    await it.untilSame(down ? 'read anew after the start' : 'read anew');
    // A sweep may have read the rows before the look at the catalogue says so.
    await expect.poll(() => follower.saidSince(0, 'lostPosition')).toBeDefined();
  });
  await Promise.all(tried);
});

// Guards: a whole reading each month for nothing.
test('a new partition is no reason to read anew', async () => {
  await using it = await polled(
    `CREATE TABLE $T (${columns}) PARTITION BY LIST (id); CREATE TABLE $T_a PARTITION OF $T FOR VALUES IN ('a'); INSERT INTO $T VALUES ('a', 'new')`,
  );
  await it.run(
    "CREATE TABLE $T_b PARTITION OF $T FOR VALUES IN ('b'); INSERT INTO $T VALUES ('b', 'new', now())",
    'VACUUM ANALYZE $T',
  );
  await it.untilSame('followed on');
  await it.follower.end();
  it.follower.resume();
  await it.run("UPDATE $T SET note = 'other', changed = now()");
  await it.untilSame('followed on after the start');
  expect(it.follower.faults).toEqual([]);
});

// Guards: changes that no question by instants finds, in tables and partitioned ones: they are found by who wrote them.
test.each(['', ' PARTITION BY HASH (id)'])('changes that updatedAt does not tell%s', async (partitioned) => {
  const parts = partitioned
    ? 'CREATE TABLE $T_0 PARTITION OF $T FOR VALUES WITH (MODULUS 1, REMAINDER 0);'
    : '';
  await using it = await polled(
    `CREATE TABLE $T (${columns}, PRIMARY KEY (id))${partitioned}; ${parts}
      INSERT INTO $T VALUES ('a', 'new', now()), ('b', 'new', now()), ('c', 'new', 'infinity'), ('d', 'new', now())`,
    { sweepMinutes: 0.005, overlapSeconds: 0 },
  );
  await it.run(
    "UPDATE $T SET note = 'set back', changed = now() - interval '1 year' WHERE id = 'a'",
    "UPDATE $T SET note = 'left as it was', changed = changed - interval '1 day' WHERE id = 'b'",
    "UPDATE $T SET note = 'never' WHERE id = 'c'",
  );
  await it.untilSame('swept');
  await it.run("UPDATE $T SET note = 'usual', changed = now() WHERE id = 'a'");
  await it.untilSame('followed on');
  expect(it.follower.faults).toEqual([]);
});

// Guards: a transaction that takes longer than the overlap looks back, as soon as it ends and not an hour later.
test('a transaction that commits behind the overlap', async () => {
  await using it = await polled(table, { overlapSeconds: 0.2 });
  const late = await postgres.client();
  await late.query(`BEGIN; INSERT INTO ${it.name} VALUES ('late', 'x', now())`);
  for (const id of ['c', 'd', 'e']) {
    await it.run(`INSERT INTO $T VALUES ('${id}', 'x', now()); SELECT pg_sleep(0.3)`);
    await it.untilSame(id);
  }
  await late.query('COMMIT');
  await late.end();
  await it.untilSame('the late one');
  expect(it.follower.faults).toEqual([]);
});

// Guards: all rows taken for deleted, without a word. What is clear is read right, the rest is refused, and no value is said.
test.each([
  ['char(1)', "'N'", "'Y'"],
  ['text', "'no'", "'yes'"],
  ['text', "' No '", "'Deleted'"],
  ['varchar(10)', "'لا'", "'نعم'"],
  ['char(1)', "''", "'X'"],
  ['timestamptz', "'infinity'", 'now()'],
  ['timestamp', "'9999-12-31'", "now() AT TIME ZONE 'Asia/Dubai'"],
  ['date', "'1900-01-01'", 'now()'],
  ['numeric(3, 1)', '0', '1'],
  ['double precision', '0', '1'],
  ['smallint', '0', '-1'],
  ['bit(1)', "B'0'", "B'1'"],
  ['boolean', 'false', 'true'],
  ['text', "'A'", null],
  ['integer', '0', '7', null],
  ['text', "'live'", "'Shut'", ['shut']],
  ['integer', '1', '7', ['7']],
  ['jsonb', "'{}'", null],
])('goneColumn: %s, not %s, gone %s', async (type, not, gone, words?: string[] | null) => {
  const name = `gone_${++tables}`;
  await postgres.query(`CREATE TABLE ${name} (id int PRIMARY KEY, changed timestamptz DEFAULT now() - interval '1 hour', gone ${type}, note text);
    INSERT INTO ${name} (id, gone) VALUES (1, ${not}), (2, ${not}), (3, ${gone ?? not}), (4, NULL)`);
  const options = optionsOf(name, { goneColumn: 'gone', ...(words ? { goneWords: words } : {}) });
  const found = (await checkPostgres(options, ['id', 'note'])).filter(({ level }) => level === 'error');
  const follower = new Follower(new PollingSource(options, plainIntake('id', ['id', 'note'])));
  if (gone === null || words === null) {
    expect(found).toHaveLength(1);
    expect(found[0]!.text).toContain('goneWords');
    await follower.until('refused', () => follower.saidSince(0, 'misfit') !== undefined);
    expect(follower.saidSince(0, 'misfit')!.message).not.toContain('7');
    expect(follower.taker.rows.size).toBe(0);
  } else {
    expect(found).toEqual([]);
    await follower.until('read', () => follower.taker.position !== null);
    expect([...follower.taker.content.keys()].sort()).toEqual(['1', '2', '4']);
  }
  await follower.end();
});
