import { type Answer, type Ask, aggregatesOf } from '../../model/ask.ts';
import type { Aggregate } from '../../model/measures.ts';

/**
 * Answers as one run of numbers, which crosses from a worker without being copied: for each answer its number of rows,
 * its keys, its integers in the order of `aggregatesOf`, and after each a column of bounds if it has any. NaN: null.
 */
export function packAnswers(asks: readonly Ask[], answers: readonly Answer[]): Float64Array<ArrayBuffer> {
  const columns: (readonly (number | null)[])[] = [];
  for (const [i, ask] of asks.entries()) {
    const { rows, keys, ints, bounds } = answers[i]!;
    columns.push([rows], ...keys);
    for (const aggregate of aggregatesOf(ask.measures)) {
      columns.push(ints[aggregate]!);
      const bound = bounds?.[aggregate];
      columns.push([bound ? 1 : 0]);
      if (bound) columns.push(bound);
    }
  }
  const out = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) for (const value of column) out[at++] = value ?? Number.NaN;
  return out;
}

/** The answers that `packAnswers` packed. */
export function unpackAnswers(asks: readonly Ask[], packed: Float64Array): Answer[] {
  let at = 0;
  return asks.map((ask) => {
    const rows = packed[at++]!;
    const numbers = () => {
      const column: number[] = new Array(rows);
      for (let row = 0; row < rows; row++) column[row] = packed[at++]!;
      return column;
    };
    const nullable = () => {
      const column: (number | null)[] = new Array(rows);
      for (let row = 0; row < rows; row++) {
        const value = packed[at++]!;
        column[row] = Number.isNaN(value) ? null : value;
      }
      return column;
    };
    const keys = ask.by.map(numbers);
    const ints: Partial<Record<Aggregate, (number | null)[]>> = {};
    const bounds: Partial<Record<Aggregate, (number | null)[]>> = {};
    let estimated = false;
    for (const aggregate of aggregatesOf(ask.measures)) {
      ints[aggregate] = nullable();
      if (packed[at++] !== 1) continue;
      bounds[aggregate] = nullable();
      estimated = true;
    }
    return { rows, keys, ints, ...(estimated ? { bounds } : {}) };
  });
}
