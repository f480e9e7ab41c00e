/** One connection to a DuckDB, wherever it runs: two methods. */
export interface Database {
  /** Runs SQL and returns its result as an Arrow IPC file. Several statements: the last one's result. */
  query(sql: string): Promise<Uint8Array>;
  /** Appends an Arrow IPC stream to an existing table. */
  append(table: string, stream: Uint8Array): Promise<void>;
  /** Another connection to the same data, with transactions of its own. */
  session(): Promise<Session>;
  dispose(): Promise<void>;
}

/** A connection beside the first: what it reads in a transaction stays as it was when that began. */
export type Session = Pick<Database, 'query' | 'dispose'>;
