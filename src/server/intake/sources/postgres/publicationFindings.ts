import { type Connected, quoted } from './connection.ts';
import { advice, error, type Finding } from './findings.ts';
import {
  type Publication,
  publicationSql,
  publishedColumns,
  readPublication,
  withoutSql,
} from './publication.ts';
import type { Records } from './records.ts';
import type { Table } from './table.ts';

/** What is wrong with a publication of our own, or that there is none, and what puts it right. */
export interface Repair {
  /** What is wrong, as the beginning of a sentence. */
  readonly wrong: string;
  /** Statements, in a transaction. */
  readonly sql: string;
  /** Whether the application's own statements are refused until then. */
  readonly urgent: boolean;
}

/** What was found about a publication. */
export interface PublicationFindings {
  readonly findings: readonly Finding[];
  /** What we may do ourselves; with errors beside them only what harms the application is to be done. */
  readonly repairs: readonly Repair[];
  /** The one that there is; null: none, or the table is one that is not followed. */
  readonly publication: Publication | null;
}

/**
 * Whether the table can be followed, and whether the publication sends what is needed and harms nobody.
 * @param make whether a publication may be made, and one of our own be put right; that it is needed is then no error
 */
export async function publicationFindings(
  connected: Connected,
  records: Records,
  name: string,
  make: boolean,
): Promise<PublicationFindings> {
  const { table } = records;
  if (table.kind !== 'table') {
    const kind = table.kind === 'partitioned' ? 'partitioned table' : table.kind;
    const text = `${table.sql} is a ${kind}, expected a plain table; use "follow": "polling".`;
    return { findings: [error(text)], repairs: [], publication: null };
  }
  const publication = await readPublication(connected, name, table);
  const own = make && publication?.own === true;
  const findings = [...tableFindings(records), ...identityFindings(records, name, publication, make)];
  const repairs: Repair[] = [];
  if (!publication?.sent) {
    const wrong = publication
      ? `The publication ${quoted(name)} does not hold ${table.sql}`
      : `There is no publication ${quoted(name)}`;
    const sql = publicationSql(name, records, publication);
    if (make && (!publication || own) && (await mayPublish(connected, table, publication === null)))
      repairs.push({ wrong, sql, urgent: false });
    else findings.push(error(`${wrong}; have the administrator run: ${sql}.`));
    return { findings, repairs, publication };
  }

  const { sent } = publication;
  const sql = publicationSql(name, records, publication);
  const needed = publishedColumns(records);
  const missing = needed.filter((column) => !sent.columns.has(column));
  const more = [...sent.columns].filter((column) => !needed.includes(column));
  const uncovered =
    table.identity === 'full'
      ? sent.chosen
      : table.identityColumns.length === 0 ||
        table.identityColumns.some((column) => !sent.columns.has(column));
  if (own && uncovered && findings.some(({ level }) => level === 'error')) {
    const wrong = `${quoted(name)} kept the application from changing rows of ${table.sql}`;
    return { findings, repairs: [{ wrong, sql: withoutSql(name, table), urgent: true }], publication };
  }
  const wrongs = [
    ...(missing.length > 0 ? [`lacks ${missing.map(quoted).join(', ')} of ${table.sql}`] : []),
    ...(sent.filtered ? [`sends only some rows of ${table.sql}, expected all`] : []),
  ];
  const mayOwn = own && (await mayPublish(connected, table, false));
  if (wrongs.length > 0) {
    const wrong = `The publication ${quoted(name)} ${wrongs.join(' and ')}`;
    if (mayOwn) repairs.push({ wrong, sql, urgent: uncovered });
    else findings.push(error(`${wrong}; have the administrator run: ${sql}.`));
  }
  if (more.length > 0) {
    const better = table.identity === 'full' || !sent.named ? '' : `; better: ${sql}`;
    findings.push(
      advice(
        `The publication ${quoted(name)} also sends ${more.map(quoted).join(', ')}, which nobody reads${better}.`,
      ),
    );
  }
  if (sent.withheld.length > 0) {
    const wrong = `The publication ${quoted(name)} does not send ${sent.withheld.join(', ')}`;
    const send = `ALTER PUBLICATION ${quoted(name)} SET (publish = 'insert, update, delete, truncate')`;
    if (own) repairs.push({ wrong, sql: send, urgent: false });
    else findings.push(error(`${wrong}; have the administrator run: ${send}.`));
  }
  return { findings, repairs, publication };
}

