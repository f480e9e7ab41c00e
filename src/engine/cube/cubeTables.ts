import { type Ask, aggregatesOf } from '../../model/ask.ts';
import type { City } from '../../model/city.ts';
import { all, completed, fellDue } from '../../model/conditions.ts';
import type { Day, Weekday } from '../../model/day.ts';
import { type Dimension, isParentDimension, isTimeDimension, noneId } from '../../model/dimension.ts';
import { type DayRange, type Filter, filterGroups } from '../../model/filter.ts';
import { type Aggregate, aggregateKinds } from '../../model/measures.ts';
import { unknownTime } from '../../model/schema.ts';
import { afterOf } from '../scan/block.ts';
import type { DayTable } from '../scan/dayTable.ts';
import { compiled, stateReader } from '../scan/facts.ts';
import { type Axis, axisOf } from '../scan/grouping.ts';
import type { RowsChunk } from '../scan/rowsChunk.ts';
import { rejectedIn, type Scanned } from '../scan/scan.ts';
import { responsePercents } from '../scan/tally.ts';
import { Cube, type CubeShape } from './cube.ts';
import { CellGrid, type Masks, noDay } from './grid.ts';
import type { Marginals } from './marginals.ts';
import { type EdgeRows, type Histograms, ResponseCube, responseBuckets } from './responseCube.ts';
import type { WorkspaceOptions } from './workspace.ts';

/** What a cube counts of a cohort, on the opening day. */
const cohortCounts = [
  'received',
  'completed',
  'onTime',
  'onTimeOf',
  'responded',
  'firstContact',
  'firstContactOf',
] as const satisfies readonly Aggregate[];
/** When a request ceased to stand open, became overdue, and ceased to be overdue, on the day that it happened. */
const stockEvents = { left: completed, fellDue, lateEnded: all(fellDue, completed) } as const;
const cubeMeasures = [...cohortCounts, ...(['left', 'fellDue', 'lateEnded'] as const)] as const;
type CubeMeasure = (typeof cubeMeasures)[number];

const counted = cohortCounts.map((name) => ({ name, holds: compiled(aggregateKinds[name].counts) }));
const events = {
  left: compiled(stockEvents.left),
  fellDue: compiled(stockEvents.fellDue),
  lateEnded: compiled(stockEvents.lateEnded),
};

const cubeDimensions: readonly Dimension[] = ['zone', 'sector', 'district', 'channel', 'category'];

/** Below this many rows a scan is as quick as a cube. */
const fewestRows = 200_000;
/** Days after asOf that there is room for from the start. */
const spareDays = 28;

export interface CubeOptions extends WorkspaceOptions {
  /** Bytes that the cubes may take; where they would take more, rows are scanned instead. */
  readonly budget: number;
  /** Also where there are few rows. */
  readonly always?: boolean;
  /** Awaited after each chunk, so that others have their turn. */
  readonly pause?: () => Promise<void>;
}

/** Answers asks about zones, sectors, districts, channels, categories and time from a cube of counts and one of response times. */
export class CubeTables {
  private readonly cube: Cube;
  private readonly responses: ResponseCube;
  private of: Scanned;
  /** The half day that the data are as of. */
  private at: number;
  private readonly rejected: number;
  private readonly masks = new Map<string, Masks>();
  private readonly known = new Map<string, Marginals>();
  private readonly daily = new Map<string, Uint32Array>();
  private readonly histograms = new Map<string, Histograms>();

