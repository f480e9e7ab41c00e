import { setTimeout as wait } from 'node:timers/promises';
import { ReplicationSource } from '../../src/server/intake/sources/postgres/replication.ts';
import { type Crash, Follower } from '../../tests/support/follower.ts';
import { plainIntake } from '../../tests/support/mapTaker.ts';
import { type Postgres, startPostgres } from '../../tests/support/postgres.ts';
import { seeded } from '../../tests/support/seeded.ts';
import type { Fault, FaultResult } from './fault.ts';
import { longTexts } from './sources/longTexts.ts';

const columns = ['id', 'note', 'words', 'changed'];
const slot = 'services360_crm';
/** Rows that only tell how far we are have ids below this. */
const marks = -1_000_000;

/** Random changes of a table, one short session each, as long as the database lets them. */
class Writer {
  committed = 0;
  private running = true;
  private readonly done: Promise<void>;

  constructor(postgres: Postgres, random: () => number) {
    const any = () => 1 + Math.floor(random() * 3000);
    const statement = () => {
      const kind = random();
      if (kind < 0.25) return `INSERT INTO crm VALUES (${any() + 3000}, 'new') ON CONFLICT DO NOTHING`;
      if (kind < 0.55) return `UPDATE crm SET note = 'n${random()}', changed = now() WHERE id = ${any()}`;
      if (kind < 0.65)
        return `UPDATE crm SET words = repeat('طلب ', 1500) || ${random()} WHERE id = ${any()}`;
      if (kind < 0.75) return `DELETE FROM crm WHERE id = ${any()}`;
      if (kind < 0.85)
        return `UPDATE crm SET id = ${any()} + 10000 * floor(random() * 100)::int WHERE id = ${any()} AND NOT EXISTS (SELECT FROM crm WHERE id > 10000)`;
      return `UPDATE crm SET note = 'many ${random()}' WHERE id % 50 = ${Math.floor(random() * 50)}`;
    };
    this.done = (async () => {
      while (this.running) {
        const statements = Array.from({ length: 1 + Math.floor(random() * 4) }, statement);
        const end = random() < 0.1 ? 'ROLLBACK' : 'COMMIT';
        try {
          await postgres.query(`BEGIN; ${statements.join('; ')}; ${end}`);
          this.committed++;
        } catch {
          // The database is down, or another change was in the way.
          await wait(20);
        }
      }
    })();
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.done;
  }
}

/** A followed table `crm`. */
function follow(postgres: Postgres): Follower {
  const options = {
    ...({ kind: 'postgres', id: 'crm', connection: postgres.connection(), table: 'crm', key: 'id' } as const),
    ...({ follow: 'replication', mapping: 'none.json', makePublication: true } as const),
  };
  const pace = { askMs: 200, idleMs: 500, lookMs: 500 };
  return new Follower(new ReplicationSource(options, plainIntake('id', columns), pace));
}

