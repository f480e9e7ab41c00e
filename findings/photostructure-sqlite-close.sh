#!/bin/sh
# @photostructure/sqlite 1.2.1: close() returns without an error while a statement of the connection is there that was not
# collected yet, and SQLite then keeps the connection: the file's -wal stays beside it, with what was written in it. Who
# copies the one file afterwards copies less than was written. Without a statement the -wal goes. Seen 2026-11-29,
# Node 20.20.2. On our side: the -wal is emptied before closing, journal_mode set to DELETE (src/server/intake/store/storeFile.ts).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --save-exact @photostructure/sqlite@1.2.1 >&2
cat > close.mjs <<'JS'
import { copyFileSync, existsSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
const closed = (file, holds) => {
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES ('a')");
  if (holds) globalThis.held = db.prepare('SELECT x FROM t');
  db.close();
  copyFileSync(file, `copy-${file}`);
  const copy = new DatabaseSync(`copy-${file}`);
  const tables = copy.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 't'").get().n;
  return `-wal ${existsSync(`${file}-wal`) ? 'stays' : 'goes'}, tables in a copy of the file: ${tables}`;
};
console.log(`without a statement: ${closed('a.db', false)}`);
console.log(`with a statement: ${closed('b.db', true)}`);
JS
got=$(node close.mjs)
expected='without a statement: -wal goes, tables in a copy of the file: 1
with a statement: -wal stays, tables in a copy of the file: 0'
printf 'got:\n%s\nexpected:\n%s\n' "$got" "$expected"
[ "$got" = "$expected" ]
