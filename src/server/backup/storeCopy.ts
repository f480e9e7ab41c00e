import { checkStoreLayout } from '../intake/store/schema.ts';
import { DatabaseSync } from '../intake/store/sqlite.ts';
import { storeErrorOf } from '../intake/store/storeFile.ts';
import { BackupError } from './backupFiles.ts';

/**
 * Writes a store as it is now into one new file, while a server may go on writing it.
 * @throws StoreError where it cannot be read or written
 */
export function copyStore(from: string, to: string): void {
  const db = new DatabaseSync(from, { readOnly: true });
  try {
    db.exec(`PRAGMA busy_timeout = 5000; VACUUM INTO '${to.replaceAll("'", "''")}'`);
  } catch (cause) {
    throw storeErrorOf(cause, from, `could not be copied to ${to}`);
  } finally {
    db.close();
  }
}

/** What a store in a file is found to be. */
export interface StoreFacts {
  readonly version: number;
  /** Rows of each table. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Looks at every page and every reference of a store.
 * @throws BackupError in words where it is damaged, no store, or one of a newer version
 */
export function checkStore(file: string): StoreFacts {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const version = checkStoreLayout(db, file);
    const rows = (sql: string) => db.prepare(sql).all() as Record<string, unknown>[];
    const faults = rows('PRAGMA integrity_check').map((row) => String(row.integrity_check));
    if (faults.length !== 1 || faults[0] !== 'ok')
      throw new BackupError(
        `${file}: the store is damaged (${faults[0]}); use another backup, and have the disk looked at`,
      );
    if (rows('PRAGMA foreign_key_check').length > 0)
      throw new BackupError(`${file}: the store has rows that refer to none; use another backup`);
    const tables = rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    const counts = Object.fromEntries(
      tables.map(({ name }) => [String(name), Number(rows(`SELECT count(*) AS n FROM "${name}"`)[0]!.n)]),
    );
    return { version, counts };
  } catch (cause) {
    if (cause instanceof BackupError || !(cause as { errcode?: number }).errcode) throw cause;
    throw new BackupError(
      `${file}: the store cannot be read (${(cause as Error).message}); use another backup`,
      { cause },
    );
  } finally {
    db.close();
  }
}
