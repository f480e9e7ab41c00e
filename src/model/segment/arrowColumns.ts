import {
  Bool,
  type Data,
  type DataType,
  Field,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromIPC,
  tableToIPC,
  Uint8,
  Uint16,
  Uint32,
  Utf8,
} from 'apache-arrow';
import { type ColumnType, nullOf } from '../schema.ts';
import { checkShape } from './streamShape.ts';

export type Values = Uint8Array | Uint16Array | Uint32Array | Int32Array;

const types: Record<ColumnType, () => DataType> = {
  u8: () => new Uint8(),
  u16: () => new Uint16(),
  u32: () => new Uint32(),
  i32: () => new Int32(),
  bool: () => new Bool(),
};

const arrays = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array };

/** A column of an Arrow stream: its field and its values. */
export interface ArrowColumn {
  readonly field: Field;
  readonly data: Data;
}

/** One Arrow IPC stream with one record batch. @param notes the schema's metadata */
export function streamOfColumns(
  columns: readonly ArrowColumn[],
  rows: number,
  notes: Readonly<Record<string, string>> = {},
): Uint8Array {
  const fields = columns.map(({ field }) => field);
  const schema = new Schema(fields, new Map(Object.entries(notes)));
  const data = makeData({
    type: new Struct(fields),
    length: rows,
    nullCount: 0,
    children: columns.map(({ data }) => data),
  });
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream');
}

/** A column without nulls: every value stands for itself. */
export function plainColumn(name: string, values: Uint8Array | Uint16Array | Uint32Array): ArrowColumn {
  const type =
    values instanceof Uint8Array ? new Uint8() : values instanceof Uint16Array ? new Uint16() : new Uint32();
  return {
    field: new Field(name, type, false),
    data: makeData({ type, length: values.length, nullCount: 0, data: values }),
  };
}

/** A column of texts, none of them null. */
export function textColumn(name: string, texts: readonly string[]): ArrowColumn {
  const offsets = new Int32Array(texts.length + 1);
  const encoder = new TextEncoder();
  const parts = texts.map((text, i) => {
    const part = encoder.encode(text);
    offsets[i + 1] = offsets[i]! + part.length;
    return part;
  });
  const bytes = new Uint8Array(offsets[texts.length]!);
  parts.forEach((part, i) => {
    bytes.set(part, offsets[i]!);
  });
  const data = makeData({
    type: new Utf8(),
    length: texts.length,
    nullCount: 0,
    valueOffsets: offsets,
    data: bytes,
  });
  return { field: new Field(name, new Utf8(), false), data };
}

/** A column in which `nullOf` its type is a null of Arrow's. */
export function nullableColumn(name: string, type: ColumnType, values: Values): ArrowColumn {
  const length = values.length;
  const missing = nullOf[type];
  const bitmap = new Uint8Array((length + 7) >> 3);
  let nullCount = 0;
  for (let i = 0; i < length; i++) {
    if (values[i] === missing) nullCount++;
    else bitmap[i >> 3] = bitmap[i >> 3]! | (1 << (i & 7));
  }
  const arrow = types[type]();
  const shared = { length, nullCount, nullBitmap: nullCount > 0 ? bitmap : null };
  // The five types share their layout, of which makeData's types know one at a time.
  const data = (type === 'bool' ? bitsOf(values) : values) as Uint8Array;
  return { field: new Field(name, arrow, true), data: makeData({ type: arrow as Uint8, ...shared, data }) };
}

function bitsOf(values: Values): Uint8Array {
  const bits = new Uint8Array((values.length + 7) >> 3);
  for (let i = 0; i < values.length; i++) if (values[i] === 1) bits[i >> 3] = bits[i >> 3]! | (1 << (i & 7));
  return bits;
}

/** What `readStream` found: the notes of the schema, and the columns by name. */
export interface PlainStream {
  readonly notes: ReadonlyMap<string, string>;
  /**
   * The values of a column, a view on the stream's bytes.
   * @param absent the value of all rows where there is no such column
   * @throws Error where it is missing without `absent`, or of another type
   */
  column(name: string, type: 'u8' | 'u16' | 'u32', absent?: number): Values;
  /** The texts of a column. @throws Error where it is missing or of another type */
  texts(name: string): string[];
  /** The same as they lie: a text is the bytes from its offset to the next one, UTF-8. @throws Error as `texts` */
  textBytes(name: string): TextBytes;
}

interface TextBytes {
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
}

/**
 * Reads a stream of `streamOfColumns` whose columns have no nulls. Bytes that do not begin at a multiple of 8 of
 * their buffer are copied once; otherwise nothing is.
 * @param what names the stream in errors
 * @throws Error in words where it is no such stream, or has another number of rows
 */
export function readStream(what: string, bytes: Uint8Array, rows: number): PlainStream {
  let table: Table;
  try {
    checkShape(bytes);
    table = tableFromIPC(bytes);
  } catch (cause) {
    throw new Error(`${what}: got no Arrow stream (${cause instanceof Error ? cause.message : cause})`, {
      cause,
    });
  }
  const [batch, more] = table.batches;
  if (rows > 0 && (!batch || more))
    throw new Error(`${what}: got ${table.batches.length} record batches, expected 1`);
  if (table.numRows !== rows) throw new Error(`${what}: got ${table.numRows} rows, expected ${rows}`);
  const textBytes = (name: string): TextBytes => {
    const index = table.schema.fields.findIndex((field) => field.name === name);
    const type = table.schema.fields[index]?.type;
    if (!(type instanceof Utf8))
      throw new Error(`${what}: got ${type ?? 'nothing'} as the column "${name}", expected texts`);
    if (rows === 0) return { offsets: new Int32Array(1), bytes: new Uint8Array(0) };
    const data = batch!.data.children[index]!;
    const offsets = data.valueOffsets as Int32Array;
    const bytes = data.values as Uint8Array;
    for (let i = 0; i < rows; i++)
      if (!(offsets[i]! >= 0 && offsets[i]! <= offsets[i + 1]! && offsets[i + 1]! <= bytes.length))
        throw new Error(`${what}: got texts in the column "${name}" that lie outside of it`);
    return { offsets, bytes };
  };
  return {
    notes: table.schema.metadata,
    column(name, type, absent) {
      const expected = types[type]().toString();
      const index = table.schema.fields.findIndex((field) => field.name === name);
      const field = table.schema.fields[index];
      if (!field && absent !== undefined) return new arrays[type](rows).fill(absent);
      if (!field) throw new Error(`${what}: got no column "${name}", expected one of ${expected}`);
      const data = batch?.data.children[index];
      const values: Values | undefined = data?.values ?? (rows === 0 ? new Uint32Array(0) : undefined);
      if (String(field.type) !== expected || !values)
        throw new Error(`${what}: got the column "${name}" as ${field.type}, expected ${expected}`);
      if (data && data.nullCount > 0)
        throw new Error(`${what}: got ${data.nullCount} nulls in the column "${name}", expected none`);
      if (values.length < rows)
        throw new Error(`${what}: got ${values.length} values in the column "${name}", expected ${rows}`);
      return values.subarray(0, rows);
    },
    texts(name) {
      return textsOf(textBytes(name), rows);
    },
    textBytes,
  };
}

function textsOf({ offsets, bytes }: TextBytes, rows: number): string[] {
  const all = new TextDecoder().decode(bytes);
  // Of ASCII, as references are nearly always, each character is a byte.
  const part =
    all.length === bytes.length
      ? (from: number, to: number) => all.slice(from, to)
      : (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  return Array.from({ length: rows }, (_, i) => part(offsets[i]!, offsets[i + 1]!));
}
