import initSqlite, { type Database } from '@sqlite.org/sqlite-wasm';
import { FileError } from '../fileError.ts';
import type { Content } from './content.ts';

/** A database is held as a whole, in the library's memory. */
const mostBytes = 2 ** 29;
const headerBytes = 100;

export type SqliteValue = string | number | bigint | Uint8Array | null;

/** What the library says of a database that is damaged. */
export class SqliteFault extends Error {
  override readonly name = 'SqliteFault';
}

/** A database that is only read. */
export interface SqliteDatabase {
  /** @throws SqliteFault */
  all(sql: string): SqliteValue[][];
  /**
   * Reads rows, counted from 1, until a handler says that it wants no more.
   * @throws SqliteFault
   */
  each(
    sql: string,
    onColumns: (names: string[]) => boolean,
    onRow: (values: SqliteValue[], row: number) => boolean,
  ): void;
  close(): void;
}

let library: ReturnType<typeof initSqlite> | null = null;

/**
 * Opens an SQLite database out of its bytes. What is in a journal beside it is not in the file.
 * @throws FileError where it is too large, cut or damaged
 */
export async function openSqlite(content: Content, signal?: AbortSignal): Promise<SqliteDatabase> {
  library ??= initSqlite();
  const { capi, wasm, oo1 } = await library;
  const file = await content.anywhere(signal);
  const { name, size } = file;
  if (size > mostBytes) throw new FileError(name, { code: 'tooLarge', what: 'database', most: mostBytes });
  checkLength(name, size, await file.read(0, Math.min(size, headerBytes)));
  const memory = wasm.alloc(size);
  try {
    for (let at = 0; at < size; at += 2 ** 22) {
      const bytes = await file.read(at, Math.min(size, at + 2 ** 22));
      signal?.throwIfAborted();
      wasm.heap8u().set(bytes, Number(memory) + at);
    }
    // A database with a write-ahead log is opened as one without: there is no file for the log.
    wasm.heap8u().fill(1, Number(memory) + 18, Number(memory) + 20);
  } catch (cause) {
    wasm.dealloc(memory);
    throw cause;
  }
  const database = new oo1.DB(':memory:');
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_READONLY;
  const code = capi.sqlite3_deserialize(database.pointer!, 'main', memory, size, size, flags);
  const opened = new OpenDatabase(database);
  try {
    if (code !== capi.SQLITE_OK || opened.all('PRAGMA quick_check(1)')[0]?.[0] !== 'ok') {
      throw new SqliteFault('quick_check');
    }
    return opened;
  } catch {
    opened.close();
    throw new FileError(name, { code: 'damaged', what: 'geoPackage', at: size });
  }
}

/** A database tells in its header how many pages it has. @throws FileError where some are missing */
function checkLength(name: string, size: number, header: Uint8Array): void {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const cut = () => new FileError(name, { code: 'truncated', what: 'geoPackage', at: size });
  if (header.length < headerBytes) throw cut();
  const page = view.getUint16(16) === 1 ? 65_536 : view.getUint16(16);
  if (size < page * view.getUint32(28)) throw cut();
}

class OpenDatabase implements SqliteDatabase {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  all(sql: string): SqliteValue[][] {
    const rows: SqliteValue[][] = [];
    this.each(
      sql,
      () => true,
      (values) => rows.push(values) > 0,
    );
    return rows;
  }

  each(
    sql: string,
    onColumns: (names: string[]) => boolean,
    onRow: (values: SqliteValue[], row: number) => boolean,
  ): void {
    const statement = faulty(() => this.database.prepare(sql));
    try {
      if (!onColumns(statement.getColumnNames([]))) return;
      for (let row = 1; faulty(() => statement.step()); row++) {
        if (!onRow(statement.get([]) as SqliteValue[], row)) return;
      }
    } finally {
      statement.finalize();
    }
  }

  close(): void {
    this.database.close();
  }
}

function faulty<T>(run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw new SqliteFault((cause as Error).message);
  }
}
