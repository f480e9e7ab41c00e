import type { RequestTable } from '../requestTable.ts';
import { type RequestColumn, requestColumnNames, requestColumns, requiredColumns } from '../schema.ts';
import { nullableColumn, plainColumn, streamOfColumns } from './arrowColumns.ts';
import type { Basis } from './basis.ts';
import { encodeDetails, type RequestValues } from './details.ts';
import { encodeHead, headOf, orderOf, reordered } from './head.ts';

/** A segment as it is put away, and the order of its rows. */
export interface EncodedSegment {
  /** Indexes into the table: row i of the segment is row `rows[i]` of the table. */
  readonly rows: Uint32Array;
  /** What the first screen and brushing need. */
  readonly head: Uint8Array;
  /** What else is known of the requests. */
  readonly details: Uint8Array;
}

/**
 * Some rows of a table as a segment. Row i of the segment has the rid that follows the segment's first one by i.
 * @param rows indexes into the table, in any order
 * @param done by stage: whether a request in it counts as completed
 */
export function encodeSegment(
  table: RequestTable,
  rows: Uint32Array,
  basis: Basis,
  done: readonly boolean[],
): EncodedSegment {
  const unsorted = headOf(table, rows, basis, done);
  const order = orderOf(unsorted);
  const head = reordered(unsorted, order);
  const sorted = order.map((i) => rows[i]!);
  return { rows: sorted, head: encodeHead(head), details: encodeDetails(table, sorted, head, basis) };
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
