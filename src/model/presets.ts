import { quarterOf } from './comparison.ts';
import { type Day, dateOfDay, dayOfDate, firstDayOfMonth, monthOfDay } from './day.ts';
import type { DayRange } from './filter.ts';

export const presetIds = [
  '7',
  '28',
  '90',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
  'all',
] as const;
/** Those that end with the last day of the data, and so go on with it. */
export const movingPresets: readonly PresetId[] = ['7', '28', '90', 'thisMonth', 'thisQuarter', 'thisYear'];
export type PresetId = (typeof presetIds)[number];

/** The days of a preset that the data have; null for all of them, and for a preset that lies before the data. */
export function presetRange(id: PresetId, days: DayRange, today: Day): DayRange | null {
  const last = Math.min(today, days.to);
  const range = rangeOf(id, last);
  if (!range || range.to < days.from) return null;
  return { from: Math.max(range.from, days.from), to: range.to };
}

function rangeOf(id: PresetId, last: Day): DayRange | null {
  switch (id) {
    case '7':
    case '28':
    case '90':
      return { from: last - Number(id) + 1, to: last };
    case 'thisMonth':
      return { from: firstDayOfMonth(monthOfDay(last)), to: last };
    case 'lastMonth': {
      const month = monthOfDay(last);
      return { from: firstDayOfMonth(month - 1), to: firstDayOfMonth(month) - 1 };
    }
    case 'thisQuarter':
      return { from: quarterOf(last).from, to: last };
    case 'lastQuarter':
      return quarterOf(last, -1);
    case 'thisYear':
      return { from: dayOfDate(dateOfDay(last).year, 1, 1), to: last };
    case 'lastYear': {
      const { year } = dateOfDay(last);
      return { from: dayOfDate(year - 1, 1, 1), to: dayOfDate(year - 1, 12, 31) };
    }
    case 'all':
      return null;
  }
}

/** The preset that a range is; null where it is none. */
export function presetOf(opened: DayRange | undefined, days: DayRange, today: Day): PresetId | null {
  if (!opened) return 'all';
  return (
    presetIds.find((id) => {
      const range = id === 'all' ? days : presetRange(id, days, today);
      return range !== null && range.from === opened.from && range.to === opened.to;
    }) ?? null
  );
}
