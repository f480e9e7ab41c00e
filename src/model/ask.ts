import { type City, chosenCodes } from './city.ts';
import { childOf, type Dimension, parentDimensions } from './dimension.ts';
import { type DayRange, type Filter, filterGroups } from './filter.ts';
import {
  type Aggregate,
  aggregates,
  type Cell,
  growsWithDays,
  type MeasureId,
  measureIds,
  measures,
} from './measures.ts';
import { reachOf } from './reach.ts';
import type { RequestColumn } from './schema.ts';

/** What one view wants to know: measures by dimensions, under a filter, as of an instant. */
export interface Ask {
  readonly by: readonly Dimension[];
  readonly measures: readonly MeasureId[];
  readonly filter: Filter;
  /** Epoch seconds: how things stood then. Left out: the data's own asOf. */
  readonly at?: number;
}

/**
 * The integers that answer an ask, by columns. Row r has the keys `keys[d][r]` (one column for each dimension of
 * `by`; −1: none) and the integers `ints[aggregate][r]`. An ask by nothing has exactly one row. A group without a
 * request has no row; rows come in ascending order of their keys.
 */
export interface Answer {
  readonly rows: number;
  readonly keys: readonly (readonly number[])[];
  readonly ints: Readonly<Partial<Record<Aggregate, readonly (number | null)[]>>>;
  /**
   * Of percentiles that are estimates: by how many seconds the exact value may differ, row by row; null where it may
   * by any. An aggregate that is not in it is exact.
   */
  readonly bounds?: Readonly<Partial<Record<Aggregate, readonly (number | null)[]>>>;
}

/** All answers for one filter over one version of the data, committed together. */
export interface Frame {
  /** The manifest's sequence and asOf that every answer is of. */
  readonly version: string;
  readonly answers: ReadonlyMap<string, Answer>;
}

/** The key of an ask in a frame: equal asks have equal keys. */
export function keyOf(ask: Ask): string {
  return JSON.stringify([
    ask.by,
    ask.measures,
    ask.filter.opened ? [ask.filter.opened.from, ask.filter.opened.to] : 0,
    filterGroups.flatMap((group) =>
      group.flatMap((d) => (ask.filter[d]?.length ? [d, [...ask.filter[d]].sort()] : [])),
    ),
    ask.at ?? 0,
  ]);
}

/** The aggregates that a set of measures is made of, without repeats, in the order of `aggregates`. */
export function aggregatesOf(ids: readonly MeasureId[]): Aggregate[] {
  const needed = new Set(ids.flatMap((id) => measures[id].needs.concat(measures[id].behind)));
  return aggregates.filter((aggregate) => needed.has(aggregate));
}

/** What a cell needs to know beside the answer: the city, and which columns the source fills. */
export interface Context {
  readonly city: City;
  readonly fields: readonly RequestColumn[];
  /** The days that the data reach over; left out: any. */
  readonly reach?: DayRange | null;
}

const partsOf = new Map(measureIds.map((id) => [id, aggregatesOf([id])]));

/** The cell of one measure in one row of an answer (row −1: a group that has no row). */
export function cellOf(context: Context, ask: Ask, answer: Answer, row: number, id: MeasureId): Cell {
  return cellsOf(context, ask, answer, id)(row);
}

/** The cells of one measure by rows of an answer (row −1: a group that has no row): for many rows, `cellOf` at once. */
export function cellsOf(context: Context, ask: Ask, answer: Answer, id: MeasureId): (row: number) => Cell {
  const measure = measures[id];
  if (!measure.requires.every((column) => context.fields.includes(column))) return () => unavailable;
  const { opened } = ask.filter;
  const place = opened && context.reach ? reachOf(opened, context.reach) : 'within';
  if (place === 'before' || place === 'after') return () => outside;
  const parts = partsOf.get(id)!;
  const bounds = parts.map((part) => answer.bounds?.[part]).find((column) => column !== undefined);
  return (row) => {
    const ints: Partial<Record<Aggregate, number | null>> = {};
    for (const part of parts) ints[part] = answer.ints[part]?.[row] ?? null;
    const residents = id === 'per1000' ? residentsBehind(context.city, ask, answer, row) : null;
    const cell = measure.value(ints, residents);
    const bound = bounds?.[row];
    // Bounds are seconds, as the percentiles that they are of; a cell has hours.
    return bound === undefined || bound === 0 || cell.kind !== 'value'
      ? cell
      : { ...cell, bound: bound === null ? null : bound / 3600 };
  };
}

