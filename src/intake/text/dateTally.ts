import { latinDigits } from '../../model/fold.ts';
import type { DateText } from './dateText.ts';

/** What the dates of a column show. Rates are shares of the rows that have a value. */
export interface DateProfile {
  readonly rate: number;
  /** Distinct values that can only be one order. */
  readonly dmy: number;
  readonly mdy: number;
  readonly ymd: number;
  /** Distinct values that fit dmy and mdy, and how many first and second numbers those have. */
  readonly ambiguous: number;
  readonly firsts: number;
  readonly seconds: number;
  readonly timed: number;
  readonly zoned: number;
  readonly numeric: number;
  readonly hijri: number;
  /** Mean of the wall clocks, seconds since 1970; 0 where there are no dates. */
  readonly mean: number;
}

/** Counts what the distinct dates of a column show. */
export class DateTally {
  private read = 0;
  private dmy = 0;
  private mdy = 0;
  private ymd = 0;
  private ambiguous = 0;
  private timed = 0;
  private zoned = 0;
  private numeric = 0;
  private hijri = 0;
  private sum = 0;
  private dates = 0;
  private readonly firsts = new Set<string>();
  private readonly seconds = new Set<string>();

  /** @param count rows that have this value */
  add(text: string, date: DateText, count: number): void {
    this.read += count;
    this.dates++;
    this.sum += date.local;
    if (date.order === 'dmy') this.dmy++;
    if (date.order === 'mdy') this.mdy++;
    if (date.order === 'ymd') this.ymd++;
    if (date.ambiguous) this.ambiguous++;
    if (date.ambiguous || date.order === 'dmy' || date.order === 'mdy') {
      const [first = '', second = ''] = latinDigits(text).match(/\d+/g) ?? [];
      this.firsts.add(String(Number(first)));
      this.seconds.add(String(Number(second)));
    }
    if (date.timed) this.timed += count;
    if (date.offset !== null && !date.numeric) this.zoned += count;
    if (date.numeric) this.numeric += count;
    if (date.hijri) this.hijri += count;
  }

  /** @param rows rows that have a value, a date or not */
  profile(rows: number): DateProfile {
    const rate = (count: number) => (rows === 0 ? 0 : count / rows);
    return {
      rate: rate(this.read),
      dmy: this.dmy,
      mdy: this.mdy,
      ymd: this.ymd,
      ambiguous: this.ambiguous,
      firsts: this.firsts.size,
      seconds: this.seconds.size,
      timed: rate(this.timed),
      zoned: rate(this.zoned),
      numeric: rate(this.numeric),
      hijri: rate(this.hijri),
      mean: this.dates === 0 ? 0 : this.sum / this.dates,
    };
  }
}
