import { type Answer, type Ask, aggregatesOf } from '../../model/ask.ts';
import type { Day, Weekday } from '../../model/day.ts';
import { isTimeDimension } from '../../model/dimension.ts';
import type { Aggregate, MeasureId } from '../../model/measures.ts';
import { measures } from '../../model/measures.ts';
import { longestAfter, nullOf } from '../../model/schema.ts';
import type { Sheet } from '../../query/conditions.ts';
import type { CubeTables } from '../cube/cubeTables.ts';
import { type DayTable, dayTable, tableBytes, tableKey } from '../scan/dayTable.ts';
import { timeAxis } from '../scan/grouping.ts';
import { estimate } from '../scan/histogram.ts';
import { type DetailColumns, type HeadColumns, mergedChunk, never, RowsChunk } from '../scan/rowsChunk.ts';
import { halvesOf, type Scanned, scan, scanned } from '../scan/scan.ts';
import { isCounted, responsePercents } from '../scan/tally.ts';
import { ComingDues } from './comingDues.ts';
import { RidIndex } from './ridIndex.ts';

/** Bytes of day tables that are kept for the filters asked last. */
const tableBudget = 96 * 2 ** 20;

/** Where a request lies. */
interface Place {
  readonly chunk: RowsChunk;
  readonly index: number;
}

/** Rows that changed or came after the segments were made. */
interface Later {
  readonly chunk: RowsChunk;
  readonly rids: Uint32Array;
}

/** What else is known of the rows of a segment or a change, in their order. */
export interface RowFacts {
  readonly rids: Uint32Array;
  /** `nullOf.u32` for none. */
  readonly dueResolution: Uint32Array;
  readonly details: DetailColumns;
}

/**
 * The rows of a snapshot in memory, and what answers questions about them in milliseconds: a cube for zones, channels,
 * categories and time, tables by day for a filter that stays while its period moves, and the rows themselves.
 */
export class FastPath {
  private sheet: Sheet;
  private readonly cut: number;
  private readonly bases: { readonly chunk: RowsChunk; rids: RidIndex | null }[] = [];
  /** Each at least twice as long as those behind it together. */
  private readonly laters: Later[] = [];
  /** Where a request lies that is in `laters`. */
  private readonly places = new Map<number, Place>();
  private readonly dues = new ComingDues();
  /** The half day of asOf that heads were told for; null until `settle`. */
  private settledAt: number | null = null;
  private of: Scanned;
  private readonly tables = new Map<string, DayTable>();
  private readonly seen = new Set<string>();
  private cube: CubeTables | null = null;

  /** @param cut epoch seconds: the asOf that the heads' half days were cut at */
  constructor(sheet: Sheet, cut: number) {
    this.sheet = sheet;
    this.cut = cut;
    this.of = scanned(sheet, cut, []);
  }

  /** Adds the rows of a segment; they count from the next answer on. */
  append(head: HeadColumns): void {
    this.bases.push({ chunk: new RowsChunk(head), rids: null });
    this.changed();
  }

  /** Adds what else is known of the segment that was appended as number `index`; tables made of the heads stay as they are. */
  setDetails(index: number, facts: RowFacts): void {
    const base = this.bases[index]!;
    base.chunk.details = facts.details;
    base.rids = new RidIndex(facts.rids);
    this.noteDues(base.chunk, facts);
  }

  /** To be called once, when the details of all segments have come: until then what is due on the day of asOf counts as past due. */
  settle(): void {
    this.moveTo(this.sheet);
    this.changed();
  }

