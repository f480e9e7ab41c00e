import type { RequestRow } from '../../../model/schema.ts';
import { storedColumns } from './schema.ts';
import { type DatabaseSyncInstance, ofSource, type StatementSyncInstance } from './sqlite.ts';

type Found = readonly (number | string | null)[];

const columns = `rid, ref, ${storedColumns.map((name) => `"${name}"`).join(', ')}`;
const valuesFrom = 2;
const openedAt = valuesFrom + storedColumns.indexOf('opened');

/** Rids that are looked at in one go: some 30 ms of work. */
const ridsAtOnce = 10_000;

/** Reads requests as they are published: nothing of who asked. */
export class RequestReader {
  private readonly db: DatabaseSyncInstance;
  private readonly byRid: StatementSyncInstance;
  private readonly byDays: StatementSyncInstance;
  private readonly firstAndLastDay: StatementSyncInstance;
  private readonly firstAndLastRid: StatementSyncInstance;

  constructor(db: DatabaseSyncInstance) {
    this.db = db;
    this.byRid = arrays(db, `SELECT ${columns} FROM requests WHERE rid = ?`);
    // Those that are gone have no day.
    this.byDays = arrays(db, `SELECT ${columns} FROM requests WHERE day BETWEEN ? AND ? ORDER BY day, rid`);
    this.firstAndLastDay = arrays(
      db,
      'SELECT (SELECT min(day) FROM requests), (SELECT max(day) FROM requests)',
    );
    this.firstAndLastRid = arrays(
      db,
      'SELECT (SELECT min(rid) FROM requests), (SELECT max(rid) FROM requests)',
    );
  }

  /** The row of a rid; null if it is gone. */
  row(rid: number): RequestRow | null {
    const found = this.byRid.get(rid) as Found;
    return found[openedAt] === null ? null : rowOf(found);
  }

  /** The rows opened on local days, both ends included, in the order of their days. */
  *rowsOfDays(from: number, to: number): Iterable<{ readonly rid: number; readonly row: RequestRow }> {
    for (const found of this.byDays.iterate(from, to) as Iterable<Found>)
      yield { rid: found[0] as number, row: rowOf(found) };
  }

  /**
   * The rows of a source that stand open, and those opened on a day or later or changed at an instant or later: in
   * pieces, between which the store may be written to.
   */
  *rowsSince(
    source: string,
    day: number,
    instant: number,
    done: readonly number[],
  ): Iterable<{ readonly rid: number; readonly row: RequestRow }[]> {
    const statement = arrays(
      this.db,
      `SELECT ${columns} FROM requests WHERE rid BETWEEN ? AND ? AND ${ofSource} AND gone = 0
      AND (day >= ? OR updated >= ? OR stage IS NULL OR stage NOT IN (${done.join(', ')})) ORDER BY rid`,
    );
    const [first, last] = this.firstAndLastRid.get() as (number | null)[];
    for (let from = first ?? 1; from <= (last ?? 0); from += ridsAtOnce) {
      const found = statement.all(from, from + ridsAtOnce - 1, source, day, instant) as Found[];
      yield found.map((one) => ({ rid: one[0] as number, row: rowOf(one) }));
    }
  }

  /** The local days of the first and the last opening; null without requests. */
  days(): { readonly first: number; readonly last: number } | null {
    const [first, last] = this.firstAndLastDay.get() as (number | null)[];
    return first == null || last == null ? null : { first, last };
  }
}

/** A statement whose rows come as arrays. */
export function arrays(db: DatabaseSyncInstance, sql: string): StatementSyncInstance {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}

function rowOf(found: Found): RequestRow {
  const row: Record<string, number | string | null> = { ref: found[1]! };
  for (let i = 0; i < storedColumns.length; i++) row[storedColumns[i]!] = found[valuesFrom + i]!;
  delete row.day;
  delete row.hour;
  return row as unknown as RequestRow;
}
