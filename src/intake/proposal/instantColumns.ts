import { type InstantField, instantFields } from '../fields.ts';
import type { Profile } from '../profile.ts';
import { type DateOrder, peekDate } from '../text/dateText.ts';
import { nameScore } from '../words/columnNames.ts';

export type InstantColumns = { readonly [F in InstantField]?: Profile };

/** What must come first in nearly all rows. */
const rules: readonly (readonly [earlier: InstantField, later: InstantField])[] = [
  ['opened', 'responded'],
  ['opened', 'resolved'],
  ['opened', 'updated'],
  ['opened', 'dueResponse'],
  ['opened', 'dueResolution'],
  ['responded', 'resolved'],
  ['dueResponse', 'dueResolution'],
];
/** Of each field, so many columns are tried with those of the others. */
const mostTried = 3;
/** Rows with both instants, without which their order says nothing. */
const leastRows = 5;
/** A share of rows in the wrong order that is the way of people, and no sign. */
const usualFaults = 0.05;
/** What a column loses that is never in order: more than any name gives. */
const penalty = 6;

/**
 * The columns of the instants, chosen together: those whose names fit best among the sets in which a request is opened
 * before it is answered and resolved. Of columns that are called alike, a request is opened at the earlier.
 * @param columns those that hold dates, or all of a file without rows
 */
