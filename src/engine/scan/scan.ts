import { type Answer, type Ask, aggregatesOf, rowIndex } from '../../model/ask.ts';
import type { City } from '../../model/city.ts';
import { all, completed, fellDue, open, overdue } from '../../model/conditions.ts';
import type { Weekday } from '../../model/day.ts';
import { isTimeDimension, type TimeDimension } from '../../model/dimension.ts';
import type { DayRange } from '../../model/filter.ts';
import { type HalfDays, halfDays } from '../../model/halfDay.ts';
import { type Aggregate, stocks } from '../../model/measures.ts';
import { unknownTime } from '../../model/schema.ts';
import { rejectedStage } from '../../model/words.ts';
import { instantsOf } from '../../query/askQuery.ts';
import type { Sheet } from '../../query/conditions.ts';
import { mergeFlow, mergeLevel } from '../../query/merge.ts';
import { afterOf, type Block, eachBlock, eachStraggler, type Narrow } from './block.ts';
import { BucketRanks } from './bucketRanks.ts';
import { compiled, readStates } from './facts.ts';
import { type Axis, axisOf, Grouping, timeAxis } from './grouping.ts';
import { estimate } from './histogram.ts';
import { ordinaryAge, type RowsChunk } from './rowsChunk.ts';
import { inDetails, selection } from './selection.ts';
import { histogramLength, isCounted, responsePercents, Tally } from './tally.ts';

/** More groups than this are not counted in tables. */
const mostGroups = 2_000_000;

/** What is scanned: rows, and what their codes and half days mean. */
export interface Scanned {
  readonly sheet: Sheet;
  readonly halves: HalfDays;
  readonly chunks: readonly RowsChunk[];
  /** The first and the last day on which a request was opened. */
  readonly days: DayRange;
}

/** Joins rows and the sheet that they are put against. @param cut epoch seconds: half days are cut at its wall clock */
export function scanned(sheet: Sheet, cut: number, chunks: readonly RowsChunk[]): Scanned {
  const { timeZone } = sheet.city;
  let from = timeZone.dayOf(sheet.since);
  let to = timeZone.dayOf(sheet.asOf);
  for (const { runs } of chunks) {
    from = Math.min(from, runs[0]?.day ?? from);
    to = Math.max(to, runs.at(-1)?.day ?? to);
  }
  return { sheet, halves: halfDays(timeZone, cut), chunks, days: { from, to } };
}

/**
 * Whether `scan` can answer an ask exactly, but for percentiles, which may be estimates: it knows the columns, the
 * ask's instants are ends of half days, and its groups are few enough to be counted in tables.
 * @param details whether the details of all rows are there
 */
export function canScan(of: Pick<Scanned, 'sheet' | 'halves' | 'days'>, ask: Ask, details: boolean): boolean {
  const { at, stockAt } = instantsOf(of.sheet, ask);
  if (halfDayOf(of, at) === null || halfDayOf(of, stockAt) === null) return false;
  if (!aggregatesOf(ask.measures).every(isScanned)) return false;
  if (!details) {
    if (ask.by.some(inDetails)) return false;
    if (
      Object.entries(ask.filter).some(
        ([dimension, ids]) => Array.isArray(ids) && ids.length > 0 && inDetails(dimension),
      )
    )
      return false;
  }
  return groupsOf(of, ask) <= mostGroups;
}

function isScanned(aggregate: Aggregate): boolean {
  return isCounted(aggregate) || stocks.includes(aggregate) || responsePercents[aggregate] !== undefined;
}

/** How many groups an ask can have at most. */
function groupsOf({ sheet, days }: Pick<Scanned, 'sheet' | 'days'>, ask: Ask): number {
  return axesOf(sheet, ask, ask.filter.opened ?? days).reduce((size, { keys }) => size * keys.length, 1);
}

