import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FollowedTable, followedTable } from '../support/followedTable.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres({ max_prepared_transactions: '4' });
  await postgres.query('CREATE PUBLICATION everything FOR ALL TABLES; CREATE SCHEMA elsewhere');
});
afterAll(() => postgres.stop());

const all = { publication: 'everything', makePublication: false };
const two =
  "CREATE TABLE $T (id int PRIMARY KEY, status text); INSERT INTO $T VALUES (1, 'new'), (2, 'new');";
const insert = 'INSERT INTO $T (id) VALUES (3)';

interface Silent extends Partial<FollowedTable> {
  readonly what: string;
  readonly done: readonly string[];
}

/** What changes rows, or keeps changes back, without a word in the log: each is soon as it was, or seems to be. */
const silent: readonly Silent[] = [
  {
    what: 'a publication that leaves DELETE out for a moment',
    done: [
      "ALTER PUBLICATION $P SET (publish = 'insert, update')",
      'DELETE FROM $T WHERE id = 1',
      "ALTER PUBLICATION $P SET (publish = 'insert, update, delete, truncate')",
    ],
  },
  {
    what: 'a publication that chooses rows for a moment',
    done: [
      'ALTER PUBLICATION $P SET TABLE $T (id, status) WHERE (id > 1)',
      "UPDATE $T SET status = 'closed'",
      'ALTER PUBLICATION $P SET TABLE $T (id, status)',
    ],
  },
  {
    what: 'a publication that is without the table for a moment',
    done: [
      'ALTER PUBLICATION $P DROP TABLE $T',
      "UPDATE $T SET status = 'closed'",
      'ALTER PUBLICATION $P SET TABLE $T (id, status)',
    ],
  },
  {
    what: 'a publication of a schema that the table leaves for a moment',
    before: `CREATE SCHEMA $T_here; CREATE TABLE $T_here.$T (id int PRIMARY KEY, status text); INSERT INTO $T_here.$T VALUES (1, 'new');
      CREATE VIEW $T AS SELECT * FROM $T_here.$T; CREATE PUBLICATION $T_schema FOR TABLES IN SCHEMA $T_here`,
    more: { publication: '$T_schema', makePublication: false, table: '$T_here.$T' },
    done: [
      'ALTER TABLE $T_here.$T SET SCHEMA elsewhere',
      "UPDATE elsewhere.$T SET status = 'closed'",
      'ALTER TABLE elsewhere.$T SET SCHEMA $T_here',
      'INSERT INTO $T_here.$T VALUES (3)',
    ],
  },
  {
    what: 'a table that is UNLOGGED for a moment',
    more: all,
    done: [
      'ALTER TABLE $T SET UNLOGGED',
      "UPDATE $T SET status = 'closed'",
      'ALTER TABLE $T SET LOGGED',
      insert,
    ],
  },
  {
    what: 'a column that becomes another type, and values that are computed meanwhile',
    before: `CREATE TABLE $T (id int PRIMARY KEY, opened timestamp, status text);
      INSERT INTO $T VALUES (1, '2026-01-01 10:00', 'new'), (2, '2026-01-02 10:00', 'new')`,
    read: ['id', 'opened', 'status'],
    more: all,
    done: ["ALTER TABLE $T ALTER opened TYPE timestamptz USING opened AT TIME ZONE 'Asia/Dubai'", insert],
  },
  {
    what: 'values that are written anew under the same type',
    more: all,
    done: ['ALTER TABLE $T ALTER status TYPE text USING upper(status)', insert],
  },
  {
    what: 'a column that is dropped and made again with a default',
    more: all,
    done: [
      "BEGIN; ALTER TABLE $T DROP status; ALTER TABLE $T ADD status text DEFAULT 'closed'; COMMIT",
      insert,
    ],
  },
  {
    what: 'two columns that change names',
    before:
      "CREATE TABLE $T (id int PRIMARY KEY, status text, new_status text); INSERT INTO $T VALUES (1, 'new', 'closed')",
    more: all,
    done: [
      'BEGIN; ALTER TABLE $T RENAME status TO old_status; ALTER TABLE $T RENAME new_status TO status; COMMIT',
    ],
  },
  {
    what: 'a word of an ENUM that gets another name',
    before:
      "CREATE TYPE $T_kind AS ENUM ('new', 'shut'); CREATE DOMAIN $T_told AS $T_kind; CREATE TABLE $T (id int PRIMARY KEY, status $T_told); INSERT INTO $T VALUES (1, 'shut')",
    done: ["ALTER TYPE $T_kind RENAME VALUE 'shut' TO 'closed'", insert],
  },
  {
    what: 'a replica identity without the key for a moment',
    before:
      "CREATE TABLE $T (id int PRIMARY KEY, status text, code int UNIQUE NOT NULL DEFAULT 7); INSERT INTO $T VALUES (1, 'new', 7), (2, 'new', 8)",
    more: all,
    done: [
      'ALTER TABLE $T REPLICA IDENTITY USING INDEX $T_code_key',
      'DELETE FROM $T WHERE id = 1',
      'ALTER TABLE $T REPLICA IDENTITY DEFAULT',
      insert,
    ],
  },
  {
    what: 'a table that is emptied',
    done: ['TRUNCATE $T', insert],
  },
];

