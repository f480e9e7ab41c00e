import { alwaysOpen, type Calendar, parseCalendar } from '../../model/calendar.ts';
import { type SlaClock, slaClock } from '../../model/slaClock.ts';

const calendars = new WeakMap<object, Calendar>();
const clocks = new WeakMap<Calendar, SlaClock>();

/** The calendar of a reference; read once. Throws an Error that says what does not fit. */
export function calendarOf(json: object): Calendar {
  const calendar = calendars.get(json) ?? parseCalendar(json);
  calendars.set(json, calendar);
  return calendar;
}

/** The clock of a reference's calendar, of one that is always open for null; made once. */
export function clockOf(json: object | null): SlaClock {
  const calendar = json === null ? alwaysOpen : calendarOf(json);
  const clock = clocks.get(calendar) ?? slaClock(calendar);
  clocks.set(calendar, clock);
  return clock;
}
