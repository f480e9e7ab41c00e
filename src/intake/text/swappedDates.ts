import { dateOfDay, formatDay } from '../../model/day.ts';
import { lastInstant } from '../../model/schema.ts';
import type { DateText } from './dateText.ts';

/** Dates of a column whose day and month seem to be exchanged. */
export interface Swapped {
  readonly count: number;
  /** One of them as it was read, YYYY-MM-DD. */
  readonly example: string;
}

const secondsOfDay = 86_400;
const days = Math.floor(lastInstant / secondsOfDay) + 1;
const least = 5;
/** Months in which only exchanged dates lie, without which it may be chance. */
const leastMonths = 3;
/** Dates of another form, none after the 12th, without which it may be chance. */
const leastOther = 10;

/**
 * Notices dates that a spreadsheet of another country exchanged: it takes 3/4/2026 for the 4th of March and leaves
 * 25/4/2026 as it is, so that half of the column is wrong. Two signs: dates up to the 12th lie in months in which no
 * later date does; or dates after the 12th are all written in numbers, and those up to it all in another form.
 */
export class SwappedDates {
  /** By day: dates whose order their own numbers tell, those that fit two orders, and those of another form. */
  private readonly sure = new Uint32Array(days);
  private readonly open = new Uint32Array(days);
  private readonly other = new Uint32Array(days);

  add({ local, order, ambiguous }: DateText): void {
    const counts = ambiguous ? this.open : order === 'dmy' || order === 'mdy' ? this.sure : this.other;
    // A day out of range is no index of it.
    counts[Math.floor(local / secondsOfDay)]!++;
  }

  /** What was found; null where the column is as it seems. */
  found(): Swapped | null {
    return this.inOtherForm() ?? this.inOtherMonths();
  }

  private inOtherMonths(): Swapped | null {
    const months = new Set<number>();
    const all = sum(this.sure);
    const bySure = new Map<number, number>();
    for (const [day, count] of told(this.sure)) {
      const { month } = dateOfDay(day);
      bySure.set(month, (bySure.get(month) ?? 0) + count);
    }
    for (const [month, count] of bySure) if (count >= all * 0.02) months.add(month);
    if (all < least || months.size > 12 - leastMonths) return null;
    const strange = new Set<number>();
    let early = 0;
    let count = 0;
    let example: number | null = null;
    for (const [at, dates] of [...told(this.open), ...told(this.other)]) {
      const { day, month } = dateOfDay(at);
      if (day > 12) continue;
      early += dates;
      if (months.has(month) || !months.has(day)) continue;
      strange.add(month);
      count += dates;
      example ??= at;
    }
    // Of exchanged dates as many lie in other months as the year has of them; by chance, some of a few.
    const wouldBe = (early * (12 - months.size)) / 12;
    if (example === null || count < least || count < wouldBe / 2 || strange.size < leastMonths) return null;
    return { count, example: formatDay(example) };
  }

  private inOtherForm(): Swapped | null {
    const others = sum(this.other);
    if (sum(this.sure) < leastOther || others < leastOther || sum(this.open) > others * 0.02) return null;
    const each = told(this.other);
    if (each.some(([day]) => dateOfDay(day).day > 12)) return null;
    return { count: others, example: formatDay(each[0]![0]) };
  }
}

/** The days that have dates, with how many. */
function told(counts: Uint32Array): [day: number, dates: number][] {
  const out: [number, number][] = [];
  for (let day = 0; day < counts.length; day++) if (counts[day]! > 0) out.push([day, counts[day]!]);
  return out;
}

function sum(counts: Uint32Array): number {
  let all = 0;
  for (const count of counts) all += count;
  return all;
}
