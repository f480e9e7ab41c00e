import type { Answer, Ask } from '../../model/ask.ts';
import type { Claim } from '../../model/claim.ts';
import { responseTimes } from '../../model/dimension.ts';
import { choose } from '../../model/filter.ts';
import type { Screen } from '../../model/screen.ts';
import { answeredWithin, responseCounts } from '../responseBuckets.ts';
import { nothingOf, proven, requests } from './proof.ts';

/** What is spoken of where there is no target at a bucket's end. */
const usualHours = 24;

/**
 * How many requests were answered within the target, or within a day where the buckets cannot tell that, by an answer
 * by time to first response alone.
 * @param target hours; null: there is none
 */
export function answeredClaim(screen: Screen, ask: Ask, answer: Answer, target: number | null): Claim {
  const counts = responseCounts(answer);
  if (counts.total === 0) return nothingOf(screen, ask.filter);
  const within = target === null ? null : answeredWithin(counts, target * 3600);
  const hours = within === null || target === null ? usualHours : target;
  const answered = within ?? answeredWithin(counts, usualHours * 3600) ?? 0;
  const soon = responseTimes.filter(({ below }) => below <= hours * 3600).map(({ id }) => id);
  return {
    ...{ kind: 'answered', answered, hours, pending: counts.pending, total: counts.total },
    ...proven(screen, choose(ask.filter, 'responseTime', soon), 'received', requests(answered)),
  };
}