  /** Makes the cubes of some rows, which must not change meanwhile; null where they are few enough to be scanned, or the cubes would be too big. */
  static async of(
    of: Scanned,
    { budget, always = false, pause = async () => {}, ...options }: CubeOptions,
  ): Promise<CubeTables | null> {
    const { words } = of.sheet.city;
    const shape: CubeShape = {
      grid: new CellGrid(words.zone.length + 1, words.channel.length + 1, words.category.length + 1),
      firstDay: of.days.from,
      days: of.days.to - of.days.from + 1 + spareDays,
      weekStart: of.sheet.weekStart as Weekday,
    };
    const rows = of.chunks.reduce((sum, { length }) => sum + length, 0);
    const bytes = Cube.bytesOf(shape, cubeMeasures) + ResponseCube.bytesOf(shape);
    if (!always && (rows < fewestRows || bytes > budget)) return null;
    const cube = await Cube.open(shape, cubeMeasures, options);
    const responses = await ResponseCube.open(shape, options);
    const tables = new CubeTables(of, cube, responses);
    for (const chunk of of.chunks) {
      tables.addChunk(chunk);
      await pause();
    }
    cube.fold();
    responses.fold();
    return tables;
  }

  private constructor(of: Scanned, cube: Cube, responses: ResponseCube) {
    this.of = of;
    this.cube = cube;
    this.responses = responses;
    this.at = of.halves.of(of.sheet.asOf);
    this.rejected = rejectedIn(of.sheet.city);
  }

  /** Lets the data be of a later instant; rows whose counts change with it were taken out before, and are added again. */
  moveTo(of: Scanned): void {
    this.of = of;
    this.at = of.halves.of(of.sheet.asOf);
    this.daily.clear();
  }

  /** Adds a row to the counts, or takes it out of them. */
  change(chunk: RowsChunk, index: number, by: 1 | -1): void {
    const { zone, channel, category, day, response } = chunk.head;
    const cell = this.cube.grid.cellOf(zone[index]!, channel[index]!, category[index]!);
    const days = this.daysOf(chunk, index, index + 1);
    for (const [measure, name] of cubeMeasures.entries()) {
      const on = days[name][0]!;
      if (on !== noDay) this.cube.change(measure, on, cell, by);
    }
    this.responses.change(day[index]!, cell, response[index]!, by);
    this.known.clear();
    this.daily.clear();
    this.histograms.clear();
  }

  /** What the cubes say to an ask; null where they do not cover it. @param chunks all rows as they are now */
  tableOf({ chunks, days }: Scanned, ask: Ask): DayTable | null {
    const { sheet } = this.of;
    const { city } = sheet;
    if (ask.at !== undefined && ask.at < sheet.asOf) return null;
    const others = ask.by.filter((dimension) => !isTimeDimension(dimension));
    if (others.length > 1 || !others.every((dimension) => cubeDimensions.includes(dimension))) return null;
    const wanted = aggregatesOf(ask.measures);
    const covered = wanted.every(
      (aggregate) =>
        (cubeMeasures as readonly string[]).includes(aggregate) ||
        aggregate === 'open' ||
        aggregate === 'overdue' ||
        responsePercents[aggregate] !== undefined,
    );
    if (!covered || !isCovered(ask.filter)) return null;
    const { zone, sector, district, channel, category } = ask.filter;
    const key = JSON.stringify([zone, sector, district, channel, category]);
    const masks = this.masksOf(ask.filter, key);
    const dimension = others[0];
    const axis = dimension === undefined ? null : axisOf(city, dimension, days, sheet.weekStart as Weekday);
    const size = axis?.keys.length ?? 1;
    const timed = ask.by.length > others.length;

    const counted = (name: CubeMeasure, from: Day, to: Day): Uint32Array => {
      const measure = cubeMeasures.indexOf(name);
      if (!dimension && timed) {
        const sums = this.dailySums(measure, masks, key, days);
        const upTo = (day: Day) => (day < days.from ? 0 : sums[Math.min(day - days.from, sums.length - 1)]!);
        return Uint32Array.of(upTo(to) - upTo(from - 1));
      }
      const id = `${measure} ${from} ${to} ${key}`;
      let found = this.known.get(id);
      if (!found) {
        if (this.known.size > 400) this.known.clear();
        found = this.cube.marginals(measure, { from, to }, masks);
        this.known.set(id, found);
      }
      return picked(city, found, dimension, axis, masks);
    };
    return {
      axis,
      size,
      bytes: 0,
      counts: (aggregate, from, to) => counted(aggregate as CubeMeasure, from, to),
      stock(aggregate, day) {
        const first = days.from;
        const [gained, lost] =
          aggregate === 'open'
            ? [counted('received', first, day), counted('left', first, day)]
            : [counted('fellDue', first, day), counted('lateEnded', first, day)];
        return gained.map((count, i) => count - lost[i]!);
      },
      histogram: (index, from, to) => {
        const id = `${from} ${to} ${key}`;
        let found = this.histograms.get(id);
        if (!found) {
          if (this.histograms.size > 8) this.histograms.clear();
          found = this.responses.histograms({ from, to }, masks, edgeRows(chunks, this.cube.grid));
          this.histograms.set(id, found);
        }
        return pickedHistogram(city, found, dimension, axis, masks, index);
      },
    };
  }

