import type { DayRange } from './filter.ts';
import type { TimeZone } from './timeZone.ts';

/** The days of a period, both ends included. */
export function lengthOf(range: DayRange): number {
  return range.to - range.from + 1;
}

/** The period of the same length that ends the day before this one starts. */
export function periodBefore(range: DayRange): DayRange {
  const days = lengthOf(range);
  return { from: range.from - days, to: range.to - days };
}

/** The instant `days` local days before another, at the same wall clock: what makes two periods of equal age. */
export function daysEarlier(zone: TimeZone, at: number, days: number): number {
  return zone.toEpoch(zone.localSeconds(at) - days * 86_400);
}

/**
 * The last instant up to asOf that is whole minutes after the cut of half days. A period is compared as of then, so that
 * an answer about the one before it is good for a minute of live data.
 */
export function wholeMinutes({ asOf, cut }: { readonly asOf: number; readonly cut: number }): number {
  return cut + 60 * Math.floor((asOf - cut) / 60);
}

/** The last `days` local days up to the day of `asOf`, that day included. */
export function lastDays(zone: TimeZone, asOf: number, days: number): DayRange {
  const to = zone.dayOf(asOf);
  return { from: to - days + 1, to };
}
