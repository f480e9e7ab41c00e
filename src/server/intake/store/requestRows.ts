import type { RequestValues } from '../../../model/schema.ts';
import { nullOf, type RequestRow, requestColumns } from '../../../model/schema.ts';
import type { TimeZone } from '../../../model/timeZone.ts';
import type { Personal } from '../sources/source.ts';
import { arrays } from './requestReader.ts';
import { personalColumns, storedColumns } from './schema.ts';
import type { DatabaseSyncInstance, StatementSyncInstance } from './sqlite.ts';

type Value = number | null;

/** A request as the store has it. */
export interface StoredRequest {
  readonly rid: number;
  readonly order: number;
  readonly gone: boolean;
  /** By `storedColumns`; all but the version are null if it is gone. */
  readonly values: readonly Value[];
  readonly personal: Personal | null;
  /** Its customer's key. */
  readonly key: string | null;
}

/** A request as it is to be stored. */
export interface NewRequest {
  readonly order: number;
  readonly gone: boolean;
  readonly values: readonly Value[];
  readonly personal: Personal | null;
  readonly key: string | null;
}

const columnList = storedColumns.map((name) => `"${name}"`).join(', ');
const versionAt = storedColumns.indexOf('version');
const openedAt = storedColumns.indexOf('opened');
const flagNames = ['repeat30d', 'duplicate', 'handover48h'] as const;
const flagsAt = flagNames.map((name) => storedColumns.indexOf(name));
/** Where `StoredRequest.values` begin in what is read, and where the personal columns do. */
const valuesFrom = 3;
const personalFrom = valuesFrom + storedColumns.length;

/** The tables `requests` and `personal`: one row of the first for each request, one of the second where more is known. */
export class RequestRows {
  /** The rid that the next new request gets. */
  nextRid: number;
  /** Requests that are not gone. */
  count: number;
  private readonly find: StatementSyncInstance;
  private readonly insert: StatementSyncInstance;
  private readonly update: StatementSyncInstance;
  private readonly updateOrder: StatementSyncInstance;
  private readonly writePersonal: StatementSyncInstance;
  private readonly deletePersonal: StatementSyncInstance;

  constructor(db: DatabaseSyncInstance) {
    this.find = arrays(
      db,
      `SELECT r.rid, source_order, gone, ${storedColumns.map((name) => `r."${name}"`).join(', ')},
        p.rid, key, ${personalColumns.join(', ')}
      FROM requests r LEFT JOIN personal p ON p.rid = r.rid WHERE source = ? AND ref = ?`,
    );
    this.insert = db.prepare(
      `INSERT INTO requests (rid, source, ref, source_order, gone, ${columnList})
      VALUES (?, ?, ?, ?, ?, ${storedColumns.map(() => '?').join(', ')})`,
    );
    this.update = db.prepare(
      `UPDATE requests SET source_order = ?, gone = ?, ${storedColumns.map((name) => `"${name}" = ?`).join(', ')}
      WHERE rid = ?`,
    );
    this.updateOrder = db.prepare('UPDATE requests SET source_order = ? WHERE rid = ?');
    this.writePersonal = db.prepare(
      `INSERT OR REPLACE INTO personal (rid, key, opened, ${personalColumns.join(', ')})
      VALUES (?, ?, ?, ${personalColumns.map(() => '?').join(', ')})`,
    );
    this.deletePersonal = db.prepare('DELETE FROM personal WHERE rid = ?');
    this.nextRid =
      (db.prepare('SELECT max(rid) AS last FROM requests').get() as { last: number | null }).last ?? -1;
    this.nextRid++;
    // Both are counted in an index, not in the rows.
    const count =
      'SELECT (SELECT count(*) FROM requests) - (SELECT count(*) FROM requests WHERE gone = 1) AS n';
    this.count = (db.prepare(count).get() as { n: number }).n;
  }

