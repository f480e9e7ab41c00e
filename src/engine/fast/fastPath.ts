import { type Answer, type Ask, aggregatesOf } from '../../model/ask.ts';
import type { Weekday } from '../../model/day.ts';
import { isTimeDimension } from '../../model/dimension.ts';
import type { Aggregate, MeasureId } from '../../model/measures.ts';
import { measures } from '../../model/measures.ts';
import type { Sheet } from '../../query/conditions.ts';
import type { CubeTables } from '../cube/cubeTables.ts';
import { type DayTable, dayTable, tableBytes, tableKey } from '../scan/dayTable.ts';
import { timeAxis } from '../scan/grouping.ts';
import { estimate } from '../scan/histogram.ts';
import { type DetailColumns, type HeadColumns, mergedChunk, RowsChunk } from '../scan/rowsChunk.ts';
import { halvesOf, type Scanned, scan, scanned } from '../scan/scan.ts';
import { isCounted, responsePercents } from '../scan/tally.ts';

/** Bytes of day tables that are kept for the filters asked last. */
const tableBudget = 96 * 2 ** 20;

/** More chunks of later rows than this are made one. */
const mostLaterChunks = 8;

interface Place {
  readonly chunk: RowsChunk;
  readonly index: number;
}

/**
 * The rows of a snapshot in memory, and what answers questions about them in milliseconds: a cube for zones, channels,
 * categories and time, tables by day for a filter that stays while its period moves, and the rows themselves.
 */
export class FastPath {
  private readonly sheet: Sheet;
  private readonly cut: number;
  /** Those of the segments first, in their order, then those that came later. */
  private readonly chunks: RowsChunk[] = [];
  private readonly bases: { readonly firstRid: number; readonly chunk: RowsChunk }[] = [];
  /** Where a request lies that changed or came after its segment was made. */
  private readonly later = new Map<number, Place>();
  private of: Scanned;
  private readonly tables = new Map<string, DayTable>();
  private readonly seen = new Set<string>();
  private cube: CubeTables | null = null;

  /** @param cut epoch seconds: the asOf that the heads' half days were cut at */
  constructor(sheet: Sheet, cut: number) {
    this.sheet = sheet;
    this.cut = cut;
    this.of = scanned(sheet, cut, this.chunks);
  }

  /** Adds the rows of a segment, whose rids follow each other; they count from the next answer on. */
  append(head: HeadColumns, firstRid: number): void {
    const chunk = new RowsChunk(head);
    this.bases.push({ firstRid, chunk });
    this.chunks.push(chunk);
    this.changed();
  }

  /**
   * Puts later versions of requests in the place of what was known of them, adds requests that are new, and takes out
   * those that are gone.
   * @param rids of the rows of `head`, which are in the order of their days
   */
  apply(rids: Uint32Array, head: HeadColumns, details: DetailColumns, gone: Uint32Array): void {
    for (const rid of gone) this.takeOut(rid);
    for (const rid of rids) this.takeOut(rid);
    const chunk = new RowsChunk(head);
    chunk.details = details;
    this.chunks.push(chunk);
    rids.forEach((rid, index) => {
      this.later.set(rid, { chunk, index });
      this.cube?.change(chunk, index, 1);
    });
    if (this.chunks.length - this.bases.length > mostLaterChunks) this.mergeLater();
    this.changed();
  }

  private takeOut(rid: number): void {
    const found = this.later.get(rid) ?? this.baseOf(rid);
    if (!found || found.chunk.dead?.[found.index]) return;
    this.cube?.change(found.chunk, found.index, -1);
    found.chunk.kill(found.index);
    this.later.delete(rid);
  }

  private baseOf(rid: number): Place | null {
    for (const { firstRid, chunk } of this.bases)
      if (rid >= firstRid && rid < firstRid + chunk.length) return { chunk, index: rid - firstRid };
    return null;
  }