/** The number of a cell; null where it is no value. */
export function numberOf(cell: Cell | undefined): number | null {
  return cell?.kind === 'value' ? cell.value : null;
}

/** How many requests a cell's value rests on. */
export function countOf(cell: Cell | undefined): number | null {
  return cell?.kind === 'value' ? cell.n : null;
}

const zoneParents = parentDimensions.filter((dimension) => childOf[dimension] === 'zone');

const unavailable: Cell = { kind: 'unavailable' };
const outside: Cell = { kind: 'outside' };

/** Residents of the zones that a row of an answer is about; null where it is about no zone with known residents. */
function residentsBehind(city: City, ask: Ask, answer: Answer, row: number): number | null {
  const key = (dimension: Dimension) => {
    const index = ask.by.indexOf(dimension);
    return index < 0 ? undefined : (answer.keys[index]?.[row] ?? -1);
  };
  if (key('place') !== undefined || ask.filter.place?.length) return null;
  const zone = key('zone');
  if (zone !== undefined) return city.zones.zones[zone]?.residents ?? null;
  const above = zoneParents.map((dimension) => ({
    dimension,
    of: city.parents[dimension],
    key: key(dimension),
    chosen: chosenCodes(city, dimension, ask.filter[dimension]),
  }));
  const zones = ask.filter.zone ?? [];
  const all = zones.length === 0 && above.every(({ dimension }) => !ask.filter[dimension]?.length);
  const inside = city.zones.zones.filter(({ id }, code) => {
    if (above.some(({ key, of }) => key !== undefined && of[code] !== key)) return false;
    return all || zones.includes(id) || above.some(({ chosen, of }) => chosen.has(of[code] ?? -1));
  });
  let total = 0;
  let known = false;
  for (const { residents } of inside) {
    if (typeof residents !== 'number') continue;
    total += residents;
    known = true;
  }
  return known ? total : null;
}

/** Finds rows of an answer by their keys, without a search for each. */
export function rowIndex(answer: Answer): (...keys: number[]) => number {
  const [only, ...more] = answer.keys;
  if (only && more.length === 0) {
    const rows = new Map(only.map((key, row) => [key, row]));
    return (key) => rows.get(key!) ?? -1;
  }
  const index = new Map<string, number>();
  for (let row = 0; row < answer.rows; row++) index.set(answer.keys.map((column) => column[row]).join(), row);
  return (...keys) => index.get(keys.join()) ?? -1;
}

/**
 * The change of a cell against an earlier one: a difference for shares and ratings, a proportion for the rest. That of
 * an estimate is one too.
 * @param span days of the one by days of the other: counts are compared per day
 */
export function changeOf(id: MeasureId, now: Cell, before: Cell, span = 1): Cell {
  if (now.kind !== 'value') return now;
  if (before.kind !== 'value') return before;
  const unit = measures[id].unit;
  const estimate = now.bound === undefined && before.bound === undefined ? {} : { bound: null };
  if (unit === 'share' || unit === 'rating')
    return { kind: 'value', value: now.value - before.value, n: before.n, ...estimate };
  const earlier = growsWithDays(id) ? before.value * span : before.value;
  return earlier === 0
    ? noChange
    : { kind: 'value', value: now.value / earlier - 1, n: before.n, ...estimate };
}

const noChange: Cell = { kind: 'noData' };