  private masksOf(filter: Filter, key: string): Masks {
    let masks = this.masks.get(key);
    if (!masks) {
      if (this.masks.size > 100) this.masks.clear();
      masks = masksOf(this.of.sheet.city, filter);
      this.masks.set(key, masks);
    }
    return masks;
  }

  /** Sums of a measure up to the end of each day of the data. */
  private dailySums(measure: number, masks: Masks, key: string, days: DayRange): Uint32Array {
    const id = `${measure} ${key}`;
    let sums = this.daily.get(id);
    if (!sums) {
      if (this.daily.size > 200) this.daily.clear();
      sums = this.cube.daily(measure, days, masks);
      for (let i = 1; i < sums.length; i++) sums[i] = sums[i]! + sums[i - 1]!;
      this.daily.set(id, sums);
    }
    return sums;
  }

  private addChunk(chunk: RowsChunk): void {
    const step = 65_536;
    const cells = new Uint32Array(step);
    const { zone, channel, category, day, response } = chunk.head;
    const codes = {
      zone: zone as Uint16Array,
      channel: channel as Uint8Array,
      category: category as Uint8Array,
    };
    for (let from = 0; from < chunk.length; from += step) {
      const to = Math.min(from + step, chunk.length);
      this.cube.grid.fillCells(codes, cells, from, to);
      const days = this.daysOf(chunk, from, to);
      for (const [measure, name] of cubeMeasures.entries())
        this.cube.add(measure, days[name], cells, to - from);
      this.responses.add(
        day.subarray(from, to) as Uint16Array,
        cells,
        response.subarray(from, to) as Uint8Array,
        to - from,
      );
    }
  }

  /** The days on which each measure counts rows `from` to `to` (excluded) of a chunk; `noDay` where it does not. */
  private daysOf({ head, dead }: RowsChunk, from: number, to: number): Record<CubeMeasure, Uint16Array> {
    const { day, completedAfter, dueAfter } = head;
    const out = {} as Record<CubeMeasure, Uint16Array>;
    for (const name of cubeMeasures) out[name] = new Uint16Array(to - from).fill(noDay);
    const states = new Uint16Array(to - from);
    const stateOf = stateReader(head, this.rejected);
    const last = this.at >> 1;
    for (let i = from; i < to; i++) {
      if (dead?.[i]) continue;
      const k = i - from;
      const on = day[i]!;
      const state = stateOf(i, afterOf(this.at, on));
      states[k] = state;
      const done = completedAfter[i]!;
      const ended = done === unknownTime ? on : Math.min(on + (done >> 1), last);
      if (events.left[state]) out.left[k] = ended;
      if (events.fellDue[state]) out.fellDue[k] = Math.min(on + (dueAfter[i]! >> 1), last);
      if (events.lateEnded[state]) out.lateEnded[k] = ended;
    }
    for (const { name, holds } of counted) {
      const days = out[name];
      for (let i = from; i < to; i++) if (!dead?.[i] && holds[states[i - from]!]) days[i - from] = day[i]!;
    }
    return out;
  }
}

/** Whether a filter chooses only in dimensions that the cubes have. */
function isCovered(filter: Filter): boolean {
  return filterGroups
    .flat()
    .every((dimension) => !filter[dimension]?.length || cubeDimensions.includes(dimension));
}

