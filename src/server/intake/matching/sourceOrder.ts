import * as v from 'valibot';
import { type Match, monthPattern } from '../../../model/match.ts';
import type { CityQuestions } from '../questions.ts';
import type { SourceState } from '../sources/runner.ts';
import type { KeptSource } from '../store/store.ts';

const id = v.pipe(v.string(), v.maxLength(200));

/** What can be asked of a source from a terminal: `npm run source`. */
export const sourceOrderSchema = v.variant('order', [
  /** Which there are. */
  v.strictObject({ order: v.literal('list') }),
  /** What differs, changing nothing. */
  v.strictObject({ order: v.literal('compare'), source: id }),
  /** Takes what it has now: all of it, or some months. */
  v.strictObject({
    order: v.literal('reread'),
    source: id,
    months: v.nullable(v.pipe(v.array(v.pipe(v.string(), v.regex(monthPattern))), v.maxLength(1200))),
  }),
  /** Takes all away that came from it. */
  v.strictObject({ order: v.literal('forget'), source: id }),
  /** What goes on now. */
  v.strictObject({ order: v.literal('progress') }),
]);
export type SourceOrder = v.InferOutput<typeof sourceOrderSchema>;

export type SourceAnswer =
  | { readonly kept: readonly KeptSource[]; readonly states: readonly SourceState[] }
  | { readonly match: Match }
  | { readonly forgotten: number }
  /** All is being read anew. */
  | { readonly begun: true }
  | { readonly progress: string | null };

type Ask = <K extends 'kept' | 'sources' | 'match' | 'matching' | 'reread' | 'forget'>(
  question: K,
  args: Parameters<CityQuestions[K]>,
) => Promise<Awaited<ReturnType<CityQuestions[K]>>>;

/** Does what is ordered of a city. @throws Error with the words of why it cannot be done */
export async function answerOrder(order: SourceOrder, ask: Ask): Promise<SourceAnswer> {
  switch (order.order) {
    case 'list':
      return { kept: await ask('kept', []), states: await ask('sources', []) };
    case 'compare':
      return { match: await ask('match', [order.source, { mend: false, parts: null }]) };
    case 'reread':
      if (order.months)
        return { match: await ask('match', [order.source, { mend: true, parts: order.months }]) };
      await ask('reread', [order.source]);
      return { begun: true };
    case 'forget':
      return { forgotten: await ask('forget', [order.source]) };
    case 'progress':
      return { progress: await ask('matching', []) };
  }
}
