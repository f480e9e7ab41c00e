import { type InstantField, instantFields } from './fields.ts';
import type { FileLayout } from './fileLayout.ts';
import { readRecords } from './formats/tableFile.ts';
import type { JoinedColumns } from './joinedColumns.ts';
import { own } from './privacy.ts';
import { isMissing } from './reading/missing.ts';
import type { OnBytes, SourceFile } from './sourceFile.ts';
import { type DateProfile, DateTally } from './text/dateTally.ts';
import { type DateOrder, readDate } from './text/dateText.ts';

/** The order of day and month by column of dates. */
export type DateOrders = { readonly [F in InstantField]?: DateOrder };

/** Why an order was taken; null where no text fits two. */
export type OrderWhy = 'most' | 'over12' | 'first' | 'second' | 'region' | null;

export interface OrderGuess {
  readonly order: DateOrder;
  /** Whether a value decides it. */
  readonly sure: boolean;
  readonly why: OrderWhy;
}

/**
 * The order of day and month in columns of dates: what a value over 12 decides; else the number that changes more
 * is the day; else the region's use.
 */
export function guessOrder(columns: readonly DateProfile[], region: DateOrder): OrderGuess {
  const sum = (pick: (dates: DateProfile) => number) => columns.reduce((total, one) => total + pick(one), 0);
  const dmy = sum((dates) => dates.dmy);
  const mdy = sum((dates) => dates.mdy);
  if (dmy + mdy + sum((dates) => dates.ambiguous) === 0) return { order: 'ymd', sure: true, why: null };
  if (dmy !== mdy) {
    return { order: dmy > mdy ? 'dmy' : 'mdy', sure: true, why: dmy > 0 && mdy > 0 ? 'most' : 'over12' };
  }
  const firsts = sum((dates) => dates.firsts);
  const seconds = sum((dates) => dates.seconds);
  if (firsts >= seconds * 2) return { order: 'dmy', sure: false, why: 'first' };
  if (seconds >= firsts * 2) return { order: 'mdy', sure: false, why: 'second' };
  return { order: region === 'mdy' ? 'mdy' : 'dmy', sure: false, why: 'region' };
}

/** What the dates of a column show. */
export interface DateColumn {
  readonly dates: DateProfile;
  /** A date that can be read in two ways; null where there is none. */
  readonly example: string | null;
}

const mostDistinct = 20_000;

/**
 * What the dates of some columns show. The sample answers where its values decide and agree; else all rows of the
 * file are read.
 * @param columns the column of each field by its index among the joined ones
 */
export async function dateColumns(
  file: SourceFile,
  layout: FileLayout,
  columns: { readonly [F in InstantField]?: number },
  joined: JoinedColumns,
  onBytes: OnBytes = () => {},
  signal?: AbortSignal,
): Promise<{ readonly [F in InstantField]?: DateColumn }> {
  const found: { [F in InstantField]?: DateColumn } = {};
  const { sample } = joined.layout(layout);
  const open: { readonly field: InstantField; readonly index: number; readonly tally: ColumnTally }[] = [];
  for (const field of instantFields) {
    const index = columns[field];
    if (index === undefined) continue;
    const tally = new ColumnTally();
    for (const row of sample) tally.add(row[index] ?? '');
    found[field] = tally.column();
    if (!isSettled(found[field].dates)) open.push({ field, index, tally: new ColumnTally() });
  }
  if (open.length === 0) return found;
  const take = (record: readonly string[]) => {
    const values = joined.of(record);
    for (const { index, tally } of open) tally.add(values[index] ?? '');
  };
  await readRecords(file, layout, take, onBytes, signal);
  for (const { field, tally } of open) found[field] = tally.column();
  return found;
}

/** Whether some values decide, and all that decide agree; or none can be read in two ways. */
function isSettled({ dmy, mdy, ambiguous }: DateProfile): boolean {
  return dmy + mdy + ambiguous === 0 || dmy > 0 !== mdy > 0;
}

/** Counts the distinct days of a column. */
class ColumnTally {
  private readonly tally = new DateTally();
  private readonly seen = new Set<string>();
  private example: string | null = null;

  add(value: string): void {
    // The time of day does not matter, and would make every value another.
    const text = value.trim();
    const day = /^\S*/.exec(text)![0];
    const key = /[/.-]\d/.test(day) ? day : text;
    if (key === '' || this.seen.has(key)) return;
    if (isMissing(text)) return;
    if (this.seen.size < mostDistinct) this.seen.add(own(key));
    const date = readDate(text, 'dmy');
    if (!date) return;
    this.tally.add(text, date, 1);
    if (date.ambiguous) this.example ??= own(text);
  }

  column(): DateColumn {
    return { dates: this.tally.profile(1), example: this.example };
  }
}

/** The readings of a date that fits more than one order. */
export function readingsOf(text: string): { readonly order: DateOrder; readonly iso: string }[] {
  const readings: { order: DateOrder; iso: string }[] = [];
  for (const order of ['dmy', 'mdy', 'ymd'] as const) {
    const date = readDate(text, order);
    if (!date || (order === 'ymd' && date.order !== 'ymd')) continue;
    const iso = new Date(date.local * 1000).toISOString().slice(0, 10);
    if (!readings.some((reading) => reading.iso === iso)) readings.push({ order, iso });
  }
  return readings;
}
