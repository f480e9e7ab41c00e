import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atOneInstant, connect } from '../../src/server/intake/sources/postgres/connection.ts';
import { PublicationKeeper } from '../../src/server/intake/sources/postgres/publicationKeeper.ts';
import { Records } from '../../src/server/intake/sources/postgres/records.ts';
import { checkPostgres } from '../../src/server/intake/sources/postgres/source.ts';
import { readTable } from '../../src/server/intake/sources/postgres/table.ts';
import { type FollowedTable, followedTable } from '../support/followedTable.ts';
import { plainIntake } from '../support/mapTaker.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.query('CREATE SCHEMA elsewhere; CREATE ROLE crm; GRANT ALL ON SCHEMA public TO crm');
});
afterAll(() => postgres.stop());

const two =
  "CREATE TABLE $T (id int PRIMARY KEY, status text, note text); INSERT INTO $T VALUES (1, 'new'), (2, 'new');";
/** What happens after the migration: it has to come, too. */
const after = ["INSERT INTO $T (id, status) VALUES (3, 'new')", 'DELETE FROM $T WHERE id = 1'];

interface Migration extends Partial<FollowedTable> {
  readonly what: string;
  readonly done: readonly string[];
  /** What is said meanwhile. */
  readonly said: RegExp;
}

const swap = [
  'ALTER TABLE $T RENAME TO $T_old',
  'ALTER INDEX $T_pkey RENAME TO $T_old_pkey',
  'CREATE TABLE $T (id int PRIMARY KEY, team text, status varchar(20), note text)',
  "INSERT INTO $T SELECT id, 'none', upper(status), note FROM $T_old",
  'DROP TABLE $T_old',
];

/** What an upgrade does to a table whose publication we made: nobody puts it back but us. */
const migrations: readonly Migration[] = [
  {
    what: 'a table that is copied and swapped, in one transaction',
    done: [`BEGIN; ${swap.join('; ')}; COMMIT`],
    said: /does not hold .*Services 360 (itself runs|ran): ALTER PUBLICATION .* ADD TABLE/,
  },
  { what: 'a table that is copied and swapped, in several', done: swap, said: /does not hold/ },
  {
    what: 'a copy that takes the name while the old one stays',
    done: [
      'CREATE TABLE $T_new (LIKE $T INCLUDING ALL)',
      'INSERT INTO $T_new SELECT id, upper(status) FROM $T',
      'BEGIN; ALTER TABLE $T RENAME TO $T_old; ALTER TABLE $T_new RENAME TO $T; COMMIT',
      "UPDATE $T_old SET status = 'old'",
    ],
    said: /does not hold/,
  },
  {
    what: 'a column that becomes another type, for which the table was taken out',
    done: [
      'ALTER PUBLICATION $P DROP TABLE $T',
      'ALTER TABLE $T ALTER status TYPE varchar(40) USING upper(status)',
    ],
    said: /does not hold/,
  },
  {
    what: 'the publication dropped',
    done: ['DROP PUBLICATION $P', 'UPDATE $T SET status = upper(status)'],
    said: /There is no publication .*Services 360 (itself runs|ran): CREATE PUBLICATION/,
  },
  {
    what: 'the publication made with other columns',
    done: [
      'DROP PUBLICATION $P; CREATE PUBLICATION $P FOR TABLE $T (id)',
      'UPDATE $T SET status = upper(status)',
    ],
    said: /lacks "status" .*SET TABLE/,
  },
  {
    what: 'the table put back with a condition, beside another table',
    before: `${two} CREATE TABLE $T_other (id int PRIMARY KEY)`,
    done: [
      'ALTER PUBLICATION $P SET TABLE $T (id, status) WHERE (id > 1), $T_other',
      'UPDATE $T SET status = upper(status)',
    ],
    said: /sends only some rows .*DROP TABLE .*ADD TABLE/,
  },
  {
    what: 'kinds of changes left out',
    done: ["ALTER PUBLICATION $P SET (publish = 'insert')", 'UPDATE $T SET status = upper(status)'],
    said: /does not send UPDATE, DELETE, TRUNCATE/,
  },
];

