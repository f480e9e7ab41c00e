import { FileError } from '../fileError.ts';
import { own } from '../privacy.ts';
import { mostColumns } from './csvReader.ts';
import type { FlatRecord } from './flatten.ts';

const headRecords = 4000;
const spreadRecords = 2400;
/** UTF-16 units that a sample may hold. */
const mostSampled = 2 ** 22;

/**
 * The columns of records that name their values themselves, in the order in which they first come; and a sample: the
 * first records, and some spread evenly over the rest.
 */
export class ColumnSet {
  private readonly file: string;
  /** By the column's name. */
  private readonly names = new Map<string, number>();
  /** By what records call it, which may have other spaces. */
  private readonly indexes = new Map<string, number>();
  private readonly head: string[][] = [];
  private headLength = 0;
  private spread: string[][] = [];
  private spreadLength = 0;
  private step = 1;
  private records = 0;

  constructor(file: string, columns: readonly string[] = []) {
    this.file = file;
    for (const column of columns) this.names.set(column, this.names.size);
  }

  get header(): string[] {
    return [...this.names.keys()];
  }

  get sample(): readonly (readonly string[])[] {
    return [...this.head, ...this.spread];
  }

  /** Learns the columns of a record and may keep it for the sample. @throws FileError where there are too many */
  look(record: FlatRecord): void {
    this.records++;
    for (const column of record.keys()) {
      if (this.indexOf(column) !== undefined) continue;
      if (this.names.size >= mostColumns) {
        throw new FileError(this.file, { code: 'manyColumns', line: this.records, most: mostColumns });
      }
      this.names.set(nameOf(column), this.names.size);
    }
    if (this.head.length < headRecords && this.headLength < mostSampled) {
      const values = this.values(record).map(own);
      this.head.push(values);
      this.headLength += lengthOf(values);
      return;
    }
    if (this.records % this.step !== 0) return;
    const values = this.values(record).map(own);
    this.spread.push(values);
    this.spreadLength += lengthOf(values);
    while (
      this.spread.length > spreadRecords ||
      (this.spread.length > 1 && this.spreadLength > mostSampled)
    ) {
      this.spread = this.spread.filter((_, i) => i % 2 === 1);
      this.spreadLength = this.spread.reduce((sum, one) => sum + lengthOf(one), 0);
      this.step *= 2;
    }
  }

  /** A record's values in the order of the columns; '' where it has none. */
  values(record: FlatRecord): string[] {
    const values = new Array<string>(this.names.size).fill('');
    for (const [column, value] of record) {
      const index = this.indexOf(column);
      if (index !== undefined) values[index] = value;
    }
    return values;
  }

  private indexOf(column: string): number | undefined {
    let index = this.indexes.get(column);
    if (index === undefined) {
      index = this.names.get(nameOf(column));
      if (index !== undefined && this.indexes.size < mostColumns * 2) this.indexes.set(column, index);
    }
    return index;
  }
}

function nameOf(column: string): string {
  return column.replace(/[\p{Cf}\s]+/gu, ' ').trim() || 'column';
}

function lengthOf(values: readonly string[]): number {
  return values.reduce((sum, value) => sum + value.length, 0);
}
