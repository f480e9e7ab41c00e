import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Manifest, manifestText, parseManifest } from '../../model/manifest.ts';
import { writeHashed } from '../files.ts';
import { overviewOf } from '../snapshotWriter.ts';
import { fold } from './fold.ts';

/** Folds and makes the overview in this process. @throws SnapshotError */
export async function foldHere(folder: string, manifest: Manifest): Promise<Manifest> {
  const put = (stem: string, ending: 'json' | 'arrow', content: Uint8Array | string) =>
    writeHashed(folder, stem, ending, content, ending === 'json' ? 9 : 5);
  const folded = await fold(folder, manifest, put);
  const overview = await put('overview', 'json', await overviewOf(folder, folded));
  return { ...folded, files: { ...folded.files, overview } };
}

/**
 * Folds in a process of its own, which may take long and much memory, while this one goes on to publish.
 * @throws Error with the last words of that process
 */
export function foldBeside(folder: string, manifest: Manifest): Promise<Manifest> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const [out, errors]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => errors.push(part));
  // A child that died has told why on its own.
  child.stdin.on('error', () => {});
  child.stdin.end(manifestText(manifest));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => {
      try {
        if (code !== 0)
          throw new Error(
            `fold: ended with ${signal ?? code}: ${Buffer.concat(errors).toString().trim().slice(-500)}`,
          );
        done(parseManifest(Buffer.concat(out).toString()));
      } catch (error) {
        fail(error);
      }
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  const manifest = parseManifest(Buffer.concat(parts).toString());
  process.stdout.write(manifestText(await foldHere(process.argv[2]!, manifest)));
}
