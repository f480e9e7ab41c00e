/**
 * Refuses bytes that tell of more parts than a stream of `streamOfColumns` can have: the library makes an object for
 * each before it looks for it, so that one damaged byte could take all memory. Refuses a stream without the mark at
 * its end, too: the library takes one that is cut between two messages for whole.
 * @throws Error in words
 */
export function checkShape(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let columns = 0;
  for (let at = 0; ; ) {
    if (at === bytes.length) throw new Error(`no end after ${at} bytes, expected the mark of one`);
    if (view.getInt32(at, true) !== continued) throw new Error(`no message at byte ${at}`);
    const length = view.getInt32(at + 4, true);
    if (length === 0) {
      if (at + endBytes !== bytes.length)
        throw new Error(`${bytes.length - at - endBytes} bytes after the end, expected none`);
      return;
    }
    const message = new FlatTable(view, indirect(view, at + 8));
    const header = message.table(slots.message.header);
    expectParts('notes of a message', message.count(slots.message.notes), 0);
    const kind = message.byte(slots.message.kind);
    if (kind === kinds.schema) {
      columns = header.count(slots.schema.fields);
      expectParts('columns', columns, bytes.length / leastBytes);
      expectParts('notes', header.count(slots.schema.notes), bytes.length / leastBytes);
      for (let i = 0; i < columns; i++) {
        const field = header.item(slots.schema.fields, i);
        expectParts('columns of a column', field.count(slots.field.children), 0);
        expectParts('notes of a column', field.count(slots.field.notes), 0);
        expectParts('dictionaries of a column', field.has(slots.field.dictionary) ? 1 : 0, 0);
      }
    } else if (kind === kinds.batch) {
      expectParts('columns of a batch', header.count(slots.batch.nodes), columns);
      expectParts('buffers', header.count(slots.batch.buffers), mostBuffers * columns);
      expectParts('views', header.count(slots.batch.views), 0);
    } else throw new Error(`a message of kind ${kind}`);
    const body = message.long(slots.message.body);
    if (length < 0 || body < 0) throw new Error(`a message of ${length} and ${body} bytes`);
    at += 8 + length + body;
  }
}

/** What a message begins with. */
const continued = -1;
/** What the mark of the end takes. */
const endBytes = 8;
/** Bytes that a column or a note takes at least. */
const leastBytes = 8;
/** Buffers of a column: what is null, where texts begin, values. */
const mostBuffers = 3;
const kinds = { schema: 1, batch: 3 };
/** Where the tables of Arrow's Message.fbs and Schema.fbs have their parts. */
const slots = {
  message: { kind: 6, header: 8, body: 10, notes: 12 },
  schema: { fields: 6, notes: 8 },
  field: { dictionary: 12, children: 14, notes: 16 },
  batch: { nodes: 6, buffers: 8, views: 12 },
};

function expectParts(what: string, found: number, most: number): void {
  if (found < 0 || found > most) throw new Error(`${found} ${what}, expected at most ${Math.floor(most)}`);
}

function indirect(view: DataView, at: number): number {
  return at + view.getUint32(at, true);
}

/** A table of a FlatBuffer: see https://flatbuffers.dev/internals. Reading beyond the bytes throws a RangeError. */
class FlatTable {
  private readonly view: DataView;
  private readonly at: number;

  constructor(view: DataView, at: number) {
    this.view = view;
    this.at = at;
  }

  has(slot: number): boolean {
    return this.place(slot) !== null;
  }

  byte(slot: number): number {
    const at = this.place(slot);
    return at === null ? 0 : this.view.getUint8(at);
  }

  long(slot: number): number {
    const at = this.place(slot);
    return at === null ? 0 : Number(this.view.getBigInt64(at, true));
  }

  table(slot: number): FlatTable {
    const at = this.place(slot);
    if (at === null) throw new Error('a message without content');
    return new FlatTable(this.view, indirect(this.view, at));
  }

  /** How many items a vector has. */
  count(slot: number): number {
    const at = this.place(slot);
    return at === null ? 0 : this.view.getInt32(indirect(this.view, at), true);
  }

  /** A table of a vector. */
  item(slot: number, index: number): FlatTable {
    const vector = indirect(this.view, this.place(slot)!);
    return new FlatTable(this.view, indirect(this.view, vector + 4 + 4 * index));
  }

  private place(slot: number): number | null {
    const slotsAt = this.at - this.view.getInt32(this.at, true);
    if (slot >= this.view.getUint16(slotsAt, true)) return null;
    const offset = this.view.getUint16(slotsAt + slot, true);
    return offset === 0 ? null : this.at + offset;
  }
}
