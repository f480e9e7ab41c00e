import { plainColumn, readStream, streamOfColumns, textColumn } from './arrowColumns.ts';

/** The references of a segment's rows: rid and ref, as one Arrow IPC stream. */
export function encodeRefs(rids: Uint32Array, refs: readonly string[]): Uint8Array {
  return streamOfColumns([plainColumn('rid', rids), textColumn('ref', refs)], refs.length);
}

/** The references of a refs file by rid. @throws Error in words where it is no such file of so many rows */
export function decodeRefs(bytes: Uint8Array, rows: number): Map<number, string> {
  const stream = readStream('refs', bytes, rows);
  const rids = stream.column('rid', 'u32');
  const refs = stream.texts('ref');
  return new Map(refs.map((ref, i) => [rids[i]!, ref]));
}
