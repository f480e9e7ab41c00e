import { type Ask, aggregatesOf } from '../../model/ask.ts';
import { all, completed, fellDue } from '../../model/conditions.ts';
import type { Weekday } from '../../model/day.ts';
import { isTimeDimension } from '../../model/dimension.ts';
import { without } from '../../model/filter.ts';
import type { Aggregate } from '../../model/measures.ts';
import { unknownTime } from '../../model/schema.ts';
import { eachBlock } from './block.ts';
import { compiled, readStates } from './facts.ts';
import { type Axis, axisOf, Grouping } from './grouping.ts';
import { halvesOf, narrowing, rejectedIn, type Scanned } from './scan.ts';
import { histogramLength, isCounted, responsePercents, Tally } from './tally.ts';

/**
 * Counts by day and by the keys of one dimension, for one filter and one instant, summed up over the days: what any
 * period of them holds is the difference of two rows. Made by one scan of all rows, it answers every step of a brush
 * whose filter stays the same.
 */
export interface DayTable {
  readonly axis: Axis | null;
  /** How many keys; 1 where there is no dimension. */
  readonly size: number;
  readonly bytes: number;
  /** Adds up a count of the cohort opened in [from, to] for each key. */
  counts(aggregate: Aggregate, from: number, to: number): Uint32Array;
  /** What stood open, or overdue, at the end of a day, for each key. */
  stock(aggregate: 'open' | 'overdue', day: number): Uint32Array;
  /** The histogram of the response times of the cohort opened in [from, to] of a key. */
  histogram(key: number, from: number, to: number): Uint32Array;
}

const [isCompleted, everDue, lateDone] = [completed, fellDue, all(fellDue, completed)].map(compiled) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

/** What a table depends on: asks with the same key share one. */
export function tableKey(ask: Ask): string {
  const { by, filter, measures, at } = ask;
  const { opened: _, ...choices } = filter;
  return JSON.stringify([by.filter((dimension) => !isTimeDimension(dimension)), choices, measures, at ?? 0]);
}

/** The bytes that a table of an ask takes. */
export function tableBytes(of: Scanned, ask: Ask): number {
  const axis = keysOf(of, ask);
  const series = aggregatesOf(ask.measures).reduce(
    (sum, aggregate) =>
      sum + (responsePercents[aggregate] ? histogramLength / 2 : aggregate === 'overdue' ? 2 : 1),
    1,
  );
  return 4 * series * (axis?.keys.length ?? 1) * (of.days.to - of.days.from + 2);
}

/** Makes the table of an ask by at most one dimension beside time. */
export function dayTable(of: Scanned, ask: Ask): DayTable {
  const { at } = halvesOf(of, ask);
  const axis = keysOf(of, ask);
  const size = axis?.keys.length ?? 1;
  const { from: first, to: last } = of.days;
  const days = last - first + 1;
  const always: Ask = { ...ask, filter: without(ask.filter, 'opened') };
  const wanted = aggregatesOf(ask.measures);
  const grouping = new Grouping(axis ? [axis] : [], at);
  const rejected = rejectedIn(of.sheet.city);
  const tally = new Tally(wanted, size * days, at, rejected);
  const stocks = wanted.includes('open') || wanted.includes('overdue');
  const events = stocks ? new Events(size, days) : null;
  const groups = new Int32Array(4096);
  const states = new Uint16Array(4096);
  eachBlock(of.chunks, first, last, narrowing(of, always), (block) => {
    const { indexes, count, day, chunk } = block;
    grouping.fill(block, groups);
    if (events) {
      readStates(block, at, rejected, states);
      const { completedAfter, dueAfter } = chunk.head;
      for (let k = 0; k < count; k++) {
        const i = indexes[k]!;
        const state = states[k]!;
        const ended = day - first + (completedAfter[i]! === unknownTime ? 0 : completedAfter[i]! >> 1);
        if (isCompleted[state]) events.add(events.left, ended, groups[k]!);
        if (everDue[state]) events.add(events.fellDue, day - first + (dueAfter[i]! >> 1), groups[k]!);
        if (lateDone[state]) events.add(events.lateEnded, ended, groups[k]!);
      }
    }
    const start = (day - first) * size;
    for (let k = 0; k < count; k++) groups[k] = groups[k]! + start;
    tally.add(block, groups);
  });

  const sums = new Map<string, Uint32Array>();
  const summed = (name: string, counts: Uint32Array, width: number) => {
    for (let i = width; i < counts.length; i++) counts[i] = counts[i]! + counts[i - width]!;
    sums.set(name, counts);
  };
  summed('received', tally.received, size);
  for (const aggregate of wanted)
    if (isCounted(aggregate) && aggregate !== 'received') summed(aggregate, tally.counts(aggregate), size);
  if (tally.histograms) summed('histogram', tally.histograms, size * histogramLength);
  if (events) {
    summed('left', events.left, size);
    summed('fellDue', events.fellDue, size);
    summed('lateEnded', events.lateEnded, size);
  }

  /** The sums up to the end of a day, as an index of the first of `width` numbers; −1 before the first day. */
  const rowAt = (day: number, width: number) => (day < first ? -1 : (Math.min(day, last) - first) * width);
  const difference = (
    name: string,
    from: number,
    to: number,
    offset: number,
    length: number,
    width: number,
  ) => {
    const counts = sums.get(name);
    if (!counts) throw new Error(`the table has no "${name}"`);
    const out = new Uint32Array(length);
    const end = rowAt(to, width);
    const start = rowAt(from - 1, width);
    if (end < 0) return out;
    for (let i = 0; i < length; i++)
      out[i] = counts[end + offset + i]! - (start < 0 ? 0 : counts[start + offset + i]!);
    return out;
  };
  const upTo = (name: string, day: number) => difference(name, first, day, 0, size, size);
  return {
    axis,
    size,
    bytes: [...sums.values()].reduce((sum, { byteLength }) => sum + byteLength, 0),
    counts: (aggregate, from, to) => difference(aggregate, from, to, 0, size, size),
    stock(aggregate, day) {
      const [gained, lost] =
        aggregate === 'open'
          ? [upTo('received', day), upTo('left', day)]
          : [upTo('fellDue', day), upTo('lateEnded', day)];
      for (let key = 0; key < size; key++) gained[key] = gained[key]! - lost[key]!;
      return gained;
    },
    histogram: (key, from, to) =>
      difference('histogram', from, to, key * histogramLength, histogramLength, size * histogramLength),
  };
}

/** When requests ceased to stand open, became overdue, and ceased to be, by day and key. */
class Events {
  readonly left: Uint32Array;
  readonly fellDue: Uint32Array;
  readonly lateEnded: Uint32Array;
  private readonly size: number;
  private readonly days: number;

  constructor(size: number, days: number) {
    this.size = size;
    this.days = days;
    this.left = new Uint32Array(size * days);
    this.fellDue = new Uint32Array(size * days);
    this.lateEnded = new Uint32Array(size * days);
  }

  /** Counts an event; none is after the last day, because events are only those up to the ask's instant. */
  add(into: Uint32Array, day: number, key: number): void {
    into[Math.min(day, this.days - 1) * this.size + key]!++;
  }
}

function keysOf({ sheet, days }: Scanned, ask: Ask): Axis | null {
  const dimension = ask.by.find((one) => !isTimeDimension(one));
  return dimension === undefined ? null : axisOf(sheet.city, dimension, days, sheet.weekStart as Weekday);
}
