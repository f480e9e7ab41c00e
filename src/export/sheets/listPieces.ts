import { resultTable } from '../../engine/queryResult.ts';
import type { ParentDimension } from '../../model/dimension.ts';
import { decodeRefBytes, type RefBytes } from '../../model/segment/refs.ts';
import type { ListColumn } from '../../query/listQuery.ts';
import type { Piece } from '../sheet.ts';
import type { ListColumnId, ListFacts } from './listColumns.ts';

/** The references of requests by their rid: as bytes, and a text when one is written. A map of a million takes tenfold the memory. */
export class RefsByRid {
  private readonly files: readonly ((row: number) => string)[];
  /** Of each rid its file and its row in it, counted through all files, from 1. */
  private readonly rows: Uint32Array;
  private readonly firstRows: number[] = [];
  private readonly later: ReadonlyMap<number, string>;

  constructor(
    files: readonly { readonly bytes: Uint8Array; readonly rows: number }[],
    later: ReadonlyMap<number, string>,
  ) {
    this.later = later;
    const decoded = files.map(({ bytes, rows }) => decodeRefBytes(bytes, rows));
    this.files = decoded.map(textsOf);
    let last = -1;
    for (const { rids } of decoded) for (const rid of rids) if (rid > last) last = rid;
    this.rows = new Uint32Array(last + 1);
    let row = 1;
    for (const { rids } of decoded) {
      this.firstRows.push(row);
      for (const rid of rids) this.rows[rid] = row++;
    }
  }

  of(rid: number): string {
    return this.later.get(rid) ?? (this.written(rid) || `#${rid}`);
  }

  private written(rid: number): string {
    const row = this.rows[rid] ?? 0;
    if (row === 0) return '';
    let file = this.firstRows.length - 1;
    while (this.firstRows[file]! > row) file--;
    return this.files[file]!(row - this.firstRows[file]!);
  }
}

/** The references of a file by their row. */
function textsOf({ offsets, bytes }: RefBytes): (row: number) => string {
  const decoder = new TextDecoder();
  const all = decoder.decode(bytes);
  // Of ASCII, as references are nearly always, each character is a byte, and a part of a text costs next to nothing.
  if (all.length === bytes.length) return (row) => all.slice(offsets[row], offsets[row + 1]);
  return (row) => decoder.decode(bytes.subarray(offsets[row], offsets[row + 1]));
}

/** Numbers of a column; NaN where there is none. */
type Values = Float64Array;

/** A piece of a list as the engine gives it → the columns of the list's sheet. */
export function pieceOfList(
  file: Uint8Array,
  columns: readonly ListColumnId[],
  facts: ListFacts,
  refs: RefsByRid,
): Piece {
  const table = resultTable(file);
  const read = new Map<ListColumn, Values>();
  const valuesOf = (name: ListColumn): Values => {
    let values = read.get(name);
    if (!values) {
      const column = table.getChild(name);
      if (!column) throw new Error(`list: got no column "${name}"`);
      values = new Float64Array(table.numRows);
      let row = 0;
      // Reading a vector value by value takes ten times as long.
      for (const { values: raw, nullBitmap, offset, length, nullCount } of column.data) {
        const numbers = raw as ArrayLike<number | bigint>;
        for (let i = 0; i < length; i++) {
          const bit = offset + i;
          const known = nullCount === 0 || (nullBitmap[bit >> 3]! >> (bit & 7)) & 1;
          values[row++] = known ? Number(numbers[i]) : Number.NaN;
        }
      }
      read.set(name, values);
    }
    return values;
  };
  const mapped = (name: ListColumn, of: (code: number) => number): Values =>
    valuesOf(name).map((code) => (Number.isNaN(code) ? code : of(code)));
  const parentOf = (id: ParentDimension) => (code: number) => {
    const found = facts.parents[id][code] ?? -1;
    return found < 0 ? Number.NaN : found;
  };
  const columnOf = (id: ListColumnId): Piece['columns'][number] => {
    switch (id) {
      case 'ref':
        return Array.from(valuesOf('rid'), (rid) => refs.of(rid));
      case 'progress':
        return mapped('stage', (stage) => facts.progress[stage] ?? Number.NaN);
      case 'sector':
      case 'district':
        return mapped('zone', parentOf(id));
      case 'service':
        return mapped('topic', parentOf(id));
      default:
        return valuesOf(id);
    }
  };
  return { rows: table.numRows, columns: columns.map(columnOf) };
}
