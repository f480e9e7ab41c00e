import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { type Manifest, manifestText, parseManifest } from '../../../model/manifest.ts';
import { putIn, putOpeningFiles } from '../../snapshotWriter.ts';
import { fold } from './fold.ts';

/** The pipe on which nothing comes: it ends with whoever started the process, however that ends. */
const lifeline = 3;

/** Requests up to which it takes longer to compile the engine for speed than that saves. */
const few = 100_000;

/** Folds, and makes what a page opens with, in this process. @throws SnapshotError */
export async function foldHere(folder: string, manifest: Manifest): Promise<Manifest> {
  const put = putIn(folder);
  const folded = await fold(folder, manifest, put);
  const opening = await putOpeningFiles(folder, folded, put);
  return { ...folded, files: { ...folded.files, ...opening } };
}

/**
 * Folds, and makes what a page opens with, in a process of its own, which ends with this one: it may take long, and the
 * memory of an engine of WebAssembly, which never shrinks, goes with the process. This one goes on to publish meanwhile.
 * @param signal ends it
 * @throws Error with the last words of that process, whose `code` is the system's, or how the process ended
 */
export function foldBeside(folder: string, manifest: Manifest, signal?: AbortSignal): Promise<Manifest> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), folder], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    ...(signal && { signal }),
  });
  const [out, errors]: [Buffer[], Buffer[]] = [[], []];
  child.stdout!.on('data', (part: Buffer) => out.push(part));
  child.stderr!.on('data', (part: Buffer) => errors.push(part));
  // A child that died has told why on its own.
  for (const pipe of [child.stdin!, child.stdio[lifeline]!]) pipe.on('error', () => {});
  child.stdin!.end(manifestText(manifest));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => {
      try {
        if (code !== 0) throw endedError(signal, code, Buffer.concat(errors).toString().trim());
        done(parseManifest(Buffer.concat(out).toString()));
      } catch (error) {
        fail(error);
      }
    });
  });
}

/** The error of a process that ended with its last words; its code is the system's where these name one. */
export function endedError(signal: string | null, exit: number | null, words: string): Error {
  const code = /\bcode: '(E[A-Z]+)'/.exec(words)?.[1] ?? signal ?? `exit-${exit}`;
  return Object.assign(new Error(`fold: ended with ${signal ?? exit}: ${words.slice(-500)}`), { code });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const held = new Socket({ fd: lifeline });
  // Not by exit, which waits for a file that is being read.
  held.on('close', () => process.kill(process.pid)).on('error', () => {});
  held.resume().unref();
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  const manifest = parseManifest(Buffer.concat(parts).toString());
  const { total } = manifest.files.deltas.at(-1) ?? { total: manifest.rows };
  if (total <= few) setFlagsFromString('--liftoff-only');
  process.stdout.write(manifestText(await foldHere(process.argv[2]!, manifest)));
}
