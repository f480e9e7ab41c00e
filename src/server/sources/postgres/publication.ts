import type { ReplicationOptions } from '../postgresOptions.ts';
import { type Connected, quoted } from './connection.ts';
import type { Records } from './records.ts';
import type { Table } from './table.ts';

/** What a publication sends of a table. */
export interface Publication {
  readonly columns: ReadonlySet<string>;
  /** Whether the columns were chosen; else it is all that the table has. */
  readonly chosen: boolean;
  /** Whether rows are chosen by a condition. */
  readonly filtered: boolean;
  /** Of INSERT, UPDATE, DELETE and TRUNCATE those that are not sent. */
  readonly withheld: readonly string[];
}

/** The name that is used unless the configuration tells one, of publication and slot. */
export function nameFor({ id }: Pick<ReplicationOptions, 'id'>): string {
  return `services360_${id.replaceAll('-', '_')}`.slice(0, 63);
}

/** @returns null if there is none; 'without' if it is there without the table */
export async function readPublication(
  connected: Connected,
  name: string,
  table: Table,
): Promise<Publication | 'without' | null> {
  const [found] = await connected.rows(
    `SELECT r.prattrs IS NOT NULL, t.rowfilter IS NOT NULL,
       p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, array_to_json(t.attnames)
     FROM pg_publication p
     LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid = $2
     LEFT JOIN pg_publication_tables t ON t.pubname = p.pubname AND t.schemaname = $3 AND t.tablename = $4
     WHERE p.pubname = $1`,
    [name, table.oid, table.schema, table.name],
  );
  if (!found) return null;
  const [chosen, filtered, ...rest] = found;
  const columns = rest.pop();
  if (typeof columns !== 'string') return 'without';
  return {
    columns: new Set(JSON.parse(columns) as string[]),
    chosen: chosen === 't',
    filtered: filtered === 't',
    withheld: ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'].filter((_, i) => rest[i] !== 't'),
  };
}

/** The columns that a publication needs: those that are read, and those that tell the old row. */
export function publishedColumns({ columns, table }: Records): string[] {
  return [...new Set([...columns.map(({ name }) => name), ...table.identityColumns])];
}

/** The statement that makes the publication, or that puts the right columns into the one that there is. */
export function publicationSql(name: string, records: Records, exists = false): string {
  const columns = publishedColumns(records).map(quoted).join(', ');
  return exists
    ? `ALTER PUBLICATION ${quoted(name)} SET TABLE ${records.table.sql} (${columns})`
    : `CREATE PUBLICATION ${quoted(name)} FOR TABLE ${records.table.sql} (${columns})`;
}
