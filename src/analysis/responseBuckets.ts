import type { Answer } from '../model/ask.ts';
import { responseTimes } from '../model/dimension.ts';

/** Requests by time to first response: one count for each bucket, and those not answered yet. */
export interface ResponseCounts {
  readonly buckets: readonly number[];
  readonly pending: number;
  readonly total: number;
}

export function responseCounts(answer: Answer): ResponseCounts {
  const buckets: number[] = responseTimes.map(() => 0);
  let pending = 0;
  for (let row = 0; row < answer.rows; row++) {
    const key = answer.keys[0]?.[row] ?? -1;
    const count = answer.ints.received?.[row] ?? 0;
    if (key < 0) pending += count;
    else buckets[key] = (buckets[key] ?? 0) + count;
  }
  return { buckets, pending, total: buckets.reduce((sum, count) => sum + count, pending) };
}

/**
 * Where a duration lies along the buckets drawn with equal width, in buckets from the start: within its bucket by
 * the proportion of time. Null for what lies in the last, open bucket.
 */
export function placeOf(seconds: number): number | null {
  let from = 0;
  for (const [index, { below }] of responseTimes.entries()) {
    if (seconds <= below && Number.isFinite(below)) return index + (seconds - from) / (below - from);
    from = below;
  }
  return null;
}

/** How many were answered within a duration, where the buckets can tell: the duration must end a bucket. */
export function answeredWithin(counts: ResponseCounts, seconds: number): number | null {
  const index = responseTimes.findIndex(({ below }) => below === seconds);
  if (index < 0) return null;
  return counts.buckets.slice(0, index + 1).reduce((sum, count) => sum + count, 0);
}
