import { type Day, type Weekday, weekStart } from '../../model/day.ts';
import type { DayRange } from '../../model/filter.ts';
import { type CellGrid, type Masks, noDay } from './grid.ts';
import { emptyMarginals, type Marginals, readMarginals } from './marginals.ts';
import { RunningSums } from './runningSums.ts';
import { Spill } from './spill.ts';
import { rowsAtOnce, Workspace, type WorkspaceOptions } from './workspace.ts';

/** The days and cells that a cube is made for. It grows where other days come. */
export interface CubeShape {
  readonly grid: CellGrid;
  readonly firstDay: Day;
  readonly days: number;
  readonly weekStart: Weekday;
}

/** Weeks that are added behind the last one when a later day comes. */
const spareWeeks = 4;

/** Day boundaries inside a week, each with an edge plane. */
const edgesOfWeek = 6;

/** The day of a week, from 0, that no edge counts: those before it are in the edges behind them, those after it in the
 * edges in front of them. */
const middle = 3;

interface Week {
  /** Address of its edge planes. */
  readonly edges: number;
  /** By edge plane; null where every cell fits. */
  readonly spills: (Spill | null)[];
}

/** One measure: how many events fell on each day, cell by cell. */
interface Series {
  readonly weeks: Week[];
  /** Up to the end of each week. */
  readonly sums: RunningSums;
}

/** Where the counts of all days before a day are found: a sums plane, an edge plane, and what it spills. */
interface Boundary {
  sums: number;
  edge: number;
  spill: Spill | null;
}

/**
 * Counts of events by day and cell, that add up any period in constant work, whatever the number of rows.
 *
 * What happened before a day is the sum up to the nearest start of a week (a 32-bit number a cell) plus the edge of that day
 * (a signed byte a cell): what the one to three days between them add, or take away. A period is the difference of
 * two days. Of the six days inside a week there are edges, so a week takes 10 bytes a cell and a period reads 10 bytes
 * a cell. A cell whose edge does not fit into its byte keeps the rest in a list (`Spill`); since an edge holds at most
 * three days, such cells are few.
 *
 * Not safe against counts that never were: taking away an event that was not added spoils its cell.
 */
export class Cube {
  readonly measures: readonly string[];
  readonly grid: CellGrid;
  private readonly space: Workspace;
  private readonly series: readonly Series[];
  private first: Day;
  private table = { days: 0, at: 0 };
  private readonly end: Boundary = { sums: 0, edge: 0, spill: null };
  private readonly start: Boundary = { sums: 0, edge: 0, spill: null };

  /** @throws RangeError where there is not so much memory as `bytesOf` says */
  static async open(
    shape: CubeShape,
    measures: readonly string[],
    options?: WorkspaceOptions,
  ): Promise<Cube> {
    const space = await Workspace.open(shape.grid, Cube.bytesOf(shape, measures), options);
    return new Cube(shape, measures, space);
  }

  /** The bytes that the counts of a cube take in the beginning. */
  static bytesOf(
    { grid, firstDay, days, weekStart: weekday }: CubeShape,
    measures: readonly string[],
  ): number {
    const first = weekStart(firstDay, weekday);
    return measures.length * Math.ceil((firstDay + days - first) / 7) * weekBytes(grid);
  }

  private constructor(shape: CubeShape, measures: readonly string[], space: Workspace) {
    this.measures = measures;
    this.grid = shape.grid;
    this.space = space;
    this.first = weekStart(shape.firstDay, shape.weekStart);
    this.series = measures.map(() => ({ weeks: [], sums: new RunningSums(shape.grid.cells) }));
    this.append(Math.ceil((shape.firstDay + shape.days - this.first) / 7));
  }

  /** Whether the SIMD kernel answers; else plain JavaScript does. */
  get simd(): boolean {
    return this.space.simd;
  }

  /** The days that there is room for, whole weeks. */
  get days(): DayRange {
    return { from: this.first, to: this.first + 7 * this.series[0]!.weeks.length - 1 };
  }

  /** Bytes of memory in use. */
  get bytes(): number {
    return this.space.words.byteLength;
  }

