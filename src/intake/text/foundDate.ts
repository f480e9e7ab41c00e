import { dayOfDate } from '../../model/day.ts';
import { hijriMonthStart, isHijriYear } from './hijri.ts';

/** Which number of a date such as 3/4/2026 is the day, where the text itself does not tell. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** What the text of one date says by itself. */
export interface DateText {
  /** Seconds of the wall clock since 1970-01-01, as if no offset ever changed; of UTC where `offset` is not null. */
  readonly local: number;
  /** Seconds east of UTC, where the text tells. */
  readonly offset: number | null;
  /** The order that the text follows; null where it does not matter, or fits both dmy and mdy. */
  readonly order: DateOrder | null;
  /** Whether two orders fit: the one asked for was taken. */
  readonly ambiguous: boolean;
  /** Whether it tells a time of day. */
  readonly timed: boolean;
  /** Digits only, such as epoch seconds or an Excel serial day. */
  readonly numeric: boolean;
  /** Whether the text told it in the Hijri calendar: by a table, so that it may be a day off. */
  readonly hijri: boolean;
}

export const secondsOfDay = 86_400;

/** The date that is being read, filled again and again: a million rows have millions of dates. */
export const found: { -readonly [K in keyof DateText]: DateText[K] } = {
  local: 0,
  offset: null,
  order: null,
  ambiguous: false,
  timed: false,
  numeric: false,
  hijri: false,
};

/** Its numbers beside a name of a month, or without one, and how many digits each has. */
export const numbers = [0, 0, 0];
export const digitCounts = [0, 0, 0];

/**
 * Fills in the day from the numbers that were found; false if they are no day.
 * @param hijri whether the year is said to be one of the Hijri calendar; null: the year tells it
 */
export function readDayOf(order: DateOrder, count: number, month: number, hijri: boolean | null): boolean {
  const a = numbers[0]!;
  const b = numbers[1]!;
  const c = numbers[2]!;
  found.ambiguous = false;
  if (month > 0) {
    if (count !== 2) return false;
    found.order = null;
    // A year of two digits stands last, or where no day can.
    const yearFirst = digitCounts[0]! > 2 || a > 31;
    return setDay(
      hijri ?? false,
      yearFirst ? a : b,
      digitCounts[yearFirst ? 0 : 1]!,
      month,
      yearFirst ? b : a,
    );
  }
  if (count !== 3) return false;
  if (digitCounts[0]! > 2) {
    found.order = 'ymd';
    return digitCounts[0] === 4 && digitCounts[1]! <= 2 && digitCounts[2]! <= 2 && setDay(hijri, a, 4, b, c);
  }
  if (digitCounts[1]! > 2 || digitCounts[2] === 3) return false;
  if (digitCounts[2]! <= 2 && order === 'ymd') {
    found.order = 'ymd';
    return setDay(hijri, a, 2, b, c);
  }
  found.ambiguous = a <= 12 && b <= 12 && a !== b;
  const dayFirst = a > 12 || (b <= 12 && order !== 'mdy');
  found.order = a === b ? null : found.ambiguous ? null : dayFirst ? 'dmy' : 'mdy';
  return setDay(hijri, c, digitCounts[2]!, dayFirst ? b : a, dayFirst ? a : b);
}

/** False if it is no day of the calendar that is said, or that the year tells. */
export function setDay(
  hijri: boolean | null,
  said: number,
  digits: number,
  month: number,
  day: number,
): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  if (hijri ?? isHijriYear(said)) {
    const year = digits <= 2 ? 1400 + said : said;
    // The table may give a month 29 days that had 30 as announced.
    if (!isHijriYear(year) || day > 30) return false;
    found.hijri = true;
    found.local = (hijriMonthStart(year, month) + day - 1) * secondsOfDay;
    return true;
  }
  const year = digits <= 2 ? fullYear(said) : said;
  if (day > daysIn(year, month)) return false;
  found.local = dayOfDate(year, month, day) * secondsOfDay;
  return true;
}

/**
 * Adds the time of day; false if it is none.
 * @param hour negative: the text tells no time
 * @param afternoon null: the clock has 24 hours
 */
export function setTime(hour: number, minute: number, second: number, afternoon: boolean | null): boolean {
  found.numeric = false;
  found.timed = hour >= 0;
  if (hour < 0) return afternoon === null;
  const at = afternoon !== null && hour <= 12 ? (hour % 12) + (afternoon ? 12 : 0) : hour;
  if (at > 24 || minute > 59 || second > 60 || (at === 24 && minute + second > 0)) return false;
  found.local += at * 3600 + minute * 60 + second;
  return true;
}

function fullYear(year: number): number {
  return year < 70 ? 2000 + year : year < 100 ? 1900 + year : year;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
