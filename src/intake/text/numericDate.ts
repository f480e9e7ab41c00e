import { found, secondsOfDay, setDay } from './foundDate.ts';

/** The day that Excel counts from, such that serial 60 and later are right. */
const excelEpoch = -25_569;

/**
 * Reads digits alone: Excel's serial day, epoch seconds, milli- or microseconds, YYYYMMDDHHMM[SS].
 * @param end where the digits that start the text end, with their value and number; a fraction may follow
 */
export function readNumeric(text: string, end: number, value: number, digits: number): boolean {
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
      const year = Math.floor(date / 10_000);
      if (!setDay(null, year, 4, Math.floor(date / 100) % 100, date % 100)) return false;
      found.local += hour * 3600 + minute * 60 + (clock % 100);
      found.offset = null;
      return true;
    }
    default:
      return false;
  }
}

/** Whether the rest of the text is a point and digits. */
export function isFraction(text: string, at: number): boolean {
  return text.charCodeAt(at) === 46 && /^\d+$/.test(text.slice(at + 1));
}
