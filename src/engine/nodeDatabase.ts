import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Database } from './database.ts';

const require = createRequire(import.meta.url);

type Duckdb = typeof import('@duckdb/duckdb-wasm/blocking');
type Bindings = Awaited<ReturnType<Duckdb['createDuckDB']>>;

/** Engines that were let go of: to start one takes 2 s of processor time, to empty one 0.1 s. */
const idle: Bindings[] = [];
/** Bytes of memory above which an engine is not kept: WebAssembly's memory never shrinks. */
const keptMemory = 64 << 20;

/** DuckDB-WASM in this Node process: the same engine as the page's, for the terminal, the publisher and tests. */
export async function openNodeDatabase(): Promise<Database> {
  const bindings = idle.pop() ?? (await start());
  let connection = bindings.connect();
  // The client's own result decoder is an older Arrow; results are taken as bytes.
  const id = () => (connection as unknown as { _conn: number })._conn;
  let disposed = false;
  return {
    async query(sql) {
      if (disposed) throw new Error('the engine was let go of');
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
    async session() {
      const own = bindings.connect();
      const ownId = (own as unknown as { _conn: number })._conn;
      return {
        async query(sql) {
          if (disposed) throw new Error('the engine was let go of');
          return bindings.runQuery(ownId, sql);
        },
        async dispose() {
          if (!disposed) own.close();
        },
      };
    },
    async dispose() {
      if (disposed) return;
      disposed = true;
      connection.close();
      bindings.reset();
      const { mod } = bindings as unknown as { mod: { HEAPU8: Uint8Array } };
      if (idle.length === 0 && mod.HEAPU8.length <= keptMemory) idle.push(bindings);
    },
  };
}

async function start(): Promise<Bindings> {
  const entry = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs');
  const duckdb = require(entry) as Duckdb;
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
  return bindings;
}
