import * as v from 'valibot';
import { dayText } from './calendar.ts';
import type { Day } from './day.ts';
import type { DayRange } from './filter.ts';

/** Days of the year that are unlike others, by the city's calendar: Ramadan, a holiday. Equal ids are the same one of other years. */
export interface Season extends DayRange {
  readonly id: string;
  readonly en: string;
  readonly ar: string;
}

/** The calendar file of a snapshot, read for its seasons alone: periods of a kind, and holidays. */
export const seasonsSchema = v.pipe(
  v.object({
    periods: v.array(
      v.object({
        from: dayText,
        to: v.optional(dayText),
        kind: v.optional(v.string()),
        label: v.optional(v.object({ en: v.string(), ar: v.string() })),
      }),
    ),
    holidays: v.array(v.object({ from: dayText, to: dayText, en: v.string(), ar: v.string() })),
  }),
  v.transform(({ periods, holidays }): Season[] => [
    ...periods.flatMap(({ from, to, kind, label }): Season[] =>
      kind !== undefined && to !== undefined
        ? [{ id: kind, from, to, en: label?.en ?? kind, ar: label?.ar ?? kind }]
        : [],
    ),
    ...holidays.map(({ from, to, en, ar }): Season => ({ id: en, from, to, en, ar })),
  ]),
);

/** How many of a range's days lie in another. */
export function daysShared(a: DayRange, b: DayRange): number {
  return Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from) + 1);
}

/** Days between the beginnings of a season and of the same one a year earlier: a lunar year to thirteen months. */
const yearApart = { least: 340, most: 400 };
/** A season whose beginning moves by fewer days than this keeps its place in the calendar. */
const keepsPlace = 4;

/**
 * The same season a year before; null where the calendar does not know it, or where it does not move: a day of the civil
 * year needs no care.
 */
export function movedFrom(season: Season, seasons: readonly Season[]): Season | null {
  const before = seasons.find(({ id, from }) => {
    const apart = season.from - from;
    return id === season.id && apart >= yearApart.least && apart <= yearApart.most;
  });
  return before && Math.abs(season.from - before.from - 365) >= keepsPlace ? before : null;
}

/** The seasons that have a day in a range, each with how many. */
export function seasonsIn(
  range: DayRange,
  seasons: readonly Season[],
): { readonly season: Season; readonly days: Day }[] {
  return seasons
    .map((season) => ({ season, days: daysShared(range, season) }))
    .filter(({ days }) => days > 0);
}
