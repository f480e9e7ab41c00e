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
import type { RequestTable } from './requestTable.ts';
import { type ColumnType, nullOf, requestColumnNames, requestColumns, requiredColumns } from './schema.ts';

const types: Record<ColumnType, () => DataType> = {
  u8: () => new Uint8(),
  u16: () => new Uint16(),
  u32: () => new Uint32(),
  i32: () => new Int32(),
  bool: () => new Bool(),
};

/**
 * The rows of a table in the given order as one Arrow IPC stream. Row i of the result gets the rid `firstRid + i`.
 * @param order indexes into the table
 */
export function encodeSegment(table: RequestTable, order: Uint32Array, firstRid: number): Uint8Array {
  const fields: Field[] = [];
  const columns: Data[] = [];
  for (const name of requestColumnNames) {
    const type = requestColumns[name];
    const source = table.column(name);
    const picked = source.slice(0, 0).constructor as new (length: number) => typeof source;
    const values = new picked(order.length);
    if (name === 'rid') for (let i = 0; i < order.length; i++) values[i] = firstRid + i;
    else for (let i = 0; i < order.length; i++) values[i] = source[order[i]!]!;
    const nullable = !(requiredColumns as readonly string[]).includes(name);
    fields.push(new Field(name, types[type](), nullable));
    columns.push(column(type, values, nullable));
  }
  return streamOf(fields, columns, order.length);
}

/** The references of the same rows: rid and ref, as one Arrow IPC stream. */
export function encodeRefs(table: RequestTable, order: Uint32Array, firstRid: number): Uint8Array {
  const offsets = new Int32Array(order.length + 1);
  const texts = new Array<Uint8Array>(order.length);
  const encoder = new TextEncoder();
  for (let i = 0; i < order.length; i++) {
    texts[i] = encoder.encode(table.refs[order[i]!]);
    offsets[i + 1] = offsets[i]! + texts[i]!.length;
  }
  const bytes = new Uint8Array(offsets[order.length]!);
  texts.forEach((text, i) => {
    bytes.set(text, offsets[i]!);
  });
  const rids = Uint32Array.from(order, (_, i) => firstRid + i);
  return streamOf(
    [new Field('rid', new Uint32(), false), new Field('ref', new Utf8(), false)],
    [
      makeData({ type: new Uint32(), length: order.length, nullCount: 0, data: rids }),
      makeData({ type: new Utf8(), length: order.length, nullCount: 0, valueOffsets: offsets, data: bytes }),
    ],
    order.length,
  );
}

/** The references of a refs segment, in rid order. */
export function decodeRefs(bytes: Uint8Array): string[] {
  const refs = tableFromIPC(bytes).getChild('ref');
  if (!refs) throw new Error('refs segment: got no column "ref"');
  return Array.from(refs, String);
}

function streamOf(fields: Field[], columns: Data[], length: number): Uint8Array {
  const schema = new Schema(fields);
  const data = makeData({ type: new Struct(fields), length, nullCount: 0, children: columns });
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream');
}

function column(
  type: ColumnType,
  values: Uint8Array | Uint16Array | Uint32Array | Int32Array,
  nullable: boolean,
): Data {
  const length = values.length;
  let nullBitmap: Uint8Array | null = null;
  let nullCount = 0;
  if (nullable) {
    const missing = nullOf[type];
    nullBitmap = new Uint8Array((length + 7) >> 3);
    for (let i = 0; i < length; i++) {
      if (values[i] === missing) {
        nullCount++;
        values[i] = 0;
      } else nullBitmap[i >> 3] = nullBitmap[i >> 3]! | (1 << (i & 7));
    }
  }
  const shared = { length, nullCount, nullBitmap: nullCount > 0 ? nullBitmap : null };
  switch (type) {
    case 'u8':
      return makeData({ type: new Uint8(), ...shared, data: values as Uint8Array });
    case 'u16':
      return makeData({ type: new Uint16(), ...shared, data: values as Uint16Array });
    case 'u32':
      return makeData({ type: new Uint32(), ...shared, data: values as Uint32Array });
    case 'i32':
      return makeData({ type: new Int32(), ...shared, data: values as Int32Array });
    case 'bool': {
      const bits = new Uint8Array((length + 7) >> 3);
      for (let i = 0; i < length; i++) if (values[i]) bits[i >> 3] = bits[i >> 3]! | (1 << (i & 7));
      return makeData({ type: new Bool(), ...shared, data: bits });
    }
  }
}
