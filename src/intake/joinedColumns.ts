import type { ColumnIndexes } from './columnIndexes.ts';
import type { Cells } from './reading/cells.ts';

/** Values of fields that come of several columns: the first that is not missing, behind a record's own values. */
export class JoinedColumns {
  /** The names of the source's columns, and behind them that of the first column of each such field. */
  readonly header: readonly string[];
  private readonly width: number;
  private readonly joined: NonNullable<ColumnIndexes['joined']>;
  private readonly cells: Cells;

  constructor({ joined = [] }: ColumnIndexes, header: readonly string[], cells: Cells) {
    this.header = [...header, ...joined.map(([first]) => header[first!]!)];
    this.width = header.length;
    this.joined = joined;
    this.cells = cells;
  }

  /** A record's values with those of such fields behind them; the same array where there are none. */
  of(values: readonly string[]): readonly string[] {
    const { joined, width, cells } = this;
    if (joined.length === 0) return values;
    const out = Array.from({ length: width + joined.length }, (_, i) => (i < width ? (values[i] ?? '') : ''));
    joined.forEach((columns, i) => {
      const told = columns.find((column) => cells.text(values, column) !== '');
      if (told !== undefined) out[width + i] = values[told]!;
    });
    return out;
  }

  /** A layout, or what is known of one, whose sample is so too. */
  layout<L extends { readonly header: readonly string[]; readonly sample: readonly (readonly string[])[] }>(
    layout: L,
  ): L {
    if (this.joined.length === 0) return layout;
    return { ...layout, header: this.header, sample: layout.sample.map((row) => this.of(row)) };
  }
}
