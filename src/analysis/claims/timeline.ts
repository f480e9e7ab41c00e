import type { Ask } from '../../model/ask.ts';
import type { Claim } from '../../model/claim.ts';
import type { TimeDimension } from '../../model/dimension.ts';
import { during } from '../../model/filter.ts';
import type { Screen } from '../../model/screen.ts';
import type { Bucket } from '../buckets.ts';
import { choiceOf, nothingOf, proven, requests } from './proof.ts';

/** How many requests there are of all days, and when most, by the bars of an ask by one step of time. */
export function timelineClaim(
  screen: Screen,
  ask: Ask,
  buckets: readonly Bucket[],
  step: TimeDimension,
): Claim {
  const { days } = screen.manifest;
  if (!days) return { kind: 'nothing', of: 'data', proof: choiceOf(screen, ask.filter), figure: null };
  const total = buckets.reduce((sum, { value }) => sum + value, 0);
  if (total === 0) return nothingOf(screen, ask.filter);
  const { key, value, from, to } = buckets.reduce((best, one) => (best.value >= one.value ? best : one));
  return {
    ...{ kind: 'timeline', total, days, step, key, most: value },
    ...proven(screen, during(ask.filter, { from, to }), 'received', requests(value)),
  };
}
