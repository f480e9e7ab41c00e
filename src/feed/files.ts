import type * as v from 'valibot';
import {
  type Manifest,
  parseFile,
  parseManifest,
  SnapshotError,
  type SnapshotFile,
} from '../model/manifest.ts';

/** Where a snapshot's files are: an address that ends with a slash. */
export type SnapshotAddress = string;

/** Reads the manifest. @throws SnapshotError */
export async function fetchManifest(address: SnapshotAddress, signal?: AbortSignal): Promise<Manifest> {
  const response = await request(address, 'manifest.json', {
    cache: 'no-cache',
    ...(signal ? { signal } : {}),
  });
  return parseManifest(await response.text());
}

/** Reads one JSON file of the manifest, checked against its hash. @throws SnapshotError */
export async function fetchJson<T extends v.GenericSchema>(
  address: SnapshotAddress,
  file: SnapshotFile,
  schema: T,
  signal?: AbortSignal,
): Promise<v.InferOutput<T>> {
  return parseFile(
    file.name,
    schema,
    new TextDecoder().decode(await fetchBytes(address, file, () => {}, signal)),
  );
}

/**
 * Reads one file of the manifest, checked against its length and hash before anything decodes it.
 * @param onBytes told each time how many more bytes have come
 * @throws SnapshotError
 */
export async function fetchBytes(
  address: SnapshotAddress,
  file: SnapshotFile,
  onBytes: (more: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Uint8Array> {
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

async function request(address: SnapshotAddress, name: string, init: RequestInit): Promise<Response> {
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

/** On a plain-http intranet address the browser offers no `crypto.subtle`; a library does it there. */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = globalThis.crypto?.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    : (await import('@noble/hashes/sha2.js')).sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
