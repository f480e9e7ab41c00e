import { dayOfDate } from '../model/day.ts';
import { latinDigits } from '../model/fold.ts';
import { lastInstant } from '../model/schema.ts';
import type { TimeZone } from '../model/timeZone.ts';

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
}

/**
 * Reads a date, with or without a time of day: ISO 8601; numbers in any order with / - . or spaces; names of
 * months in English, Arabic (both usages), French, Spanish, German; 12 and 24 hours; ص and م; offsets; epoch
 * seconds and milliseconds; YYYYMMDD[HHMM[SS]]; Excel serial days; Arabic-Indic digits; years of two digits
 * (70 to 99: 1900s). The whole text must be a date. Null if it is not one.
 * @param order taken where the text fits more than one; a text that fits only another is read by that
 */
export function readDate(text: string, order: DateOrder): DateText | null {
  return parse(text, order) ? { ...found } : null;
}

/**
 * The instant of a date, epoch seconds. NaN where the text is not a date, Infinity where it is one outside
 * 1970 to 2106.
 */
export function readInstant(text: string, order: DateOrder, zone: TimeZone): number {
  if (!parse(text, order)) return Number.NaN;
  return instantOf(found, zone);
}

/** Reads the instants of one column. */
export class InstantReader {
  /** How many texts fitted only an order other than the column's, and were read by that. */
  otherOrder = 0;
  readonly order: DateOrder;
  private readonly zone: TimeZone;

  constructor(order: DateOrder, zone: TimeZone) {
    this.order = order;
    this.zone = zone;
  }

  /** As `readInstant`. */
  read(text: string): number {
    if (!parse(text, this.order)) return Number.NaN;
    const { order, ambiguous } = found;
    if (order === 'ymd' ? false : order === null ? ambiguous && this.order === 'ymd' : order !== this.order)
      this.otherOrder++;
    return instantOf(found, this.zone);
  }

  /** As `read`, without counting. */
  peek(text: string): number {
    return parse(text, this.order) ? instantOf(found, this.zone) : Number.NaN;
  }

  /** The instant of a day and a time of day that stand apart; a time of day beside the day counts for nothing. */
  readBoth(date: string, time: string): number {
    const day = readDate(date, this.order);
    if (!day || time === '') return this.read(date);
    const clock = readDate(`2000-01-01 ${time}`, 'ymd');
    if (!clock?.timed) return Number.NaN;
    const seconds = clock.local - Math.floor(clock.local / secondsOfDay) * secondsOfDay;
    const local = Math.floor(day.local / secondsOfDay) * secondsOfDay + seconds;
    return instantOf({ ...day, local, offset: clock.offset ?? (day.numeric ? null : day.offset) }, this.zone);
  }
}

/** The instant of a date that was read; Infinity outside 1970 to 2106. */
export function instantOf(date: DateText, zone: TimeZone): number {
  if (date.local < -secondsOfDay || date.local > lastInstant + secondsOfDay) return Number.POSITIVE_INFINITY;
  const at = date.offset === null ? zone.toEpoch(date.local) : date.local - date.offset;
  return at < 0 || at > lastInstant || zone.localSeconds(at) < 0 ? Number.POSITIVE_INFINITY : at;
}

const secondsOfDay = 86_400;
/** The day that Excel counts from, such that serial 60 and later are right. */
const excelEpoch = -25_569;

// The result of the last parse: one object, filled again and again, because a million rows have millions of dates.
const found: { -readonly [K in keyof DateText]: DateText[K] } = {
  local: 0,
  offset: null,
  order: null,
  ambiguous: false,
  timed: false,
  numeric: false,
};

const numbers = [0, 0, 0];
const digitCounts = [0, 0, 0];

