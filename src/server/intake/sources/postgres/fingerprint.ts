import { SourceError } from '../source.ts';
import type { Connected } from './connection.ts';
import type { Records } from './records.ts';

/**
 * What of the catalogue has to stay as it is for a place to be gone on from, by what it is of. Each mark is one that
 * never comes back once it was changed, so that what was changed and changed back is known at the next look, whenever
 * that is: the number of a file or a column, the transaction that wrote a row of the catalogue.
 */
export type Fingerprint = Readonly<Record<string, string>>;

/** What it says of a change, by the first word of what it is of. */
const changes: Readonly<Record<string, string>> = {
  file: 'its rows were written anew without a word in the log (ALTER TABLE, TRUNCATE, VACUUM FULL), it was UNLOGGED for a time, or a partition was detached',
  view: 'the view was made anew',
  column: 'a column that is read was made anew, or is of another type',
  word: 'a word of a type (ENUM) was renamed',
  publication: 'the publication was changed, so that changes may not have been sent',
};

/**
 * The fingerprint of a table or view, with the tables below it, and of the publication that sends it.
 * @param publication null where none is used
 */
export async function readFingerprint(
  connected: Connected,
  { table, columns }: Records,
  publication: string | null,
): Promise<Fingerprint> {
  const rows = await connected.rows(
    `WITH RECURSIVE below (oid) AS (
       SELECT $1::oid
       UNION SELECT next.oid FROM below CROSS JOIN LATERAL (
         SELECT inhrelid AS oid FROM pg_inherits WHERE inhparent = below.oid
         UNION SELECT d.refobjid FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass
           AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass WHERE w.ev_class = below.oid
       ) next
     ), typed (oid) AS (
       SELECT unnest($2::oid[])
       UNION SELECT CASE WHEN t.typbasetype <> 0 THEN t.typbasetype ELSE t.typelem END
         FROM typed JOIN pg_type t USING (oid) WHERE t.typbasetype <> 0 OR t.typelem <> 0
     )
     SELECT 'file ' || c.oid, c.relfilenode || c.relpersistence::text
       FROM below JOIN pg_class c USING (oid) WHERE c.relkind = 'r'
     UNION ALL SELECT 'view ' || w.oid, w.xmin::text
       FROM below JOIN pg_class c USING (oid) JOIN pg_rewrite w ON w.ev_class = c.oid WHERE c.relkind IN ('v', 'm')
     UNION ALL SELECT 'word ' || e.oid, e.xmin::text FROM typed JOIN pg_enum e ON e.enumtypid = typed.oid
     UNION ALL SELECT 'publication', concat_ws('/', p.oid, p.xmin, r.oid, r.xmin, n.oid, n.xmin,
         CASE WHEN p.pubviaroot OR n.oid IS NOT NULL THEN c.xmin END)
       FROM pg_class c CROSS JOIN pg_publication p
       LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid = c.oid
       LEFT JOIN pg_publication_namespace n ON n.pnpubid = p.oid AND n.pnnspid = c.relnamespace
       WHERE c.oid = $1 AND p.pubname = $3`,
    [table.oid, columns.map(({ typeOid }) => typeOid), publication],
  );
  return Object.fromEntries([
    ...rows,
    ...columns.map(({ name, number, typeOid, typeModifier }) => [
      `column ${name}`,
      `${number}/${typeOid}/${typeModifier}`,
    ]),
  ]);
}

/**
 * Whether all is as it was; what was added since, as a partition or a word of an ENUM, is no change.
 * @throws SourceError 'lostPosition' that says what was changed
 */
export function expectSame(before: Fingerprint, now: Fingerprint, { table }: Records): void {
  const changed =
    Object.keys(before).find((what) => before[what] !== now[what]) ??
    Object.keys(now).find((what) => what.startsWith('column ') && !(what in before));
  if (changed === undefined) return;
  const why = changes[changed.split(' ', 1)[0]!] ?? 'its catalogue was changed';
  throw new SourceError('lostPosition', `${table.sql}: ${why}; all must be read anew.`);
}

/** The object ids of the tables. */
export function filesOf(fingerprint: Fingerprint): string[] {
  return Object.keys(fingerprint).flatMap((what) =>
    what.startsWith('file ') ? what.slice('file '.length) : [],
  );
}

/** The object ids of tables that were not there before. */
export function filesAdded(before: Fingerprint, now: Fingerprint): string[] {
  return filesOf(now).filter((oid) => !(`file ${oid}` in before));
}