/**
 * Answers an ask by looking at the rows of its period: the same integers as the SQL of `query/askQuery.ts`.
 * @param rough percentiles may be estimates; where the rows' details are not there they are in any case
 */
export function scan(of: Scanned, ask: Ask, rough = false): Answer {
  const wanted = aggregatesOf(ask.measures);
  const aggregates = wanted.filter((aggregate) => !stocks.includes(aggregate));
  const level = wanted.filter((aggregate) => stocks.includes(aggregate));
  const cohort = scanCohort(of, ask, aggregates, rough || of.chunks.some(({ details }) => details === null));
  if (level.length === 0) return cohort;
  const time = ask.by.find(isTimeDimension);
  return withBounds(
    cohort,
    time === undefined
      ? mergeLevel(ask, cohort, scanLevel(of, ask, level))
      : mergeFlow(of.sheet, ask, cohort, scanFlow(of, ask, time, level)),
  );
}

/** The bounds of a cohort's estimates for an answer that holds its rows among others. */
export function withBounds(cohort: Answer, answer: Answer): Answer {
  if (!cohort.bounds) return answer;
  const rowOf = rowIndex(cohort);
  const rows = Array.from({ length: answer.rows }, (_, row) =>
    rowOf(...answer.keys.map((column) => column[row]!)),
  );
  const bounds = Object.entries(cohort.bounds).map(([aggregate, column]) => [
    aggregate,
    rows.map((row) => (row < 0 ? 0 : column[row]!)),
  ]);
  return { ...answer, bounds: Object.fromEntries(bounds) };
}

const blockSize = 4096;
const [isOpen, isOverdue, everDue] = [compiled(open), compiled(overdue), compiled(fellDue)];
/** Of what became overdue: it is not any more. */
const lateDone = compiled(all(fellDue, completed));

/** The code of the stage rejected, −1 for none. */
export function rejectedIn(city: City): number {
  return city.codeOf('stage', rejectedStage);
}

function scanCohort(of: Scanned, ask: Ask, aggregates: readonly Aggregate[], rough: boolean): Answer {
  const { at } = halvesOf(of, ask);
  const { from, to } = ask.filter.opened ?? of.days;
  const grouping = new Grouping(axesOf(of.sheet, ask, { from, to }), at);
  const tally = new Tally(aggregates, grouping.size, at, rejectedIn(of.sheet.city));
  const groups = new Int32Array(blockSize);
  eachBlock(of.chunks, from, to, narrowing(of, ask), (block) => {
    grouping.fill(block, groups);
    tally.add(block, groups);
  });
  const times = tally.histograms
    ? responseTimesOf(of, ask, aggregates, grouping, tally.histograms, rough)
    : null;
  const there = (group: number) => ask.by.length === 0 || tally.received[group]! > 0;
  const bounds: Partial<Record<Aggregate, (number | null)[]>> = {};
  const answer = answerOf(grouping, there, aggregates, (aggregate, group) => {
    const percent = responsePercents[aggregate];
    if (percent === undefined) return tally.counts(aggregate)[group]!;
    const { value, bound } = times!(percent, group);
    if (rough) {
      bounds[aggregate] ??= [];
      bounds[aggregate].push(bound);
    }
    return value;
  });
  return rough && times ? { ...answer, bounds } : answer;
}

/** Finds percentiles of the response times of each group, from its histogram and, unless `rough`, the rows themselves. */
function responseTimesOf(
  of: Scanned,
  ask: Ask,
  aggregates: readonly Aggregate[],
  grouping: Grouping,
  histograms: Uint32Array,
  rough: boolean,
): (percent: number, group: number) => { value: number | null; bound: number | null } {
  const histogramOf = (group: number) =>
    histograms.subarray(group * histogramLength, (group + 1) * histogramLength);
  if (rough) return (percent, group) => estimate(histogramOf(group), percent) ?? { value: null, bound: 0 };
  const percents = aggregates.flatMap((aggregate) => responsePercents[aggregate] ?? []);
  const ranks = new BucketRanks(histograms, percents);
  const { at } = halvesOf(of, ask);
  const { from, to } = ask.filter.opened ?? of.days;
  const groups = new Int32Array(blockSize);
  eachBlock(of.chunks, from, to, narrowing(of, ask), (block) => {
    grouping.fill(block, groups);
    ranks.add(block, groups, at);
  });
  return (percent, group) => ({ value: ranks.value(percent, group), bound: 0 });
}