  /**
   * Puts later versions of requests in the place of what was known of them, adds requests that are new, and takes out
   * those that are gone; `settle` was called.
   * @param head of the rows, in the order of their days
   * @param sheet that questions are put against from now on
   * @returns the first day on which a request was opened that this is about, as it was or as it is now; null: it is about none
   */
  apply(head: HeadColumns, facts: RowFacts, gone: Uint32Array, sheet: Sheet): Day | null {
    const { asOf } = sheet;
    const { rids, details } = facts;
    let first = head.day[0] ?? Number.POSITIVE_INFINITY;
    for (const rid of [...gone, ...rids]) first = Math.min(first, this.takeOut(rid) ?? first);
    this.moveTo(sheet);
    const chunk = new RowsChunk(head);
    chunk.details = details;
    this.noteDues(chunk, facts);
    rids.forEach((rid, index) => {
      this.places.set(rid, { chunk, index });
    });
    const { halves } = this.of;
    const now = halves.of(asOf);
    for (const { rid, halfDay } of this.dues.moved(null, now, asOf))
      if (this.places.get(rid)?.chunk === chunk) this.tellDue(this.places.get(rid)!, halfDay);
    for (let index = 0; index < rids.length; index++) this.cube?.change(chunk, index, 1);
    if (rids.length > 0) this.addLater({ chunk, rids });
    this.changed();
    return Number.isFinite(first) ? first : null;
  }

  /** Remembers which rows stand open and are still to fall due. */
  private noteDues({ head }: RowsChunk, { rids, dueResolution }: RowFacts): void {
    const { halves, sheet } = this.of;
    for (let i = 0; i < rids.length; i++) {
      const due = dueResolution[i]!;
      if (due !== nullOf.u32 && due >= sheet.asOf && head.completedAfter[i] === never)
        this.dues.add(rids[i]!, due + 1, halves);
    }
  }

  /** Lets the data be of a later instant. */
  private moveTo(sheet: Sheet): void {
    const { asOf } = sheet;
    const halfDay = this.of.halves.of(asOf);
    const told = this.dues.moved(this.settledAt, halfDay, asOf).flatMap((one) => {
      const place = this.placeOf(one.rid);
      return place ? [{ ...one, place }] : [];
    });
    for (const { place } of told) this.cube?.change(place.chunk, place.index, -1);
    this.sheet = sheet;
    this.settledAt = halfDay;
    this.of = scanned(this.sheet, this.cut, this.of.chunks);
    this.cube?.moveTo(this.of);
    for (const { place, halfDay } of told) {
      this.tellDue(place, halfDay);
      this.cube?.change(place.chunk, place.index, 1);
    }
  }

  private tellDue({ chunk: { head }, index }: Place, halfDay: number): void {
    head.dueAfter[index] = Math.min(Math.max(halfDay - 2 * head.day[index]!, 0), longestAfter);
  }

  /** @returns the day on which the request was opened; null where it is not there */
  private takeOut(rid: number): Day | null {
    const found = this.placeOf(rid);
    this.dues.delete(rid);
    this.places.delete(rid);
    if (!found) return null;
    this.cube?.change(found.chunk, found.index, -1);
    found.chunk.kill(found.index);
    return found.chunk.head.day[found.index]!;
  }

  private placeOf(rid: number): Place | null {
    const later = this.places.get(rid);
    if (later) return later;
    for (const { chunk, rids } of this.bases) {
      const index = rids?.rowOf(rid) ?? -1;
      if (index >= 0) return chunk.dead?.[index] ? null : { chunk, index };
    }
    return null;
  }

  /** Keeps later rows in few chunks, without what is dead in them. */
  private addLater(added: Later): void {
    const together = [added];
    let rows = added.rids.length;
    for (let last = this.laters.at(-1); last && last.rids.length < 2 * rows; last = this.laters.at(-1)) {
      rows += last.rids.length;
      together.push(last);
      this.laters.pop();
    }
    if (together.length === 1) {
      this.laters.push(added);
      return;
    }
    const alive = together.flatMap(({ chunk, rids }) =>
      Array.from(rids, (rid, index) => ({ rid, chunk, index })).filter(({ index }) => !chunk.dead?.[index]),
    );
    alive.sort((a, b) => a.chunk.head.day[a.index]! - b.chunk.head.day[b.index]!);
    const chunk = mergedChunk(alive);
    alive.forEach(({ rid }, index) => {
      this.places.set(rid, { chunk, index });
    });
    if (alive.length > 0) this.laters.push({ chunk, rids: Uint32Array.from(alive, ({ rid }) => rid) });
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
    const estimated = rough || this.of.chunks.some(({ details }) => details === null);
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
    this.of = scanned(
      this.sheet,
      this.cut,
      [...this.bases, ...this.laters].map(({ chunk }) => chunk),
    );
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