/** What of the table itself keeps its changes from being told. */
function tableFindings({ table, columns }: Records): Finding[] {
  const found: Finding[] = [];
  if (!table.logged)
    found.push(
      error(
        `${table.sql} is UNLOGGED, so that the log tells none of its changes; have the administrator run: ALTER TABLE ${table.sql} SET LOGGED; or use "follow": "polling".`,
      ),
    );
  if (table.children.length > 0)
    found.push(
      error(
        `${table.sql} has tables that inherit from it: ${table.children.join(', ')}. Their rows are among its own in a query, but their changes come under another name, and two of them may have one key. Have the administrator take them out (ALTER TABLE ${table.children[0]} NO INHERIT ${table.sql}), or use "follow": "polling".`,
      ),
    );
  const computed = columns.filter((column) => !column.streamable);
  if (computed.length > 0)
    found.push(
      error(
        `${computed.map((column) => quoted(column.name)).join(', ')} of ${table.sql} is computed by the table, and such columns are not in the stream (stored ones are since PostgreSQL 18); map the columns that it is computed from, or use "follow": "polling".`,
      ),
    );
  return found;
}

/** Whether the replica identity tells the key of a deleted row, and the application may change rows. */
function identityFindings(
  { table, key }: Records,
  name: string,
  publication: Publication | null,
  make: boolean,
): Finding[] {
  const sent = publication?.sent;
  const taken = `it is taken out of ${quoted(name)}, which is our own, and put back once that is done`;
  if (table.identity === 'full') {
    if (!(sent ? sent.chosen : make)) return [];
    const what = !sent
      ? 'it is not published'
      : make && publication?.own
        ? taken
        : `${quoted(name)} is not followed: it must be dropped or changed at once`;
    return [
      error(
        `${table.sql} has REPLICA IDENTITY FULL. With a publication of chosen columns PostgreSQL would refuse every UPDATE and DELETE of the application itself, so ${what}. Have the administrator run: ALTER TABLE ${table.sql} REPLICA IDENTITY DEFAULT (if ${quoted(key.name)} is its primary key) or USING INDEX its unique index; or make a publication of all columns and set "makePublication" to false.`,
      ),
    ];
  }
  if (table.identityColumns.length === 0)
    return [
      error(
        `${table.sql} has no replica identity (REPLICA IDENTITY ${table.identity.toUpperCase()}${table.identity === 'default' ? ', and no primary key' : ''}). Once published, PostgreSQL would refuse every UPDATE and DELETE of the application itself${sent && make && publication?.own ? `, so ${taken}` : ''}. Have the administrator give it a primary key, or run: ALTER TABLE ${table.sql} REPLICA IDENTITY USING INDEX its unique index on ${quoted(key.name)}.`,
      ),
    ];
  if (!table.identityColumns.includes(key.name))
    return [
      error(
        `The replica identity of ${table.sql} is ${table.identityColumns.map(quoted).join(', ')}, expected ${quoted(key.name)} among them: of a deleted row the stream tells nothing else. Name one of them as "key".`,
      ),
    ];
  return [];
}

/** Whether our role may publish a table. @param anew in a publication that is yet to be made */
async function mayPublish(connected: Connected, table: Table, anew: boolean): Promise<boolean> {
  const [row] = await connected.rows(
    `SELECT pg_has_role(relowner, 'USAGE'), has_database_privilege(current_database(), 'CREATE') FROM pg_class WHERE oid = $1`,
    [table.oid],
  );
  return row?.[0] === 't' && (!anew || row[1] === 't');
}
