import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import type { Database } from './database.ts';

/**
 * DuckDB-WASM in a worker of this page.
 * @param onProgress told how many bytes of the engine have come
 */
export async function openBrowserDatabase(
  onProgress: (bytes: number, total: number) => void = () => {},
): Promise<Database> {
  const worker = new Worker(new URL(workerUrl, document.baseURI));
  const failed = new Promise<never>((_, fail) => {
    worker.addEventListener('error', (event) => fail(new Error(`the engine's worker: ${event.message}`)), {
      once: true,
    });
  });
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  await Promise.race([
    database.instantiate(new URL(wasmUrl, document.baseURI).href, null, (progress) =>
      onProgress(progress.bytesLoaded, progress.bytesTotal),
    ),
    failed,
  ]);
  let connection = await database.connect();
  // The client's own result decoder is an older Arrow; results are taken as bytes.
  const id = () => (connection as unknown as { _conn: number })._conn;
  return {
    query: (sql) => database.runQuery(id(), sql),
    async append(table, stream) {
      try {
        await connection.insertArrowFromIPCStream(stream, { name: table, create: false });
      } catch (error) {
        // A connection refuses every insert after a failed one.
        await connection.close();
        connection = await database.connect();
        throw error;
      }
    },
    async session() {
      const own = await database.connect();
      const ownId = (own as unknown as { _conn: number })._conn;
      return { query: (sql) => database.runQuery(ownId, sql), dispose: () => own.close() };
    },
    async dispose() {
      await connection.close();
      await database.terminate();
    },
  };
}