/** Breaks a followed PostgreSQL in every way that is known, and compares what was taken with what is there. */
export const fault: Fault = {
  name: 'sources',
  async run({ short, log }) {
    const random = seeded(2611);
    await using postgres = await startPostgres();
    await postgres.query(
      `CREATE TABLE crm (id integer PRIMARY KEY, note text, words text, changed timestamptz DEFAULT now(), phone text);
       ALTER TABLE crm ALTER words SET STORAGE EXTERNAL;
       INSERT INTO crm SELECT g, 'note ' || g, repeat('شكوى ', 600), now(), '050' FROM generate_series(1, 3000) g`,
    );
    const follower = follow(postgres);
    const results: FaultResult[] = [];
    let mark = marks;

    /** Waits until all that is committed now has come. */
    const caughtUp = async (): Promise<string[]> => {
      await postgres.query(`INSERT INTO crm VALUES (${--mark})`);
      for (let waited = 0; waited < 30_000; waited += 20) {
        if (follower.taker.has(String(mark))) return [];
        await wait(20);
      }
      return [`nothing came any more: ${follower.faults.at(-1)?.message ?? 'no fault'}`];
    };
    /** What differs, while nobody writes. */
    const differences = async (): Promise<string[]> => {
      const late = await caughtUp();
      if (late.length > 0) return late;
      const there = await postgres.query(
        `SET datestyle = 'ISO'; SET timezone = 'UTC'; SELECT ${columns.join(', ')} FROM crm`,
      );
      const { content } = follower.taker;
      const wrong = there.filter((row) => content.get(row.id!) !== JSON.stringify(row)).length;
      const more = content.size - there.length;
      return wrong === 0 && more === 0 ? [] : [`${wrong} rows missing or other, ${more} more than there are`];
    };
    /** Tries something some times while changes are written. */
    const attempt = async (
      what: string,
      times: number,
      once: (n: number) => Promise<string[] | undefined>,
    ) => {
      const wrong: string[] = [];
      let survived = 0;
      let committed = 0;
      for (let n = 0; n < times; n++) {
        const writer = new Writer(postgres, random);
        await wait(50 + random() * 150);
        const said = (await once(n)) ?? [];
        await wait(random() * 100);
        await writer.stop();
        committed += writer.committed;
        const found = [...said, ...(await differences())];
        if (found.length === 0) survived++;
        else wrong.push(...found.map((text) => `${what}, ${n + 1}: ${text}`));
      }
      log(`${what}: ${survived} of ${times}, beside ${committed} transactions`);
      results.push({ what, tried: times, survived, wrong });
    };
    /** Waits for a fault of the source. */
    const expectFault = async (kind: string, from: number): Promise<string[]> => {
      for (let waited = 0; waited < 15_000; waited += 20) {
        if (follower.faults.slice(from).some(({ fault: found }) => found === kind)) return [];
        await wait(20);
      }
      return [`the source did not say ${kind}`];
    };

    try {
      await attempt('PostgreSQL restarted (smart)', short ? 1 : 10, async () => {
        await postgres.restart('smart');
        return undefined;
      });
      await attempt('PostgreSQL killed (SIGKILL) and started', short ? 1 : 10, async () => {
        await postgres.kill();
        await postgres.start();
        return undefined;
      });
      const crashes: Crash[] = [
        'before it is taken',
        'before it is acknowledged',
        'after it is acknowledged',
      ];
      for (const crash of crashes) {
        await attempt(`our side broken off at a batch ${crash}`, short ? 1 : 15, async () => {
          await follower.break(crash);
          return undefined;
        });
      }
      await attempt('slot dropped while it was read', short ? 1 : 8, async () => {
        const before = follower.faults.length;
        await postgres.query(
          `SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '${slot}' AND active`,
        );
        for (;;) {
          const dropped = await postgres
            .query(`SELECT pg_drop_replication_slot('${slot}')`)
            .catch(() => null);
          if (dropped) break;
          await postgres.query(
            `SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '${slot}' AND active`,
          );
        }
        return expectFault('lostPosition', before);
      });
      await attempt('table emptied and filled in one transaction', short ? 1 : 5, async () => {
        const before = follower.faults.length;
        await postgres.query(
          `BEGIN; CREATE TEMPORARY TABLE kept AS SELECT * FROM crm WHERE id % 2 = 0; TRUNCATE crm; INSERT INTO crm SELECT * FROM kept; INSERT INTO crm SELECT g, 'again' FROM generate_series(1, 3000) g ON CONFLICT DO NOTHING; COMMIT`,
        );
        return expectFault('lostPosition', before);
      });
      await attempt('column added, another renamed and renamed back', short ? 1 : 5, async (n) => {
        const before = follower.faults.length;
        await postgres.query(`ALTER TABLE crm ADD COLUMN added_${n} text DEFAULT 'x'`);
        await postgres.query('ALTER TABLE crm RENAME note TO remark');
        const said = await expectFault('misfit', before);
        const named = follower.faults.slice(before).some(({ message }) => message.includes('note'));
        await postgres.query('ALTER TABLE crm RENAME remark TO note');
        return named ? said : [...said, 'the fault did not name the column'];
      });
      const unseen: readonly { what: string; statements: readonly string[] }[] = [
        {
          what: 'publication left kinds of changes, rows and the table out, and had them again',
          statements: [
            `ALTER PUBLICATION ${slot} SET (publish = 'insert')`,
            'DELETE FROM crm WHERE id % 3 = 0',
            `ALTER PUBLICATION ${slot} SET (publish = 'insert, update, delete, truncate')`,
            `ALTER PUBLICATION ${slot} SET TABLE crm (${columns.join(', ')}) WHERE (id > 1000)`,
            "UPDATE crm SET note = 'unseen'",
            `ALTER PUBLICATION ${slot} DROP TABLE crm`,
            "UPDATE crm SET words = 'unseen' WHERE id % 3 = 1",
            `ALTER PUBLICATION ${slot} SET TABLE crm (${columns.join(', ')})`,
          ],
        },
        {
          what: 'a column written anew by ALTER TABLE without the publication',
          statements: [
            `ALTER PUBLICATION ${slot} DROP TABLE crm`,
            'ALTER TABLE crm ALTER note TYPE text USING upper(note)',
            `ALTER PUBLICATION ${slot} SET TABLE crm (${columns.join(', ')})`,
          ],
        },
        { what: 'VACUUM FULL', statements: ['VACUUM FULL crm'] },
      ];
      for (const { what, statements } of unseen) {
        await attempt(what, short ? 1 : 10, async () => {
          const before = follower.faults.length;
          for (const statement of statements) await postgres.query(statement);
          return expectFault('lostPosition', before);
        });
      }
      await attempt('server put back from a copy of its disk, and written on', short ? 1 : 8, async () => {
        await postgres.halt();
        postgres.keepCopy();
        await postgres.start();
        await wait(300);
        const before = follower.faults.length;
        await caughtUp();
        await postgres.halt();
        postgres.putBack();
        await postgres.start();
        await postgres.query(
          'CREATE TABLE past AS SELECT repeat(md5(g::text), 20) FROM generate_series(1, 20000) g; DROP TABLE past',
        );
        return expectFault('lostPosition', before);
      });
      const rows = short ? 20_000 : 100_000;
      await attempt(
        `${rows.toLocaleString('en')} rows in one transaction, and gone in the next`,
        short ? 1 : 2,
        async () => {
          follower.largest = 0;
          await postgres.query(
            `INSERT INTO crm SELECT -g, 'bulk', repeat('م', 200) FROM generate_series(1, ${rows}) g`,
          );
          const said = await caughtUp();
          await postgres.query(`DELETE FROM crm WHERE id BETWEEN ${-rows} AND -1`);
          return follower.largest <= 5000 ? said : [...said, `a batch had ${follower.largest} rows`];
        },
      );
    } finally {
      await follower.end();
    }
    const rows = short ? { long: 220, short: 5_000, heap: 160 } : { long: 3_000, short: 200_000, heap: 512 };
    results.push(await longTexts(postgres, { ...rows, log }));
    return results;
  },
};
