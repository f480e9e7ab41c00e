#!/bin/sh
# fflate 0.8.3: what a stream of Deflate gives depends on how what is pushed was divided, without a flush: the same bytes
# pushed in pieces of 1,000 and of 64 KB make files of different length. zlib gives one and the same for both.
# Seen 2026-12-01, Node 20.20.2. On our side: what is compressed goes in in blocks of one size (src/export/zipPart.ts).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --save-exact fflate@0.8.3 >&2
cat > pieces.mjs <<'JS'
import { once } from 'node:events';
import { createDeflateRaw } from 'node:zlib';
import { Deflate } from 'fflate';
const text = Buffer.from(Array.from({ length: 40_000 }, (_, i) => `${i},request ${(i * 7919) % 997},phone\n`).join(''));
const pieces = (size) => Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.subarray(i * size, (i + 1) * size));
const byFflate = (size) => {
  const out = [];
  const stream = new Deflate({ level: 6 }, (chunk) => out.push(Buffer.from(chunk)));
  for (const piece of pieces(size)) stream.push(piece, false);
  stream.push(new Uint8Array(0), true);
  return Buffer.concat(out);
};
const byZlib = async (size) => {
  const out = [];
  const stream = createDeflateRaw({ level: 6 }).on('data', (chunk) => out.push(chunk));
  for (const piece of pieces(size)) stream.write(piece);
  stream.end();
  await once(stream, 'end');
  return Buffer.concat(out);
};
const same = (one, other) => (one.equals(other) ? 'the same bytes' : 'other bytes');
console.log(`fflate, pieces of 1,000 and of 65,536: ${same(byFflate(1000), byFflate(65_536))}`);
console.log(`zlib, pieces of 1,000 and of 65,536: ${same(await byZlib(1000), await byZlib(65_536))}`);
JS
got=$(node pieces.mjs)
expected='fflate, pieces of 1,000 and of 65,536: other bytes
zlib, pieces of 1,000 and of 65,536: the same bytes'
printf 'got:\n%s\nexpected:\n%s\n' "$got" "$expected"
[ "$got" = "$expected" ]
