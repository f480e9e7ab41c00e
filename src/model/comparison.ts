import { type Day, dateOfDay, dayOfDate, firstDayOfMonth, monthOfDay } from './day.ts';
import { type DayRange, formatRange, parseRange } from './filter.ts';
import { daysEarlier, lengthOf, wholeMinutes } from './period.ts';
import { daysShared, movedFrom, type Season, seasonsIn } from './season.ts';
import type { TimeZone } from './timeZone.ts';

/** What a reader wants the period held against: the one before, the same a year before, days of their own, or nothing. */
export type Comparison = 'before' | 'yearBefore' | 'none' | DayRange;

/** How the days of a comparison were found. */
export type Alignment =
  /** As many days, which end where the period begins; or what the reader chose. */
  | { readonly kind: 'days' }
  /** The same dates of other months: a period of whole months. */
  | { readonly kind: 'dates' }
  /** 52 weeks earlier: the same weekdays. */
  | { readonly kind: 'weeks' }
  /** The same days of a season that moves through the year. */
  | { readonly kind: 'season'; readonly season: Season };

/** A comparison as it applies to a period. */
export interface Compared {
  readonly kind: 'before' | 'yearBefore' | 'chosen';
  readonly period: DayRange;
  /** The instant at which its last day was as old as the period's last day is now; asOf where it lies after the period. */
  readonly at: number;
  /** Days of the period by days of the comparison: what a count is multiplied with to be compared. 1: as many. */
  readonly span: number;
  readonly alignment: Alignment;
  /** Moving seasons that the two share unevenly, with their days in each: why a change may be no news. */
  readonly uneven: readonly { readonly season: Season; readonly now: number; readonly then: number }[];
}

/** What a comparison is found in. */
export interface Held {
  readonly timeZone: TimeZone;
  readonly seasons: readonly Season[];
  /** The first and last day of the data. */
  readonly days: DayRange | null;
  readonly asOf: number;
  /** Epoch seconds: the manifest's `cut`. */
  readonly cut: number;
}

/** The comparison of a period; null where none is wanted, or where the data hold not all of its days. */
export function comparedTo(period: DayRange, wanted: Comparison, held: Held): Compared | null {
  const { timeZone, seasons, days } = held;
  if (wanted === 'none' || !days) return null;
  const last = Math.min(timeZone.dayOf(held.asOf), days.to);
  const { range, alignment } =
    wanted === 'before'
      ? before(period, last)
      : wanted === 'yearBefore'
        ? yearBefore(period, last, seasons)
        : { range: wanted, alignment: { kind: 'days' } as const };
  if (range.from < days.from || range.to > last) return null;
  const apart = period.to - range.to;
  const now = wholeMinutes(held);
  return {
    kind: typeof wanted === 'string' ? wanted : 'chosen',
    period: range,
    at: apart > 0 ? daysEarlier(timeZone, now, apart) : now,
    span: lengthOf(period) / lengthOf(range),
    alignment,
    uneven: unevenSeasons(period, range, seasons),
  };
}

interface Found {
  readonly range: DayRange;
  readonly alignment: Alignment;
}

function before(period: DayRange, last: Day): Found {
  const unit = unitOf(period, last);
  if (unit !== null) return { range: monthsEarlier(period, unit), alignment: { kind: 'dates' } };
  const days = lengthOf(period);
  return { range: { from: period.from - days, to: period.to - days }, alignment: { kind: 'days' } };
}

/** A period up to this long is aligned by a season that it lies in; a longer one holds too much else. */
const longestOfASeason = 45;

function yearBefore(period: DayRange, last: Day, seasons: readonly Season[]): Found {
  const season = seasonOf(period, seasons);
  const earlier = season && movedFrom(season, seasons);
  if (season && earlier)
    return {
      range: moved(period, earlier.from - season.from),
      alignment: { kind: 'season', season },
    };
  if (unitOf(period, last) !== null)
    return { range: monthsEarlier(period, 12), alignment: { kind: 'dates' } };
  return { range: moved(period, -364), alignment: { kind: 'weeks' } };
}

