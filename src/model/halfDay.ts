import type { Day } from './day.ts';
import type { TimeZone } from './timeZone.ts';

/**
 * Half days: each local day in two, cut at the same wall clock. An instant as half days answers exactly
 * whether something had happened by the end of any local day, and by the cut of any. It takes two bytes where seconds
 * take four, and a fraction of them on the wire. Where the cut is at the data's asOf, as in a snapshot that nothing was
 * added to, these are all the instants that the page asks about (`daysEarlier`).
 *
 * Half day 2 × day: from the day's start to the cut, both included; 2 × day + 1: the rest of the day.
 */
export interface HalfDays {
  /** The half day that an instant lies in. */
  of(instant: number): number;
  /** The half day whose end an instant is; null where it is no end of one. */
  endingAt(instant: number): number | null;
  /** The first instant of a half day. */
  startOf(halfDay: number): number;
}

/** The half days that are cut at the wall clock of an instant. @param cut epoch seconds */
export function halfDays(zone: TimeZone, cut: number): HalfDays {
  const sinceMidnight = zone.localSeconds(cut) - zone.dayOf(cut) * 86_400;
  const cuts = new Map<Day, number>();
  const cutOf = (day: Day) => {
    let cut = cuts.get(day);
    if (cut === undefined) {
      cut = zone.toEpoch(day * 86_400 + sinceMidnight);
      cuts.set(day, cut);
    }
    return cut;
  };
  return {
    of(instant) {
      const day = zone.dayOf(instant);
      return 2 * day + (instant > cutOf(day) ? 1 : 0);
    },
    endingAt(instant) {
      const day = zone.dayOf(instant);
      if (instant === cutOf(day)) return 2 * day;
      return instant === zone.startOfDay(day + 1) - 1 ? 2 * day + 1 : null;
    },
    startOf(halfDay) {
      const day = Math.floor(halfDay / 2);
      return halfDay % 2 === 0 ? zone.startOfDay(day) : cutOf(day) + 1;
    },
  };
}
