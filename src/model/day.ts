/**
 * A local calendar day: whole days since 1970-01-01 in the proleptic Gregorian calendar, without a time zone.
 * Which day an instant falls on is the time zone's answer (`TimeZone.dayOf`).
 */
export type Day = number;

/** A calendar month: whole months since 1970-01. */
export type Month = number;

/** ISO 8601: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface CalendarDate {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
}

// Both conversions are Howard Hinnant's `days_from_civil` and `civil_from_days`
// (https://howardhinnant.github.io/date_algorithms.html): a year that begins in March puts the leap day last,
// and 400 years ("an era") always have 146,097 days.
const daysPerEra = 146_097;
const daysFromMarch0000To1970 = 719_468;

/** The day of a date. The month must be 1 to 12; the day of the month is not checked and may run over. */
export function dayOfDate(year: number, month: number, day: number): Day {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  const dayOfYear = (((153 * monthFromMarch + 2) / 5) | 0) + day - 1;
  const dayOfEra = yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear;
  return era * daysPerEra + dayOfEra - daysFromMarch0000To1970;
}

export function dateOfDay(day: Day): CalendarDate {
  const shifted = day + daysFromMarch0000To1970;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const yearOfEra =
    ((dayOfEra - ((dayOfEra / 1460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0));
  const monthFromMarch = ((5 * dayOfYear + 2) / 153) | 0;
  const dayOfMonth = dayOfYear - (((153 * monthFromMarch + 2) / 5) | 0) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfMonth };
}

/** The day written as `YYYY-MM-DD`, years 0000 to 9999; null for anything else, such as 2026-02-30. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const month = Number(match[2]);
  if (month < 1 || month > 12) return null;
  const day = dayOfDate(Number(match[1]), month, Number(match[3]));
  return formatDay(day) === text ? day : null;
}

/** `YYYY-MM-DD`, for years 0000 to 9999. */
export function formatDay(day: Day): string {
  const date = dateOfDay(day);
  return `${fourDigits(date.year)}-${twoDigits(date.month)}-${twoDigits(date.day)}`;
}

export function weekdayOfDay(day: Day): Weekday {
  // 1970-01-01 was a Thursday.
  return (modulo(day + 3, 7) + 1) as Weekday;
}

/** The first day of the week that holds `day`, for weeks that begin on `firstWeekday` (ISO, Monday unless told). */
export function weekStart(day: Day, firstWeekday: Weekday = 1): Day {
  return day - modulo(day + 4 - firstWeekday, 7);
}

export function monthOfDay(day: Day): Month {
  const date = dateOfDay(day);
  return (date.year - 1970) * 12 + date.month - 1;
}

export function firstDayOfMonth(month: Month): Day {
  return dayOfDate(1970 + Math.floor(month / 12), modulo(month, 12) + 1, 1);
}

/** `YYYY-MM`, for years 0000 to 9999. */
export function formatMonth(month: Month): string {
  return `${fourDigits(1970 + Math.floor(month / 12))}-${twoDigits(modulo(month, 12) + 1)}`;
}

/** The month written as `YYYY-MM`; null for anything else. */
export function parseMonth(text: string): Month | null {
  const match = /^(\d{4})-(\d{2})$/.exec(text);
  if (!match) return null;
  const month = Number(match[2]);
  return month >= 1 && month <= 12 ? (Number(match[1]) - 1970) * 12 + month - 1 : null;
}

function modulo(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest < 0 ? rest + divisor : rest;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

function fourDigits(value: number): string {
  return `${value}`.padStart(4, '0');
}
