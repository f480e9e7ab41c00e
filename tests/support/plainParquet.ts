/** A column of a Parquet file as old writers and strict ones write it: no converted types, levels of one value a run. */
export interface PlainColumn {
  /** The elements of the schema from the top one down, each with its repetition and, if any, its logical type. */
  readonly path: readonly {
    readonly name: string;
    readonly repetition: 'required' | 'optional' | 'repeated';
    readonly logical?: 'STRING' | 'LIST';
  }[];
  readonly type: 'INT96' | 'BYTE_ARRAY';
  /** The bytes of a value as a page holds them, null where there is none, with its levels. */
  readonly values: readonly {
    readonly bytes: Uint8Array | null;
    readonly repetition?: number;
    readonly definition?: number;
  }[];
}

const repetitions = ['required', 'optional', 'repeated'];
const types = { INT96: 3, BYTE_ARRAY: 6 };
const logicalTypes = { STRING: 1, LIST: 3 };

/** An instant as Impala, Hive and older Spark write it: nanoseconds of the day, and the Julian day. */
export function int96(iso: string): Uint8Array {
  const at = Date.parse(iso);
  const day = Math.floor(at / 86_400_000);
  const view = new DataView(new ArrayBuffer(12));
  view.setBigUint64(0, BigInt(at - day * 86_400_000) * 1_000_000n, true);
  view.setUint32(8, day + 2_440_588, true);
  return new Uint8Array(view.buffer);
}

/** A text as a page holds it. */
export function byteArray(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A Parquet file of one row group with one uncompressed page a column. */
export function plainParquet(columns: readonly PlainColumn[], rows: number): Uint8Array {
  let file = Buffer.from('PAR1');
  const chunks = columns.map(({ path, type, values }) => {
    const highest = (kinds: readonly string[]) =>
      path.filter(({ repetition }) => kinds.includes(repetition)).length;
    const [repetition, definition] = [highest(['repeated']), highest(['optional', 'repeated'])];
    const page = Buffer.concat([
      repetition > 0 ? levels(values.map((one) => one.repetition ?? 0)) : Buffer.alloc(0),
      definition > 0 ? levels(values.map((one) => one.definition ?? definition)) : Buffer.alloc(0),
      ...values.flatMap(({ bytes }) => (bytes ? [bytes] : [])),
    ]);
    const header = struct([
      [1, int(0)],
      [2, int(page.length)],
      [3, int(page.length)],
      [
        5,
        nested(
          struct([
            [1, int(values.length)],
            [2, int(0)],
            [3, int(3)],
            [4, int(3)],
          ]),
        ),
      ],
    ]);
    const at = file.length;
    file = Buffer.concat([file, header, page]);
    const size = long(header.length + page.length);
    const meta = struct([
      [1, int(types[type])],
      [2, list(5, [varint(zigzag(0))])],
      [
        3,
        list(
          8,
          path.map(({ name }) => text(name)),
        ),
      ],
      [4, int(0)],
      [5, long(values.length)],
      [6, size],
      [7, size],
      [9, long(at)],
    ]);
    return struct([
      [2, long(at)],
      [3, nested(meta)],
    ]);
  });
  const schema = [
    struct([
      [4, binary('schema')],
      [5, int(columns.length)],
    ]),
    ...columns.flatMap(({ path, type }) =>
      path.map(({ name, repetition, logical }, i) =>
        struct([
          ...(i === path.length - 1 ? ([[1, int(types[type])]] as const) : []),
          [3, int(repetitions.indexOf(repetition))],
          [4, binary(name)],
          ...(i < path.length - 1 ? ([[5, int(1)]] as const) : []),
          ...(logical
            ? ([[10, nested(struct([[logicalTypes[logical], nested(struct([]))]]))]] as const)
            : []),
        ]),
      ),
    ),
  ];
  const group = struct([
    [1, list(12, chunks)],
    [2, long(file.length)],
    [3, long(rows)],
  ]);
  const footer = struct([
    [1, int(1)],
    [2, list(12, schema)],
    [3, long(rows)],
    [4, list(12, [group])],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return new Uint8Array(Buffer.concat([file, footer, length, Buffer.from('PAR1')]));
}

/** Levels below 256 in runs of one, with their length before them. */
function levels(all: readonly number[]): Buffer {
  const runs = Buffer.from(all.flatMap((level) => [2, level]));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(runs.length);
  return Buffer.concat([length, runs]);
}

// Thrift's compact protocol, as far as a footer needs it.

interface Written {
  readonly type: number;
  readonly bytes: Buffer;
}

const zigzag = (value: number) => value * 2;
const int = (value: number): Written => ({ type: 5, bytes: varint(zigzag(value)) });
const long = (value: number): Written => ({ type: 6, bytes: varint(zigzag(value)) });
const binary = (value: string): Written => ({ type: 8, bytes: text(value) });
const nested = (bytes: Buffer): Written => ({ type: 12, bytes });

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([varint(bytes.length), bytes]);
}

function list(type: number, items: readonly Buffer[]): Written {
  const size =
    items.length < 15
      ? Buffer.from([(items.length << 4) | type])
      : Buffer.concat([Buffer.from([0xf0 | type]), varint(items.length)]);
  return { type: 9, bytes: Buffer.concat([size, ...items]) };
}

function struct(fields: readonly (readonly [id: number, value: Written])[]): Buffer {
  let before = 0;
  const parts = fields.flatMap(([id, { type, bytes }]) => {
    const head = Buffer.from([((id - before) << 4) | type]);
    before = id;
    return [head, bytes];
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