// Guards: a table that its migration took out of our publication was followed no more, for ever.
test.each(migrations)('$what', async ({ done, said, ...table }) => {
  const tried = [false, true].map(async (down) => {
    await using it = await followedTable(postgres, { before: two, ...table });
    const { follower } = it;
    if (down) await follower.end();
    await it.run(...done);
    if (down) follower.resume();
    await it.untilSame(down ? 'read anew after the start' : 'read anew');
    await it.run(...after);
    await it.untilSame('followed on');
    // What was found at a first reading is in the log alone.
    expect(it.said()).toMatch(said);
    expect(follower.saidSince(0, 'lostPosition')!.message).toMatch(
      /Services 360 ran|publication was changed/,
    );
    if (table.before)
      expect(
        await postgres.query(`SELECT FROM pg_publication_tables WHERE pubname = '${it.slot}'`),
      ).toHaveLength(2);
  });
  await Promise.all(tried);
});

// Guards: an upgrade of several statements, which a table put back too soon would break (0A000).
test('a table is put back only when it was left as it is for a while', async () => {
  const lookMs = 1500;
  await using it = await followedTable(postgres, { before: two, pace: { lookMs } });
  const { follower } = it;
  let leftAt = Date.now();
  await it.run('ALTER PUBLICATION $P DROP TABLE $T');
  for (const size of [10, 20, 30, 40, 50, 60]) {
    const from = follower.faults.length;
    await follower.until('looked at again', () => follower.faults.length > from);
    const changing = Date.now();
    try {
      await it.run(`ALTER TABLE $T ALTER status TYPE varchar(${size})`);
    } catch (error) {
      // The table is back: rightly so only if this machine left it alone for about the time between two looks.
      expect((error as Error).message).toContain('used by a publication');
      expect(Date.now() - leftAt).toBeGreaterThanOrEqual(0.9 * lookMs);
      break;
    }
    leftAt = changing;
  }
  const isBack = async () =>
    (await postgres.query(`SELECT FROM pg_publication_tables WHERE pubname = '${it.slot}'`)).length > 0;
  await follower.until('put back', isBack);
  await it.run(...after);
  await it.untilSame('read anew');
  const held = await postgres.client();
  await held.query(`ALTER PUBLICATION ${it.slot} DROP TABLE ${it.name}`);
  await held.query(`BEGIN; LOCK TABLE ${it.name}`);
  const hasWaited = () => follower.faults.some(({ message }) => /waits for a transaction/.test(message));
  await follower.until('waits', hasWaited, 60_000).catch(async (cause) => {
    await held.end();
    throw cause;
  });
  await held.query("INSERT INTO $T VALUES (5, 'held'); COMMIT".replace('$T', it.name));
  await held.end();
  await it.untilSame('read anew when it was let go');
});

// Guards: an upgrade's statement between the look that finds the table left alone and its being put back.
test('a table that is changed while it is being put back', async () => {
  const [table, publication] = ['changed_meanwhile', 'services360_changed_meanwhile'] as const;
  await postgres.query(two.replaceAll('$T', table));
  await using ordinary = await connect(postgres.connection(), new AbortController().signal);
  let meanwhile = async () => {};
  const rows: typeof ordinary.rows = async (sql, values) => {
    if (sql === 'BEGIN') await meanwhile();
    return ordinary.rows(sql, values);
  };
  const quietMs = 300;
  const user = postgres.connection().user;
  const keeper = new PublicationKeeper({ publication, make: true, user, quietMs });
  const keep = async (first: [] | null = null) => {
    const options = { key: 'id', follow: 'replication' } as const;
    const records = new Records(
      await readTable(ordinary, table),
      options,
      plainIntake('id', ['id', 'status']),
    );
    const connected = { ...ordinary, rows };
    return keeper.keep(connected, records, await keeper.look(connected, records), first);
  };
  await keep([]);
  await postgres.query(`ALTER PUBLICATION ${publication} DROP TABLE ${table}`);
  await expect(keep()).rejects.toThrow('left as it is');
  await wait(quietMs);
  meanwhile = () => postgres.query(`ALTER TABLE ${table} ALTER status TYPE varchar(9)`).then(() => {});
  await expect(keep()).rejects.toThrow('left as it is');
  meanwhile = async () => {};
  await postgres.query(`ALTER TABLE ${table} ALTER status TYPE varchar(19)`);
  await expect(keep()).rejects.toThrow('left as it is');
  await wait(quietMs);
  expect(await keep()).toContain('ADD TABLE');
});

