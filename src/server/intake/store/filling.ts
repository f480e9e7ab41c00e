import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LeafPages } from './leafPages.ts';
import { RequestRows, type valuesAt } from './requestRows.ts';
import { loadedOrder } from './schema.ts';
import { Settings, settingNames } from './settings.ts';
import { DatabaseSync, type DatabaseSyncInstance } from './sqlite.ts';
import { StoreError } from './storeError.ts';
import { fillingOf, lockFor, makePrivate, storeErrorOf } from './storeFile.ts';
import { TableFile } from './tableFile.ts';

/** Requests of a snapshot: most of them as pages, the rest as they are. */
export interface FilledSegment {
  readonly pages: LeafPages;
  readonly rest: readonly RestRow[];
}

/** A request that is inserted by a statement. */
export interface RestRow {
  readonly rid: number;
  readonly ref: string;
  readonly values: ReturnType<typeof valuesAt>;
}

export interface Filling {
  /** The source that is taken to have told the requests. */
  readonly source: string;
  /** The sequence that readers have, of which the requests are. */
  readonly sequence: number;
  /** @param columns of the table `requests`, in its order */
  readonly segments: (columns: readonly string[]) => AsyncIterable<FilledSegment> | Iterable<FilledSegment>;
  readonly onProgress?: (requests: number) => void;
  /** All requests are in it; what it is searched by is made, which takes a third of the time. */
  readonly onIndexing?: () => void;
}

/**
 * Fills the store of a file, which is not open and has no requests, with those of a snapshot under their rids; nothing
 * of them is to be published. A telling of the source of any order from 0 on comes after them. It is made in a file
 * beside, without a journal, its indexes last, and takes the store's place when it is on the disk: whatever ends it
 * before leaves the store as it was.
 * @returns how many requests
 * @throws StoreError for a store that has requests, or where it cannot be written
 */
export async function fillStore(file: string, filling: Filling): Promise<number> {
  const lock = lockFor(file);
  const making = fillingOf(file);
  try {
    rmSync(making, { force: true });
    copyEmpty(file, making);
    const requests = await fillCopy(making, filling);
    const bytes = openSync(making, 'r+');
    fsyncSync(bytes);
    closeSync(bytes);
    renameSync(making, file);
    const folder = openSync(dirname(file), 'r');
    fsyncSync(folder);
    closeSync(folder);
    return requests;
  } catch (cause) {
    rmSync(making, { force: true });
    throw fillErrorOf(cause, file);
  } finally {
    lock.close();
  }
}

function fillErrorOf(cause: unknown, file: string): unknown {
  const { syscall, message } = cause as NodeJS.ErrnoException;
  const what = 'a snapshot could not be loaded';
  if (syscall !== 'write' && syscall !== 'fsync') return storeErrorOf(cause, file, what);
  return new StoreError(
    `${file}: ${what} (${message}); the store is as it was. Make room on the disk, or have it looked at, and start again.`,
    { cause },
  );
}

/** Copies all that an empty store knows beside requests. */
function copyEmpty(file: string, making: string): void {
  const db = new DatabaseSync(file);
  try {
    const requests = numberOf(db, 'SELECT count(*) AS n FROM requests');
    if (requests > 0)
      throw new StoreError(
        `${file}: got a store with ${requests} requests, expected an empty one to load a snapshot into; nothing was changed.`,
      );
    // Nothing may stand beside the file when another one takes its place: it would be taken to belong to that.
    db.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = DELETE');
    makePrivate(making);
    db.exec(`VACUUM INTO '${making.replaceAll("'", "''")}'`);
  } finally {
    db.close();
  }
}

async function fillCopy(making: string, filling: Filling): Promise<number> {
  const { source, sequence, segments, onProgress = () => {}, onIndexing = () => {} } = filling;
  const { root, columns, indexes } = withUnindexed(making);
  const table = new TableFile(making, root);
  const rest: RestRow[] = [];
  let rows = 0;
  try {
    for await (const segment of segments(columns)) {
      table.add(segment.pages);
      for (const row of segment.rest) rest.push(row);
      rows += segment.pages.rows + segment.rest.length;
      onProgress(rows);
    }
    table.finish();
  } finally {
    table.close();
  }
  const db = openUnsafely(making);
  try {
    db.exec('BEGIN');
    if (rest.length > 0) {
      const requests = new RequestRows(db);
      for (const { rid, ref, values } of rest) requests.load(source, ref, rid, loadedOrder, values);
    }
    onIndexing();
    for (const sql of indexes) db.exec(sql);
    const found = numberOf(db, 'SELECT count(*) AS n FROM requests');
    if (found !== rows)
      throw new StoreError(`${making}: got ${found} requests, expected ${rows}; the store is as it was.`);
    const settings = new Settings(db, making);
    settings.set(settingNames.published, String(rows));
    settings.set(settingNames.sequence, String(sequence));
    db.exec('DELETE FROM published; COMMIT');
  } finally {
    db.close();
  }
  return rows;
}

/** Makes the empty table `requests` anew, to be written without its indexes. What makes these is for later. */
function withUnindexed(making: string): { root: number; columns: string[]; indexes: string[] } {
  const db = openUnsafely(making);
  try {
    const schema = db
      .prepare("SELECT type, sql FROM sqlite_schema WHERE tbl_name = 'requests' AND sql IS NOT NULL")
      .all() as { type: string; sql: string }[];
    const made = schema.find(({ type }) => type === 'table')!.sql;
    const indexes = schema.filter(({ type }) => type === 'index').map(({ sql }) => sql);
    const unique = /,\s*UNIQUE \(source, ref\)/;
    if (unique.test(made)) indexes.push('CREATE UNIQUE INDEX requests_by_ref ON requests (source, ref)');
    db.exec(`DROP TABLE requests; ${made.replace(unique, '')}`);
    const columns = db.prepare('SELECT name FROM pragma_table_info(?)').all('requests') as { name: string }[];
    return {
      root: numberOf(db, "SELECT rootpage AS n FROM sqlite_schema WHERE name = 'requests'"),
      columns: columns.map(({ name }) => name),
      indexes,
    };
  } finally {
    db.close();
  }
}

/** Opens a file that is thrown away where anything happens to it. */
function openUnsafely(file: string): DatabaseSyncInstance {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
  return db;
}

function numberOf(db: DatabaseSyncInstance, sql: string): number {
  return (db.prepare(sql).get() as { n: number }).n;
}
