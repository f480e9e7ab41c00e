import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '../store/sqlite.ts';
import { StoreError } from '../store/storeError.ts';
import { lockFor, makePrivate, storeErrorOf } from '../store/storeFile.ts';
import { houseSteps } from './houseTables.ts';

/** What the door keeps of its own beside what is published: messages, records of people. Only the door writes it. */
export interface House {
  readonly db: DatabaseSyncInstance;
  /** All of some work or nothing. @param what said if it fails, as in "a record could not be written" @throws StoreError */
  transaction<T>(what: string, work: () => T): T;
  /** Closes it. The file is all of the house then, with nothing beside it. */
  close(): void;
}

/** Name of its file in the folder of the data. */
export const houseFile = 'house.sqlite';

/** "S3HO", which tells the house from the store and from other programs' files. */
const applicationId = 0x5333_484f;
const busyMilliseconds = 5000;

/**
 * Opens the house of a file, makes what it lacks, and keeps other servers out until it is closed.
 * @param file `:memory:` for one that is gone when it is closed
 * @throws StoreError for the file of another program, of a newer version, of another server that runs, or one that is damaged
 */
export function openHouse(file: string): House {
  const inMemory = file === ':memory:';
  if (!inMemory && !existsSync(dirname(file)))
    throw new StoreError(
      `${file}: the folder ${dirname(file)} does not exist, expected one that this user may write to. Make it, or name another.`,
    );
  const lock = inMemory ? null : lockFor(file);
  try {
    if (!inMemory) makePrivate(file);
    const db = new DatabaseSync(file);
    try {
      db.exec(`PRAGMA busy_timeout = ${busyMilliseconds}`);
      prepareHouse(db, file);
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    } catch (cause) {
      db.close();
      throw cause;
    }
    return {
      db,
      transaction(what, work) {
        try {
          return inTransaction(db, work);
        } catch (cause) {
          throw storeErrorOf(cause, file, what);
        }
      },
      close() {
        try {
          db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
        } catch {
          // Somebody reads it: what stands beside the file is found by whoever opens it next.
        }
        db.close();
        lock?.close();
      },
    };
  } catch (cause) {
    lock?.close();
    throw storeErrorOf(cause, file, 'could not be opened');
  }
}

function inTransaction<T>(db: DatabaseSyncInstance, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const done = work();
    db.exec('COMMIT');
    return done;
  } catch (cause) {
    try {
      db.exec('ROLLBACK');
    } catch {
      // SQLite has rolled it back by itself.
    }
    throw cause;
  }
}

function prepareHouse(db: DatabaseSyncInstance, file: string): void {
  const id = pragma(db, 'application_id');
  const version = pragma(db, 'user_version');
  const { n } = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
  if (id !== applicationId && (id !== 0 || n > 0))
    throw new StoreError(
      `${file}: got an SQLite database of another program, expected a house of this server or no file; nothing was changed. Choose another folder for the data.`,
    );
  if (version > houseSteps.length)
    throw new StoreError(
      `${file}: got a house of version ${version}, expected ${houseSteps.length} or older; nothing was changed. A newer version of this server wrote it: start that one.`,
    );
  if (version === houseSteps.length) return;
  inTransaction(db, () => {
    for (const step of houseSteps.slice(version)) db.exec(step);
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${houseSteps.length}`);
  });
}

function pragma(db: DatabaseSyncInstance, name: string): number {
  return (db.prepare(`PRAGMA ${name}`).get() as Record<string, number>)[name]!;
}
