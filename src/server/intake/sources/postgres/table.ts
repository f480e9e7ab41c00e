import { fold } from '../../../../model/fold.ts';
import { SourceError } from '../source.ts';
import { type Connected, quoted } from './connection.ts';

export interface Column {
  readonly name: string;
  /** As SQL writes it, such as `timestamp with time zone`. */
  readonly type: string;
  /** The type that it is of below its domains, as SQL writes it; `enum` for any ENUM. */
  readonly base: string;
  /** Its number in the table: one that is dropped and made again has another. */
  readonly number: string;
  /** The object id and the modifier of its type, as the stream tells them too. */
  readonly typeOid: string;
  readonly typeModifier: string;
  /** Computed by the table, and kept or made anew at each reading. */
  readonly generated: 'stored' | 'virtual' | null;
  /** Whether a stream can tell it: stored computed columns only since PostgreSQL 18. */
  readonly streamable: boolean;
  /** Whether our role may read it. */
  readonly readable: boolean;
  /** Whether no two rows have the same value, for sure. */
  readonly unique: boolean;
  /** Whether an index begins with it. */
  readonly indexed: boolean;
}

/** What the catalogue says of a table or view. */
export interface Table {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  /** Both names as SQL writes them. */
  readonly sql: string;
  readonly kind: 'table' | 'partitioned' | 'view' | 'other';
  readonly columns: ReadonlyMap<string, Column>;
  /** What tells the old row of an UPDATE or DELETE in the stream. */
  readonly identity: 'default' | 'nothing' | 'full' | 'index';
  /** Its columns; none where there is no key. */
  readonly identityColumns: readonly string[];
  /** Whether our role may read what the server itself keeps of a row: ctid, xmin, tableoid. A right to other columns is not enough. */
  readonly systemColumns: boolean;
  /** Whether its changes are in the log at all: UNLOGGED and temporary tables have none there. */
  readonly logged: boolean;
  /** Whether rows are hidden from roles by policies. */
  readonly rowSecurity: boolean;
  /** The tables that inherit from it, as SQL writes them; partitions are none. */
  readonly children: readonly string[];
}

const kinds: Record<string, Table['kind']> = { r: 'table', p: 'partitioned', v: 'view', m: 'view' };
const identities: Record<string, Table['identity']> = { d: 'default', n: 'nothing', f: 'full', i: 'index' };

/**
 * What the catalogue says of a table. Its statements need `atOneInstant` around them.
 * @param named `schema.table`, or a table of `public`
 * @param known object ids of the table that was there before
 * @throws SourceError 'misfit' if it is not there
 */
export async function readTable(
  connected: Connected,
  named: string,
  known: readonly string[] = [],
): Promise<Table> {
  const dot = named.indexOf('.');
  const [schema, name] = dot < 0 ? ['public', named] : [named.slice(0, dot), named.slice(dot + 1)];
  const [found] = await connected.rows(
    `SELECT c.oid, c.relkind, c.relreplident, c.relrowsecurity, current_setting('server_version_num'),
       (SELECT array_to_json(array_agg(format('%I.%I', h.nspname, k.relname) ORDER BY h.nspname, k.relname))
        FROM pg_inherits i JOIN pg_class k ON k.oid = i.inhrelid JOIN pg_namespace h ON h.oid = k.relnamespace
        WHERE i.inhparent = c.oid AND NOT k.relispartition),
       -- ctid, xmin and tableoid; null of a view, which has none.
       has_column_privilege(c.oid, (-1)::smallint, 'SELECT') AND has_column_privilege(c.oid, (-2)::smallint, 'SELECT')
         AND has_column_privilege(c.oid, (-6)::smallint, 'SELECT'), c.relpersistence
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2`,
    [schema, name],
  );
  if (!found) {
    const [moved] = await connected.rows(
      `SELECT h.nspname || '.' || k.relname FROM pg_class k JOIN pg_namespace h ON h.oid = k.relnamespace
       WHERE k.oid = ANY ($1::oid[]) AND k.relkind IN ('r', 'p', 'v', 'm')`,
      [known],
    );
    throw new SourceError(
      'misfit',
      moved
        ? `table: PostgreSQL has no table or view ${schema}.${name} any more: it is ${moved[0]} now. Have it named as it was, or another one made with that name; or name ${moved[0]} as "table".`
        : `table: PostgreSQL has no table or view ${schema}.${name}; expected "schema.table" as it is written in the catalogue.`,
    );
  }
  const [oid, kind, identity, rowSecurity, version, children, system, persistence] = found as string[];
  const columns = await connected.rows(
    `SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attgenerated,
       has_schema_privilege(c.relnamespace, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT'),
       EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL
         AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum),
       EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indpred IS NULL AND i.indkey[0] = a.attnum),
       EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND a.attnum = ANY (i.indkey)
         AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident ELSE false END),
       a.attnum, a.atttypid, a.atttypmod,
       CASE WHEN b.typtype = 'e' THEN 'enum' ELSE format_type(b.oid, NULL) END
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     JOIN pg_type t ON t.oid = a.atttypid JOIN pg_type b ON b.oid = CASE t.typbasetype WHEN 0 THEN t.oid ELSE t.typbasetype END
     WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [oid],
  );
  return {
    oid: oid!,
    schema,
    name,
    sql: `${quoted(schema)}.${quoted(name)}`,
    kind: kinds[kind!] ?? 'other',
    identity: identities[identity!]!,
    systemColumns: system === 't',
    logged: persistence === 'p',
    rowSecurity: rowSecurity === 't',
    children: JSON.parse(children ?? '[]') as string[],
    identityColumns: columns.filter((row) => row[6] === 't').map((row) => row[0]!),
    columns: new Map(
      columns.map(
        ([column, type, generated, readable, unique, indexed, , number, typeOid, typeModifier, base]) => [
          column!,
          {
            name: column!,
            type: type!,
            base: base!,
            number: number!,
            typeOid: typeOid!,
            typeModifier: typeModifier!,
            generated: generated === 's' ? 'stored' : generated === 'v' ? 'virtual' : null,
            streamable: generated === '' || (generated === 's' && Number(version) >= 180_000),
            readable: readable === 't',
            unique: unique === 't',
            indexed: indexed === 't',
          },
        ],
      ),
    ),
  };
}

/**
 * The column of a table that a configuration means: exactly, or with other capitals, spaces and marks.
 * @throws SourceError 'misfit' that names the column that the table does not have
 */
export function columnOf(table: Table, wanted: string): Column {
  const exact = table.columns.get(wanted.trim());
  if (exact) return exact;
  const alike = [...table.columns.values()].filter(({ name }) => fold(name) === fold(wanted));
  if (alike.length === 1) return alike[0]!;
  throw new SourceError(
    'misfit',
    `${table.schema}.${table.name}: got no column "${wanted}"; it has ${[...table.columns.keys()].join(', ')}. Name the right one in the configuration or the mapping, or have the column made again.`,
  );
}