export function instantColumns(
  columns: readonly Profile[],
  sample: readonly (readonly string[])[],
): InstantColumns {
  const order = new ColumnOrder(sample);
  const candidates = instantFields.map((field) => ({
    field,
    columns: openingsOf(field, columns)
      .map((column) => ({ column, score: nameScore(field, column.key) / (isHijri(column) ? 2 : 1) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.column.index - b.column.index)
      .slice(0, mostTried),
  }));
  let best: InstantColumns = {};
  let bestScore = 0;
  const chosen: { [F in InstantField]?: Profile } = {};
  const tryFrom = (at: number, score: number): void => {
    const candidate = candidates[at];
    if (!candidate) {
      const broken = rules.reduce((sum, [earlier, later]) => {
        const [a, b] = [chosen[earlier], chosen[later]];
        return a && b ? sum + penalty * order.broken(a, b) : sum;
      }, 0);
      if (score - broken > bestScore + 1e-9) {
        bestScore = score - broken;
        best = { ...chosen };
      }
      return;
    }
    const { field, columns: tried } = candidate;
    const used = Object.values(chosen);
    for (const { column, score: named } of tried) {
      if (used.includes(column)) continue;
      chosen[field] = column;
      const alike = tried.filter((other) => other.column !== column && other.score === named);
      const first =
        field === 'opened' && alike.every((other) => order.broken(column, other.column) <= usualFaults);
      tryFrom(at + 1, score + named + (first ? 0.5 : 0));
      delete chosen[field];
    }
    tryFrom(at + 1, score);
  };
  tryFrom(0, 0);
  return best;
}

/** Whether all rows have one date, as the day on which a file was made. */
export function isOneDate({ values, filled, dates }: Profile): boolean {
  return values.size === 1 && filled >= leastRows && dates.rate > 0;
}

/** The columns that may be a field: where dates of others called like an opening differ, it is none that is one date. */
function openingsOf(field: InstantField, columns: readonly Profile[]): readonly Profile[] {
  const named = field === 'opened' && columns.some((one) => !isOneDate(one) && nameScore(field, one.key) > 0);
  return named ? columns.filter((one) => !isOneDate(one)) : columns;
}

/** A column of dates that would fit a field too, and holds dates in rows in which the chosen one has none. */
export interface Beside {
  readonly column: Profile;
  /** Rows of the sample. */
  readonly count: number;
}

/**
 * The column that stands beside the chosen one of a field, such as "Closed" beside "Fixed", and lies after the opening
 * as it does; null where none does.
 */
export function besideChosen(
  field: InstantField,
  { [field]: chosen, opened }: InstantColumns,
  free: readonly Profile[],
  sample: readonly (readonly string[])[],
): Beside | null {
  if (!chosen) return null;
  const order = new ColumnOrder(sample);
  let best: Beside | null = null;
  for (const column of free) {
    if (column.dates.rate < 0.6 || nameScore(field, column.key) === 0) continue;
    const count = sample.filter((row) => !row[chosen.index]?.trim() && row[column.index]?.trim()).length;
    if (count < leastRows || count <= (best?.count ?? 0)) continue;
    if (!opened || order.broken(opened, column) === 0) best = { column, count };
  }
  return best;
}

/** Columns that are called as well as the chosen one of a field, by no more than so much less. */
const alikeBy = 0.1;

/**
 * The columns of dates that are called as well as the chosen one of a field and tell other instants. For the opening
 * only those count that are not always later, and beside times none of days.
 */
export function alikeColumns(
  field: 'opened' | 'resolved',
  chosen: Profile,
  free: readonly Profile[],
  sample: readonly (readonly string[])[],
): readonly Profile[] {
  const scoreOf = (column: Profile) => nameScore(field, column.key) / (isHijri(column) ? 2 : 1);
  const least = scoreOf(chosen) - alikeBy;
  const order = new ColumnOrder(sample);
  return free.filter(
    (column) =>
      column.dates.rate >= 0.6 &&
      scoreOf(column) > Math.max(least, 0) &&
      (column.dates.timed >= 0.5 || chosen.dates.timed < 0.5) &&
      (order.broken(chosen, column) > 0 || (field === 'resolved' && order.broken(column, chosen) > 0)),
  );
}

/** The column whose dates come before those of all others in nearly all rows; null where none does. */
export function earliestColumn(
  columns: readonly Profile[],
  sample: readonly (readonly string[])[],
): Profile | null {
  const order = new ColumnOrder(sample);
  const before = (a: Profile, b: Profile) => a === b || order.broken(a, b) === 0;
  // Of columns that are equal, or lie apart in no row, each comes before the other.
  const first = columns.filter((column) => columns.every((other) => before(column, other)));
  return first.length === 1 ? first[0]! : null;
}

/** Whether most dates of a column are told in the Hijri calendar: by a table, so that another column is better. */
export function isHijri({ dates }: Profile): boolean {
  return dates.hijri > dates.rate / 2;
}

/** How columns of dates lie to each other in the rows of a sample. */
class ColumnOrder {
  private readonly sample: readonly (readonly string[])[];
  /** Wall clocks of the rows by either order of day and month; NaN for none. */
  private readonly instants = new Map<Profile, readonly [dmy: Float64Array, mdy: Float64Array]>();
  private readonly shares = new Map<Profile, Map<Profile, number>>();

  constructor(sample: readonly (readonly string[])[]) {
    this.sample = sample;
  }

  /** The share of rows in which the first is later than the second, beyond what is usual; 0 where too few tell. */
  broken(earlier: Profile, later: Profile): number {
    const known = this.shares.get(earlier) ?? new Map<Profile, number>();
    this.shares.set(earlier, known);
    let share = known.get(later);
    if (share === undefined) {
      // By whichever order of day and month breaks it less: that is not known yet.
      share = Math.min(this.share(earlier, later, 0), this.share(earlier, later, 1));
      known.set(later, share);
    }
    return share > usualFaults ? share : 0;
  }

  private share(earlier: Profile, later: Profile, order: 0 | 1): number {
    const [a, b] = [this.of(earlier)[order], this.of(later)[order]];
    // Days without a time are equal to any time of that day.
    const coarse = earlier.dates.timed < 0.5 || later.dates.timed < 0.5;
    const unit = coarse ? 86_400 : 1;
    // A wall clock beside an instant of UTC is off by up to 14 hours.
    const slack = earlier.dates.zoned > 0.5 !== later.dates.zoned > 0.5 ? 14 * 3600 : 0;
    let both = 0;
    let wrong = 0;
    for (let row = 0; row < a.length; row++) {
      const first = Math.floor(a[row]! / unit);
      const second = Math.floor((b[row]! + slack) / unit);
      if (Number.isNaN(first) || Number.isNaN(second)) continue;
      both++;
      if (first > second) wrong++;
    }
    return both < leastRows ? 0 : wrong / both;
  }

  private of(column: Profile): readonly [Float64Array, Float64Array] {
    const known = this.instants.get(column);
    if (known) return known;
    const texts = this.sample.map((row) => row[column.index]?.trim() ?? '');
    const read = (order: DateOrder) =>
      Float64Array.from(texts, (text) => peekDate(text, order)?.local ?? Number.NaN);
    const out = [read('dmy'), read('mdy')] as const;
    this.instants.set(column, out);
    return out;
  }
}