/** What stood open at the end of the period, and what of it was past due. */
function scanLevel(of: Scanned, ask: Ask, aggregates: readonly Aggregate[]): Answer {
  const { at, stockAt } = halvesOf(of, ask);
  const grouping = new Grouping(axesOf(of.sheet, ask, of.days), at);
  const open = new Uint32Array(grouping.size);
  const overdue = new Uint32Array(grouping.size);
  const groups = new Int32Array(blockSize);
  const states = new Uint16Array(blockSize);
  const rejected = rejectedIn(of.sheet.city);
  eachStanding(of, ask, stockAt, narrowing(of, ask), (block) => {
    grouping.fill(block, groups);
    readStates(block, stockAt, rejected, states);
    for (let k = 0; k < block.count; k++) {
      open[groups[k]!]! += isOpen[states[k]!]!;
      overdue[groups[k]!]! += isOverdue[states[k]!]!;
    }
  });
  const there = (group: number) => ask.by.length === 0 || open[group]! > 0;
  return answerOf(grouping, there, aggregates, (aggregate, group) =>
    aggregate === 'open' ? open[group]! : overdue[group]!,
  );
}

/** How much each bucket of time adds to what is open and overdue, and takes away: see `mergeFlow`. */
function scanFlow(of: Scanned, ask: Ask, time: TimeDimension, aggregates: readonly Aggregate[]): Answer {
  const { sheet, days } = of;
  const { at, stockAt } = halvesOf(of, ask);
  const from = ask.filter.opened?.from ?? sheet.city.timeZone.dayOf(sheet.since);
  const start = 2 * from - 1;
  const range = { from, to: Math.max(from, ask.filter.opened?.to ?? days.to, stockAt >> 1) };
  const buckets = timeAxis(time, range, sheet.weekStart as Weekday);
  const bucketOf = (buckets.source as Extract<Axis['source'], { kind: 'day' }>).dense;
  const axes = axesOf(sheet, ask, range).map(
    (axis, i): Axis => (ask.by[i] === time ? { keys: buckets.keys, source: { kind: 'nothing' } } : axis),
  );
  const grouping = new Grouping(axes, at);
  const stride = axes.slice(ask.by.indexOf(time) + 1).reduce((size, { keys }) => size * keys.length, 1);
  const open = new Int32Array(grouping.size);
  const overdue = new Int32Array(grouping.size);
  const touched = new Uint8Array(grouping.size);
  const groups = new Int32Array(blockSize);
  const step = (into: Int32Array, group: number, on: number, by: 1 | -1) => {
    const index = group + bucketOf(on) * stride;
    into[index]! += by;
    touched[index] = 1;
  };
  const narrow = narrowing(of, ask);
  if (aggregates.includes('open')) {
    eachStanding(of, ask, start, narrow, (block) => {
      const { indexes, count, day } = block;
      const { completedAfter } = block.chunk.head;
      const [before, after] = [afterOf(start, day), afterOf(stockAt, day)];
      grouping.fill(block, groups);
      for (let k = 0; k < count; k++) {
        const done = completedAfter[indexes[k]!]!;
        if (done === unknownTime || done <= before) continue;
        step(open, groups[k]!, day, 1);
        if (done <= after) step(open, groups[k]!, day + (done >> 1), -1);
      }
    });
  }
  if (aggregates.includes('overdue')) {
    const states = new Uint16Array(blockSize);
    const rejected = rejectedIn(sheet.city);
    eachBlock(of.chunks, days.from, ask.filter.opened?.to ?? days.to, narrow, (block) => {
      const { indexes, count, day } = block;
      const { completedAfter, dueAfter } = block.chunk.head;
      grouping.fill(block, groups);
      readStates(block, stockAt, rejected, states);
      for (let k = 0; k < count; k++) {
        const i = indexes[k]!;
        if (!everDue[states[k]!]) continue;
        step(overdue, groups[k]!, day + (dueAfter[i]! >> 1), 1);
        if (lateDone[states[k]!]) step(overdue, groups[k]!, day + (completedAfter[i]! >> 1), -1);
      }
    });
  }
  return answerOf(
    grouping,
    (group) => touched[group] === 1,
    aggregates,
    (aggregate, group) => (aggregate === 'open' ? open : overdue)[group]!,
  );
}

