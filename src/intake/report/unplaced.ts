import type { RequestTable } from '../../model/requestTable.ts';
import { nullOf } from '../../model/schema.ts';
import { own, shownWord } from '../privacy.ts';
import type { WordCount } from './report.ts';

const mostValues = 100_000;
const others = '(other values)';

/** What the rows without a zone told as their zone. Knows it by row, because a newer row may take a row's place. */
export class Unplaced {
  private readonly values = [others];
  private readonly indexes = new Map<string, number>();
  private ofRow = new Int32Array(1024);

  /** @param value '' where the row tells no zone */
  set(row: number, value: string): void {
    if (row >= this.ofRow.length) {
      const bigger = new Int32Array(Math.max(row + 1, this.ofRow.length * 2));
      bigger.set(this.ofRow);
      this.ofRow = bigger;
    }
    this.ofRow[row] = this.indexOf(value === '' ? '' : shownWord(value));
  }

  /** The values of all rows without a zone, the most frequent first. */
  counts(table: RequestTable): WordCount[] {
    const counts = new Uint32Array(this.values.length);
    const zones = table.column('zone');
    for (let row = 0; row < zones.length; row++) if (zones[row] === nullOf.u16) counts[this.ofRow[row]!]!++;
    return this.values
      .map((value, i) => ({ value, count: counts[i]! }))
      .filter((one) => one.count > 0)
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  private indexOf(value: string): number {
    let index = this.indexes.get(value);
    if (index === undefined) {
      if (this.values.length > mostValues) return 0;
      index = this.values.push(own(value)) - 1;
      this.indexes.set(this.values[index]!, index);
    }
    return index;
  }
}
