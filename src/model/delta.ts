import type { Change } from './change.ts';
import type { DeltaFile } from './manifest.ts';
import type { RequestValues } from './schema.ts';
import { absentOf, type RequestColumn, requestColumnNames, requestColumns } from './schema.ts';
import { plainColumn, readStream, streamOfColumns, textColumn } from './segment/arrowColumns.ts';
import { checkCoding, coding } from './segment/coding.ts';

/** A step from one version of the data to the next. */
export interface Delta extends Change {
  /** The references of the requests in `values`. */
  readonly refs: readonly string[];
}

/** Several changes, each later than the one before, as one. */
export function joinedChange(changes: readonly Change[]): Change {
  const [only] = changes;
  if (only && changes.length === 1) return only;
  const latest = new Map<number, { change: Change; row: number } | null>();
  for (const change of changes) {
    for (const rid of change.gone) latest.set(rid, null);
    change.values.rid.forEach((rid, row) => {
      latest.set(rid, { change, row });
    });
  }
  const places = [...latest.values()].filter((place) => place !== null);
  const values = Object.fromEntries(
    requestColumnNames.map((name) => {
      const column = emptyColumn(name, places.length);
      places.forEach(({ change, row }, i) => {
        column[i] = change.values[name][row]!;
      });
      return [name, column];
    }),
  ) as unknown as RequestValues;
  const gone = [...latest].filter(([, place]) => place === null).map(([rid]) => rid);
  const last = changes.at(-1);
  const { sequence = 0, asOf = 0, days = null } = last ?? {};
  return { values, gone: Uint32Array.from(gone), sequence, asOf, days };
}

function emptyColumn(name: RequestColumn, length: number) {
  const type = requestColumns[name];
  if (type === 'i32') return new Int32Array(length);
  return new { u8: Uint8Array, bool: Uint8Array, u16: Uint16Array, u32: Uint32Array }[type](length);
}

/** What leads where: the part of a delta's name that its bytes repeat. */
export type DeltaStep = Pick<DeltaFile, 'from' | 'to' | 'asOf'>;

/**
 * A delta as an Arrow IPC stream: all columns of the requests that changed or are new, `nullOf` for null, and their
 * references; the rids of those that are no more, and what it leads from and to, in the schema's notes.
 */
export function encodeDelta(
  { from, to, asOf }: DeltaStep,
  { values, refs, gone }: Pick<Delta, 'values' | 'refs' | 'gone'>,
): Uint8Array {
  const columns = requestColumnNames.map((name) => plainColumn(name, unsigned(values[name])));
  return streamOfColumns([...columns, textColumn('ref', refs)], refs.length, {
    coding,
    step: JSON.stringify([from, to, asOf]),
    gone: JSON.stringify([...gone]),
  });
}

/**
 * Reads a delta. The caller has checked the bytes against the file's hash.
 * @throws Error in words for anything but the delta that the file's entry describes
 */
export function decodeDelta(bytes: Uint8Array, { name, rows, from, to, asOf, days }: DeltaFile): Delta {
  const stream = readStream(name, bytes, rows);
  checkCoding(name, stream.notes);
  const step = JSON.stringify([from, to, asOf]);
  if (stream.notes.get('step') !== step)
    throw new Error(`${name}: got the step ${stream.notes.get('step')}, expected ${step}`);
  const values = Object.fromEntries(
    requestColumnNames.map((column) => [
      column,
      valuesOf(column, stream.column(column, wireType(column), absentOf(column))),
    ]),
  ) as unknown as RequestValues;
  const gone = ridsOf(name, stream.notes.get('gone'));
  return { values, refs: stream.texts('ref'), gone, sequence: to, asOf, days };
}

/** The rids of a note. @throws Error in words */
function ridsOf(name: string, note: string | undefined): Uint32Array {
  let rids: unknown;
  try {
    rids = JSON.parse(note ?? 'null');
  } catch {
    rids = null;
  }
  if (!Array.isArray(rids) || rids.some((rid) => !Number.isInteger(rid) || rid < 0 || rid > 0xffffffff))
    throw new Error(
      `${name}: got ${note ?? 'nothing'} as the requests that are no more, expected a list of rids`,
    );
  return Uint32Array.from(rids);
}

/** How a column lies in the file: signed numbers and booleans as the unsigned ones of their size. */
function wireType(column: RequestColumn): 'u8' | 'u16' | 'u32' {
  const type = requestColumns[column];
  return type === 'bool' ? 'u8' : type === 'i32' ? 'u32' : type;
}

function unsigned(values: RequestValues[RequestColumn]): Uint8Array | Uint16Array | Uint32Array {
  return values instanceof Int32Array
    ? new Uint32Array(values.buffer, values.byteOffset, values.length)
    : values;
}

/** A copy: the file's bytes need not be kept for it. */
function valuesOf(column: RequestColumn, values: Uint8Array | Uint16Array | Uint32Array | Int32Array) {
  return requestColumns[column] === 'i32' ? Int32Array.from(values, (value) => value | 0) : values.slice();
}
