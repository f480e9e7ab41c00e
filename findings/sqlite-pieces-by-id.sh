#!/bin/sh
# SQLite 3.53.0 without ANALYZE, as @photostructure/sqlite 1.2.1 has it: a table is read in pieces by its key, `WHERE source = ?
# AND id > ? ORDER BY id LIMIT n`, and has an index that begins with `source`. Each piece is expected to cost n rows. It is
# taken from that index and all rows that are left are sorted, for each piece again: at ten million rows in pieces of 20,000
# about 500 sorts of millions of rows. `+source = ?` keeps the index out. Seen 2026-11-29, Node 20.20.2.
# On our side: src/server/intake/store reads so, and a test looks at the plans.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --save-exact @photostructure/sqlite@1.2.1 >&2
cat > pieces.mjs <<'JS'
import { DatabaseSync } from '@photostructure/sqlite';
const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, source TEXT, ref TEXT); CREATE UNIQUE INDEX by_ref ON t (source, ref)');
const plan = (condition) =>
  db
    .prepare(`EXPLAIN QUERY PLAN SELECT ref FROM t WHERE ${condition} AND id > ? ORDER BY id LIMIT 100`)
    .all('a', 0)
    .map(({ detail }) => detail);
const sorts = (condition) => (plan(condition).some((line) => line.includes('TEMP B-TREE')) ? 'sorts' : 'reads on');
console.log(`source = ?: ${sorts('source = ?')}; +source = ?: ${sorts('+source = ?')}`);
process.exit(0);
JS
got=$(node pieces.mjs 2>&1) || true
expected='source = ?: sorts; +source = ?: reads on'
echo "got:      $got"
echo "expected: $expected"
[ "$got" = "$expected" ]
