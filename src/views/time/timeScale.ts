import type { Bucket } from '../../analysis/buckets.ts';
import type { Day } from '../../model/day.ts';
import type { DayRange } from '../../model/filter.ts';
import type { BrushScale } from '../../ui/RangeBrush.tsx';

/** Days along bars of equal width: within a bar, its days share the width. */
export function timeScale(buckets: readonly Bucket[]): BrushScale {
  const min = buckets[0]?.from ?? 0;
  const max = buckets.at(-1)?.to ?? 0;
  const indexOf = (day: Day): number => {
    let low = 0;
    let high = buckets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((buckets[middle]?.from ?? 0) <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    min,
    max,
    position: (day) => {
      if (day > max) return 1;
      const index = indexOf(day);
      const bucket = buckets[index];
      if (!bucket) return 0;
      return (index + (day - bucket.from) / (bucket.to - bucket.from + 1)) / buckets.length;
    },
    stepAt: (place) => {
      const at = place * buckets.length;
      const index = Math.min(Math.floor(at), buckets.length - 1);
      const bucket = buckets[index];
      if (!bucket) return min;
      return Math.min(bucket.to, bucket.from + Math.floor((at - index) * (bucket.to - bucket.from + 1)));
    },
    barOf: (day) => {
      const bucket = buckets[indexOf(day)];
      return bucket ? { from: bucket.from, to: bucket.to } : { from: day, to: day };
    },
  };
}

/** How many of a range's days a bucket has, as a share of the bucket. */
export function overlap(bucket: DayRange, range: DayRange): number {
  const days = Math.min(bucket.to, range.to) - Math.max(bucket.from, range.from) + 1;
  return Math.max(0, days) / (bucket.to - bucket.from + 1);
}
