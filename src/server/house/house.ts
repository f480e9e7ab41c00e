import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '../intake/store/sqlite.ts';
import { StoreError } from '../intake/store/storeError.ts';
import { lockFor, makePrivate, restoring, storeErrorOf } from '../intake/store/storeFile.ts';
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
    // Of a restore that was killed.
    if (lock) rmSync(`${file}${restoring}`, { force: true });
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

/**
 * Looks at every page of the house in a file.
 * @throws StoreError in words where it is damaged, no house, or one of a newer version
 */
export function checkHouse(file: string): void {
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      expectHouse(db, file);
      const faults = db.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
      if (faults.length !== 1 || faults[0]!.integrity_check !== 'ok')
        throw new StoreError(
          `${file}: the house is damaged (${faults[0]?.integrity_check}). Have the disk looked at.`,
        );
    } finally {
      db.close();
    }
  } catch (cause) {
    throw storeErrorOf(cause, file, 'could not be read');
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

/** The version of a house; 0: it is to be made. @throws StoreError where it is none, or of a newer version */
function expectHouse(db: DatabaseSyncInstance, file: string): number {
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
  return version;
}

function prepareHouse(db: DatabaseSyncInstance, file: string): void {
  const version = expectHouse(db, file);
  if (version === houseSteps.length) return;
  inTransaction(db, () => {
    for (const step of houseSteps.slice(version)) db.exec(step);
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${houseSteps.length}`);
  });
}

function pragma(db: DatabaseSyncInstance, name: string): number {
  return (db.prepare(`PRAGMA ${name}`).get() as Record<string, number>)[name]!;
}
