import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Database } from './database.ts';

const require = createRequire(import.meta.url);

/** DuckDB-WASM in this Node process: the same engine as the page's, for the terminal, the publisher and tests. */
export async function openNodeDatabase(): Promise<Database> {
  const entry = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs');
  const duckdb = require(entry) as typeof import('@duckdb/duckdb-wasm/blocking');
  const folder = dirname(entry);
  const bundle = (name: string) => ({
    mainModule: join(folder, `duckdb-${name}.wasm`),
    mainWorker: join(folder, `duckdb-node-${name}.worker.cjs`),
  });
  const bindings = await duckdb.createDuckDB(
    { mvp: bundle('mvp'), eh: bundle('eh') },
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME,
  );
  await bindings.instantiate(() => {});
  let connection = bindings.connect();
  // The client's own result decoder is an older Arrow; results are taken as bytes.
  const id = () => (connection as unknown as { _conn: number })._conn;
  return {
    async query(sql) {
      return bindings.runQuery(id(), sql);
    },
    async append(table, stream) {
      try {
        connection.insertArrowFromIPCStream(stream, { name: table, create: false });
      } catch (error) {
        // A connection refuses every insert after a failed one.
        connection.close();
        connection = bindings.connect();
        throw error;
      }
    },
    async dispose() {
      connection.close();
      bindings.reset();
    },
  };
}
