import { type TimeZone, timeZone } from '../../model/timeZone.ts';
import { readCommon } from './commonDate.ts';
import { eras, fillers, firstWords, halves, months, offsets, restOfMonth } from './dateNames.ts';
import {
  type DateOrder,
  type DateText,
  digitCounts,
  found,
  numbers,
  readDayOf,
  setTime,
} from './foundDate.ts';
import { isFraction, readNumeric } from './numericDate.ts';
import { plainDate } from './plainDate.ts';

export type { DateOrder, DateText } from './foundDate.ts';

/**
 * Reads a date, with or without a time of day: ISO 8601; numbers in any order with / - . or spaces; names of
 * months in English, Arabic (Gulf, Levant, Maghreb), French, Spanish, Portuguese, German, Urdu; 2024年3月1日 and its
 * likes; the Hijri calendar by the table of Umm al-Qura, years 1300 to 1600 or marked هـ; م beside the day is the
 * Gregorian era, after the time the afternoon; 12 and 24 hours; ص and م; offsets and names of zones; epoch seconds and
 * milliseconds; YYYYMMDD[HHMM[SS]]; Excel serial days; Arabic-Indic digits; years of two digits (70 to 99: 1900s). The
 * whole text must be a date. Null if it is not one.
 * @param order taken where the text fits more than one; a text that fits only another is read by that
 */
export function readDate(text: string, order: DateOrder): DateText | null {
  return parse(text, order) ? { ...found } : null;
}

/** As `readDate`, but what it returns is overwritten by the next call: a million rows have millions of dates. */
export function peekDate(text: string, order: DateOrder): DateText | null {
  return parse(text, order) ? found : null;
}

function parse(raw: string, order: DateOrder): boolean {
  const common = readCommon(raw, order);
  if (common !== null) return common;
  let text = raw;
  for (let i = 0; i < raw.length; i++) {
    if (raw.charCodeAt(i) > 126 || raw.charCodeAt(i) === apostrophe) {
      text = plainDate(raw);
      break;
    }
  }
  if (text.length < 5 || text.length > 80) return false;
  // Excel's serial day with a comma, between thousands or before the part of a day.
  if (text.charCodeAt(2) === comma || text.charCodeAt(5) === comma)
    text = text.replace(/^(\d\d),(\d{3}(?:\.\d+)?)$/, '$1$2').replace(/^(\d{5}),(\d+)$/, '$1.$2');
  const length = text.length;
  found.hijri = false;
  let i = 0;
  let count = 0;
  let month = 0;
  let hour = -1;
  let minute = 0;
  let second = 0;
  let afternoon: boolean | null = null;
  let offset: number | null = null;
  let zone: TimeZone | null = null;
  /** Whether the era said so, or the name of the month. */
  let hijri: boolean | null = null;
  /** Whether what came last is part of the time. */
  let afterTime = false;

  while (i < length) {
    const c = text.charCodeAt(i);
    if (isDigit(c)) {
      const start = i;
      let value = 0;
      while (i < length && isDigit(text.charCodeAt(i))) value = value * 10 + text.charCodeAt(i++) - 48;
      const digits = i - start;
      const next = i < length ? text.charCodeAt(i) : 0;
      if (count === 0 && month === 0 && hour < 0 && digits > 4) {
        if (digits !== 8 || isFraction(text, i)) return start === 0 && readNumeric(text, i, value, digits);
        numbers[0] = Math.floor(value / 10_000);
        numbers[1] = Math.floor(value / 100) % 100;
        numbers[2] = value % 100;
        digitCounts[0] = 4;
        digitCounts[1] = 2;
        digitCounts[2] = 2;
        count = 3;
        continue;
      }
      // After a whole day, dots too: 01-MAR-26 08.00.00.000000 AM.
      const dotted = next === dot && count + (month > 0 ? 1 : 0) === 3;
      const startsTime =
        next === colon || dotted || ((next === 104 || next === 72) && isDigit(text.charCodeAt(i + 1)));
      if (hour < 0 && startsTime && digits <= 2) {
        hour = value;
        afterTime = true;
        i++;
        const end = twoDigitsAt(text, i);
        if (end < 0) return false;
        minute = end;
        i += 2;
        if (text.charCodeAt(i) === (dotted ? dot : colon)) {
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
        afterTime = false;
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
      let named = months.get(word);
      if (named === undefined && firstWords.has(word)) {
        const rest = restOfMonth(word, text, i);
        if (rest) {
          named = rest.named;
          i = rest.end;
        }
      }
      // Both names of one may be there, as in آذار/مارس.
      if (named && (month === 0 || (month === named.month && !named.hijri)) && count < 3) {
        if (hijri !== null && hijri !== named.hijri) return false;
        month = named.month;
        hijri = named.hijri;
        afterTime = false;
        continue;
      }
      if (hour >= 0) {
        const half = halves.get(word);
        if (half !== undefined && (afterTime || !eras.has(word))) {
          if (afternoon !== null) return false;
          afternoon = half;
          continue;
        }
        const name = text.charCodeAt(i) === slash ? zoneName.exec(text.slice(start)) : null;
        if (name) {
          zone = knownZone(name[0]);
          if (!zone) return false;
          i = start + name[0].length;
          continue;
        }
        const known = offsets.get(word);
        if (known !== undefined) {
          offset = known;
          continue;
        }
      }
      if (fillers.has(word)) continue;
      const era = eras.get(word);
      if (era === undefined || afterTime || count === 0 || (hijri !== null && hijri !== era)) return false;
      hijri = era;
      continue;
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
    if (c === 32 || c === 9 || c === minus || c === slash || c === dot || c === comma || c === at) {
      i++;
      continue;
    }
    return false;
  }

  if (!readDayOf(order, count, month, hijri) || !setTime(hour, minute, second, afternoon)) return false;
  found.offset = zone ? found.local - zone.toEpoch(found.local) : offset;
  return true;
}

const zoneName = /^[A-Za-z]+(?:_[A-Za-z]+)*(?:\/[A-Za-z]+(?:[_-][A-Za-z]+)*)+(?:[+-]\d{1,2})?/;
const zones = new Map<string, TimeZone | null>();

/** A zone by its name in the IANA database; null where there is none. */
function knownZone(name: string): TimeZone | null {
  let known = zones.get(name);
  if (known === undefined) {
    try {
      known = timeZone(name);
    } catch {
      known = null;
    }
    zones.set(name, known);
  }
  return known;
}

function isLetter(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c > 126;
}

const colon = 58;
const dot = 46;
const comma = 44;
const plus = 43;
const minus = 45;
const slash = 47;
const openBracket = 40;
const at = 64;
const apostrophe = 39;

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function twoDigitsAt(text: string, at: number): number {
  const a = text.charCodeAt(at) - 48;
  const b = text.charCodeAt(at + 1) - 48;
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 && !isDigit(text.charCodeAt(at + 2)) ? a * 10 + b : -1;
}
