import type { City } from '../../model/city.ts';
import { type Day, monthOfDay, type Weekday, weekdayOfDay, weekStart } from '../../model/day.ts';
import {
  type ChoiceDimension,
  childOf,
  type Dimension,
  isTimeDimension,
  responseTimes,
  type TimeDimension,
} from '../../model/dimension.ts';
import type { DayRange } from '../../model/filter.ts';
import { nullOf } from '../../model/schema.ts';
import { afterOf, type Block } from './block.ts';
import { type CodeColumn, columnOf, missingIn, responseTimeOf } from './selection.ts';

/** One dimension that rows are grouped by: each of its keys has a dense number, from 0. */
export interface Axis {
  /** The key of each dense number; −1: none. */
  readonly keys: readonly number[];
  readonly source:
    | { readonly kind: 'codes'; readonly column: CodeColumn; readonly dense: Int32Array }
    /** The same for all rows of a day. */
    | { readonly kind: 'day'; readonly dense: (day: Day) => number }
    | { readonly kind: 'responseTime' }
    /** The caller adds it. */
    | { readonly kind: 'nothing' };
}

/** The axis of a dimension over rows opened in `days`. */
export function axisOf(city: City, dimension: Dimension, days: DayRange, firstWeekday: Weekday): Axis {
  if (isTimeDimension(dimension)) return timeAxis(dimension, days, firstWeekday);
  let known = axes.get(city);
  if (!known) {
    known = new Map();
    axes.set(city, known);
  }
  let axis = known.get(dimension);
  if (!axis) {
    axis = choiceAxis(city, dimension);
    known.set(dimension, axis);
  }
  return axis;
}

/** The axes of dimensions without time: their tables take longer to make than many an answer. */
const axes = new WeakMap<City, Map<ChoiceDimension, Axis>>();

function choiceAxis(city: City, dimension: ChoiceDimension): Axis {
  switch (dimension) {
    case 'responseTime':
      return { keys: [-1, ...responseTimes.keys()], source: { kind: 'responseTime' } };
    case 'weekday':
      return {
        keys: [1, 2, 3, 4, 5, 6, 7],
        source: { kind: 'day', dense: (day) => weekdayOfDay(day) - 1 },
      };
    case 'hour':
      return codes(
        'hour',
        Array.from({ length: 24 }, (_, hour) => hour),
        256,
        (hour) => hour,
      );
    case 'sector':
    case 'district':
    case 'service':
      return parentAxis(childOf[dimension], city.parents[dimension], city.words[dimension].length);
    default: {
      const count = city.words[dimension].length;
      const keys = [-1, ...Array.from({ length: count }, (_, code) => code)];
      return codes(dimension, keys, missingIn(dimension) + 1, (code) => (code < count ? code + 1 : 0));
    }
  }
}

function parentAxis(column: CodeColumn, parents: readonly number[], count: number): Axis {
  const keys = [-1, ...Array.from({ length: count }, (_, code) => code)];
  return codes(column, keys, nullOf.u16 + 1, (child) => (parents[child] ?? -1) + 1);
}

function codes(
  column: CodeColumn,
  keys: readonly number[],
  values: number,
  dense: (value: number) => number,
): Axis {
  return {
    keys,
    source: {
      kind: 'codes',
      column,
      dense: Int32Array.from({ length: values }, (_, value) => dense(value)),
    },
  };
}

/** Buckets of local days from the first to the last of `days`; of a day outside, the nearest. */
export function timeAxis(dimension: TimeDimension, { from, to }: DayRange, firstWeekday: Weekday): Axis {
  const bucket = (day: number) =>
    dimension === 'day' ? day : dimension === 'week' ? weekStart(day, firstWeekday) : monthOfDay(day);
  const step = dimension === 'week' ? 7 : 1;
  const first = bucket(from);
  const keys: number[] = [];
  for (let key = first; key <= bucket(to); key += step) keys.push(key);
  const dense = (day: Day) => (bucket(Math.max(from, Math.min(to, day))) - first) / step;
  return { keys, source: { kind: 'day', dense } };
}

/** How rows fall into groups: the dense numbers of several axes in one. */
export class Grouping {
  readonly axes: readonly Axis[];
  /** How many groups there can be. */
  readonly size: number;
  private readonly at: number;

  /** @param at half day of the ask */
  constructor(axes: readonly Axis[], at: number) {
    this.axes = axes;
    this.at = at;
    this.size = axes.reduce((size, axis) => size * axis.keys.length, 1);
  }

  /** Writes the group of each of a block's rows into `groups`. */
  fill({ chunk, day, indexes, count }: Block, groups: Int32Array): void {
    groups.fill(0, 0, count);
    for (const { keys, source } of this.axes) {
      const size = keys.length;
      switch (source.kind) {
        case 'codes': {
          const column = columnOf(chunk, source.column);
          const { dense } = source;
          for (let k = 0; k < count; k++) groups[k] = groups[k]! * size + dense[column[indexes[k]!]!]!;
          break;
        }
        case 'day': {
          const one = source.dense(day);
          for (let k = 0; k < count; k++) groups[k] = groups[k]! * size + one;
          break;
        }
        case 'responseTime': {
          const { respondedAfter, response } = chunk.head;
          const after = afterOf(this.at, day);
          for (let k = 0; k < count; k++) {
            const i = indexes[k]!;
            groups[k] = groups[k]! * size + (respondedAfter[i]! <= after ? responseTimeOf[response[i]!]! : 0);
          }
          break;
        }
        case 'nothing':
          for (let k = 0; k < count; k++) groups[k] = groups[k]! * size;
      }
    }
  }

  /** The keys of a group, one for each axis. */
  keysOf(group: number): number[] {
    const keys: number[] = [];
    let rest = group;
    for (const axis of this.axes.toReversed()) {
      keys.unshift(axis.keys[rest % axis.keys.length]!);
      rest = Math.floor(rest / axis.keys.length);
    }
    return keys;
  }
}
