import type { Answer, Ask } from '../model/ask.ts';
import { monthOfDay, weekStart as startOfWeek } from '../model/day.ts';
import { isTimeDimension, type TimeDimension } from '../model/dimension.ts';
import type { Aggregate } from '../model/measures.ts';
import { instantsOf } from './askQuery.ts';
import type { Sheet } from './conditions.ts';

/** Joins the cohort's answer with the level of its stocks: a group has a row where either has one. */
export function mergeLevel(ask: Ask, cohort: Answer, level: Answer): Answer {
  const rows = new Rows();
  rows.add(cohort);
  rows.add(level);
  return rows.answer(ask.by.length, [...aggregatesIn(cohort), ...aggregatesIn(level)]);
}

/**
 * Joins the cohort's answer with a flow: sums the flow up over time and gives each bucket of the period its stock.
 * A bucket has a row where the cohort has one or where something stands open at its end.
 */
export function mergeFlow(sheet: Sheet, ask: Ask, cohort: Answer, flow: Answer): Answer {
  const timeIndex = ask.by.findIndex(isTimeDimension);
  const time = ask.by[timeIndex] as TimeDimension;
  const flowAggregates = Object.keys(flow.ints) as Aggregate[];
  const others = (answer: Answer, row: number) =>
    answer.keys.map((column, i) => (i === timeIndex ? 0 : column[row]!)).join();

  const { stockAt } = instantsOf(sheet, ask);
  const lastDay = sheet.city.timeZone.dayOf(stockAt);
  const firstDay = ask.filter.opened?.from ?? sheet.city.timeZone.dayOf(sheet.since);
  const first = bucketOf(time, firstDay, sheet.weekStart);
  const last = bucketOf(time, lastDay, sheet.weekStart);

  const rows = new Rows();
  rows.add(cohort);

  const series = new Map<string, number[]>();
  // As of an instant before the period none of its days has ended with anything.
  for (let r = 0; r < flow.rows && lastDay >= firstDay; r++) {
    const id = others(flow, r);
    series.set(id, [...(series.get(id) ?? []), r]);
  }
  for (const flowRows of series.values()) {
    const times = flow.keys[timeIndex]!;
    flowRows.sort((a, b) => times[a]! - times[b]!);
    const stock = flowAggregates.map(() => 0);
    let next = 0;
    for (let key = Math.min(first, times[flowRows[0]!]!); key <= last; key = nextBucket(time, key)) {
      for (; next < flowRows.length && times[flowRows[next]!]! <= key; next++) {
        for (const [i, aggregate] of flowAggregates.entries())
          stock[i] = stock[i]! + (flow.ints[aggregate]?.[flowRows[next]!] ?? 0);
      }
      if (key < first) continue;
      const keys = flow.keys.map((column, i) => (i === timeIndex ? key : column[flowRows[0]!]!));
      if (stock.every((count) => count === 0) && !rows.has(keys)) continue;
      const row = rows.at(keys);
      for (const [i, aggregate] of flowAggregates.entries()) row[aggregate] = stock[i]!;
    }
  }
  return rows.answer(ask.by.length, [...aggregatesIn(cohort), ...flowAggregates]);
}

type Ints = Partial<Record<Aggregate, number | null>>;

/** Rows of an answer by their keys, while they are put together. */
class Rows {
  private readonly rows = new Map<string, { keys: number[]; ints: Ints }>();

  has(keys: readonly number[]): boolean {
    return this.rows.has(keys.join());
  }

  at(keys: number[]): Ints {
    const id = keys.join();
    let row = this.rows.get(id);
    if (!row) {
      row = { keys, ints: {} };
      this.rows.set(id, row);
    }
    return row.ints;
  }

  add(answer: Answer): void {
    const columns = aggregatesIn(answer);
    for (let r = 0; r < answer.rows; r++) {
      const ints = this.at(answer.keys.map((column) => column[r]!));
      for (const aggregate of columns) ints[aggregate] = answer.ints[aggregate]![r] ?? null;
    }
  }

  /** The answer, its rows in ascending order of keys; a count that a row was not given is 0. */
  answer(keys: number, aggregates: readonly Aggregate[]): Answer {
    const sorted = [...this.rows.values()].sort((a, b) => {
      const i = a.keys.findIndex((key, k) => key !== b.keys[k]);
      return i < 0 ? 0 : a.keys[i]! - b.keys[i]!;
    });
    const empty = (aggregate: Aggregate) => (/P[59]0$|ratingSum/.test(aggregate) ? null : 0);
    return {
      rows: sorted.length,
      keys: Array.from({ length: keys }, (_, k) => sorted.map((row) => row.keys[k]!)),
      ints: Object.fromEntries(
        aggregates.map((aggregate) => [
          aggregate,
          sorted.map((row) => row.ints[aggregate] ?? empty(aggregate)),
        ]),
      ),
    };
  }
}

function aggregatesIn(answer: Answer): Aggregate[] {
  return Object.keys(answer.ints) as Aggregate[];
}

/** The key of the bucket of a local day. */
export function bucketOf(time: TimeDimension, day: number, weekStart: number): number {
  if (time === 'day') return day;
  return time === 'week' ? startOfWeek(day, weekStart as 1) : monthOfDay(day);
}

function nextBucket(time: TimeDimension, key: number): number {
  return key + (time === 'week' ? 7 : 1);
}