function parse(raw: string, order: DateOrder): boolean {
  let text = raw;
  for (let i = 0; i < raw.length; i++) {
    if (raw.charCodeAt(i) > 126) {
      text = plain(raw);
      break;
    }
  }
  const length = text.length;
  if (length < 5 || length > 80) return false;
  let i = 0;
  let count = 0;
  let month = 0;
  let hour = -1;
  let minute = 0;
  let second = 0;
  let afternoon: boolean | null = null;
  let offset: number | null = null;

  while (i < length) {
    const c = text.charCodeAt(i);
    if (isDigit(c)) {
      const start = i;
      let value = 0;
      while (i < length && isDigit(text.charCodeAt(i))) value = value * 10 + text.charCodeAt(i++) - 48;
      const digits = i - start;
      const next = i < length ? text.charCodeAt(i) : 0;
      if (count === 0 && month === 0 && hour < 0 && digits > 4) {
        if (digits !== 8 || isFraction(text, i)) return parseNumeric(text, start, i, value, digits);
        numbers[0] = Math.floor(value / 10_000);
        numbers[1] = Math.floor(value / 100) % 100;
        numbers[2] = value % 100;
        digitCounts[0] = 4;
        digitCounts[1] = 2;
        digitCounts[2] = 2;
        count = 3;
        continue;
      }
      const startsTime = next === colon || ((next === 104 || next === 72) && isDigit(text.charCodeAt(i + 1)));
      if (hour < 0 && startsTime && digits <= 2) {
        hour = value;
        i++;
        const end = twoDigitsAt(text, i);
        if (end < 0) return false;
        minute = end;
        i += 2;
        if (text.charCodeAt(i) === colon) {
          const seconds = twoDigitsAt(text, i + 1);
          if (seconds < 0) return false;
          second = seconds;
          i += 3;
          // Fractions of a second, also after a third colon.
          const mark = text.charCodeAt(i);
          if ((mark === dot || mark === comma || mark === colon) && isDigit(text.charCodeAt(i + 1))) {
            i++;
            while (i < length && isDigit(text.charCodeAt(i))) i++;
          }
        }
        continue;
      }
      if (count + (month > 0 ? 1 : 0) < 3) {
        if (digits > 4) return false;
        numbers[count] = value;
        digitCounts[count] = digits;
        count++;
        continue;
      }
      if (hour < 0 && (digits === 4 || digits === 6)) {
        // A compact time after a compact date: 20260301 1430, 20260301T143000.
        const clock = digits === 4 ? value * 100 : value;
        hour = Math.floor(clock / 10_000);
        minute = Math.floor(clock / 100) % 100;
        second = clock % 100;
        continue;
      }
      if (hour < 0 && digits <= 2 && /^ ?[ap]m?\b/i.test(text.slice(i))) {
        hour = value;
        continue;
      }
      return false;
    }
    if (isLetter(c)) {
      const start = i;
      while (i < length && isLetter(text.charCodeAt(i))) i++;
      let word = text.slice(start, i).toLowerCase();
      if ((word === 'a' || word === 'p') && /^\. ?m\b\.?/i.test(text.slice(i))) {
        i += /^\. ?m\b\.?/i.exec(text.slice(i))![0].length;
        word += 'm';
      }
      if (month === 0 && (word === 'كانون' || word === 'تشرين')) {
        const second = /^ (\S+)/.exec(text.slice(i));
        if (second) {
          word += ` ${second[1]}`;
          i += second[0].length;
        }
      }
      const named = months.get(word);
      if (named !== undefined && month === 0 && count < 3) {
        month = named;
        continue;
      }
      if (hour >= 0) {
        const half = halves.get(word);
        if (half !== undefined) {
          if (afternoon !== null) return false;
          afternoon = half;
          continue;
        }
        const known = offsets.get(word);
        if (known !== undefined) {
          offset = known;
          continue;
        }
      }
      if (fillers.has(word)) continue;
      return false;
    }
    if (hour >= 0 && (c === plus || c === minus)) {
      const match = /^[+-](\d{1,2}):?(\d{2})?(?::?\d{2})?(?!\d)/.exec(text.slice(i));
      if (!match || Number(match[1]) > 15) return false;
      offset = (c === minus ? -1 : 1) * (Number(match[1]) * 3600 + Number(match[2] ?? 0) * 60);
      i += match[0].length;
      continue;
    }
    if (c === openBracket && hour >= 0) {
      // The name of the zone, as JavaScript writes it after the offset.
      if (!/^\([\p{L}\p{N} :+-]+\)\s*$/u.test(text.slice(i))) return false;
      break;
    }
    if (c === 32 || c === 9 || c === minus || c === slash || c === dot || c === comma) {
      i++;
      continue;
    }
    return false;
  }

  if (!readDayOf(order, count, month)) return false;
  if (hour < 0) {
    if (afternoon !== null) return false;
    hour = 0;
    found.timed = false;
  } else found.timed = true;
  if (afternoon !== null && hour <= 12) hour = (hour % 12) + (afternoon ? 12 : 0);
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return false;
  found.local += hour * 3600 + minute * 60 + second;
  found.offset = offset;
  found.numeric = false;
  return true;
}

/** Fills in the day from the numbers that were found; false if they are no day. */
function readDayOf(order: DateOrder, count: number, month: number): boolean {
  const a = numbers[0]!;
  const b = numbers[1]!;
  const c = numbers[2]!;
  found.ambiguous = false;
  if (month > 0) {
    if (count !== 2) return false;
    found.order = null;
    if (digitCounts[0]! > 2) return setDay(a, month, b);
    if (a > 31) return setDay(fullYear(a), month, b);
    return setDay(digitCounts[1]! <= 2 ? fullYear(b) : b, month, a);
  }
  if (count !== 3) return false;
  if (digitCounts[0]! > 2) {
    found.order = 'ymd';
    return digitCounts[0] === 4 && digitCounts[1]! <= 2 && digitCounts[2]! <= 2 && setDay(a, b, c);
  }
  if (digitCounts[1]! > 2 || digitCounts[2] === 3) return false;
  if (digitCounts[2]! <= 2 && order === 'ymd') {
    found.order = 'ymd';
    return setDay(fullYear(a), b, c);
  }
  const year = digitCounts[2]! <= 2 ? fullYear(c) : c;
  found.ambiguous = a <= 12 && b <= 12 && a !== b;
  const dayFirst = a > 12 || (b <= 12 && order !== 'mdy');
  found.order = a === b ? null : found.ambiguous ? null : dayFirst ? 'dmy' : 'mdy';
  return dayFirst ? setDay(year, b, a) : setDay(year, a, b);
}

function setDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
  found.local = dayOfDate(year, month, day) * secondsOfDay;
  return true;
}

function parseNumeric(text: string, start: number, end: number, value: number, digits: number): boolean {
  if (start > 0) return false;
  let seconds = 0;
  if (end < text.length) {
    if (!isFraction(text, end)) return false;
    seconds = Number(`0.${text.slice(end + 1)}`);
  }
  found.order = null;
  found.ambiguous = false;
  found.numeric = true;
  found.offset = 0;
  found.timed = true;
  switch (digits) {
    case 5: {
      if (value < 20_000 || value > 80_000) return false;
      found.local = (value + excelEpoch) * secondsOfDay + Math.round(seconds * secondsOfDay);
      found.offset = null;
      found.timed = seconds > 0;
      return true;
    }
    case 9:
    case 10:
      found.local = value;
      return true;
    case 13:
      found.local = Math.floor(value / 1000);
      return true;
    case 16:
      found.local = Math.floor(value / 1_000_000);
      return true;
    case 12:
    case 14: {
      if (seconds > 0) return false;
      const clock = digits === 12 ? (value % 10_000) * 100 : value % 1_000_000;
      const date = Math.floor(value / (digits === 12 ? 10_000 : 1_000_000));
      const hour = Math.floor(clock / 10_000);
      const minute = Math.floor(clock / 100) % 100;
      if (hour > 23 || minute > 59 || clock % 100 > 59) return false;
      if (!setDay(Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100)) return false;
      found.local += hour * 3600 + minute * 60 + (clock % 100);
      found.offset = null;
      return true;
    }
    default:
      return false;
  }
}

const colon = 58;
const dot = 46;
const comma = 44;
const plus = 43;
const minus = 45;
const slash = 47;
const openBracket = 40;

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function isLetter(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c > 126;
}

function isFraction(text: string, at: number): boolean {
  return text.charCodeAt(at) === dot && /^\d+$/.test(text.slice(at + 1));
}

function twoDigitsAt(text: string, at: number): number {
  const a = text.charCodeAt(at) - 48;
  const b = text.charCodeAt(at + 1) - 48;
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 && !isDigit(text.charCodeAt(at + 2)) ? a * 10 + b : -1;
}

function fullYear(year: number): number {
  return year < 70 ? 2000 + year : year < 100 ? 1900 + year : year;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Latin digits, no diacritics or invisible marks, one form of each Arabic letter, plain spaces and commas. */
function plain(text: string): string {
  return latinDigits(text)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replace(/[،٫]/g, ',')
    .replace(/[–—−]/g, '-')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/ة/g, 'ه')
    .replace(/\s/g, ' ');
}

const monthNames: readonly string[] = [
  'january jan janvier janv enero ene januar يناير كانون_الثاني جانفي',
  'february feb fevrier fevr fev febrero februar شباط فبراير فيفري',
  'march mar mars marzo marz mrz مارس اذار',
  'april apr avril avr abril abr ابريل نيسان افريل',
  'may mai mayo مايو ايار ماي',
  'june jun juin junio juni يونيو يونيه حزيران جوان',
  'july jul juillet juil julio juli يوليو يوليه تموز جويليه يوليوز',
  'august aug aout agosto ago اغسطس اب اوت غشت',
  'september sep sept septembre septiembre setiembre سبتمبر ايلول شتنبر',
  'october oct octobre octubre oktober okt اكتوبر تشرين_الاول',
  'november nov novembre noviembre نوفمبر تشرين_الثاني نونبر',
  'december dec decembre diciembre dic dezember dez ديسمبر كانون_الاول دجنبر',
];
const months = new Map(
  monthNames.flatMap((names, i) => names.split(' ').map((name) => [name.replace('_', ' '), i + 1] as const)),
);

/** Whether a word after the time means the second half of the day. */
const halves = new Map([
  ['am', false],
  ['a', false],
  ['ص', false],
  ['صباحا', false],
  ['pm', true],
  ['p', true],
  ['م', true],
  ['مساء', true],
  ['ظهرا', true],
]);

const offsets = new Map([
  ['z', 0],
  ['utc', 0],
  ['gmt', 0],
  ['gst', 14_400],
  ['est', -18_000],
  ['edt', -14_400],
  ['cst', -21_600],
  ['cdt', -18_000],
  ['mst', -25_200],
  ['mdt', -21_600],
  ['pst', -28_800],
  ['pdt', -25_200],
]);

/** Words of a date that say nothing: days of the week, "at", "of", endings of ordinal numbers. */
const fillers = new Set(
  (
    't a at of the on de du le el st nd rd th um الساعه في يوم من ' +
    'mon tue tues wed thu thur thurs fri sat sun ' +
    'monday tuesday wednesday thursday friday saturday sunday ' +
    'lundi mardi mercredi jeudi vendredi samedi dimanche ' +
    'lunes martes miercoles jueves viernes sabado domingo ' +
    'الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت'
  ).split(' '),
);
