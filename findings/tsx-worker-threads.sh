#!/bin/sh
# tsx 4.23.15 on Node 20: what `--import tsx` registers in the main thread is not there in a worker thread, so that a
# worker whose file is TypeScript does not start. `register()` of tsx/esm/api in the worker itself helps.
# Seen 2026-11-29, Node 20.20.2. (Newer versions of Node read plain TypeScript by themselves: this is about Node 20.)
# On our side: src/server/workerThread.ts starts workers so.
set -eu
case $(node --version) in v20.*) ;; *) echo "this is about Node 20, not $(node --version)"; exit 2 ;; esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --save-exact tsx@4.23.15 >&2
cat > main.mjs <<'JS'
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL(process.argv[2], import.meta.url));
worker.on('message', (message) => console.log(message));
worker.on('error', (error) => console.log(error.code));
JS
cat > worker.ts <<'JS'
import { parentPort } from 'node:worker_threads';
const greeting: string = 'TypeScript in a worker';
parentPort!.postMessage(greeting);
JS
cat > registered.mjs <<'JS'
import { register } from 'tsx/esm/api';
register();
await import('./worker.ts');
JS
echo "const text: string = 'TypeScript in the main thread'; console.log(text);" > alone.ts
got=$(node --import tsx alone.ts; node --import tsx main.mjs ./worker.ts; node --import tsx main.mjs ./registered.mjs)
expected='TypeScript in the main thread
ERR_UNKNOWN_FILE_EXTENSION
TypeScript in a worker'
printf 'got:\n%s\nexpected:\n%s\n' "$got" "$expected"
[ "$got" = "$expected" ]
