import type { Answer } from '../../model/ask.ts';
import { type Day, firstDayOfMonth, monthOfDay, type Weekday, weekStart } from '../../model/day.ts';
import type { TimeDimension } from '../../model/dimension.ts';
import type { DayRange } from '../../model/filter.ts';
import type { BrushScale } from '../../ui/RangeBrush.tsx';

/** One bar of a timeline: the days that it stands for, as far as the data go, and whether they are all there. */
export interface Bucket extends DayRange {
  readonly key: number;
  readonly value: number;
  readonly complete: boolean;
}

/** All buckets of the data's days in order, also those without a request. */
export function bucketsOf(answer: Answer, step: TimeDimension, days: DayRange, weekFrom: Weekday): Bucket[] {
  const received = new Map(Array.from({ length: answer.rows }, (_, row) => [answer.keys[0]?.[row], row]));
  const buckets: Bucket[] = [];
  for (let day = days.from; day <= days.to; ) {
    const key = step === 'day' ? day : step === 'week' ? weekStart(day, weekFrom) : monthOfDay(day);
    const whole: DayRange =
      step === 'day'
        ? { from: day, to: day }
        : step === 'week'
          ? { from: key, to: key + 6 }
          : { from: firstDayOfMonth(key), to: firstDayOfMonth(key + 1) - 1 };
    const row = received.get(key);
    buckets.push({
      key,
      from: Math.max(whole.from, days.from),
      to: Math.min(whole.to, days.to),
      value: row === undefined ? 0 : (answer.ints.received?.[row] ?? 0),
      complete: whole.from >= days.from && whole.to <= days.to,
    });
    day = whole.to + 1;
  }
  return buckets;
}

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