function moved({ from, to }: DayRange, days: number): DayRange {
  return { from: from + days, to: to + days };
}

/** The moving season that a short period is mostly about: one with at least a quarter of its days. */
function seasonOf(period: DayRange, seasons: readonly Season[]): Season | null {
  const length = lengthOf(period);
  if (length > longestOfASeason) return null;
  const [most] = seasonsIn(period, seasons)
    .filter(({ season, days }) => days * 4 >= length && movedFrom(season, seasons) !== null)
    .sort((a, b) => b.days - a.days);
  return most?.season ?? null;
}

/** A moving season's share of two periods may differ by this many days and this share of the days before it is said. */
const unevenFrom = { days: 3, share: 0.05 };

function unevenSeasons(period: DayRange, range: DayRange, seasons: readonly Season[]): Compared['uneven'] {
  const least = Math.max(unevenFrom.days, unevenFrom.share * lengthOf(period));
  const moving = new Set(seasons.filter((season) => movedFrom(season, seasons) !== null).map(({ id }) => id));
  return [...moving].flatMap((id) => {
    const own = seasons.filter((season) => season.id === id);
    const daysIn = (of: DayRange) => own.reduce((sum, season) => sum + daysShared(of, season), 0);
    const now = daysIn(period);
    const then = daysIn(range);
    const season = seasonsIn(period, own)[0]?.season ?? seasonsIn(range, own)[0]?.season;
    return season && Math.abs(now - then) >= least ? [{ season, now, then }] : [];
  });
}

/**
 * The months of the unit that a period is one of, or the beginning of one up to the last day of the data: a month, a
 * quarter, half a year, a year, or any whole months. Null where it is none, and for a February of four weeks, which
 * compares weekday by weekday.
 */
function unitOf({ from, to }: DayRange, last: Day): number | null {
  const first = monthOfDay(from);
  const fourWeeks = lengthOf({ from, to }) === 28;
  if (firstDayOfMonth(first) !== from || fourWeeks) return null;
  const whole = firstDayOfMonth(monthOfDay(to) + 1) - 1 === to;
  if (!whole && to !== last) return null;
  const months = monthOfDay(to) - first + 1;
  const inYear = ((first % 12) + 12) % 12;
  if (months === 1 || (whole && inYear % months === 0 && 12 % months === 0)) return months;
  if (inYear % 3 === 0 && months <= 3) return 3;
  if (inYear === 0 && months <= 12) return 12;
  return whole ? months : null;
}

/** The same dates some months earlier; the last of a month stays one, and no date runs over its month's end. */
function monthsEarlier({ from, to }: DayRange, months: number): DayRange {
  const { day } = dateOfDay(to);
  const month = monthOfDay(to) - months;
  const end = firstDayOfMonth(month + 1) - 1;
  const whole = firstDayOfMonth(monthOfDay(to) + 1) - 1 === to;
  return {
    from: firstDayOfMonth(monthOfDay(from) - months),
    to: whole ? end : Math.min(end, firstDayOfMonth(month) + day - 1),
  };
}

/** How a comparison stands in an address; empty for the usual one. */
export function formatComparison(comparison: Comparison): string {
  if (comparison === 'before') return '';
  if (comparison === 'yearBefore') return 'year';
  return comparison === 'none' ? 'none' : formatRange(comparison);
}

/** Reads what `formatComparison` wrote; null where it is neither that nor days. */
export function parseComparison(text: string): Comparison | null {
  if (text === '') return 'before';
  if (text === 'year') return 'yearBefore';
  return text === 'none' ? 'none' : parseRange(text);
}

/** The first and last day of a quarter of the year that holds a day, so many quarters later. */
export function quarterOf(day: Day, later = 0): DayRange {
  const { year, month } = dateOfDay(day);
  const first = Math.floor((month - 1) / 3) * 3 + later * 3;
  const from = monthOfDay(dayOfDate(year, 1, 1)) + first;
  return { from: firstDayOfMonth(from), to: firstDayOfMonth(from + 3) - 1 };
}