  /**
   * Counts many events: row i fell on `days[i]` (`noDay`: it did not happen) in `cells[i]`. With `by` −1 it takes
   * them away.
   */
  add(
    measure: number,
    days: Uint16Array,
    cells: Uint16Array | Uint32Array,
    count: number = days.length,
    by: 1 | -1 = 1,
  ): void {
    let first = noDay;
    let last = -1;
    for (let row = 0; row < count; row++) {
      const day = days[row]!;
      if (day < first) first = day;
      if (day > last && day !== noDay) last = day;
    }
    if (last < 0) return;
    this.cover(first);
    this.cover(last);
    const series = this.seriesOf(measure);
    series.sums.takeApart(this.space.words, this.weekOf(first));
    const table = this.layTable(series, first, last, by);
    const { kernel, places, words } = this.space;
    const daysHere = new Uint16Array(words.buffer, places.days, rowsAtOnce);
    for (let from = 0; from < count; from += rowsAtOnce) {
      const to = Math.min(from + rowsAtOnce, count);
      daysHere.set(days.subarray(from, to));
      words.set(cells.subarray(from, to), places.cells / 4);
      const spilled = kernel.count(to - from, table, first, by);
      for (let i = 0; i < spilled; i++) {
        const row = from + words[places.spilled / 4 + 2 * i]!;
        const day = days[row]!;
        const week = series.weeks[this.weekOf(day)]!;
        const plane = Math.floor((words[places.spilled / 4 + 2 * i + 1]! - week.edges) / this.grid.cells);
        this.spill(week, plane, cells[row]!, this.weekdayOf(day) < middle ? by : -by);
      }
    }
  }

  /**
   * Counts one event more or one less. Every later week's sum is changed with it, so for many thousands at once `add`
   * is faster.
   */
  change(measure: number, day: Day, cell: number, by: 1 | -1): void {
    this.cover(day);
    const { sums, weeks } = this.seriesOf(measure);
    const { words, bytes } = this.space;
    const size = this.grid.cells;
    const week = this.weekOf(day);
    const weekday = this.weekdayOf(day);
    sums.change(words, week, cell, by);
    const step = weekday < middle ? by : -by;
    for (let plane = Math.min(weekday, middle); plane < Math.max(weekday, middle); plane++) {
      const at = weeks[week]!.edges + plane * size + cell;
      const edge = bytes[at]! + step;
      bytes[at] = edge;
      if (edge > 127 || edge < -128) this.spill(weeks[week]!, plane, cell, step);
    }
  }

  /** Adds up now what the next answers would add up first, after `add`. */
  fold(): void {
    for (const { sums, weeks } of this.series) sums.sumUp(this.space.words, weeks.length);
  }

  /**
   * The events in a period, both ends included: all of them, and by each dimension under the others' masks.
   * @param into is filled and returned: new arrays take about a microsecond more
   */
  marginals(
    measure: number,
    window: DayRange,
    masks: Masks,
    into: Marginals = emptyMarginals(this.grid),
  ): Marginals {
    const { space, end, start } = this;
    space.allow(masks);
    if (this.locate(measure, window)) {
      const { zones, channels, categories } = masks;
      space.kernel.marginals(end.sums, start.sums, end.edge, start.edge, !zones, !channels && !categories);
      if (end.spill) this.addSpill(end.spill, 256);
      if (start.spill) this.addSpill(start.spill, -256);
    } else {
      const { places, words } = space;
      words.fill(0, places.zoneSums / 4, places.zoneSums / 4 + this.grid.zones);
      words.fill(0, places.laneSums / 4, places.laneSums / 4 + this.grid.lanes);
    }
    return readMarginals(space, masks, into);
  }

  /** The events of each day of a period, under all masks. It reads all planes of the period's weeks. */
  daily(measure: number, window: DayRange, masks: Masks): Uint32Array {
    const out = new Uint32Array(Math.max(0, window.to - window.from + 1));
    const { sums, weeks } = this.seriesOf(measure);
    const { space, first } = this;
    const { from, to } = this.days;
    if (window.to < from || window.from > to || out.length === 0) return out;
    const { kernel, words } = space;
    const begin = this.weekOf(Math.max(window.from, from));
    const stop = this.weekOf(Math.min(window.to, to)) + 1;
    space.allow(masks);
    sums.sumUp(words, stop);
    let before = begin === 0 ? 0 : kernel.sumTotal(sums.plane(begin - 1) * 4);
    for (let week = begin; week < stop; week++) {
      const after = kernel.sumTotal(sums.plane(week) * 4);
      const whole = (after - before) >>> 0;
      before = after;
      let sofar = 0;
      for (let weekday = 0; weekday < 7; weekday++) {
        const next =
          weekday === 6 ? whole : this.edgeTotal(weeks[week]!, weekday) + (weekday < middle ? 0 : whole);
        const day = first + week * 7 + weekday;
        if (day >= window.from && day <= window.to) out[day - window.from] = next - sofar;
        sofar = next;
      }
    }
    return out;
  }

  /** Reads the bytes that the marginals of a period are made of and gives their sum: what nothing can be faster than. */
  readOnly(measure: number, window: DayRange): number {
    const { end, start } = this;
    if (!this.locate(measure, window)) return 0;
    return this.space.kernel.readOnly(end.sums, start.sums, end.edge, start.edge);
  }

  private weekOf(day: Day): number {
    return Math.floor((day - this.first) / 7);
  }

  /** From 0, the first day of the cube's weeks. */
  private weekdayOf(day: Day): number {
    return (day - this.first) % 7;
  }

