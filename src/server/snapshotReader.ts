import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, parseManifest, SnapshotError, type SnapshotFile } from '../model/manifest.ts';

/**
 * Reads the manifest of a snapshot's folder: the folder itself, or `rows` in it.
 * @throws SnapshotError
 */
export async function readManifest(dir: string): Promise<{ folder: string; manifest: Manifest }> {
  for (const folder of [dir, join(dir, 'rows')]) {
    const text = await contentOf(folder, 'manifest.json');
    if (text !== null) return { folder, manifest: parseManifest(text.toString()) };
  }
  throw new SnapshotError({ kind: 'missing', file: join(dir, 'rows', 'manifest.json') });
}

/** The manifest of a snapshot's folder; null where there is none. @throws SnapshotError for one that cannot be used */
export async function manifestOf(dir: string): Promise<Manifest | null> {
  try {
    return (await readManifest(dir)).manifest;
  } catch (error) {
    if (error instanceof SnapshotError && error.fault.kind === 'missing') return null;
    throw error;
  }
}

/**
 * Reads one of the manifest's files.
 * @throws SnapshotError if it is missing, cannot be read, or its bytes are not those named
 */
export async function readChecked(folder: string, file: SnapshotFile): Promise<Uint8Array> {
  const bytes = await contentOf(folder, file.name);
  if (!bytes) throw new SnapshotError({ kind: 'missing', file: file.name });
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
    throw new SnapshotError({
      kind: 'broken',
      file: file.name,
      detail: 'its bytes are not those that were published',
    });
  }
  return bytes;
}

/** Null: there is no such file. @throws SnapshotError `unreachable` where there is one that cannot be read */
async function contentOf(folder: string, name: string): Promise<Buffer | null> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new SnapshotError({ kind: 'unreachable', file: name, detail: message });
  }
}