// Guards: an ALTER TABLE between two looks into the catalogue, by which a table had neither its old replica identity nor
// its new one, and was taken out of our publication for a reason that was none.
test('a table is read as it is at one instant', async () => {
  const table = 'read_at_once';
  await postgres.query(two.replaceAll('$T', table));
  await using ordinary = await connect(postgres.connection(), new AbortController().signal);
  let altered = false;
  const rows: typeof ordinary.rows = async (sql, values) => {
    const found = await ordinary.rows(sql, values);
    if (!altered && sql.includes('relreplident')) {
      altered = true;
      await postgres.query(`ALTER TABLE ${table} REPLICA IDENTITY FULL`);
    }
    return found;
  };
  const told = async () => {
    const connected = { ...ordinary, rows };
    const { identity, identityColumns } = await atOneInstant(connected, () => readTable(connected, table));
    return { identity, identityColumns };
  };
  expect(await told()).toEqual({ identity: 'default', identityColumns: ['id'] });
  expect(await told()).toEqual({ identity: 'full', identityColumns: [] });
});

// Guards: a publication of ours that has PostgreSQL refuse what the application does.
test('a replica identity that our publication cannot bear', async () => {
  const before = `${two} ALTER TABLE $T ADD code int; UPDATE $T SET code = id; ALTER TABLE $T ALTER code SET DEFAULT 9; ALTER TABLE $T ALTER code SET NOT NULL, ADD UNIQUE (code)`;
  const may = (it: { run(sql: string): Promise<void> }) =>
    it.run("UPDATE $T SET status = 'closed'").then(
      () => true,
      () => false,
    );
  const tried = [
    { sql: 'FULL', said: /REPLICA IDENTITY FULL.*so it is taken out of/ },
    { sql: 'NOTHING', said: /no replica identity.*so it is taken out of/ },
    { sql: 'USING INDEX $T_code_key', said: /expected "id" among them/ },
  ].map(async ({ sql, said }) => {
    await using it = await followedTable(postgres, { before });
    const { follower } = it;
    await it.run(`ALTER TABLE $T REPLICA IDENTITY ${sql}`);
    await follower.until('the application goes on', () => may(it));
    await follower.until('said', () => follower.faults.some(({ message }) => said.test(message)));
    await it.run('ALTER TABLE $T REPLICA IDENTITY DEFAULT');
    await it.untilSame('read anew');
    await it.run(...after);
    await it.untilSame('followed on');
  });
  await Promise.all(tried);
});

// Guards: what is not ours to change, or cannot be, is said with the statement that helps, and goes on by itself after it.
test.each([
  {
    what: "the administrator's own publication, with another table in it",
    before: `${two} CREATE TABLE $T_other (id int PRIMARY KEY); CREATE PUBLICATION $T_admin FOR TABLE $T (id, status), $T_other`,
    more: { publication: '$T_admin', makePublication: false },
    done: [`BEGIN; ${swap.join('; ')}; COMMIT`],
    statement: /have the administrator run: (ALTER PUBLICATION .* ADD TABLE [^.]*\.[^.]*)\./,
  },
  {
    what: 'the same, sent in part',
    before: `${two} CREATE TABLE $T_other (id int PRIMARY KEY); CREATE PUBLICATION $T_admin FOR TABLE $T (id, status), $T_other`,
    more: { publication: '$T_admin', makePublication: false },
    done: ['ALTER PUBLICATION $T_admin SET TABLE $T (id), $T_other'],
    statement: /have the administrator run: (ALTER PUBLICATION .* DROP TABLE .* ADD TABLE [^.]*\.[^.]*)\./,
  },
  {
    what: "a table that is made anew by the CRM's role, and a publication that another role owns",
    done: [
      'ALTER PUBLICATION $P OWNER TO crm',
      `BEGIN; SET LOCAL ROLE NONE; ${swap.join('; ')}; ALTER TABLE $T OWNER TO crm; COMMIT`,
    ],
    statement: /have the administrator run: (ALTER PUBLICATION .* ADD TABLE [^.]*\.[^.]*)\./,
  },
  {
    what: 'a table that is UNLOGGED after its migration',
    done: [`BEGIN; ${swap.join('; ').replace('CREATE TABLE', 'CREATE UNLOGGED TABLE')}; COMMIT`],
    statement: /have the administrator run: (ALTER TABLE [^;]* SET LOGGED);/,
  },
])('$what', async ({ done, statement, ...table }) => {
  await using it = await followedTable(postgres, { before: two, ...table });
  const { follower } = it;
  await it.run(...done);
  const said = () => follower.faults.find(({ message }) => statement.test(message))?.message;
  await follower.until('said', () => said() !== undefined);
  const checked = await checkPostgres(it.options, ['id', 'status']);
  expect(checked.map(({ text }) => text).join()).toMatch(statement);
  await it.run(said()!.match(statement)![1]!);
  await it.untilSame('read anew');
  await it.run(...after);
  await it.untilSame('followed on');
  if (table.before)
    expect(
      await postgres.query(`SELECT FROM pg_publication_tables WHERE pubname = '${it.name}_admin'`),
    ).toHaveLength(2);
});

