import { type Day, weekStart } from '../../model/day.ts';
import { responseBounds } from '../../model/dimension.ts';
import type { DayRange } from '../../model/filter.ts';
import type { CubeShape } from './cube.ts';
import type { CellGrid, Masks } from './grid.ts';
import { RunningSums } from './runningSums.ts';
import { Workspace, type WorkspaceOptions } from './workspace.ts';

/** Buckets of a histogram: those of `responseBounds` and, last, the requests that are not answered. */
export const responseBuckets = responseBounds.length + 1;

const unanswered = responseBuckets - 1;

/** Days of a block. */
const blockDays = 28;

/** Blocks that are added behind the last one when a later day comes. */
const spareBlocks = 1;

/** Counts by bucket, `responseBuckets` for each key: total has one key, the others their codes, none last. */
export interface Histograms {
  /** Under all masks. */
  readonly total: Uint32Array;
  /** By zone and bucket, without the mask of the zones; the others likewise. */
  readonly byZone: Uint32Array;
  readonly byChannel: Uint32Array;
  readonly byCategory: Uint32Array;
}

/** Counts rows `from` to `to` (excluded) of columns; with `by` −1 it takes them away. */
export type CountRows = (
  cells: Uint16Array | Uint32Array,
  buckets: Uint8Array,
  from: number,
  to: number,
  by?: 1 | -1,
) => void;

/**
 * Hands over the rows that were opened in a few days, both ends included, as they are now. Their buckets are those of
 * `responseBounds`; a greater one, such as a column's null, is not answered.
 */
export type EdgeRows = (days: DayRange, count: CountRows) => void;

/**
 * Histograms of the time to first response of the requests opened in a period, by cell: sums up to the end of each
 * block of four weeks (a 32-bit number a cell and bucket), and the rows themselves for the days between a block's end and the
 * period's, at most two weeks at each side.
 *
 * Requests not answered by the data's asOf are counted in the last bucket: their time is only known to be longer than
 * their age (censored). `estimate` (scan/histogram.ts) reads a percentile by nearest rank off the buckets in front of
 * it, with its bound. A survival curve after Kaplan and Meier (1958) can be read off too: asked for period by period,
 * the requests not answered of each have one age; those still at risk at the end of a bucket are all that have neither
 * been answered by then nor are younger, and the curve is the product over buckets of 1 − answered in it ÷ at risk.
 */
export class ResponseCube {
  readonly grid: CellGrid;
  private readonly space: Workspace;
  private readonly sums: RunningSums;
  private blocks = 0;
  private first: Day;

  /** @throws RangeError where there is not so much memory as `bytesOf` says */
  static async open(shape: CubeShape, options?: WorkspaceOptions): Promise<ResponseCube> {
    const space = await Workspace.open(shape.grid, ResponseCube.bytesOf(shape), options);
    return new ResponseCube(shape, space);
  }

  /** The bytes that the counts of a cube take in the beginning. */
  static bytesOf({ grid, firstDay, days, weekStart: weekday }: CubeShape): number {
    const first = weekStart(firstDay, weekday);
    return Math.ceil((firstDay + days - first) / blockDays) * blockBytes(grid);
  }

  private constructor(shape: CubeShape, space: Workspace) {
    this.grid = shape.grid;
    this.space = space;
    this.sums = new RunningSums(blockBytes(shape.grid) / 4);
    this.first = weekStart(shape.firstDay, shape.weekStart);
    this.append(Math.ceil((shape.firstDay + shape.days - this.first) / blockDays));
  }

  /** Whether the SIMD kernel answers; else plain JavaScript does. */
  get simd(): boolean {
    return this.space.simd;
  }

  /** The days that there is room for, whole blocks. */
  get days(): DayRange {
    return { from: this.first, to: this.first + blockDays * this.blocks - 1 };
  }

  /** Bytes of memory in use. */
  get bytes(): number {
    return this.space.words.byteLength;
  }

