import { describe, expect, test } from 'vitest';
import { Cube } from '../../src/engine/cube/cube.ts';
import { allCells, CellGrid, type Masks, noDay } from '../../src/engine/cube/grid.ts';
import type { Weekday } from '../../src/model/day.ts';
import type { DayRange } from '../../src/model/filter.ts';
import { nullOf } from '../../src/model/schema.ts';
import { type CubeRow, randomMasks, randomWindow, walk } from '../support/cubeRows.ts';
import { seeded } from '../support/seeded.ts';

const kernels = [{ simd: true }, { simd: false }];

/** Some cubes with the same counts and the rows that these are of. */
class Trial {
  readonly rows: CubeRow[][] = [[], []];
  readonly grid: CellGrid;
  private readonly cubes: readonly Cube[];

  constructor(grid: CellGrid, cubes: readonly Cube[]) {
    this.grid = grid;
    this.cubes = cubes;
  }

  static async of(grid: CellGrid, firstDay: number, days: number, weekStart: Weekday): Promise<Trial> {
    const shape = { grid, firstDay, days, weekStart };
    return new Trial(grid, await Promise.all(kernels.map((kernel) => Cube.open(shape, ['a', 'b'], kernel))));
  }

  add(measure: number, rows: readonly CubeRow[], by: 1 | -1 = 1): void {
    const each = rows.flatMap((row) => new Array<CubeRow>(row.times).fill(row));
    const days = Uint16Array.from(each, ({ day }) => day);
    const cells = Uint32Array.from(each, (row) => this.cellOf(row));
    for (const cube of this.cubes) cube.add(measure, days, cells, each.length, by);
    this.rows[measure]!.push(...rows.map((row) => ({ ...row, times: by * row.times })));
  }

  change(measure: number, row: CubeRow): void {
    for (const cube of this.cubes) cube.change(measure, row.day, this.cellOf(row), row.times as 1 | -1);
    this.rows[measure]!.push(row);
  }

  fold(): void {
    for (const cube of this.cubes) cube.fold();
  }

  /** Takes an answer of each cube and compares it with the walk over the rows. */
  check(measure: number, window: DayRange, masks: Masks): void {
    const expected = walk(this.rows[measure]!, this.grid, window, masks);
    const days = Array.from({ length: Math.max(0, window.to - window.from + 1) }, (_, index) => {
      const day = window.from + index;
      return walk(this.rows[measure]!, this.grid, { from: day, to: day }, masks).total[0];
    });
    for (const cube of this.cubes) {
      const { total, byZone, byChannel, byCategory } = cube.marginals(measure, window, masks);
      expect({
        simd: cube.simd,
        total: [total],
        byZone: [...byZone],
        byChannel: [...byChannel],
        byCategory: [...byCategory],
      }).toEqual({ simd: cube.simd, ...expected });
      expect([...cube.daily(measure, window, masks)]).toEqual(days);
    }
  }

  private cellOf({ zone, channel, category }: CubeRow): number {
    return this.grid.cellOf(zone, channel, category);
  }
}

function randomRow(grid: CellGrid, days: DayRange, random: () => number): CubeRow {
  const skewed = (count: number) => Math.floor(random() ** 2 * count);
  return {
    day: days.from + Math.floor(random() * (days.to - days.from + 1)),
    zone: skewed(grid.zones),
    channel: skewed(grid.channels),
    category: skewed(grid.categories),
    bucket: 0,
    times: 1,
  };
}

describe('a cube counts what a walk over the rows counts, with SIMD and without', () => {
  // Guards: sums up to week starts, edges of days and their signs, masks, changes before and after a fold, growth to
  // earlier and later days, for weeks that begin on any day and grids of which lanes fill a block or do not.
  test.each(([1, 2, 3, 4, 5, 6, 7] as const).map((weekStart) => ({ weekStart })))(
    'week start $weekStart',
    async ({ weekStart }) => {
      const random = seeded(weekStart);
      const below = (count: number) => Math.floor(random() * count);
      const grid = new CellGrid(1 + below(9), 1 + below(6), 1 + below(7));
      let days = { from: 20_000 + below(7), to: 20_040 + below(30) };
      const trial = await Trial.of(grid, days.from, days.to - days.from + 1, weekStart);
      for (let round = 0; round < 8; round++) {
        const many = Array.from({ length: 150 }, () => randomRow(grid, days, random));
        trial.add(below(2), round % 2 ? many : many.sort((a, b) => a.day - b.day));
        if (random() < 0.5) trial.fold();
        for (let check = 0; check < 6; check++)
          trial.check(below(2), randomWindow(days, random), randomMasks(grid, random));
        if (random() < 0.3) days = { from: days.from - below(20), to: days.to };
        if (random() < 0.3) days = { from: days.from, to: days.to + below(40) };
        for (let change = 0; change < 25; change++) {
          const measure = below(2);
          const rows = trial.rows[measure]!;
          const known = rows[below(rows.length)];
          const again = known && random() < 0.4;
          // A row that is taken away must still be there.
          const gone = again && left(rows, known) > 0;
          trial.change(measure, gone ? { ...known, times: -1 } : randomRow(grid, days, random));
        }
        for (let check = 0; check < 6; check++)
          trial.check(below(2), randomWindow(days, random), randomMasks(grid, random));
      }
    },
  );

  // Guards: a growth in the midst of an `add`, also one after which the memory has moved.
  test('days far before and behind the shape', async () => {
    const random = seeded(21);
    const grid = new CellGrid(40, 12, 8);
    const trial = await Trial.of(grid, 20_000, 7, 1);
    for (const days of [
      { from: 20_000, to: 20_006 },
      { from: 19_700, to: 20_100 },
      { from: 19_500, to: 20_500 },
    ]) {
      trial.add(
        0,
        Array.from({ length: 400 }, () => randomRow(grid, days, random)),
      );
      trial.fold();
      for (let check = 0; check < 5; check++)
        trial.check(0, randomWindow(days, random), randomMasks(grid, random));
    }
    trial.check(1, { from: 19_000, to: 21_000 }, allCells);
  });

  // Guards: an edge that does not fit into its signed byte, at each day of the week, up and down over 127, 255 and
  // 65535, by many rows at once and by single changes.
  test.each([100, 127, 128, 250, 255, 256, 65_535])('%i events in a cell and more', async (times) => {
    const random = seeded(times);
    const grid = new CellGrid(3, 2, 2);
    const days = { from: 20_000, to: 20_020 };
    const trial = await Trial.of(grid, days.from, 21, 3);
    const crowd = { zone: 1, channel: 0, category: 1, bucket: 0 };
    const windows = Array.from({ length: 12 }, () => randomWindow(days, random));
    for (let day = days.from; day <= days.to; day += times > 1000 ? 4 : 1)
      trial.add(0, [{ ...crowd, day, times }]);
    for (const window of windows) trial.check(0, window, randomMasks(grid, random));
    for (let day = days.from; day <= days.to; day++)
      for (let i = 0; i < 2; i++) trial.change(0, { ...crowd, day, times: 1 });
    for (const window of windows) trial.check(0, window, randomMasks(grid, random));
    for (let day = days.from; day <= days.to; day += times > 1000 ? 4 : 1)
      trial.add(0, [{ ...crowd, day, times: times - 1 }], -1);
    for (const window of windows) trial.check(0, window, randomMasks(grid, random));
  });
});

