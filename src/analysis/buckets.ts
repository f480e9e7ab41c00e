import type { Answer } from '../model/ask.ts';
import { firstDayOfMonth, monthOfDay, type Weekday, weekStart } from '../model/day.ts';
import type { TimeDimension } from '../model/dimension.ts';
import type { DayRange } from '../model/filter.ts';

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