// Guards: a table that is away for a time, and back with what was written to it meanwhile.
test.each([
  {
    what: 'in another schema',
    done: ['ALTER TABLE $T SET SCHEMA elsewhere', "INSERT INTO elsewhere.$T VALUES (4, 'meanwhile')"],
    said: /no table or view public\.\w+ any more: it is elsewhere\./,
    back: ['ALTER TABLE elsewhere.$T SET SCHEMA public'],
  },
  {
    what: 'under another name',
    done: ['ALTER TABLE $T RENAME TO $T_away', "INSERT INTO $T_away VALUES (4, 'meanwhile')"],
    said: /any more: it is public\.\w+_away now/,
    back: ['ALTER TABLE $T_away RENAME TO $T'],
  },
  {
    what: 'behind a view',
    done: [
      'ALTER TABLE $T RENAME TO $T_away; CREATE VIEW $T AS SELECT * FROM $T_away',
      "INSERT INTO $T VALUES (4, 'meanwhile')",
    ],
    said: /is a view, expected a plain table/,
    back: ['DROP VIEW $T; ALTER TABLE $T_away RENAME TO $T'],
  },
  {
    what: 'below a partitioned table',
    done: [
      `ALTER TABLE $T RENAME TO $T_away; CREATE TABLE $T (LIKE $T_away) PARTITION BY RANGE (id);
       ALTER TABLE $T ATTACH PARTITION $T_away DEFAULT`,
      "INSERT INTO $T VALUES (4, 'meanwhile')",
    ],
    said: /is a partitioned table, expected a plain table/,
    back: ['ALTER TABLE $T DETACH PARTITION $T_away; DROP TABLE $T; ALTER TABLE $T_away RENAME TO $T'],
  },
])('a table that is $what for a time', async ({ done, said, back }) => {
  await using it = await followedTable(postgres, { before: two });
  const { follower } = it;
  await it.run(...done);
  // What the stream meets first may be said before it; a look finds where the table is.
  await follower.until('said', () => follower.faults.some(({ message }) => said.test(message)));
  await it.run(...back, ...after);
  await it.untilSame('followed on');
  expect(follower.saidSince(0, 'lostPosition')).toBeUndefined();
});

// Guards: the check says what will be done, and does nothing.
test('the check of a publication of our own', async () => {
  await using it = await followedTable(postgres, { before: two });
  await it.follower.end();
  await it.run('ALTER PUBLICATION $P DROP TABLE $T');
  const checked = async () =>
    (await checkPostgres(it.options, ['id', 'status'])).map(({ level, text }) => `${level}: ${text}`);
  expect((await checked()).filter((text) => !text.includes('max_slot_wal'))).toEqual([
    expect.stringMatching(
      /^advice: The publication .* does not hold .* Services 360 itself runs: ALTER PUBLICATION .* ADD TABLE .*\("id", "status"\), and then reads all anew\.$/,
    ),
  ]);
  expect(await postgres.query(`SELECT FROM pg_publication_tables WHERE pubname = '${it.slot}'`)).toEqual([]);
});
