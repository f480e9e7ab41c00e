import type { ReplicationOptions } from '../postgresOptions.ts';
import { type Connected, quoted } from './connection.ts';
import type { Records } from './records.ts';
import type { Table } from './table.ts';

/** A publication, seen from a table. */
export interface Publication {
  /** Whether our role owns it: it made it. */
  readonly own: boolean;
  /** Whether it holds other tables, or whole schemas, beside the table. */
  readonly shared: boolean;
  /** Whether it holds whole schemas; no table has a list of columns beside them. */
  readonly schemas: boolean;
  /** What it sends of the table; null: it does not hold it. */
  readonly sent: Sent | null;
}

/** What a publication sends of a table. */
export interface Sent {
  readonly columns: ReadonlySet<string>;
  /** Whether the table is in it by its own name, and not with all others or with its schema. */
  readonly named: boolean;
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

/** @returns null if there is none */
export async function readPublication(
  connected: Connected,
  name: string,
  table: Table,
): Promise<Publication | null> {
  const [found] = await connected.rows(
    `SELECT pg_get_userbyid(p.pubowner) = current_user,
       EXISTS (SELECT FROM pg_publication_rel o WHERE o.prpubid = p.oid AND o.prrelid <> $2),
       EXISTS (SELECT FROM pg_publication_namespace n WHERE n.pnpubid = p.oid),
       r.oid IS NOT NULL, r.prattrs IS NOT NULL, t.rowfilter IS NOT NULL, array_to_json(t.attnames),
       p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate
     FROM pg_publication p
     LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid = $2
     LEFT JOIN pg_publication_tables t ON t.pubname = p.pubname AND t.schemaname = $3 AND t.tablename = $4
     WHERE p.pubname = $1`,
    [name, table.oid, table.schema, table.name],
  );
  if (!found) return null;
  const [own, others, schemas, named, chosen, filtered, columns, ...kinds] = found;
  return {
    own: own === 't',
    shared: others === 't' || schemas === 't',
    schemas: schemas === 't',
    sent:
      typeof columns !== 'string'
        ? null
        : {
            columns: new Set(JSON.parse(columns) as string[]),
            named: named === 't',
            chosen: chosen === 't',
            filtered: filtered === 't',
            withheld: ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'].filter((_, i) => kinds[i] !== 't'),
          },
  };
}

/** The columns that a publication needs: those that are read, and those that tell the old row. */
export function publishedColumns({ columns, table }: Records): string[] {
  return [...new Set([...columns.map(({ name }) => name), ...table.identityColumns])];
}

/**
 * The statements, in a transaction, that make the publication, or have one send what is read of the table and leave the
 * other tables in it as they are.
 * @param found the one that there is
 */
export function publicationSql(name: string, records: Records, found: Publication | null): string {
  const { sql } = records.table;
  const columns = `${sql} (${publishedColumns(records).map(quoted).join(', ')})`;
  if (!found) return `CREATE PUBLICATION ${quoted(name)} FOR TABLE ${columns}`;
  if (!found.sent) return `ALTER PUBLICATION ${quoted(name)} ADD TABLE ${found.schemas ? sql : columns}`;
  if (!found.shared) return `ALTER PUBLICATION ${quoted(name)} SET TABLE ${columns}`;
  return `${withoutSql(name, records.table)}; ALTER PUBLICATION ${quoted(name)} ADD TABLE ${columns}`;
}

/** The statement that takes a table out of a publication. */
export function withoutSql(name: string, { sql }: Table): string {
  return `ALTER PUBLICATION ${quoted(name)} DROP TABLE ${sql}`;
}
