#!/bin/sh
# hyparquet 1.33.0: a TIMESTAMP without a zone, which Parquet marks as not adjusted to UTC, comes as the same kind of Date
# as one with a zone: a wall clock of 08:00 in Dubai is taken for 08:00 UTC, four hours late, and nothing tells it from an
# instant. A DECIMAL(18,3) comes as a floating-point number: its last digit is another one. Seen 2026-11-30, Node 20.20.2.
# On our side: stored values are taken, and the file's own schema says what they are (src/intake/formats/parquetValues.ts).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --save-exact hyparquet@1.33.0 @duckdb/node-api@1.5.6-r.1 >&2
cat > values.mjs <<'JS'
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run("SET TimeZone = 'Asia/Dubai'");
await connection.run(`COPY (SELECT TIMESTAMP '2026-03-01 08:00:00' AS wall,
  TIMESTAMPTZ '2026-03-01 08:00:00+04' AS instant, 123456789012345.678::DECIMAL(18, 3) AS amount)
  TO 'values.parquet' (FORMAT parquet)`);
const [{ wall, instant, amount }] = await parquetReadObjects({ file: await asyncBufferFromFile('values.parquet') });
console.log(`wall ${wall.toISOString()}, instant ${instant.toISOString()}, amount ${amount}`);
JS
got=$(node values.mjs 2>&1) || true
expected='wall 2026-03-01T08:00:00.000Z, instant 2026-03-01T04:00:00.000Z, amount 123456789012345.69'
echo "got:      $got"
echo "expected: $expected"
[ "$got" = "$expected" ]
