#!/bin/sh
# @duckdb/duckdb-wasm 1.32.0 and Arrow, in Node: (1) the low-level runQuery returns the Arrow *file* format, where the
# bytes of insertArrowFromIPCStream have to be a *stream*; (2) given a file, the latter makes no table and no error, and
# that connection makes no table of a stream afterwards either; (3) insertArrowTable with a table of apache-arrow 21,
# newer than its own 17, makes no table and no error. Seen 2026-11-29, Node 20.20.2.
# On our side: streams only, rows counted after each load, a new connection after any doubt (src/engine).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --save-exact @duckdb/duckdb-wasm@1.32.0 apache-arrow@21.2.0 >&2
cat > load.mjs <<'JS'
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
const require = createRequire(import.meta.url);
const path = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs');
const duckdb = require(path);
const part = (name) => ({ mainModule: join(dirname(path), `duckdb-${name}.wasm`), mainWorker: '' });
const bundles = { mvp: part('mvp'), eh: part('eh') };
const db = await duckdb.createDuckDB(bundles, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
await db.instantiate();
const rows = (connection, name) => {
  try {
    return connection.query(`SELECT count(*)::INTEGER AS n FROM ${name}`).toArray()[0].n;
  } catch {
    return 'no table';
  }
};
const table = tableFromArrays({ id: Int32Array.from([1, 2, 3]) });
const [one, two, three] = [db.connect(), db.connect(), db.connect()];
const bytes = Buffer.from(db.runQuery(one._conn ?? one.conn, 'SELECT 42::INTEGER AS a'));
console.log('runQuery begins and ends with', bytes.subarray(0, 6).toString(), bytes.subarray(-6).toString());
one.insertArrowFromIPCStream(tableToIPC(table, 'stream'), { name: 'of_stream' });
console.log('a stream:', rows(one, 'of_stream'));
two.insertArrowFromIPCStream(tableToIPC(table, 'file'), { name: 'of_file' });
two.insertArrowFromIPCStream(tableToIPC(table, 'stream'), { name: 'after_file' });
console.log('a file:', rows(two, 'of_file'), '| a stream after it:', rows(two, 'after_file'));
three.insertArrowTable(table, { name: 'of_newer' });
console.log('a table of Arrow 21:', rows(three, 'of_newer'));
JS
got=$(node load.mjs)
expected='runQuery begins and ends with ARROW1 ARROW1
a stream: 3
a file: no table | a stream after it: no table
a table of Arrow 21: no table'
printf 'got:\n%s\nexpected:\n%s\n' "$got" "$expected"
[ "$got" = "$expected" ]