  /** Lays down where events of the days from `first` to `last` are counted; the address of it: `Kernel.count`. */
  private layTable({ sums, weeks }: Series, first: Day, last: Day, by: 1 | -1): number {
    const length = last - first + 1;
    if (length > this.table.days) this.table = { days: length, at: this.space.take(length * 16) };
    const { words } = this.space;
    let at = this.table.at / 4;
    for (let day = first; day <= last; day++) {
      const week = this.weekOf(day);
      const weekday = this.weekdayOf(day);
      words[at++] = sums.plane(week) * 4;
      words[at++] = weeks[week]!.edges + Math.min(weekday, middle) * this.grid.cells;
      words[at++] = Math.abs(weekday - middle);
      words[at++] = weekday < middle ? by : -by;
    }
    return this.table.at;
  }

  private seriesOf(measure: number): Series {
    const series = this.series[measure];
    if (!series)
      throw new RangeError(`measure ${measure}: expected an index in [${this.measures.join(', ')}]`);
    return series;
  }

  /** Finds both ends of a period; false where it holds no day of the cube. */
  private locate(measure: number, window: DayRange): boolean {
    const { from, to } = this.days;
    const begin = Math.max(window.from, from) - this.first;
    const stop = Math.min(window.to, to) + 1 - this.first;
    const series = this.seriesOf(measure);
    if (begin >= stop) return false;
    this.locateDay(series, stop, this.end);
    this.locateDay(series, begin, this.start);
    return true;
  }

  /** @param day from the cube's first one */
  private locateDay({ sums, weeks }: Series, day: number, into: Boundary): void {
    const { zeros } = this.space.places;
    const weeksBefore = Math.floor((day + middle) / 7);
    sums.sumUp(this.space.words, weeksBefore);
    into.sums = weeksBefore === 0 ? zeros : sums.plane(weeksBefore - 1) * 4;
    const weekday = day % 7;
    if (weekday === 0) {
      into.edge = zeros;
      into.spill = null;
      return;
    }
    const { edges, spills } = weeks[Math.floor(day / 7)]!;
    into.edge = edges + (weekday - 1) * this.grid.cells;
    into.spill = spills[weekday - 1]!;
  }

  private addSpill({ zones, lanes, highs }: Spill, factor: number): void {
    const { words, places } = this.space;
    const zoneMask = places.zoneMask / 4;
    const laneMask = places.laneMask / 4;
    const zoneSums = places.zoneSums / 4;
    const laneSums = places.laneSums / 4;
    for (let i = 0; i < highs.length; i++) {
      const zone = zones[i]!;
      const lane = lanes[i]!;
      const count = factor * highs[i]!;
      words[zoneSums + zone] = words[zoneSums + zone]! + (count & words[laneMask + lane]!);
      words[laneSums + lane] = words[laneSums + lane]! + (count & words[zoneMask + zone]!);
    }
  }

  private spill({ spills }: Week, plane: number, cell: number, by: number): void {
    spills[plane] ??= new Spill(this.grid);
    spills[plane].add(cell, by);
  }

  /** What the allowed cells of a week's edge plane hold. */
  private edgeTotal({ edges, spills }: Week, plane: number): number {
    const { kernel, words, places, grid } = this.space;
    let total = kernel.edgeTotal(edges + plane * grid.cells);
    const spill = spills[plane];
    if (spill)
      for (let i = 0; i < spill.highs.length; i++) {
        const zone = words[places.zoneMask / 4 + spill.zones[i]!]!;
        const lane = words[places.laneMask / 4 + spill.lanes[i]!]!;
        total += (256 * spill.highs[i]!) & zone & lane;
      }
    return total;
  }

  /** Makes room for a day; true where there was none. */
  private cover(day: Day): boolean {
    const { from, to } = this.days;
    if (day < from) this.prepend(Math.ceil((from - day) / 7));
    else if (day > to) this.append(Math.ceil((day - to) / 7) + spareWeeks);
    else return false;
    return true;
  }

  private append(count: number): void {
    let at = this.takeWeeks(count);
    for (const { weeks, sums } of this.series) {
      for (let added = 0; added < count; added++) {
        sums.append(at / 4);
        weeks.push(this.weekAt(at));
        at += weekBytes(this.grid);
      }
    }
  }

  private prepend(count: number): void {
    let at = this.takeWeeks(count);
    for (const { weeks, sums } of this.series) {
      for (let added = 0; added < count; added++) {
        sums.prepend(at / 4);
        weeks.unshift(this.weekAt(at));
        at += weekBytes(this.grid);
      }
    }
    this.first -= 7 * count;
  }

  /** Memory for weeks of all measures. */
  private takeWeeks(count: number): number {
    return this.space.take(count * weekBytes(this.grid) * this.series.length);
  }

  private weekAt(at: number): Week {
    return {
      edges: at + 4 * this.grid.cells,
      spills: new Array<Spill | null>(edgesOfWeek).fill(null),
    };
  }
}

function weekBytes({ cells }: CellGrid): number {
  return cells * (4 + edgesOfWeek);
}
