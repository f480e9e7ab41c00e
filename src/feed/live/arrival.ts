import { decodeDelta } from '../../model/delta.ts';
import { type DeltaFile, SnapshotError } from '../../model/manifest.ts';
import { type SnapshotFiles, sha256 } from '../files.ts';
import type { Step } from '../snapshotFeed.ts';
import type { Incoming } from './waiting.ts';

/**
 * Brings what a delta holds, from what came with its announcement or from its file, checked against its hash before
 * anything decodes it.
 * @throws SnapshotError
 */
export async function bring(
  files: SnapshotFiles,
  { file, inline }: Incoming,
  signal?: AbortSignal,
): Promise<Step> {
  const bytes = inline === null ? await files.bytes(file, undefined, signal) : await unpacked(file, inline);
  try {
    return { file, delta: decodeDelta(bytes, file) };
  } catch (error) {
    throw new SnapshotError({ kind: 'broken', file: file.name, detail: String(error) });
  }
}

async function unpacked(file: DeltaFile, inline: string): Promise<Uint8Array<ArrayBuffer>> {
  const broken = (detail: string) => new SnapshotError({ kind: 'broken', file: file.name, detail });
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    const packed = Uint8Array.from(atob(inline), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (error) {
    throw broken(`what came with the announcement cannot be unpacked (${String(error)})`);
  }
  if (bytes.length !== file.bytes) throw broken(`got ${bytes.length} bytes, expected ${file.bytes}`);
  if ((await sha256(bytes)) !== file.sha256) throw broken('its bytes are not those that were published');
  return bytes;
}
