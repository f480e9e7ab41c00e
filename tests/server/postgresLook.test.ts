import * as v from 'valibot';
import { expect, test } from 'vitest';
import { orderOf, parseLsn } from '../../src/server/intake/sources/postgres/lsn.ts';
import { PostgresMatching } from '../../src/server/intake/sources/postgres/matching.ts';
import { postgresOptions } from '../../src/server/intake/sources/postgresOptions.ts';
import { plainIntake } from '../support/mapTaker.ts';
import { startPostgres } from '../support/postgres.ts';

// Guards: what is committed in the log and not yet seen is waited for, else a look would put an older state above it.
test('a commit that waits for a standby is seen by a look, or later than it', async () => {
  const postgres = await startPostgres({ synchronous_standby_names: 'nobody', synchronous_commit: 'local' });
  try {
    await postgres.query(
      `CREATE TABLE t (id bigint PRIMARY KEY, note text); INSERT INTO t SELECT g, 'old' FROM generate_series(1, 3000) g`,
    );
    const options = v.parse(postgresOptions, {
      kind: 'postgres',
      id: 's',
      connection: postgres.connection(),
      table: 't',
      key: 'id',
      follow: 'replication',
      mapping: 'none.json',
    });
    const intake = plainIntake('id', ['id', 'note']) as never;
    const matching = new PostgresMatching(options, { intake, columns: {}, clocks: 'UTC', months: 'UTC' });
    const b = await postgres.client();
    await b.query('SET synchronous_commit = on');
    const hang = b.query(`UPDATE t SET note = 'new' WHERE id = 1`);
    const waits = async () =>
      (await postgres.query(`SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event = 'SyncRep'`))[0]!.n;
    while ((await waits()) !== '1') await new Promise((r) => setTimeout(r, 50));
    const committed = orderOf(
      parseLsn((await postgres.query('SELECT pg_current_wal_flush_lsn() AS at'))[0]!.at!),
    );
    setTimeout(
      () =>
        void postgres.query(
          `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`,
        ),
      3000,
    );
    await using look = await matching.look(new AbortController().signal);
    const notes = new Map<string, string>();
    for await (const { requests } of look.rowsOf(
      Array.from({ length: 3000 }, (_, i) => String(i + 1)).concat('no number'),
    )) {
      for (const { ref, row } of requests) notes.set(ref, (row as unknown as { note: string }).note);
    }
    expect(look.asOf < committed || notes.get('1') === 'new').toBe(true);
    expect(notes.size).toBe(3000);
    await hang;
    await b.end();
  } finally {
    await postgres.stop();
  }
});