function masksOf(city: City, filter: Filter): Masks {
  const { zone = [], sector = [], district = [] } = filter;
  const above = (dimension: 'sector' | 'district', code: number) =>
    city.words[dimension][city.parents[dimension][code] ?? -1]?.id ?? noneId;
  return {
    zones:
      zone.length + sector.length + district.length === 0
        ? null
        : maskOf(city.words.zone.length, (code) => {
            const { id } = city.words.zone[code] ?? { id: noneId };
            return (
              zone.includes(id) ||
              sector.includes(above('sector', code)) ||
              district.includes(above('district', code))
            );
          }),
    channels: chosen(city, 'channel', filter.channel),
    categories: chosen(city, 'category', filter.category),
  };
}

function chosen(
  city: City,
  dimension: 'channel' | 'category',
  ids: readonly string[] | undefined,
): Uint8Array | null {
  if (!ids?.length) return null;
  const words = city.words[dimension];
  return maskOf(words.length, (code) => ids.includes(words[code]?.id ?? noneId));
}

/** One place a code, and a last one for none. */
function maskOf(count: number, allows: (code: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: count + 1 }, (_, code) => (allows(code) ? 1 : 0));
}

/** By key of the axis, none first; a code that the filter leaves out has nothing. */
function picked(
  city: City,
  { total, byZone, byChannel, byCategory }: Marginals,
  dimension: Dimension | undefined,
  axis: Axis | null,
  masks: Masks,
): Uint32Array {
  if (!axis || dimension === undefined) return Uint32Array.of(total);
  const out = new Uint32Array(axis.keys.length);
  const [counts, mask] =
    dimension === 'channel'
      ? [byChannel, masks.channels]
      : dimension === 'category'
        ? [byCategory, masks.categories]
        : [byZone, masks.zones];
  for (let code = 0; code < counts.length; code++) {
    if (mask && !mask[code]) continue;
    const key = keyOf(city, dimension, code, counts.length);
    out[key] = out[key]! + counts[code]!;
  }
  return out;
}

/** Place in the axis of a code of the cube's grid. */
function keyOf(city: City, dimension: Dimension, code: number, count: number): number {
  if (isParentDimension(dimension)) return (city.parents[dimension][code] ?? -1) + 1;
  return code === count - 1 ? 0 : code + 1;
}

function pickedHistogram(
  city: City,
  { total, byZone, byChannel, byCategory }: Histograms,
  dimension: Dimension | undefined,
  axis: Axis | null,
  masks: Masks,
  index: number,
): Uint32Array {
  if (!axis || dimension === undefined) return total.subarray(0, responseBuckets - 1);
  const [counts, mask] =
    dimension === 'channel'
      ? [byChannel, masks.channels]
      : dimension === 'category'
        ? [byCategory, masks.categories]
        : [byZone, masks.zones];
  const codes = counts.length / responseBuckets;
  const out = new Uint32Array(responseBuckets - 1);
  for (let code = 0; code < codes; code++) {
    if ((mask && !mask[code]) || keyOf(city, dimension, code, codes) !== index) continue;
    for (let bucket = 0; bucket < out.length; bucket++)
      out[bucket] = out[bucket]! + counts[code * responseBuckets + bucket]!;
  }
  return out;
}

/** Hands over the rows of a few days. */
function edgeRows(chunks: readonly RowsChunk[], grid: CellGrid): EdgeRows {
  return (days, count) => {
    for (const { head, runs, dead } of chunks) {
      const codes = {
        zone: head.zone as Uint16Array,
        channel: head.channel as Uint8Array,
        category: head.category as Uint8Array,
      };
      for (const { day, from, to } of runs) {
        if (day < days.from || day > days.to) continue;
        const cells = new Uint32Array(to - from);
        grid.fillCells(codes, cells, from, to);
        const buckets = head.response.subarray(from, to) as Uint8Array;
        if (!dead) count(cells, buckets, 0, cells.length);
        else for (let k = 0; k < cells.length; k++) if (!dead[from + k]) count(cells, buckets, k, k + 1);
      }
    }
  };
}
