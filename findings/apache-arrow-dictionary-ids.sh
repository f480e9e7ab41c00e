#!/bin/sh
# apache-arrow 21.2.0: a Dictionary without an id takes the next number of the whole process, and writes it into the
# file: the same table written twice in one process is two files of different bytes. With an id of its own it is one.
# Seen 2026-12-01, Node 20.20.2. On our side: each column's dictionary has the number of its place (src/export/arrow.ts).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --save-exact apache-arrow@21.2.0 >&2
cat > twice.mjs <<'JS'
import { createHash } from 'node:crypto';
import { Dictionary, Int32, Table, Utf8, tableToIPC, vectorFromArray } from 'apache-arrow';
const written = (id) => {
  const type = new Dictionary(new Utf8(), new Int32(), id);
  const bytes = tableToIPC(new Table({ channel: vectorFromArray(['phone', 'web', 'phone'], type) }), 'stream');
  return createHash('sha256').update(bytes).digest('hex');
};
const same = (id) => (written(id) === written(id) ? 'the same bytes' : 'other bytes');
console.log(`written twice without an id: ${same(undefined)}`);
console.log(`written twice with an id: ${same(0)}`);
JS
got=$(node twice.mjs)
expected='written twice without an id: other bytes
written twice with an id: the same bytes'
printf 'got:\n%s\nexpected:\n%s\n' "$got" "$expected"
[ "$got" = "$expected" ]
