import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { prepareTables } from './schema.ts';
import { DatabaseSync, type DatabaseSyncInstance } from './sqlite.ts';
import { StoreError } from './storeError.ts';

/** An open database of the store, which no other server writes. */
export interface StoreFile {
  readonly db: DatabaseSyncInstance;
  /**
   * Another view of it, as it is now whatever is written later; to be closed. Of a store in memory there is none, and
   * it is `db` itself.
   */
  view(): { readonly db: DatabaseSyncInstance; close(): void };
  /** Brings what stands beside the file into it, and makes the file beside it empty, unless somebody reads it. */
  checkpoint(): void;
  /** Closes it. The file is all of the store then, with nothing beside it, unless a view of it is open. */
  close(): void;
}

const inMemory = ':memory:';
/** The ending of a file that is to take the store's place. */
export const restoring = '.restoring';
const sqliteBusy = 5;
const sqliteReadOnly = 8;
const sqliteBroken = 10;
const sqliteCorrupt = 11;
const sqliteFull = 13;
const sqliteConstraint = 19;
const sqliteNotDatabase = 26;
/** How long a statement waits for another program that holds the file, as a backup does for a moment. */
const busyMilliseconds = 5000;
/** What is kept of the file beside the store when what stood in it is in the store. */
const logBytes = 16 << 20;
/** The store and its lock: for nobody but who made them. What SQLite puts beside a file gets that one's mode. */
const onlyOurs = 0o600;

/**
 * Opens the database of a file, makes what it lacks, and keeps other servers out until it is closed or this process
 * ends, however it does. Others can read it meanwhile.
 * @throws StoreError
 */
export function openStoreFile(file: string): StoreFile {
  if (file !== inMemory && !existsSync(dirname(file)))
    throw new StoreError(
      `${file}: the folder ${dirname(file)} does not exist, expected one that this user may write to. Make it, or name another.`,
    );
  const lock = file === inMemory ? null : lockFor(file);
  try {
    // What a filling left that was cut off.
    if (lock) rmSync(fillingOf(file), { force: true });
    makePrivate(file);
    // Of a restore that was killed: a half of somebody's data, which nobody would ever delete.
    if (lock) rmSync(`${file}${restoring}`, { force: true });
    const db = new DatabaseSync(file, { enableForeignKeyConstraints: true });
    try {
      db.exec(`PRAGMA busy_timeout = ${busyMilliseconds}`);
      // Before anything is written: it may be the file of another program.
      prepareTables(db, file);
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536');
      db.exec(`PRAGMA journal_size_limit = ${logBytes}`);
    } catch (cause) {
      db.close();
      throw cause;
    }
    return {
      db,
      view() {
        if (file === inMemory) return { db, close() {} };
        const view = new DatabaseSync(inMemory);
        // Attached: a connection is ended only when its last statement is collected, and would keep the file till then.
        view.exec(
          `PRAGMA busy_timeout = ${busyMilliseconds}; ATTACH '${file.replaceAll("'", "''")}' AS store`,
        );
        // A transaction begins to see with its first question.
        view.exec('PRAGMA query_only = ON; BEGIN; SELECT count(*) FROM settings');
        return {
          db: view,
          close() {
            // What it sees is kept as long as its transaction lasts, which closing does not end.
            view.exec('COMMIT; DETACH store');
            view.close();
          },
        };
      },
      checkpoint() {
        withoutWaiting(db, 'PRAGMA wal_checkpoint(TRUNCATE)');
      },
      close() {
        // A statement that is not freed yet would leave a part of the store in the file beside it.
        withoutWaiting(db, 'PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
        db.close();
        lock?.close();
      },
    };
  } catch (cause) {
    lock?.close();
    throw storeErrorOf(cause, file, 'could not be opened');
  }
}

/** Does what may be done later as well: whoever reads the store now is not waited for. */
function withoutWaiting(db: DatabaseSyncInstance, sql: string): void {
  try {
    db.exec(`PRAGMA busy_timeout = 0; ${sql}`);
  } catch {
    // Nothing is lost: it stays beside the file, where the next who opens it finds it.
  }
  db.exec(`PRAGMA busy_timeout = ${busyMilliseconds}`);
}

/** Makes a file that is not there for nobody but this user. */
export function makePrivate(file: string): void {
  if (file === inMemory) return;
  try {
    closeSync(openSync(file, 'a', onlyOurs));
  } catch {
    // SQLite, which is next, says what is wrong.
  }
}

/** Where a store is made that is to take the place of a file's. */
export function fillingOf(file: string): string {
  return `${file}.filling`;
}

/**
 * A second, empty database that stays locked until it is closed: the system gives it free when the process is gone.
 * @throws StoreError where another server has it
 */
export function lockFor(file: string): DatabaseSyncInstance {
  const path = `${file}.lock`;
  let lock: DatabaseSyncInstance | undefined;
  try {
    makePrivate(path);
    lock = new DatabaseSync(path);
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock?.close();
    if (codeOf(cause) === sqliteBusy)
      throw new StoreError(
        `${file}: another server has it open, expected none; nothing was changed. Stop the other one, or give this one a folder of its own.`,
        { cause },
      );
    throw storeErrorOf(cause, path, 'could not be opened');
  }
}

const advices: Readonly<Record<number, string>> = {
  [sqliteNotDatabase]:
    'It is no store, or is damaged: put a backup in its place, or move it away to begin anew.',
  [sqliteCorrupt]:
    'The file is damaged: stop this server, put a backup in its place, or move it away to read all from the sources anew, and have the disk looked at.',
  [sqliteFull]: 'The disk is full: make room; it is tried again by itself.',
  [sqliteReadOnly]: 'The file may not be written: give it to the user that this server runs as.',
  [sqliteBroken]: 'The disk fails, or is full: have it looked at; it is tried again by itself.',
  [sqliteConstraint]:
    'A request has a value that the table cannot hold, which its source should not have told.',
};

/** An error of SQLite in words that say which file, and what to do; any other as it is. */
export function storeErrorOf(cause: unknown, file: string, what: string): unknown {
  const code = codeOf(cause);
  if (code === null) return cause;
  const advice = advices[code] ?? 'Look at the disk and the rights of the folder.';
  return new StoreError(`${file}: ${what} (${(cause as Error).message}). ${advice}`, { cause });
}

function codeOf(cause: unknown): number | null {
  const code = (cause as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : null;
}
