import type * as v from 'valibot';
import {
  type Manifest,
  parseFile,
  parseManifest,
  SnapshotError,
  type SnapshotFile,
} from '../model/manifest.ts';

/** Where the files of a snapshot come from: the server, or this browser itself. */
export interface SnapshotFiles {
  /** The manifest. @throws SnapshotError */
  manifest(signal?: AbortSignal): Promise<Manifest>;
  /**
   * The bytes of one of the manifest's files, checked against its length and hash before anything decodes them.
   * @param onBytes told each time how many more bytes have come
   * @throws SnapshotError
   */
  bytes(
    file: SnapshotFile,
    onBytes?: (more: number) => void,
    signal?: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>>;
}

/** The files of a snapshot that a server publishes. @param address ends with a slash */
export function servedFiles(address: string): SnapshotFiles {
  return {
    async manifest(signal) {
      const response = await request(address, 'manifest.json', {
        cache: 'no-cache',
        ...(signal ? { signal } : {}),
      });
      return parseManifest(await response.text());
    },
    bytes: (file, onBytes = () => {}, signal) => fetchBytes(address, file, onBytes, signal),
  };
}

/** The files of a snapshot that was made in this browser and never left it. */
export function heldFiles(manifest: Manifest, held: ReadonlyMap<string, Uint8Array>): SnapshotFiles {
  return {
    manifest: async () => manifest,
    async bytes(file, onBytes = () => {}) {
      const bytes = held.get(file.name);
      if (!bytes) throw new SnapshotError({ kind: 'missing', file: file.name });
      onBytes(bytes.length);
      // A copy: the engine takes what it is given away to its worker.
      return bytes.slice();
    },
  };
}

/** Reads one JSON file of the manifest. @throws SnapshotError */
export async function readJson<T extends v.GenericSchema>(
  files: SnapshotFiles,
  file: SnapshotFile,
  schema: T,
  signal?: AbortSignal,
): Promise<v.InferOutput<T>> {
  const bytes = await files.bytes(file, undefined, signal);
  return parseFile(file.name, schema, new TextDecoder().decode(bytes));
}

async function fetchBytes(
  address: string,
  file: SnapshotFile,
  onBytes: (more: number) => void,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await request(address, file.name, signal ? { signal } : {});
  const bytes = new Uint8Array(file.bytes);
  let length = 0;
  const broken = (detail: string) => new SnapshotError({ kind: 'broken', file: file.name, detail });
  try {
    const reader = response.body!.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (length + part.value.length > bytes.length)
        throw broken(`got more than the ${bytes.length} bytes expected`);
      bytes.set(part.value, length);
      length += part.value.length;
      onBytes(part.value.length);
    }
  } catch (error) {
    if (error instanceof SnapshotError || signal?.aborted) throw error;
    throw new SnapshotError({ kind: 'unreachable', file: file.name, detail: String(error) });
  }
  if (length !== bytes.length) throw broken(`got ${length} bytes, expected ${bytes.length}`);
  if ((await sha256(bytes)) !== file.sha256) throw broken('its bytes are not those that were published');
  return bytes;
}

async function request(address: string, name: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address + name, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new SnapshotError({ kind: 'unreachable', file: name, detail: String(error) });
  }
  if (response.status === 404) throw new SnapshotError({ kind: 'missing', file: name });
  if (!response.ok)
    throw new SnapshotError({ kind: 'unreachable', file: name, detail: `status ${response.status}` });
  return response;
}

/** In hexadecimal digits. On a plain-http intranet address the browser offers no `crypto.subtle`; a library does it there. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = globalThis.crypto?.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    : (await import('@noble/hashes/sha2.js')).sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
