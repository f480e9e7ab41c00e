import { FileError } from '../fileError.ts';

/** Merged cells of one sheet. */
const mostMerges = 2 ** 20;

/** Cells that are one: rows as the sheet numbers them, columns from 0, both ends within. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The merge of "A2:C9"; null for what is none. */
export function mergeOf(reference: string): Merge | null {
  const [, left, top, right, bottom] =
    /^\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)$/i.exec(reference) ?? [];
  if (bottom === undefined) return null;
  return { top: Number(top), left: columnOf(left!), bottom: Number(bottom), right: columnOf(right!) };
}

/** "C" of "C12" as 2; −1 where it is no reference. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const c = reference.charCodeAt(i) & 0xdf;
    if (c < 65 || c > 90) break;
    column = column * 26 + c - 64;
  }
  return column - 1;
}

/** Cells of rows below a header that merges cover, but for the first of each. */
export function coveredCells(merges: readonly Merge[], headerLine: number): number {
  return merges
    .filter(({ top }) => top > headerLine)
    .reduce((sum, { top, left, bottom, right }) => sum + (bottom - top + 1) * (right - left + 1) - 1, 0);
}

/** Gives each cell of a merge its value, row by row from the top. */
export class MergeFill {
  private readonly merges: readonly Merge[];
  private next = 0;
  private open: { readonly merge: Merge; readonly value: string }[] = [];

  constructor(merges: readonly Merge[]) {
    this.merges = [...merges].sort((a, b) => a.top - b.top);
  }

  /** Fills a row. Rows come in order; merges whose first row does not come, as those of the header, fill nothing. */
  fill(values: string[], row: number): void {
    this.open = this.open.filter(({ merge }) => merge.bottom >= row);
    for (; this.next < this.merges.length && this.merges[this.next]!.top <= row; this.next++) {
      const merge = this.merges[this.next]!;
      if (merge.top === row) this.open.push({ merge, value: values[merge.left] ?? '' });
    }
    for (const { merge, value } of this.open) {
      if (value === '') continue;
      while (values.length <= merge.right) values.push('');
      for (let column = merge.left; column <= merge.right; column++) {
        if (values[column] === '') values[column] = value;
      }
    }
  }
}

/** Keeps a merge beside those of its sheet. @throws FileError where there are too many */
export function addMerge(merges: Merge[], merge: Merge, file: string): void {
  if (merges.length >= mostMerges) {
    throw new FileError(file, { code: 'tooLarge', what: 'strings', most: mostMerges });
  }
  merges.push(merge);
}
