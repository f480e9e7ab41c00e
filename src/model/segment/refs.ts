import { plainColumn, readStream, streamOfColumns, textColumn } from './arrowColumns.ts';

/** The references of a segment's rows: rid and ref, as one Arrow IPC stream. */
export function encodeRefs(rids: Uint32Array, refs: readonly string[]): Uint8Array {
  return streamOfColumns([plainColumn('rid', rids), textColumn('ref', refs)], refs.length);
}

/** The references of a refs file, and of each its rid. @throws Error in words where it is no such file of so many rows */
export function readRefs(
  bytes: Uint8Array,
  rows: number,
): { readonly rids: Uint32Array; readonly refs: readonly string[] } {
  const stream = readStream('refs', bytes, rows);
  return { rids: stream.column('rid', 'u32') as Uint32Array, refs: stream.texts('ref') };
}

/** The same by rid. */
export function decodeRefs(bytes: Uint8Array, rows: number): Map<number, string> {
  const { rids, refs } = readRefs(bytes, rows);
  return new Map(refs.map((ref, i) => [rids[i]!, ref]));
}

/** References as they lie in a refs file: those of `rids[i]` are the bytes from `offsets[i]` to `offsets[i + 1]`, UTF-8. */
export interface RefBytes {
  readonly rids: Uint32Array;
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
}

/** The same without a text for each. @throws Error in words where it is no such file of so many rows */
export function decodeRefBytes(bytes: Uint8Array, rows: number): RefBytes {
  const stream = readStream('refs', bytes, rows);
  return { rids: stream.column('rid', 'u32') as Uint32Array, ...stream.textBytes('ref') };
}
