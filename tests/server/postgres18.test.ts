import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { followedTable } from '../support/followedTable.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { findPostgres18 } from '../support/postgres18.ts';

const programs = findPostgres18();

describe.skipIf(programs === null)('PostgreSQL 18', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    const slots = { max_slot_wal_keep_size: '64MB', min_wal_size: '32MB', max_wal_size: '32MB' };
    postgres = await startPostgres(slots, programs!);
    await postgres.query(
      'CREATE PUBLICATION everything FOR ALL TABLES WITH (publish_generated_columns = stored)',
    );
  });
  afterAll(() => postgres.stop());
  const all = { publication: 'everything', makePublication: false };

  // Guards: what 18 publishes is taken, and what it never publishes is refused by name, as before 18.
  test('generated columns', async () => {
    const before = `CREATE TABLE $T (id int PRIMARY KEY, code int, state text GENERATED ALWAYS AS ('s' || code::text) STORED,
      shown text GENERATED ALWAYS AS ('v' || code::text)); INSERT INTO $T (id, code) VALUES (1, 1);`;
    const chosen = `${before} CREATE PUBLICATION $T_chosen FOR TABLE $T (id, state)`;
    const ways = [
      { before },
      { before: chosen, more: { publication: '$T_chosen', makePublication: false } },
      { before, more: all },
    ];
    for (const way of ways) {
      await using it = await followedTable(postgres, { ...way, read: ['id', 'state'] });
      await it.run('UPDATE $T SET code = 2', 'INSERT INTO $T (id, code) VALUES (2, 5)');
      await it.untilSame('the computed values came');
      expect(it.follower.faults).toEqual([]);
      await it.run("ALTER TABLE $T ALTER state SET EXPRESSION AS ('t' || code::text)");
      await it.untilSame('read anew');
    }
    const virtual = followedTable(postgres, { before, read: ['id', 'shown'], patience: 3000 });
    await expect(virtual).rejects.toThrow(/"shown" of .* is computed by the table/);
  });

  // Guards: what misleads on 15 misleads on 18 too.
  test('what changes rows without a word in the log', async () => {
    const before =
      "CREATE TABLE $T (id int PRIMARY KEY, status text); INSERT INTO $T VALUES (1, 'new'), (2, 'new')";
    const changes = [
      ['ALTER TABLE $T SET UNLOGGED', "UPDATE $T SET status = 'closed'", 'ALTER TABLE $T SET LOGGED'],
      ["BEGIN; ALTER TABLE $T DROP status; ALTER TABLE $T ADD status text DEFAULT 'closed'; COMMIT"],
      [
        "ALTER PUBLICATION everything SET (publish = 'insert, update')",
        'DELETE FROM $T WHERE id = 1',
        "ALTER PUBLICATION everything SET (publish = 'insert, update, delete, truncate')",
      ],
    ];
    for (const statements of changes) {
      await using it = await followedTable(postgres, { before, more: all });
      await it.run(...statements);
      await it.untilSame('read anew');
      expect(it.follower.saidSince(0, 'lostPosition')).toBeDefined();
    }
  });

  // Guards: that whoever looks after the server learns which of its settings gave the slot up.
  test.each([
    { reason: 'wal_removed', setting: 'max_slot_wal_keep_size', value: "'1MB'", writes: true },
    // Nothing is written meanwhile: a quick machine writes 64 MB within that second, and the slot goes for its size.
    { reason: 'idle_timeout', setting: 'idle_replication_slot_timeout', value: "'1s'", writes: false },
  ])('a slot that was given up: $reason', async ({ reason, setting, value, writes }) => {
    const before = "CREATE TABLE $T (id int PRIMARY KEY, status text); INSERT INTO $T VALUES (1, 'new')";
    await using it = await followedTable(postgres, { before });
    await it.follower.end();
    await it.run('INSERT INTO $T VALUES (2)');
    await postgres.query(`ALTER SYSTEM SET ${setting} = ${value}`);
    await postgres.reload();
    await it.follower.until('given up', async () => {
      if (writes) {
        await postgres.query(
          'CREATE TABLE filling AS SELECT repeat(md5(g::text), 10) FROM generate_series(1, 60000) g; DROP TABLE filling',
        );
        await postgres.query('SELECT pg_switch_wal()');
      }
      await postgres.query('CHECKPOINT');
      const [slot] = await postgres.query(
        `SELECT invalidation_reason AS why FROM pg_replication_slots WHERE slot_name = '${it.slot}'`,
      );
      return slot?.why === reason;
    });
    await postgres.query(`ALTER SYSTEM RESET ${setting}`);
    await postgres.reload();
    it.follower.resume();
    await it.untilSame('read anew');
    const said = it.follower.saidSince(0, 'lostPosition')!.message;
    expect(said).toContain(reason);
    expect(said).toContain(setting);
  });
});
