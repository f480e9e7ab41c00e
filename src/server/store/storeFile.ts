import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { prepareTables } from './schema.ts';
import { StoreError } from './storeError.ts';

/** An open database of the store, which no other server writes. */
export interface StoreFile {
  readonly db: DatabaseSyncInstance;
  /**
   * Another view of it, as it is now whatever is written later; to be closed. Of a store in memory there is none, and
   * it is `db` itself.
   */
  view(): { readonly db: DatabaseSyncInstance; close(): void };
  close(): void;
}

const inMemory = ':memory:';
const sqliteBusy = 5;
const sqliteReadOnly = 8;
const sqliteBroken = 10;
const sqliteCorrupt = 11;
const sqliteFull = 13;
const sqliteConstraint = 19;
const sqliteNotDatabase = 26;
/** How long a statement waits for another program that holds the file, as a backup does for a moment. */
const busyMilliseconds = 5000;

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
    const db = new DatabaseSync(file, { timeout: busyMilliseconds, enableForeignKeyConstraints: true });
    try {
      // Before anything is written: it may be the file of another program.
      prepareTables(db, file);
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536');
    } catch (cause) {
      db.close();
      throw cause;
    }
    return {
      db,
      view() {
        if (file === inMemory) return { db, close() {} };
        const view = new DatabaseSync(file, { timeout: busyMilliseconds, readOnly: true });
        // A transaction begins to see with its first question.
        view.exec('BEGIN; SELECT count(*) FROM settings');
        return {
          db: view,
          close() {
            // What it sees is kept as long as its transaction lasts, which closing does not end.
            view.exec('COMMIT');
            view.close();
          },
        };
      },
      close() {
        db.close();
        lock?.close();
      },
    };
  } catch (cause) {
    lock?.close();
    throw storeErrorOf(cause, file, 'could not be opened');
  }
}

/** A second, empty database that stays locked: the system gives it free when the process is gone. */
function lockFor(file: string): DatabaseSyncInstance {
  const path = `${file}.lock`;
  let lock: DatabaseSyncInstance | undefined;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
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
