import * as v from 'valibot';
import { ReplicationSource } from '../../src/server/intake/sources/postgres/replication.ts';
import { postgresOptions, type ReplicationOptions } from '../../src/server/intake/sources/postgresOptions.ts';
import { Follower } from './follower.ts';
import { plainIntake } from './mapTaker.ts';
import type { Postgres } from './postgres.ts';

/** A look at the catalogue comes later than the statements of a test, and soon enough to wait for. */
const usualPace = { askMs: 50, idleMs: 100, lookMs: 700 };
let tables = 0;

/** In SQL and settings `$T` stands for the table's name, `$P` for its publication. */
export interface FollowedTable {
  /** Makes it, with the rows that are there at first. */
  readonly before: string;
  /** The columns that are read, with the key `id`. */
  readonly read?: readonly string[];
  readonly more?: Readonly<Record<string, unknown>>;
  readonly pace?: Partial<typeof usualPace>;
  /** Milliseconds in which all that it has at first has to be read. */
  readonly patience?: number;
}

/** Makes a table and follows it by replication until all that it has at first is read. */
export async function followedTable(
  server: Postgres,
  { before, read = ['id', 'status'], more = {}, pace, patience }: FollowedTable,
) {
  const name = `misled_${++tables}`;
  const slot = `services360_${name}`;
  const named = (text: string) => text.replaceAll('$T', name).replaceAll('$P', slot);
  const run = async (...statements: readonly string[]) => {
    for (const statement of statements) await server.query(named(statement));
  };
  await run(before);
  const options = v.parse(postgresOptions, {
    ...{ kind: 'postgres', id: name.replace('_', '-'), connection: server.connection(), table: name },
    ...{ key: 'id', follow: 'replication', mapping: 'none.json' },
    ...JSON.parse(named(JSON.stringify(more))),
  }) as ReplicationOptions;
  const logged: string[] = [];
  const follower = new Follower(
    new ReplicationSource(options, plainIntake('id', read), { ...usualPace, ...pace }, (text) =>
      logged.push(text),
    ),
  );
  /** What is there, as a source tells it. */
  const select = async () => {
    const rows = await server.query(
      `SET datestyle = 'ISO'; SET timezone = 'UTC'; SELECT ${read.join(', ')} FROM ${name}`,
    );
    return new Map(rows.map((row) => [row.id!, JSON.stringify(row)]));
  };
  const same = async () => {
    const there = await select();
    const { content } = follower.taker;
    return content.size === there.size && [...there].every(([id, row]) => content.get(id) === row);
  };
  const it = {
    ...{ name, slot, options, run, follower, select, same },
    /** All that the administrator was told: why it broke, and what was only written into the log. */
    said: () => [...follower.faults.map(({ message }) => message), ...logged].join('\n'),
    /** Waits until what was taken is what is there. */
    untilSame: (what: string) => follower.until(what, same),
    async [Symbol.asyncDispose]() {
      await follower.end();
      await server
        .query(`SELECT pg_terminate_backend(active_pid), pg_drop_replication_slot(slot_name)
          FROM pg_replication_slots WHERE slot_name = '${slot}'`)
        .catch(() => {});
    },
  };
  try {
    const isRead = async () => follower.taker.position !== null && (await same());
    await follower.until('all is read', isRead, patience);
  } catch (cause) {
    await it[Symbol.asyncDispose]();
    throw cause;
  }
  return it;
}