  /** Counts many requests: row i was opened on `days[i]`. With `by` −1 it takes them away. */
  add(
    days: Uint16Array,
    cells: Uint16Array | Uint32Array,
    buckets: Uint8Array,
    count: number = days.length,
    by: 1 | -1 = 1,
  ): void {
    const size = this.grid.cells;
    let { words } = this.space;
    let last = -1;
    let plane = 0;
    for (let row = 0; row < count; row++) {
      const day = days[row]!;
      if (day !== last) {
        last = day;
        if (this.cover(day)) words = this.space.words;
        const block = Math.floor((day - this.first) / blockDays);
        this.sums.takeApart(words, block);
        plane = this.sums.plane(block);
      }
      const at = plane + Math.min(buckets[row]!, unanswered) * size + cells[row]!;
      words[at] = words[at]! + by;
    }
  }

  /** Counts one request more or one less; one that has been answered since leaves its bucket and enters another. */
  change(day: Day, cell: number, bucket: number, by: 1 | -1): void {
    this.cover(day);
    const block = Math.floor((day - this.first) / blockDays);
    this.sums.change(this.space.words, block, Math.min(bucket, unanswered) * this.grid.cells + cell, by);
  }

  /** Adds up now what the next answers would add up first, after `add`. */
  fold(): void {
    this.sums.sumUp(this.space.words, this.blocks);
  }

  /** The histograms of the requests opened in a period, both ends included. */
  histograms(window: DayRange, masks: Masks, rows: EdgeRows): Histograms {
    const { grid, space } = this;
    const byZone = new Int32Array(grid.zones * responseBuckets);
    const byLane = new Int32Array(grid.lanes * responseBuckets);
    const { from: first, to: last } = this.days;
    const from = Math.max(window.from, first);
    const to = Math.min(window.to, last);
    space.allow(masks);
    if (from <= to) {
      const startBlock = this.nearestBlock(from);
      const endBlock = this.nearestBlock(to + 1);
      const start = first + startBlock * blockDays;
      const end = first + endBlock * blockDays;
      if (Math.abs(start - from) + Math.abs(end - to - 1) < to + 1 - from) {
        this.readBlocks(startBlock, endBlock, byZone, byLane);
        if (from < start) this.countEdge({ from, to: start - 1 }, 1, rows, byZone, byLane);
        if (from > start) this.countEdge({ from: start, to: from - 1 }, -1, rows, byZone, byLane);
        if (to >= end) this.countEdge({ from: end, to }, 1, rows, byZone, byLane);
        if (to + 1 < end) this.countEdge({ from: to + 1, to: end - 1 }, -1, rows, byZone, byLane);
      } else this.countEdge({ from, to }, 1, rows, byZone, byLane);
    }
    return { byZone: new Uint32Array(byZone.buffer), ...this.byLanes(byLane, masks) };
  }

  private nearestBlock(day: Day): number {
    return Math.floor((day - this.first + blockDays / 2) / blockDays);
  }

  /** Adds what was opened from the start of one block to the start of another. */
  private readBlocks(start: number, end: number, byZone: Int32Array, byLane: Int32Array): void {
    const { grid, space, sums } = this;
    const { kernel, places, words } = space;
    sums.sumUp(words, end);
    const bytes = grid.cells * 4;
    for (let bucket = 0; bucket < responseBuckets; bucket++) {
      kernel.differences(
        sums.plane(end - 1) * 4 + bucket * bytes,
        start === 0 ? places.zeros : sums.plane(start - 1) * 4 + bucket * bytes,
      );
      let at = places.zoneSums / 4;
      for (let i = bucket; i < byZone.length; i += responseBuckets) byZone[i] = words[at++]!;
      at = places.laneSums / 4;
      for (let i = bucket; i < byLane.length; i += responseBuckets) byLane[i] = words[at++]!;
    }
  }

