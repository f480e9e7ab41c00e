import { SourceError } from '../source.ts';
import { type Connected, quoted } from './connection.ts';
import type { Records } from './records.ts';
import type { Column } from './table.ts';

/** What a check found; an error keeps the source from being read. */
export interface Finding {
  readonly level: 'error' | 'advice';
  /** What was found, what was expected, and what to do. */
  readonly text: string;
}

export const error = (text: string): Finding => ({ level: 'error', text });
export const advice = (text: string): Finding => ({ level: 'advice', text });

/** @throws SourceError 'misfit' that tells all errors */
export function refuse(findings: readonly Finding[]): void {
  const errors = findings.filter(({ level }) => level === 'error');
  if (errors.length > 0) throw new SourceError('misfit', errors.map(({ text }) => text).join(' '));
}

/** Whether our role may read what is read, and what it would not see. @param more columns beside the records' */
export function readingFindings(
  { table, columns, key }: Records,
  user: string,
  more: readonly Column[] = [],
): Finding[] {
  const found: Finding[] = [];
  if (table.kind === 'other') found.push(error(`${table.sql} is neither a table nor a view.`));
  const unreadable = [...new Set([...columns, ...more])].filter(({ readable }) => !readable);
  if (unreadable.length > 0) {
    const names = unreadable.map((column) => quoted(column.name)).join(', ');
    found.push(
      error(
        `The role ${user} may not read ${names} of ${table.sql}; have the administrator run: GRANT USAGE ON SCHEMA ${quoted(table.schema)} TO ${quoted(user)}; GRANT SELECT (${names}) ON ${table.sql} TO ${quoted(user)}.`,
      ),
    );
  }
  if (table.kind === 'table' && !key.unique) {
    found.push(
      error(
        `${table.sql} has no unique index on ${quoted(key.name)} alone, so that two rows could be taken for one request; name a column that is unique as "key".`,
      ),
    );
  }
  if (table.rowSecurity) {
    found.push(
      advice(
        `${table.sql} has row-level security: rows that its policies hide from the role are missing from the first reading, though replication sends their changes. Give it a policy that shows all.`,
      ),
    );
  }
  return found;
}

/** Whether the server lets us follow its log. @param slot ours: it need not be free */
export async function serverFindings(connected: Connected, slot: string): Promise<Finding[]> {
  const [row] = await connected.rows(
    `SELECT current_setting('wal_level'), current_setting('max_replication_slots')::int, current_setting('max_wal_senders')::int,
       (SELECT count(*) FROM pg_replication_slots WHERE slot_name <> $1),
       (SELECT count(*) FROM pg_stat_replication),
       (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user),
       current_setting('max_slot_wal_keep_size'), current_user, current_setting('server_version_num')`,
    [slot],
  );
  const [level, slots, senders, slotsUsed, sendersUsed, mayReplicate, keep, user, version] = row as string[];
  const found: Finding[] = [];
  if (Number(version) < 150_000) {
    found.push(
      error(
        `PostgreSQL ${Math.floor(Number(version) / 10_000)} cannot publish chosen columns, which came with 15; use "follow": "polling".`,
      ),
    );
  }
  if (level !== 'logical')
    found.push(
      error(`wal_level is ${level}, expected logical; set it in postgresql.conf and restart PostgreSQL.`),
    );
  if (mayReplicate !== 't')
    found.push(
      error(
        `The role ${user} may not replicate; have the administrator run: ALTER ROLE ${quoted(user!)} REPLICATION.`,
      ),
    );
  if (Number(slotsUsed) >= Number(slots))
    found.push(
      error(
        `All ${slots} replication slots are in use, expected a free one; raise max_replication_slots and restart PostgreSQL.`,
      ),
    );
  if (Number(sendersUsed) >= Number(senders))
    found.push(
      error(
        `All ${senders} WAL senders are in use, expected a free one; raise max_wal_senders and restart PostgreSQL.`,
      ),
    );
  if (keep === '-1')
    found.push(
      advice(
        'max_slot_wal_keep_size is -1: while nobody reads, WAL is kept until the disk is full. Set a bound, such as 20GB; beyond it all is read anew.',
      ),
    );
  return found;
}