  /** Makes one chunk of those that came later, without what is dead in them. */
  private mergeLater(): void {
    const places = [...this.later].sort(
      ([, a], [, b]) => a.chunk.head.day[a.index]! - b.chunk.head.day[b.index]!,
    );
    const merged = mergedChunk(places.map(([, place]) => place));
    this.chunks.length = this.bases.length;
    this.chunks.push(merged);
    places.forEach(([rid], index) => {
      this.later.set(rid, { chunk: merged, index });
    });
  }

  /** Adds the details of the segment that was appended as number `index`; tables made of the heads stay as they are. */
  setDetails(index: number, details: DetailColumns): void {
    this.bases[index]!.chunk.details = details;
  }

  /** Lets a cube made of the same rows answer what it covers. */
  setCube(cube: CubeTables | null): void {
    this.cube = cube;
  }

  get rows(): Scanned {
    return this.of;
  }

  /** Answers an ask that `canScan` says yes to. @param rough percentiles may be estimates */
  answer(ask: Ask, rough: boolean): Answer {
    const wanted = aggregatesOf(ask.measures);
    const counts = this.cube?.tableOf(this.of, ask) ?? null;
    const table = counts ?? this.tableOf(ask, rough);
    if (!table) return scan(this.of, ask, rough);
    const percentiles = wanted.filter((aggregate) => responsePercents[aggregate] !== undefined);
    if (percentiles.length === 0) return answerFrom(this.of, ask, table, wanted, null);
    const timed: Ask = { ...ask, measures: ask.measures.filter(isTimed) };
    const estimated = rough || this.chunks.some(({ details }) => details === null);
    if (estimated) {
      // By time, a table that remembers each day's histogram is quicker than the cube, which reads rows at both ends.
      const histograms =
        counts && ask.by.some(isTimeDimension)
          ? this.tableOf({ ...timed, measures: ['firstResponseP50'] }, rough)
          : table;
      if (histograms) return answerFrom(this.of, ask, table, wanted, histograms);
    }
    const rest = wanted.filter((aggregate) => responsePercents[aggregate] === undefined);
    return joined(ask, answerFrom(this.of, ask, table, rest, null), scan(this.of, timed, rough), percentiles);
  }

  /** A table for an ask that comes for the second time while something is dragged. */
  private tableOf(ask: Ask, rough: boolean): DayTable | null {
    if (ask.by.filter((dimension) => !isTimeDimension(dimension)).length > 1) return null;
    const key = tableKey(ask);
    const known = this.tables.get(key);
    if (known) {
      this.tables.delete(key);
      this.tables.set(key, known);
      return known;
    }
    if (!rough) return null;
    if (!this.seen.has(key)) {
      if (this.seen.size > 1000) this.seen.clear();
      this.seen.add(key);
      return null;
    }
    if (tableBytes(this.of, ask) > tableBudget / 2) return null;
    const made = dayTable(this.of, ask);
    this.tables.set(key, made);
    let bytes = 0;
    for (const one of this.tables.values()) bytes += one.bytes;
    for (const [oldest, one] of this.tables) {
      if (bytes <= tableBudget) break;
      this.tables.delete(oldest);
      bytes -= one.bytes;
    }
    return made;
  }

  private changed(): void {
    this.of = scanned(this.sheet, this.cut, this.chunks);
    this.tables.clear();
    this.seen.clear();
  }
}

function isTimed(id: MeasureId): boolean {
  return measures[id].needs.some((aggregate) => responsePercents[aggregate] !== undefined);
}

