import { type DateOrder, digitCounts, found, numbers, readDayOf, setTime } from './foundDate.ts';

/**
 * The forms that nearly all exports have, character by character: 31/12/2025, 2025-12-31, each with a time after a
 * space or T, to the minute or the second, ISO 8601 also with Z. What is read so is read by `readDate` alike.
 * @returns null where the text has another form; else whether it is a date
 */
export function readCommon(text: string, order: DateOrder): boolean | null {
  const { length } = text;
  if (length !== 10 && length !== 16 && length !== 19 && length !== 20) return null;
  const mark = text.charCodeAt(4);
  const yearFirst = mark === minus || mark === slash;
  const between = yearFirst ? mark : text.charCodeAt(2);
  const second = yearFirst ? 7 : 5;
  if (text.charCodeAt(second) !== between || (between !== slash && between !== minus && between !== dot))
    return null;
  if (yearFirst) set(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
  else set(number(text, 0, 2), number(text, 3, 2), number(text, 6, 4));
  if (numbers[0]! < 0 || numbers[1]! < 0 || numbers[2]! < 0) return null;
  digitCounts[0] = yearFirst ? 4 : 2;
  digitCounts[1] = 2;
  digitCounts[2] = yearFirst ? 2 : 4;
  let hour = -1;
  let minute = 0;
  let seconds = 0;
  if (length > 10) {
    const gap = text.charCodeAt(10);
    if ((gap !== space && gap !== letterT) || text.charCodeAt(13) !== colon) return null;
    hour = number(text, 11, 2);
    minute = number(text, 14, 2);
    if (length > 16) {
      if (text.charCodeAt(16) !== colon || (length === 20 && text.charCodeAt(19) !== letterZ)) return null;
      seconds = number(text, 17, 2);
    }
    if (hour < 0 || minute < 0 || seconds < 0) return null;
  }
  found.hijri = false;
  found.offset = length === 20 ? 0 : null;
  return readDayOf(order, 3, 0, null) && setTime(hour, minute, seconds, null);
}

const space = 32;
const minus = 45;
const dot = 46;
const slash = 47;
const colon = 58;
const letterT = 84;
const letterZ = 90;

function set(first: number, second: number, third: number): void {
  numbers[0] = first;
  numbers[1] = second;
  numbers[2] = third;
}

/** The value of so many digits; negative where one is none. */
function number(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}
