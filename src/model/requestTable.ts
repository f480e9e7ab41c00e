import {
  type ColumnType,
  nullOf,
  type RequestColumn,
  type RequestRow,
  type RequestValues,
  requestColumnNames,
  requestColumns,
} from './schema.ts';
import type { TimeZone } from './timeZone.ts';

type Store = Uint8Array | Uint16Array | Uint32Array | Int32Array;

const stores: Record<ColumnType, new (length: number) => Store> = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  bool: Uint8Array,
};

/**
 * Requests held as one typed array a column, growing as rows are added. Null is the value of `nullOf`.
 * About 76 bytes a row, and the reference's text.
 */
export class RequestTable {
  length = 0;
  readonly refs: string[] = [];
  private readonly zone: TimeZone;
  private readonly stores = {} as Record<RequestColumn, Store>;

  constructor(zone: TimeZone, capacity = 1024) {
    this.zone = zone;
    for (const name of requestColumnNames) this.stores[name] = new stores[requestColumns[name]](capacity);
  }

  /** Adds a request and returns its index. Its local day and hour are filled in. */
  add(row: RequestRow, rid = this.length): number {
    const index = this.length;
    if (index === this.stores.rid.length) this.grow();
    this.length++;
    this.stores.rid[index] = rid;
    this.set(index, row);
    return index;
  }

  /** Adds all requests of another table of the same time zone, with rids that continue this one's. */
  addAll(other: RequestTable): void {
    const start = this.length;
    while (start + other.length > this.stores.rid.length) this.grow();
    this.length += other.length;
    for (const name of requestColumnNames) this.stores[name].set(other.column(name), start);
    for (let i = 0; i < other.length; i++) {
      this.stores.rid[start + i] = start + i;
      this.refs[start + i] = other.refs[i]!;
    }
  }

  /** Adds some requests of others, with their rids. @param rows indexes into `values` and `refs` */
  addValues(values: RequestValues, refs: readonly string[], rows: ArrayLike<number>): void {
    const start = this.length;
    while (start + rows.length > this.stores.rid.length) this.grow();
    this.length += rows.length;
    for (const name of requestColumnNames) {
      const store = this.stores[name];
      const column = values[name];
      for (let i = 0; i < rows.length; i++) store[start + i] = column[rows[i]!]!;
    }
    for (let i = 0; i < rows.length; i++) this.refs[start + i] = refs[rows[i]!]!;
  }

  /** All columns, as views. */
  values(): RequestValues {
    return Object.fromEntries(
      requestColumnNames.map((name) => [name, this.column(name)]),
    ) as unknown as RequestValues;
  }

  /** Puts another request in the place of one, whose rid it keeps. */
  set(index: number, row: RequestRow): void {
    this.refs[index] = row.ref;
    const local = this.zone.localSeconds(row.opened);
    const day = Math.floor(local / 86_400);
    for (const name of requestColumnNames) {
      const store = this.stores[name];
      switch (name) {
        case 'rid':
          break;
        case 'day':
          store[index] = day;
          break;
        case 'hour':
          store[index] = Math.floor((local - day * 86_400) / 3600);
          break;
        default: {
          const value = row[name];
          store[index] = value === null ? nullOf[requestColumns[name]] : value;
        }
      }
    }
  }

  /** The values of a column, `length` of them; a view, not a copy. */
  column(name: RequestColumn): Store {
    return this.stores[name].subarray(0, this.length);
  }

  /** One value; null where it is missing. */
  value(name: RequestColumn, index: number): number | null {
    const value = this.stores[name][index] as number;
    return value === nullOf[requestColumns[name]] ? null : value;
  }

  private grow(): void {
    for (const name of requestColumnNames) {
      const bigger = new stores[requestColumns[name]](this.stores[name].length * 2);
      bigger.set(this.stores[name]);
      this.stores[name] = bigger;
    }
  }
}
