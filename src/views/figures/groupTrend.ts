import { type Answer, type Ask, rowIndex } from '../../model/ask.ts';
import type { MeasureId } from '../../model/measures.ts';
import type { Screen } from '../../model/screen.ts';
import { type Trend, trendOf } from './figures.tsx';

/** The steps of time, the earliest first, in which an answer whose last key is the step has requests. */
export function stepsIn(answer: Answer): number[] {
  return [...new Set(answer.keys.at(-1))].sort((a, b) => a - b);
}

/**
 * The line of one group out of an answer by group and step, or of all out of one by step.
 * @param key of the group; null: the answer is by step alone
 * @param steps the line's own: one without a request is 0
 */
export function groupTrend(
  screen: Screen,
  ask: Ask,
  answer: Answer,
  { key, steps }: { readonly key: number | null; readonly steps: readonly number[] },
  measure: MeasureId,
): Trend {
  const rowOf = rowIndex(answer);
  const rows = steps.map((step) => (key === null ? rowOf(step) : rowOf(key, step)));
  const own: Answer = {
    rows: steps.length,
    keys: [steps],
    ints: Object.fromEntries(
      Object.entries(answer.ints).map(([id, values]) => [
        id,
        rows.map((row) => (row < 0 ? 0 : (values?.[row] ?? null))),
      ]),
    ),
  };
  return trendOf(screen, { ...ask, by: ask.by.slice(-1) }, own, measure);
}
