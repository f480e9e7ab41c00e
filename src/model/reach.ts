import type { Day } from './day.ts';
import type { DayRange } from './filter.ts';

/** Where a period lies against the data. */
export type Reach = 'within' | 'before' | 'after' | 'across';

/**
 * @param days from the first day of the data to the day that they are of; null: there are none
 */
export function reachOf(period: DayRange, days: DayRange | null): Reach {
  if (!days) return 'within';
  if (period.to < days.from) return 'before';
  if (period.from > days.to) return 'after';
  return period.from < days.from || period.to > days.to ? 'across' : 'within';
}

/** The days that data reach over: to the day that they are of, though nothing may have come on it yet. */
export function daysKnown(days: DayRange | null, today: Day): DayRange | null {
  return days && { from: days.from, to: Math.max(days.to, today) };
}