/** Reads an answer off a table. @param histograms the table that percentiles are estimated from */
function answerFrom(
  of: Scanned,
  ask: Ask,
  table: DayTable,
  wanted: readonly Aggregate[],
  histograms: DayTable | null,
): Answer {
  const { stockAt } = halvesOf(of, ask);
  const timeIndex = ask.by.findIndex(isTimeDimension);
  const time = ask.by.find(isTimeDimension);
  const period = ask.filter.opened ?? of.days;
  const lastDay = stockAt >> 1;
  const buckets: { key: number; from: number; to: number }[] = [];
  if (time === undefined) buckets.push({ key: 0, from: period.from, to: period.to });
  else {
    // A stock goes on after the last day of the data, up to the instant asked for, but never beyond it.
    const axis = timeAxis(
      time,
      { from: period.from, to: Math.max(period.from, Math.min(period.to, of.days.to)) },
      of.sheet.weekStart as Weekday,
    );
    if (axis.source.kind !== 'day') throw new Error('a time axis is by days');
    let from = period.from;
    for (let index = 0; index < axis.keys.length; index++) {
      let to = from;
      while (to < period.to && axis.source.dense(to + 1) === index && to + 1 <= of.days.to) to++;
      buckets.push({ key: axis.keys[index]!, from, to });
      from = to + 1;
    }
  }
  const keys: number[][] = ask.by.map(() => []);
  const ints: Partial<Record<Aggregate, (number | null)[]>> = {};
  const bounds: Partial<Record<Aggregate, (number | null)[]>> = {};
  for (const aggregate of wanted) ints[aggregate] = [];
  const stocks = wanted.filter((aggregate) => aggregate === 'open' || aggregate === 'overdue');
  const rows: { bucket: number; key: number }[] = [];
  const columns = buckets.map(({ from, to }) => {
    const values = new Map<Aggregate, Uint32Array>();
    values.set('received', table.counts('received', from, to));
    for (const aggregate of wanted)
      if (isCounted(aggregate)) values.set(aggregate, table.counts(aggregate, from, to));
    for (const stock of stocks) {
      const counted = time === undefined || from <= lastDay;
      values.set(stock, counted ? table.stock(stock, Math.min(to, lastDay)) : new Uint32Array(table.size));
    }
    return values;
  });
  for (let key = 0; key < table.size; key++) {
    for (const [bucket, values] of columns.entries()) {
      const there = values.get('received')![key]! > 0 || stocks.some((stock) => values.get(stock)![key]! > 0);
      if (there || ask.by.length === 0) rows.push({ bucket, key });
    }
  }
  if (timeIndex === 0 && ask.by.length > 1) rows.sort((a, b) => a.bucket - b.bucket || a.key - b.key);
  for (const { bucket, key } of rows) {
    ask.by.forEach((dimension, i) => {
      keys[i]!.push(isTimeDimension(dimension) ? buckets[bucket]!.key : table.axis!.keys[key]!);
    });
    const { from, to } = buckets[bucket]!;
    const histogram = histograms?.histogram(key, from, to);
    for (const aggregate of wanted) {
      const percent = responsePercents[aggregate];
      if (percent === undefined) ints[aggregate]!.push(columns[bucket]!.get(aggregate)![key]!);
      else {
        const found = estimate(histogram!, percent);
        ints[aggregate]!.push(found === null ? null : found.value);
        bounds[aggregate] ??= [];
        bounds[aggregate].push(found === null ? 0 : found.bound);
      }
    }
  }
  const answer = { rows: rows.length, keys, ints };
  return histograms ? { ...answer, bounds } : answer;
}

/** An answer with columns of another one about the same groups or some of them. */
function joined(ask: Ask, counts: Answer, timed: Answer, percentiles: readonly Aggregate[]): Answer {
  const rowOf = new Map<string, number>();
  for (let row = 0; row < timed.rows; row++) rowOf.set(timed.keys.map((column) => column[row]).join(), row);
  const rows = Array.from(
    { length: counts.rows },
    (_, row) => rowOf.get(counts.keys.map((column) => column[row]).join()) ?? -1,
  );
  const ints = { ...counts.ints };
  const bounds: Partial<Record<Aggregate, (number | null)[]>> = {};
  for (const aggregate of percentiles) {
    ints[aggregate] = rows.map((row) => (row < 0 ? null : timed.ints[aggregate]![row]!));
    const found = timed.bounds?.[aggregate];
    if (found) bounds[aggregate] = rows.map((row) => (row < 0 ? 0 : found[row]!));
  }
  const order = aggregatesOf(ask.measures);
  const ordered = Object.fromEntries(order.map((aggregate) => [aggregate, ints[aggregate]!]));
  return { rows: counts.rows, keys: counts.keys, ints: ordered, ...(timed.bounds ? { bounds } : {}) };
}
