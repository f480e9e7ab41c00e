import { CalendarDate, type DateValue } from '@internationalized/date';

/** A day, counted from 1970-01-01, as the calendar controls have it. */
export function dateOf(day: number): CalendarDate {
  const date = new Date(day * 86_400_000);
  return new CalendarDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

/** The day of a calendar control's date, counted from 1970-01-01. */
export function dayOf(date: DateValue): number {
  return Date.UTC(date.year, date.month - 1, date.day) / 86_400_000;
}