// Guards: changes that never come. Each is told by a mark that stays, at the next look, however quick it was, and also
// while nobody follows.
test.each(silent)('$what', async ({ done, ...table }) => {
  const tried = [false, true].map(async (down) => {
    await using it = await followedTable(postgres, { before: two, ...table });
    const { follower } = it;
    if (down) await follower.end();
    await it.run(...done);
    if (down) follower.resume();
    await it.untilSame(down ? 'read anew after the start' : 'read anew');
    expect(follower.saidSince(0, 'lostPosition')).toBeDefined();
  });
  await Promise.all(tried);
});

// Guards: what only seems to be such a change would have all be read anew for nothing.
test('what changes no row is followed on', async () => {
  await using it = await followedTable(postgres, {
    before: `CREATE TYPE $T_kind AS ENUM ('new', 'closed'); CREATE TABLE $T (id int PRIMARY KEY, status $T_kind); INSERT INTO $T VALUES (1, 'new')`,
  });
  await it.run(
    'ALTER TABLE $T ADD other text',
    'CREATE INDEX ON $T (status)',
    'GRANT SELECT ON $T TO public',
    'VACUUM ANALYZE $T',
    "ALTER TYPE $T_kind ADD VALUE 'lost'",
    "INSERT INTO $T VALUES (2, 'lost')",
  );
  await it.untilSame('followed on');
  await it.follower.end();
  it.follower.resume();
  await it.run("INSERT INTO $T VALUES (3, 'closed')");
  await it.untilSame('followed on after the start');
  expect(it.follower.faults).toEqual([]);
});

// Guards: rows of tables below it, which a query has and the stream has not.
test('a table that others inherit from is refused by a sentence that names them', async () => {
  const before = `CREATE TABLE $T (id int PRIMARY KEY, status text); CREATE SCHEMA $T_old; INSERT INTO $T VALUES (1, 'new')`;
  await using it = await followedTable(postgres, { before });
  const { follower } = it;
  await it.run(
    'CREATE TABLE $T_old."2025" (PRIMARY KEY (id)) INHERITS ($T)',
    `INSERT INTO $T_old."2025" VALUES (2, 'new'); UPDATE $T SET status = 'closed'`,
  );
  await follower.until('refused', () => follower.saidSince(0, 'misfit') !== undefined);
  expect(follower.saidSince(0, 'misfit')!.message).toContain(`inherit from it: ${it.name}_old."2025"`);
  expect(follower.taker.has('2')).toBe(false);
  await it.run('ALTER TABLE $T_old."2025" NO INHERIT $T', 'INSERT INTO $T VALUES (3)');
  await it.untilSame('followed on when it is none');
});

