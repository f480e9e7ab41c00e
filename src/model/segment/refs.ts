import { Field, makeData, tableFromIPC, Utf8 } from 'apache-arrow';
import type { RequestTable } from '../requestTable.ts';
import { plainColumn, streamOfColumns } from './arrowColumns.ts';

/** The references of a segment's rows: rid and ref, as one Arrow IPC stream. @param rows indexes into the table */
export function encodeRefs(table: RequestTable, rows: Uint32Array, firstRid: number): Uint8Array {
  const offsets = new Int32Array(rows.length + 1);
  const texts = new Array<Uint8Array>(rows.length);
  const encoder = new TextEncoder();
  for (let i = 0; i < rows.length; i++) {
    texts[i] = encoder.encode(table.refs[rows[i]!]);
    offsets[i + 1] = offsets[i]! + texts[i]!.length;
  }
  const bytes = new Uint8Array(offsets[rows.length]!);
  texts.forEach((text, i) => {
    bytes.set(text, offsets[i]!);
  });
  const ref = makeData({
    type: new Utf8(),
    length: rows.length,
    nullCount: 0,
    valueOffsets: offsets,
    data: bytes,
  });
  return streamOfColumns(
    [
      plainColumn(
        'rid',
        Uint32Array.from(rows, (_, i) => firstRid + i),
      ),
      { field: new Field('ref', new Utf8(), false), data: ref },
    ],
    rows.length,
  );
}

/** The references of a refs file, in rid order. */
export function decodeRefs(bytes: Uint8Array): string[] {
  const refs = tableFromIPC(bytes).getChild('ref');
  if (!refs) throw new Error('refs: got no column "ref"');
  return Array.from(refs, String);
}
