import type { TimeZone } from '../../model/timeZone.ts';
import { type DateOrder, peekDate, readDate } from './dateText.ts';
import { clockOf, gulfMidnight, midnightOf } from './gulfMidnight.ts';
import { instantOf } from './plainInstant.ts';
import { SwappedDates } from './swappedDates.ts';

const secondsOfDay = 86_400;

/**
 * The instant of a date, epoch seconds. NaN where the text is not a date, Infinity where it is one outside
 * 1970 to 2106.
 */
export function readInstant(text: string, order: DateOrder, zone: TimeZone): number {
  const date = peekDate(text, order);
  return date ? instantOf(date, zone) : Number.NaN;
}

/** Reads the instants of one column. */
export class InstantReader {
  /** How many texts fitted only an order other than the column's, and were read by that. */
  otherOrder = 0;
  /** How many texts were dates of the Hijri calendar. */
  hijri = 0;
  readonly swapped = new SwappedDates();
  readonly order: DateOrder;
  private readonly zone: TimeZone;

  /** How many instants were taken for the midnight that a program of a machine in the Gulf missed by seconds. */
  midnights = 0;
  private readonly midnight: number | null;
  /** How many texts told a time of day, and which, in seconds, while it is the same in all; negative: it is not. */
  timed = 0;
  clock = -1;
  /** What was read last. */
  private last = '';
  private lastAt = Number.NaN;

  /** @param sample values of the column, which show whether it holds days only */
  constructor(order: DateOrder, zone: TimeZone, sample: readonly string[] = []) {
    this.order = order;
    this.zone = zone;
    this.midnight = gulfMidnight(sample, order, zone);
  }

  /** As `readInstant`. */
  read(text: string): number {
    this.lastAt = this.take(text);
    this.last = text;
    return this.lastAt;
  }

  /** As `read`, without counting. */
  peek(text: string): number {
    return text === this.last ? this.lastAt : readInstant(text, this.order, this.zone);
  }

  private take(text: string): number {
    const date = peekDate(text, this.order);
    if (!date) return Number.NaN;
    const { order, ambiguous } = date;
    if (order === 'ymd' ? false : order === null ? ambiguous && this.order === 'ymd' : order !== this.order)
      this.otherOrder++;
    if (date.hijri) this.hijri++;
    this.swapped.add(date);
    if (date.timed && !date.numeric) {
      const clock = date.local - Math.floor(date.local / secondsOfDay) * secondsOfDay;
      if (this.timed++ === 0) this.clock = clock;
      else if (this.clock !== clock) this.clock = -1;
    }
    const at = instantOf(date, this.zone);
    if (this.midnight === null || !Number.isFinite(at) || clockOf(at, this.zone) !== this.midnight) return at;
    this.midnights++;
    return midnightOf(at, this.midnight);
  }

  /** The instant of a day and a time of day that stand apart; a time of day beside the day counts for nothing. */
  readBoth(date: string, time: string): number {
    const day = readDate(date, this.order);
    if (!day || time === '') return this.read(date);
    const clock = readDate(`2000-01-01 ${time}`, 'ymd');
    if (!clock?.timed) return Number.NaN;
    if (day.hijri) this.hijri++;
    this.swapped.add(day);
    const seconds = clock.local - Math.floor(clock.local / secondsOfDay) * secondsOfDay;
    const local = Math.floor(day.local / secondsOfDay) * secondsOfDay + seconds;
    return instantOf({ ...day, local, offset: clock.offset ?? (day.numeric ? null : day.offset) }, this.zone);
  }
}
