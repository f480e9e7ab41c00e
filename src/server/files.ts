import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { SnapshotFile } from '../model/manifest.ts';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** The file's own name, and those of its packed forms beside it. */
export function formsOf(name: string): readonly string[] {
  return [name, `${name}.br`, `${name}.gz`];
}

/** How many files this process has begun to write. */
let begun = 0;

/**
 * Writes a file so that a reader, also after a crash, finds the old bytes or the new ones and nothing between:
 * a temporary file, fsync, rename, fsync of the folder. Who may read the folder may read the file, nobody else.
 */
export async function writeDurably(path: string, bytes: Uint8Array | string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  // A name of its own: what is left of an attempt that failed may still be writing the same file.
  const temporary = `${path}.${process.pid}-${++begun}.tmp`;
  try {
    const file = await open(temporary, 'w', (await stat(folder)).mode & 0o666);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/**
 * Writes an immutable file named by its content, and its packed forms beside it: brotli, and gzip, because browsers take
 * no brotli over plain http.
 * @param quality brotli's, 0 to 11; null: no packed forms
 */
export async function writeHashed(
  folder: string,
  stem: string,
  ending: string,
  content: Uint8Array | string,
  quality: number | null = 5,
): Promise<SnapshotFile> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const name = `${stem}-${sha256.slice(0, 16)}.${ending}`;
  if (quality !== null) {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    const [brotliForm, gzipForm] = await Promise.all([
      brotli(bytes, { params }),
      gzipped(bytes, { level: 5 }),
    ]);
    await writeDurably(`${folder}/${name}.br`, brotliForm);
    await writeDurably(`${folder}/${name}.gz`, gzipForm);
  }
  await writeDurably(`${folder}/${name}`, bytes);
  return { name, sha256, bytes: bytes.length };
}
