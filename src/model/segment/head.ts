import { responseBucketOf } from '../dimension.ts';
import type { RequestTable } from '../requestTable.ts';
import {
  type HeadColumn,
  headColumnNames,
  headColumns,
  longestAfter,
  nullOf,
  type RequestColumn,
  unknownTime,
} from '../schema.ts';
import { plainColumn, readStream, streamOfColumns } from './arrowColumns.ts';
import type { Basis } from './basis.ts';
import { checkCoding, coding } from './coding.ts';

/** The head's columns of some rows: see `headColumns`. */
export type HeadRows = {
  readonly [C in HeadColumn]: (typeof headColumns)[C] extends 'u8' ? Uint8Array : Uint16Array;
};

/**
 * The head's columns of some rows of a table, in the order of `rows`.
 * @param rows indexes into the table
 * @param done by stage: whether a request in it counts as completed
 */
export function headOf(
  table: Pick<RequestTable, 'column'>,
  rows: Uint32Array,
  { halves }: Basis,
  done: readonly boolean[],
): HeadRows {
  const pick = (name: RequestColumn & HeadColumn) => {
    const source = table.column(name);
    const values = new (headColumns[name] === 'u8' ? Uint8Array : Uint16Array)(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = source[rows[i]!]!;
    return values;
  };
  const head = {
    day: pick('day') as Uint16Array,
    zone: pick('zone') as Uint16Array,
    place: pick('place') as Uint16Array,
    category: pick('category') as Uint8Array,
    channel: pick('channel') as Uint8Array,
    topic: pick('topic') as Uint16Array,
    stage: pick('stage') as Uint8Array,
    firstContact: pick('firstContact') as Uint8Array,
    openedAfter: new Uint8Array(rows.length),
    respondedAfter: new Uint16Array(rows.length),
    completedAfter: new Uint16Array(rows.length),
    dueAfter: new Uint16Array(rows.length),
    late: new Uint8Array(rows.length),
    response: new Uint8Array(rows.length),
  };
  const opened = table.column('opened');
  const responded = table.column('responded');
  const resolved = table.column('resolved');
  const dueResolution = table.column('dueResolution');
  const after = (first: number, instant: number) =>
    Math.min(Math.max(halves.of(instant) - first, 0), longestAfter);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const first = 2 * head.day[i]!;
    const isDone = done[head.stage[i]!] === true;
    const answered = responded[row]!;
    const ended = resolved[row]!;
    const due = dueResolution[row]!;
    const isAnswered = answered !== nullOf.u32;
    const isEnded = ended !== nullOf.u32;
    const isDue = due !== nullOf.u32;
    head.openedAfter[i] = after(first, opened[row]!);
    head.respondedAfter[i] = isAnswered ? after(first, answered) : nullOf.u16;
    head.response[i] =
      isAnswered && answered >= opened[row]! ? responseBucketOf(answered - opened[row]!) : nullOf.u8;
    head.completedAfter[i] = isDone ? (isEnded ? after(first, ended) : unknownTime) : nullOf.u16;
    head.dueAfter[i] = isDue ? after(first, due + 1) : nullOf.u16;
    head.late[i] = isDone && isEnded && isDue && ended > due ? 1 : 0;
  }
  return head;
}

/** What rows of one day are sorted by, one after the other: the order in which all columns take the fewest bytes. */
const sortedBy: readonly HeadColumn[] = [
  'day',
  'openedAfter',
  'stage',
  'late',
  'category',
  'firstContact',
  'channel',
  'topic',
  'zone',
];

/** Indexes of the rows of a head in the order in which a segment has them: by day, then by what saves bytes. */
export function orderOf(head: HeadRows): Uint32Array<ArrayBuffer> {
  let order = new Uint32Array(head.day.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  // Counting sorts keep the order of equals, so that the last one rules.
  for (const name of [...sortedBy].reverse()) order = inOrderOf(head[name], order);
  return order;
}

function inOrderOf(values: Uint8Array | Uint16Array, order: Uint32Array): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array((values instanceof Uint8Array ? 0xff : 0xffff) + 2);
  for (const value of values) next[value + 1]!++;
  for (let i = 1; i < next.length; i++) next[i]! += next[i - 1]!;
  const sorted = new Uint32Array(order.length);
  for (const row of order) sorted[next[values[row]!]!++] = row;
  return sorted;
}

/** The rows of a head in another order. @param order indexes into the head */
export function reordered(head: HeadRows, order: Uint32Array): HeadRows {
  const sorted = {} as Record<HeadColumn, Uint8Array | Uint16Array>;
  for (const name of headColumnNames) {
    const source = head[name];
    const values = source.slice();
    for (let i = 0; i < order.length; i++) values[i] = source[order[i]!]!;
    sorted[name] = values;
  }
  return sorted as HeadRows;
}

/** A segment's head: an Arrow IPC stream with exactly `headColumns`, `nullOf` for null. */
export function encodeHead(head: HeadRows): Uint8Array {
  return streamOfColumns(
    headColumnNames.map((name) => plainColumn(name, head[name])),
    head.day.length,
    { coding },
  );
}

/**
 * The columns of a segment's head: views on its bytes, which are copied only if they do not begin at a multiple of 8.
 * @param rows how many the manifest says that there are
 * @throws Error in words for anything but such a head
 */
export function readHead(bytes: Uint8Array, rows: number): HeadRows {
  const stream = readStream('head', bytes, rows);
  checkCoding('head', stream.notes);
  return Object.fromEntries(
    headColumnNames.map((name) => [name, stream.column(name, headColumns[name])]),
  ) as HeadRows;
}