/** The conditions of an ask beside its period. */
export function narrowing(of: Scanned, ask: Ask): Narrow[] {
  const { at } = halvesOf(of, ask);
  const chosen = selection(of.sheet.city, ask.filter, at);
  if (ask.at === undefined || ask.at >= of.sheet.asOf) return chosen;
  const openedBy: Narrow = (block) => {
    const after = at - 2 * block.day;
    if (after >= 1) return;
    if (after < 0) {
      block.count = 0;
      return;
    }
    const { indexes, count } = block;
    const { openedAfter } = block.chunk.head;
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const i = indexes[k]!;
      indexes[kept] = i;
      kept += 1 - openedAfter[i]!;
    }
    block.count = kept;
  };
  return [openedBy, ...chosen];
}

/** Requests opened up to the period's end that may have been open at the end of a half day or later: see `openSince`. */
function eachStanding(
  of: Scanned,
  ask: Ask,
  halfDay: number,
  narrow: readonly Narrow[],
  onBlock: (block: Block) => void,
): void {
  const end = ask.filter.opened?.to ?? of.days.to;
  const first = Math.min(end + 1, Math.floor((halfDay - ordinaryAge) / 2));
  eachStraggler(of.chunks, first, narrow, onBlock);
  eachBlock(of.chunks, first, end, narrow, onBlock);
}

/** The half days at whose ends an ask's instants are. */
export function halvesOf(of: Scanned, ask: Ask): { at: number; stockAt: number } {
  const { at, stockAt } = instantsOf(of.sheet, ask);
  const ends = { at: halfDayOf(of, at), stockAt: halfDayOf(of, stockAt) };
  if (ends.at === null || ends.stockAt === null)
    throw new Error(`got an ask as of ${at} and ${stockAt}, expected ends of half days`);
  return { at: ends.at, stockAt: ends.stockAt };
}

/** The half day at whose end an instant is. Nothing has happened after asOf, so that its own half day ends there. */
function halfDayOf({ sheet, halves }: Pick<Scanned, 'sheet' | 'halves'>, at: number): number | null {
  return at === sheet.asOf ? halves.of(at) : halves.endingAt(at);
}

function axesOf({ city, weekStart }: Sheet, ask: Ask, days: DayRange): Axis[] {
  return ask.by.map((dimension) => axisOf(city, dimension, days, weekStart as Weekday));
}

function answerOf(
  grouping: Grouping,
  there: (group: number) => boolean,
  aggregates: readonly Aggregate[],
  value: (aggregate: Aggregate, group: number) => number | null,
): Answer {
  const found: { group: number; keys: number[] }[] = [];
  for (let group = 0; group < grouping.size; group++)
    if (there(group)) found.push({ group, keys: grouping.keysOf(group) });
  return {
    rows: found.length,
    keys: grouping.axes.map((_, i) => found.map(({ keys }) => keys[i]!)),
    ints: Object.fromEntries(
      aggregates.map((aggregate) => [aggregate, found.map(({ group }) => value(aggregate, group))]),
    ),
  };
}