function left(rows: readonly CubeRow[], { day, zone, channel, category }: CubeRow): number {
  return rows
    .filter(
      (row) => row.day === day && row.zone === zone && row.channel === channel && row.category === category,
    )
    .reduce((sum, { times }) => sum + times, 0);
}

describe('a cube says', () => {
  const shape = { grid: new CellGrid(225, 12, 8), firstDay: 20_000, days: 731, weekStart: 1 } as const;

  // Guards: what a caller holds a budget by.
  test('how many bytes it takes', async () => {
    const expected = Cube.bytesOf(shape, ['a', 'b']);
    const cube = await Cube.open(shape, ['a', 'b']);
    expect(cube.bytes).toBeGreaterThanOrEqual(expected);
    expect(cube.bytes).toBeLessThan(expected + 300_000);
    const ten = Array.from({ length: 10 }, (_, index) => `m${index}`);
    expect(Cube.bytesOf(shape, ten)).toBeLessThan(260e6);
  });

  // Guards: mistakes are named, not counted somewhere else.
  test('which measure or mask is wrong', async () => {
    const cube = await Cube.open({ ...shape, days: 7 }, ['a', 'b']);
    const days = { from: 20_000, to: 20_001 };
    expect(() => cube.marginals(2, days, allCells)).toThrow('measure 2: expected an index in [a, b]');
    expect(() => cube.marginals(0, days, { ...allCells, zones: new Uint8Array(224) })).toThrow(
      'mask of zones: got 224 values, expected 225',
    );
    expect(() => new CellGrid(0, 1, 1)).toThrow('zones: got 0');
  });

  // Guards: rows whose event has not happened are left out.
  test.each(kernels)('nothing of rows without a day (simd $simd)', async (kernel) => {
    const cube = await Cube.open({ ...shape, days: 7 }, ['a'], kernel);
    cube.add(0, Uint16Array.of(noDay, 20_001, noDay), Uint32Array.of(0, 1, 2));
    expect(cube.marginals(0, { from: 0, to: 30_000 }, allCells).total).toBe(1);
    expect(cube.days.to).toBeLessThan(20_020);
  });
});

// Guards: every triple of codes has a cell of its own, and a column's null or an unknown code is none, the last slot.
test('cells of code columns', () => {
  const grid = new CellGrid(4, 3, 6);
  const zone = Uint16Array.of(0, 2, nullOf.u16, 9, 3);
  const channel = Uint8Array.of(0, 1, nullOf.u8, 2, 1);
  const category = Uint8Array.of(0, 5, nullOf.u8, 40, 2);
  const cells = new Uint32Array(5);
  grid.fillCells({ zone, channel, category }, cells);
  expect([...cells]).toEqual([
    grid.cellOf(0, 0, 0),
    grid.cellOf(2, 1, 5),
    grid.cellOf(3, 2, 5),
    grid.cellOf(3, 2, 5),
    grid.cellOf(3, 1, 2),
  ]);
  const some = new Uint16Array(2);
  grid.fillCells({ zone, channel, category }, some, 3, 5);
  expect([...some]).toEqual([...cells.subarray(3)]);
  const all = new Set<number>();
  for (let z = 0; z < 4; z++)
    for (let h = 0; h < 3; h++) for (let k = 0; k < 6; k++) all.add(grid.cellOf(z, h, k));
  expect(all.size).toBe(4 * 3 * 6);
  expect(Math.max(...all)).toBeLessThan(grid.cells);
});
