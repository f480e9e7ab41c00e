import { SourceError } from '../source.ts';
import { type Connected, quoted } from './connection.ts';
import { type Publication, publicationSql, publishedColumns, readPublication } from './publication.ts';
import type { Records } from './records.ts';
import type { Column, Table } from './table.ts';

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

/**
 * Whether the table can be followed, and whether the publication sends what is needed and harms nobody.
 * @param make whether a missing publication would be made; it is then no error
 */
export async function publicationFindings(
  connected: Connected,
  records: Records,
  name: string,
  make: boolean,
): Promise<{ findings: Finding[]; publication: Publication | null }> {
  const { table, key } = records;
  if (table.kind !== 'table') {
    return {
      findings: [
        error(
          `${table.sql} is a ${table.kind === 'partitioned' ? 'partitioned table' : table.kind}, expected a plain table; use "follow": "polling".`,
        ),
      ],
      publication: null,
    };
  }
  const findings: Finding[] = [];
  if (table.children.length > 0) {
    findings.push(
      error(
        `${table.sql} has tables that inherit from it: ${table.children.join(', ')}. Their rows are among its own in a query, but their changes come under another name, and two of them may have one key. Have the administrator take them out (ALTER TABLE ${table.children[0]} NO INHERIT ${table.sql}), or use "follow": "polling".`,
      ),
    );
  }
  const computed = records.columns.filter((column) => !column.streamable);
  if (computed.length > 0) {
    findings.push(
      error(
        `${computed.map((column) => quoted(column.name)).join(', ')} of ${table.sql} is computed by the table, and such columns are not in the stream (stored ones are since PostgreSQL 18); map the columns that it is computed from, or use "follow": "polling".`,
      ),
    );
  }
  const found = await readPublication(connected, name, table);
  const publication = found === 'without' ? null : found;
  const chosen = publication ? publication.chosen : make;
  if (table.identity === 'full' && chosen) {
    findings.push(
      error(
        `${table.sql} has REPLICA IDENTITY FULL. With a publication of chosen columns PostgreSQL would refuse every UPDATE and DELETE of the application itself, so ${publication ? `${quoted(name)} is not followed: it must be dropped or changed at once` : 'none is made'}. Have the administrator run: ALTER TABLE ${table.sql} REPLICA IDENTITY DEFAULT (if ${quoted(key.name)} is its primary key) or USING INDEX its unique index; or make a publication of all columns and set "makePublication" to false.`,
      ),
    );
  } else if (table.identity !== 'full' && table.identityColumns.length === 0) {
    findings.push(
      error(
        `${table.sql} has no replica identity (REPLICA IDENTITY ${table.identity.toUpperCase()}${table.identity === 'default' ? ', and no primary key' : ''}). Once published, PostgreSQL would refuse every UPDATE and DELETE of the application itself. Have the administrator give it a primary key, or run: ALTER TABLE ${table.sql} REPLICA IDENTITY USING INDEX its unique index on ${quoted(key.name)}.`,
      ),
    );
  } else if (table.identity !== 'full' && !table.identityColumns.includes(key.name)) {
    findings.push(
      error(
        `The replica identity of ${table.sql} is ${table.identityColumns.map(quoted).join(', ')}, expected ${quoted(key.name)} among them: of a deleted row the stream tells nothing else. Name one of them as "key".`,
      ),
    );
  }
  if (found === null && !(make && (await mayPublish(connected, table))))
    findings.push(
      error(
        `There is no publication ${quoted(name)}; have the administrator run: ${publicationSql(name, records)}.`,
      ),
    );
  if (found === 'without')
    findings.push(
      error(
        `The publication ${quoted(name)} does not hold ${table.sql}; have the administrator run: ${publicationSql(name, records, true)}.`,
      ),
    );
  if (!publication) return { findings, publication };

  const needed = publishedColumns(records);
  const missing = needed.filter((column) => !publication.columns.has(column));
  const more = [...publication.columns].filter((column) => !needed.includes(column));
  if (missing.length > 0)
    findings.push(
      error(
        `The publication ${quoted(name)} lacks ${missing.map(quoted).join(', ')} of ${table.sql}; have the administrator run: ${publicationSql(name, records, true)}.`,
      ),
    );
  if (more.length > 0)
    findings.push(
      advice(
        `The publication ${quoted(name)} also sends ${more.map(quoted).join(', ')}, which nobody reads${table.identity === 'full' ? '' : `; better: ${publicationSql(name, records, true)}`}.`,
      ),
    );
  if (publication.filtered)
    findings.push(
      error(
        `The publication ${quoted(name)} sends only some rows of ${table.sql}, expected all; leave out its WHERE, or follow a view by polling.`,
      ),
    );
  if (publication.withheld.length > 0)
    findings.push(
      error(
        `The publication ${quoted(name)} does not send ${publication.withheld.join(', ')}; have the administrator run: ALTER PUBLICATION ${quoted(name)} SET (publish = 'insert, update, delete, truncate').`,
      ),
    );
  return { findings, publication };
}

/** Whether our role may make a publication of a table. */
async function mayPublish(connected: Connected, table: Table): Promise<boolean> {
  const [row] = await connected.rows(
    `SELECT has_database_privilege(current_database(), 'CREATE') AND pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = $1`,
    [table.oid],
  );
  return row?.[0] === 't';
}
