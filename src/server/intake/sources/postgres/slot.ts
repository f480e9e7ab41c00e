import { setTimeout as wait } from 'node:timers/promises';
import { SourceError } from '../source.ts';
import { type Connected, quoted } from './connection.ts';
import { formatLsn, type Lsn, parseLsn } from './lsn.ts';

/** What a new slot continues from: all that was committed before it is in the snapshot, all after it in the stream. */
export interface NewSlot {
  readonly from: Lsn;
  /** For SET TRANSACTION SNAPSHOT, as long as nothing else is asked of the connection that made the slot. */
  readonly snapshot: string;
}

/**
 * Makes a slot in place of the one of that name.
 * @param log a connection for replication
 * @param patienceMs after which it is asked what it waits for
 * @throws SourceError 'misfit' where that is what ends by nobody's doing but an administrator's
 */
export async function makeSlot(
  ordinary: Connected,
  log: Connected,
  slot: string,
  signal: AbortSignal,
  patienceMs: number,
): Promise<NewSlot> {
  await dropSlot(ordinary, slot, signal);
  // Takes until all transactions that are under way have ended.
  const making = log.rows(`CREATE_REPLICATION_SLOT ${quoted(slot)} LOGICAL pgoutput EXPORT_SNAPSHOT`);
  making.catch(() => {});
  for (;;) {
    const made = await Promise.race([making, wait(patienceMs, null, { signal })]);
    if (made) return { from: parseLsn(made[0]![1]!), snapshot: made[0]![2]! };
    const prepared = await preparedTransactions(ordinary, patienceMs);
    if (prepared.length === 0) continue;
    await ordinary.rows(
      'SELECT pg_cancel_backend(active_pid) FROM pg_replication_slots WHERE slot_name = $1',
      [slot],
    );
    await making.catch(() => {});
    throw new SourceError('misfit', `No slot can be made. ${prepared.join(' ')}`);
  }
}

/** A transaction that has been prepared for longer was forgotten: milliseconds. */
export const longPrepared = 10 * 60_000;

/**
 * What is prepared and never ended, with what helps: it keeps a slot from being made, and WAL and dead rows from being
 * forgotten.
 * @param longerMs only those that have been there for so many milliseconds
 */
export async function preparedTransactions(ordinary: Connected, longerMs: number): Promise<string[]> {
  const rows = await ordinary.rows(
    `SELECT quote_literal(gid), quote_ident(owner), quote_ident(database), date_trunc('second', prepared)
     FROM pg_prepared_xacts WHERE prepared < now() - $1::float * interval '1 millisecond' ORDER BY prepared`,
    [longerMs],
  );
  return rows.map(
    ([gid, owner, database, at]) =>
      `The transaction ${gid} of ${owner} in the database ${database} has been prepared since ${at} and was never ended; while it is so, no slot can be made, and WAL is kept. Have the administrator run in that database: COMMIT PREPARED ${gid}, or ROLLBACK PREPARED ${gid}.`,
  );
}

async function dropSlot(ordinary: Connected, slot: string, signal: AbortSignal): Promise<void> {
  const [found] = await ordinary.rows(
    `SELECT plugin = 'pgoutput' AND database = current_database() FROM pg_replication_slots WHERE slot_name = $1`,
    [slot],
  );
  if (!found) return;
  if (found[0] !== 't') {
    throw new SourceError(
      'misfit',
      `slot: ${quoted(slot)} is there and of another kind or database; name another "slot".`,
    );
  }
  await freed(ordinary, slot, signal);
  await ordinary.rows('SELECT pg_drop_replication_slot($1)', [slot]);
}

/**
 * Waits until nobody reads a slot: the server notices only after a while that a reader, who may have been this process,
 * has left.
 * @throws SourceError 'unreachable' where somebody still does after two seconds
 */
async function freed(ordinary: Connected, slot: string, signal: AbortSignal): Promise<void> {
  for (let tries = 0; tries <= 20; tries++) {
    if (tries > 0) await wait(100, undefined, { signal });
    const [found] = await ordinary.rows('SELECT active FROM pg_replication_slots WHERE slot_name = $1', [
      slot,
    ]);
    if (found?.[0] !== 't') return;
  }
  throw new SourceError(
    'unreachable',
    `slot: ${quoted(slot)} is being read by another process; end the other server, or name another "slot".`,
    { retryAfter: 2000 },
  );
}

/** Why a server gave a slot up, by PostgreSQL's own words for it, with what helps; since 17 it says so. */
const givenUp: Readonly<Record<string, string>> = {
  wal_removed:
    'since more WAL was kept for it than max_slot_wal_keep_size allows: if that happens again, raise it, or see that Services 360 is not away for so long',
  rows_removed:
    'since rows of the catalogue that it needs were removed on the primary: set hot_standby_feedback = on on the replica, and have it follow by a slot of its own',
  wal_level_insufficient:
    'since wal_level of the primary was lowered: set wal_level = logical there and leave it so',
  idle_timeout:
    'since nobody read it for longer than idle_replication_slot_timeout: set it to 0, or longer than Services 360 may be away',
};

/**
 * Whether a slot still has all that comes after a place.
 * @returns up to where it knows that all was taken
 * @throws SourceError 'lostPosition' where it has not, 'unreachable' where another process reads it
 */
export async function checkSlot(
  ordinary: Connected,
  slot: string,
  from: Lsn,
  signal: AbortSignal,
): Promise<Lsn> {
  await freed(ordinary, slot, signal);
  const [found] = await ordinary.rows(
    `SELECT wal_status, confirmed_flush_lsn, to_jsonb(s) ->> 'invalidation_reason',
       CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END
     FROM pg_replication_slots s WHERE slot_name = $1 AND plugin = 'pgoutput' AND database = current_database()`,
    [slot],
  );
  const lost = (why: string) =>
    new SourceError('lostPosition', `slot: ${quoted(slot)} ${why}; all must be read anew.`);
  if (!found) throw lost('is not there any more');
  const [status, confirmed, reason, written] = found;
  if (typeof reason === 'string')
    throw lost(`was given up by the server (${reason}) ${givenUp[reason] ?? 'for a reason of its own'}`);
  if (status === 'lost' || confirmed === null)
    throw lost(`was given up by the server ${givenUp.wal_removed}`);
  if (parseLsn(confirmed!) > from)
    throw lost(`begins at ${confirmed}, expected ${formatLsn(from)} or before: another one was made`);
  if (parseLsn(written!) < from)
    throw lost(
      `was read up to ${formatLsn(from)}, and the server has only written up to ${written}: it was restored from a backup`,
    );
  return parseLsn(confirmed!);
}

/** What tells a cluster from all others. @param log a connection for replication */
export async function systemOf(log: Connected): Promise<string> {
  const [system] = await log.rows('IDENTIFY_SYSTEM');
  return system![0]!;
}
