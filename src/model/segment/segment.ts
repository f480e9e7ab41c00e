import type { RequestTable } from '../requestTable.ts';
import {
  type RequestColumn,
  type RequestValues,
  requestColumnNames,
  requestColumns,
  requiredColumns,
} from '../schema.ts';
import { nullableColumn, plainColumn, streamOfColumns } from './arrowColumns.ts';
import type { Basis } from './basis.ts';
import { encodeDetails } from './details.ts';
import { encodeHead, headOf, orderOf, reordered } from './head.ts';

/** A segment as it is put away, and the order of its rows. */
export interface EncodedSegment {
  /** Indexes into the table: row i of the segment is row `rows[i]` of the table. */
  readonly rows: Uint32Array;
  /** Of these rows. */
  readonly rids: Uint32Array;
  /** What the first screen and brushing need. */
  readonly head: Uint8Array;
  /** What else is known of the requests. */
  readonly details: Uint8Array;
}

/**
 * Some rows of a table as a segment.
 * @param rows indexes into the table, in any order
 * @param done by stage: whether a request in it counts as completed
 * @param firstRid if given, the rows get rids that follow each other from there on; else they keep the table's
 */
export function encodeSegment(
  table: RequestTable,
  rows: Uint32Array,
  basis: Basis,
  done: readonly boolean[],
  firstRid?: number,
): EncodedSegment {
  const unsorted = headOf(table, rows, basis, done);
  const order = orderOf(unsorted);
  const head = reordered(unsorted, order);
  const sorted = order.map((i) => rows[i]!);
  const kept = table.column('rid');
  const rids = sorted.map((row, i) => (firstRid === undefined ? kept[row]! : firstRid + i));
  return {
    rows: sorted,
    rids,
    head: encodeHead(head),
    details: encodeDetails(table, sorted, rids, head, basis),
  };
}

/** Requests as one Arrow IPC stream with a column for each of `requestColumns` and Arrow's nulls: what databases take. */
export function streamOf(columns: RequestValues): Uint8Array {
  const required: readonly RequestColumn[] = requiredColumns;
  return streamOfColumns(
    requestColumnNames.map((name) =>
      required.includes(name)
        ? plainColumn(name, columns[name] as Uint8Array | Uint16Array | Uint32Array)
        : nullableColumn(name, requestColumns[name], columns[name]),
    ),
    columns.rid.length,
  );
}