  private countEdge(
    days: DayRange,
    sign: 1 | -1,
    rows: EdgeRows,
    byZone: Int32Array,
    byLane: Int32Array,
  ): void {
    const { zones, lanes } = this.grid;
    const { words, places } = this.space;
    const sums: RowSums = {
      grid: this.grid,
      zoneMask: words.subarray(places.zoneMask / 4, places.zoneMask / 4 + zones),
      laneMask: words.subarray(places.laneMask / 4, places.laneMask / 4 + lanes),
      byZone,
      byLane,
    };
    rows(days, (cells, buckets, from, to, by = 1) => countRows(sums, cells, buckets, from, to, sign * by));
  }

  private byLanes(byLane: Int32Array, masks: Masks): Omit<Histograms, 'byZone'> {
    const { channels, categories } = this.grid;
    const total = new Uint32Array(responseBuckets);
    const byChannel = new Uint32Array(channels * responseBuckets);
    const byCategory = new Uint32Array(categories * responseBuckets);
    let at = 0;
    for (let channel = 0; channel < channels; channel++) {
      const channelAllowed = !masks.channels || masks.channels[channel];
      for (let category = 0; category < categories; category++) {
        const categoryAllowed = !masks.categories || masks.categories[category];
        for (let bucket = 0; bucket < responseBuckets; bucket++) {
          const count = byLane[at++]!;
          const inChannel = channel * responseBuckets + bucket;
          const inCategory = category * responseBuckets + bucket;
          if (categoryAllowed) byChannel[inChannel] = byChannel[inChannel]! + count;
          if (channelAllowed) byCategory[inCategory] = byCategory[inCategory]! + count;
          if (channelAllowed && categoryAllowed) total[bucket] = total[bucket]! + count;
        }
      }
    }
    return { total, byChannel, byCategory };
  }

  /** Makes room for a day; true where there was none. */
  private cover(day: Day): boolean {
    const { from, to } = this.days;
    if (day < from) this.prepend(Math.ceil((from - day) / blockDays));
    else if (day > to) this.append(Math.ceil((day - to) / blockDays) + spareBlocks);
    else return false;
    return true;
  }

  private append(count: number): void {
    const at = this.space.take(count * blockBytes(this.grid));
    for (let added = 0; added < count; added++) this.sums.append((at + added * blockBytes(this.grid)) / 4);
    this.blocks += count;
  }

  private prepend(count: number): void {
    const at = this.space.take(count * blockBytes(this.grid));
    for (let added = 0; added < count; added++) this.sums.prepend((at + added * blockBytes(this.grid)) / 4);
    this.blocks += count;
    this.first -= blockDays * count;
  }
}

/** Where rows are counted: masks as the kernel's, counts by zone and bucket, by lane and bucket. */
interface RowSums {
  readonly grid: CellGrid;
  readonly zoneMask: Int32Array;
  readonly laneMask: Int32Array;
  readonly byZone: Int32Array;
  readonly byLane: Int32Array;
}

/** Not a closure: with everything in variables of its own it takes less than half the time. */
function countRows(
  { grid: { zoneOf, laneOf }, zoneMask, laneMask, byZone, byLane }: RowSums,
  cells: Uint16Array | Uint32Array,
  buckets: Uint8Array,
  from: number,
  to: number,
  count: number,
): void {
  const width = responseBuckets;
  const last = width - 1;
  for (let row = from; row < to; row++) {
    const cell = cells[row]!;
    const bucket = Math.min(buckets[row]!, last);
    const zone = zoneOf[cell]!;
    const lane = laneOf[cell]!;
    const inZone = zone * width + bucket;
    const inLane = lane * width + bucket;
    byZone[inZone] = byZone[inZone]! + (count & laneMask[lane]!);
    byLane[inLane] = byLane[inLane]! + (count & zoneMask[zone]!);
  }
}

function blockBytes({ cells }: CellGrid): number {
  return 4 * cells * responseBuckets;
}
