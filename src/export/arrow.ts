import {
  Field as ArrowField,
  type Data,
  type DataType,
  DateDay,
  Dictionary,
  Float64,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampSecond,
  Utf8,
  Vector,
} from 'apache-arrow';
import {
  type Bytes,
  type CellValue,
  type Field,
  fieldsOf,
  isNone,
  type Piece,
  type Pieces,
  type Sheet,
} from './sheet.ts';

/**
 * A sheet as an Arrow IPC stream, a record batch for each piece: columns by their ids, instants as timestamps of UTC
 * with the sheet's zone, words as dictionaries. The facts are the schema's metadata, a field's title is its own.
 */
export async function* arrowOf(sheet: Sheet, pieces: Pieces): Bytes {
  const columns = fieldsOf(sheet.columns).map((field, i) => columnOf(field, i, sheet.timeZone));
  const schema = new Schema(
    columns.map(({ field, type }) => new ArrowField(field.id, type, true, new Map([['title', field.title]]))),
    new Map([['name', sheet.name], ...sheet.facts.map(({ name, value }) => [name, value] as const)]),
  );
  const type = new Struct(schema.fields);
  const batchOf = (piece: Piece) => {
    const children = columns.map(({ field, data }) => data(piece.columns[field.at]!, piece.rows));
    return new RecordBatch(schema, makeData({ type, length: piece.rows, nullCount: 0, children }));
  };
  async function* batches() {
    // Without a batch the stream would have no schema.
    yield batchOf({ rows: 0, columns: sheet.columns.map(() => []) });
    for await (const piece of pieces) yield batchOf(piece);
  }
  const writer = new RecordBatchStreamWriter();
  let fault: unknown = null;
  const written = (writer.writeAll(batches()) as Promise<unknown>).catch((error: unknown) => {
    fault = error;
    writer.abort(error);
  });
  try {
    for await (const chunk of writer) yield chunk as Uint8Array<ArrayBuffer>;
  } catch (error) {
    throw fault ?? error;
  }
  await written;
  if (fault) throw fault;
}

interface ArrowColumn {
  readonly field: Field;
  readonly type: DataType;
  readonly data: (values: ArrayLike<CellValue>, rows: number) => Data;
}

function columnOf(field: Field, id: number, zone: string): ArrowColumn {
  switch (field.kind) {
    case 'word': {
      // The library's own way from an array makes its code while it runs, which a page under a strict policy may not.
      const dictionary = new Vector([textData(field.words, field.words.length)]);
      // By itself the library numbers dictionaries on through all files of a process.
      const type = new Dictionary(new Utf8(), new Int32(), id);
      return {
        field,
        type,
        data: (values, length) => {
          const { array, ...nulls } = filled(values, new Int32Array(length));
          return makeData({ type, length, data: array, dictionary, ...nulls });
        },
      };
    }
    case 'text':
      return { field, type: new Utf8(), data: textData };
    case 'instant': {
      const type = new TimestampSecond(zone);
      return { field, type, data: (values, length) => bigData(type, values, length) };
    }
    case 'integer': {
      const type = new Int64();
      return { field, type, data: (values, length) => bigData(type, values, length) };
    }
    case 'day': {
      const type = new DateDay();
      return {
        field,
        type,
        data: (values, length) => {
          const { array, ...nulls } = filled(values, new Int32Array(length));
          return makeData({ type, length, data: array, ...nulls });
        },
      };
    }
    case 'number':
    case 'share': {
      const type = new Float64();
      return {
        field,
        type,
        data: (values, length) => {
          const { array, ...nulls } = filled(values, new Float64Array(length));
          return makeData({ type, length, data: array, ...nulls });
        },
      };
    }
  }
}

interface Nulls {
  readonly nullCount: number;
  readonly nullBitmap: Uint8Array | null;
}

function nullsOf(values: ArrayLike<CellValue>, length: number): Nulls {
  const nullBitmap = new Uint8Array((length + 7) >> 3);
  let nullCount = 0;
  for (let i = 0; i < length; i++) {
    if (isNone(values[i])) nullCount++;
    else nullBitmap[i >> 3]! |= 1 << (i & 7);
  }
  return { nullCount, nullBitmap: nullCount > 0 ? nullBitmap : null };
}

function filled<A extends Int32Array | Float64Array>(
  values: ArrayLike<CellValue>,
  array: A,
): Nulls & { array: A } {
  for (let i = 0; i < array.length; i++) array[i] = isNone(values[i]) ? 0 : (values[i] as number);
  return { array, ...nullsOf(values, array.length) };
}

function bigData(type: Int64 | TimestampSecond, values: ArrayLike<CellValue>, length: number): Data {
  const data = new BigInt64Array(length);
  for (let i = 0; i < length; i++) data[i] = isNone(values[i]) ? 0n : BigInt(Math.round(values[i] as number));
  return makeData({ type: type as Int64, length, data, ...nullsOf(values, length) });
}

function textData(values: ArrayLike<CellValue>, length: number): Data<Utf8> {
  const texts = Array.from({ length }, (_, i) => (values[i] == null ? '' : String(values[i])));
  const encoder = new TextEncoder();
  const parts = texts.map((text) => encoder.encode(text));
  const valueOffsets = new Int32Array(length + 1);
  for (const [i, part] of parts.entries()) valueOffsets[i + 1] = valueOffsets[i]! + part.length;
  const data = new Uint8Array(valueOffsets[length]!);
  for (const [i, part] of parts.entries()) data.set(part, valueOffsets[i]!);
  return makeData({ type: new Utf8(), length, valueOffsets, data, ...nullsOf(values, length) });
}