// Guards: a first reading that never begins, and nobody knows why; and the administrator's way out.
test('a transaction that was prepared and forgotten', async () => {
  const before = "CREATE TABLE $T (id int PRIMARY KEY, status text); INSERT INTO $T VALUES (1, 'new')";
  await using it = await followedTable(postgres, { before });
  const { follower } = it;
  const forgotten = await postgres.client();
  await forgotten.query(
    `BEGIN; INSERT INTO ${it.name} VALUES (2, 'prepared'); PREPARE TRANSACTION 'for''gotten'`,
  );
  await forgotten.end();
  // Followed on without it; but read anew it cannot be.
  await it.run("INSERT INTO $T VALUES (3, 'new')");
  await it.untilSame('followed on');
  await it.run(
    "ALTER PUBLICATION $P SET (publish = 'insert'); ALTER PUBLICATION $P SET (publish = 'insert, update, delete, truncate')",
  );
  await follower.until('refused', () => follower.saidSince(0, 'misfit') !== undefined);
  const said = follower.saidSince(0, 'misfit')!.message;
  expect(said).toContain(`The transaction 'for''gotten' of postgres in the database crm`);
  expect(said).toContain(`ROLLBACK PREPARED 'for''gotten'`);
  await it.run(`COMMIT PREPARED 'for''gotten'`);
  await it.untilSame('read anew');
  expect(follower.taker.has('2')).toBe(true);
});

// Guards: docs/postgresql.md, which says before an upgrade of the CRM what our publication blocks and what helps.
test('what the list of columns blocks, and the three statements that help', async () => {
  const before =
    "CREATE TABLE $T (id int PRIMARY KEY, status text, code int); INSERT INTO $T VALUES (1, 'new', 7)";
  await using it = await followedTable(postgres, { before, read: ['id', 'status', 'code'] });
  const codeOf = (sql: string) =>
    it.run(sql).then(
      () => 'done',
      ({ code }: { code: string }) => code,
    );
  const upgrade = 'ALTER TABLE $T ALTER code TYPE text USING lpad(code::text, 3, $$0$$)';
  expect(await codeOf(upgrade)).toBe('0A000');
  expect(await codeOf('ALTER TABLE $T DROP COLUMN code')).toBe('2BP01');
  await it.run(
    'ALTER PUBLICATION $P DROP TABLE $T',
    upgrade,
    'ALTER PUBLICATION $P SET TABLE $T (id, status, code)',
  );
  await it.untilSame('read anew');
  expect(it.follower.taker.content.get('1')).toContain('007');
});

// Guards: a server that was put back and has written past our place. Its name, slot and places are as they were.
test('a server put back from a copy of its disk, and a replica that is promoted', async () => {
  await using server = await startPostgres();
  await using it = await followedTable(server, {
    before:
      "CREATE TABLE $T (id int PRIMARY KEY, status text); CREATE TABLE other (x text); INSERT INTO $T VALUES (1, 'new')",
  });
  const { follower } = it;
  await it.run('INSERT INTO $T VALUES (9)');
  await it.untilSame('followed');
  await follower.end();
  await server.halt();
  server.keepCopy();
  await server.start();

  // What a crash of the server has its slot forget is told again, and nothing is read anew.
  follower.resume();
  await it.run("INSERT INTO $T VALUES (8, 'kept')");
  await it.untilSame('followed after a copy was made');
  await server.kill();
  await server.start();
  await it.run("UPDATE $T SET status = 'closed' WHERE id = 1", "INSERT INTO $T VALUES (2, 'new')");
  await it.untilSame('followed after a crash');
  expect(follower.saidSince(0, 'lostPosition')).toBeUndefined();

  for (const promoted of [false, true]) {
    await follower.end();
    await server.halt();
    server.putBack(promoted);
    await server.start();
    if (promoted) await server.query('SELECT pg_promote()');
    const before = follower.faults.length;
    await it.run(
      "INSERT INTO $T VALUES (3, 'new')",
      `INSERT INTO other SELECT repeat(md5(i::text), 10) FROM generate_series(1, ${promoted ? 60_000 : 20_000}) i`,
      "INSERT INTO $T VALUES (4, 'new')",
    );
    follower.resume();
    await it.untilSame('read anew');
    expect([...follower.taker.content.keys()].sort()).toEqual(['1', '3', '4', '9']);
    expect(follower.saidSince(before, 'lostPosition')?.message).toContain('put back from a copy');
    await it.run('DELETE FROM $T WHERE id > 2', "INSERT INTO $T VALUES (5, 'new')");
    await it.untilSame('followed on');
  }
});