  /** The request of a source's reference; null if there never was one. */
  get(source: string, ref: string): StoredRequest | null {
    const found = this.find.get(source, ref) as (number | string | null)[] | undefined;
    if (!found) return null;
    const [personalRid, key, ...told] = found.slice(personalFrom);
    return {
      rid: found[0] as number,
      order: found[1] as number,
      gone: found[2] === 1,
      values: found.slice(valuesFrom, personalFrom) as Value[],
      personal:
        personalRid === null
          ? null
          : (Object.fromEntries(personalColumns.map((name, i) => [name, told[i]])) as unknown as Personal),
      key: key as string | null,
    };
  }

  /** Stores a request and returns its rid: that of `before`, else the next. */
  put(source: string, ref: string, request: NewRequest, before: StoredRequest | null): number {
    const { order, gone, values, personal, key } = request;
    const rid = before?.rid ?? this.nextRid++;
    if (before) this.update.run(order, gone ? 1 : 0, ...values, rid);
    else this.insert.run(rid, source, ref, order, gone ? 1 : 0, ...values);
    this.count += Number(!gone) - Number(before !== null && !before.gone);
    const samePerson =
      before?.key === key &&
      openedOf(before.values) === openedOf(values) &&
      samePersonal(before.personal, personal);
    if (samePerson) return rid;
    if (personal) {
      this.writePersonal.run(rid, key, values[openedAt], ...personalColumns.map((name) => personal[name]));
    } else if (before?.personal) {
      this.deletePersonal.run(rid);
    }
    return rid;
  }

  /** Stores a request of a snapshot under the rid that it has there. */
  load(source: string, ref: string, rid: number, order: number, values: readonly Value[]): void {
    this.insert.run(rid, source, ref, order, 0, ...values);
    this.nextRid = Math.max(this.nextRid, rid + 1);
    this.count++;
  }

  setOrder(rid: number, order: number): void {
    this.updateOrder.run(order, rid);
  }
}

/** The values of a row, by `storedColumns`. The version is 0 until one is set. */
export function valuesOfRow(row: RequestRow, zone: TimeZone): Value[] {
  const local = zone.localSeconds(row.opened);
  const day = Math.floor(local / 86_400);
  return storedColumns.map((name) => {
    switch (name) {
      case 'version':
        return 0;
      case 'day':
        return day;
      case 'hour':
        return Math.floor((local - day * 86_400) / 3600);
      default: {
        const value = row[name];
        return value === null ? null : Math.trunc(value);
      }
    }
  });
}

/** The values of a request that is gone. */
export function valuesOfGone(): Value[] {
  return storedColumns.map((name) => (name === 'version' ? 0 : null));
}

/** The values of one request of a snapshot. */
export function valuesAt(values: RequestValues, index: number): Value[] {
  return storedColumns.map((name) => {
    const value = values[name][index]!;
    return value === nullOf[requestColumns[name]] ? null : value;
  });
}

/** The same values with a version. */
export function withVersion(values: readonly Value[], version: number): Value[] {
  return values.with(versionAt, version);
}

/** The same values with the flags of another. */
export function withFlagsOf(values: readonly Value[], other: readonly Value[]): Value[] {
  const all = [...values];
  for (const at of flagsAt) all[at] = other[at]!;
  return all;
}

/** The same values with one value for all flags. */
export function withFlags(values: readonly Value[], flag: 0 | null): Value[] {
  const all = [...values];
  for (const at of flagsAt) all[at] = flag;
  return all;
}

export function versionOf(values: readonly Value[]): number {
  return values[versionAt]!;
}

/** The opening; null of a request that is gone. */
export function openedOf(values: readonly Value[]): number | null {
  return values[openedAt]!;
}

/** Whether two requests say the same, but for the version. */
export function sameValues(a: readonly Value[], b: readonly Value[]): boolean {
  return a.every((value, i) => i === versionAt || value === b[i]);
}

export function samePersonal(a: Personal | null, b: Personal | null): boolean {
  if (a === null || b === null) return a === b;
  return personalColumns.every((name) => a[name] === b[name]);
}

/** Epoch seconds of the last thing that happened to a request, as far as its row tells. */
export function latestOf({ opened, responded, firstResolved, resolved, updated }: RequestRow): number {
  return Math.max(opened, responded ?? 0, firstResolved ?? 0, resolved ?? 0, updated ?? 0);
}
