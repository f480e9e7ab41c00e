import { alwaysOpen, parseCalendar } from '../calendar.ts';
import { type HalfDays, halfDays } from '../halfDay.ts';
import { type SlaClock, slaClock } from '../slaClock.ts';
import { type TimeZone, timeZone } from '../timeZone.ts';

/** What the rows of a segment are told relative to: the same for all segments of a snapshot. */
export interface Basis {
  readonly zone: TimeZone;
  readonly halves: HalfDays;
  readonly clock: SlaClock;
}

/** What a basis is made of, as a snapshot's manifest and its calendar file say it. */
export interface BasisFacts {
  readonly timeZone: string;
  /** Epoch seconds: half days are cut at its wall clock. */
  readonly cut: number;
  /** The content of the calendar file; null: every second is working time. */
  readonly calendar: object | null;
}

/** The basis of a snapshot's segments. Throws an Error in words where the calendar does not fit. */
export function basisOf({ timeZone: name, cut, calendar }: BasisFacts): Basis {
  const zone = timeZone(name);
  return {
    zone,
    halves: halfDays(zone, cut),
    clock: slaClock(calendar === null ? alwaysOpen : parseCalendar(calendar)),
  };
}
