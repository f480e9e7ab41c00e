import { describe, expect, test } from 'vitest';
import { allCells, CellGrid } from '../../src/engine/cube/grid.ts';
import { type EdgeRows, ResponseCube, responseBuckets } from '../../src/engine/cube/responseCube.ts';
import { estimate } from '../../src/engine/scan/histogram.ts';
import { responseBounds, responseBucketOf } from '../../src/model/dimension.ts';
import { nullOf } from '../../src/model/schema.ts';
import { type CubeRow, randomMasks, randomWindow, walk } from '../support/cubeRows.ts';
import { seeded } from '../support/seeded.ts';

const open = responseBuckets - 1;

/** Columns of rows in the order of their days, and where the rows of some days lie. */
function columnsOf(grid: CellGrid, rows: readonly CubeRow[]) {
  const sorted = [...rows].sort((a, b) => a.day - b.day);
  const days = Uint16Array.from(sorted, ({ day }) => day);
  const cells = Uint32Array.from(sorted, ({ zone, channel, category }) =>
    grid.cellOf(zone, channel, category),
  );
  const buckets = Uint8Array.from(sorted, ({ bucket }) => (bucket === open ? nullOf.u8 : bucket));
  const edgeRows: EdgeRows = ({ from, to }, count) => {
    const first = days.findIndex((day) => day >= from);
    const last = days.findLastIndex((day) => day <= to);
    if (first >= 0) count(cells, buckets, first, last + 1);
  };
  return { days, cells, buckets, edgeRows };
}

describe.each([{ simd: true }, { simd: false }])('a cube of response times (simd $simd)', (kernel) => {
  // Guards: sums of blocks, the rows of a period's edges and their signs, masks, changes, growth to both sides.
  test.each([1, 2, 3, 4])('counts what a walk over the rows counts: %i', async (seed) => {
    const random = seeded(seed);
    const below = (count: number) => Math.floor(random() * count);
    const grid = new CellGrid(1 + below(9), 1 + below(6), 1 + below(7));
    let days = { from: 20_000 + below(28), to: 20_100 + below(60) };
    const cube = await ResponseCube.open({ grid, firstDay: days.from, days: 60, weekStart: 1 }, kernel);
    const rows: CubeRow[] = [];
    const newRow = (): CubeRow => ({
      day: days.from + below(days.to - days.from + 1),
      zone: below(grid.zones),
      channel: below(grid.channels),
      category: below(grid.categories),
      bucket: random() < 0.2 ? open : below(open),
      times: 1,
    });
    const check = () => {
      const { edgeRows } = columnsOf(grid, rows);
      for (let i = 0; i < 8; i++) {
        const window = randomWindow(days, random);
        const masks = randomMasks(grid, random);
        const { total, byZone, byChannel, byCategory } = cube.histograms(window, masks, edgeRows);
        expect({
          total: [...total],
          byZone: [...byZone],
          byChannel: [...byChannel],
          byCategory: [...byCategory],
        }).toEqual(walk(rows, grid, window, masks, responseBuckets));
      }
    };
    for (let round = 0; round < 5; round++) {
      const many = Array.from({ length: 200 }, newRow);
      const added = columnsOf(grid, many);
      cube.add(added.days, added.cells, added.buckets);
      rows.push(...many);
      check();
      if (random() < 0.5) cube.fold();
      if (random() < 0.5) days = { from: days.from - below(40), to: days.to + below(40) };
      for (let change = 0; change < 20; change++) {
        const index = below(rows.length);
        const { day, zone, channel, category, bucket } = rows[index]!;
        const answered = { ...rows[index]!, bucket: below(open) };
        if (random() < 0.5) rows.push(newRow());
        else rows[index] = answered;
        const row = rows[index] === answered ? answered : rows.at(-1)!;
        if (row === answered) cube.change(day, grid.cellOf(zone, channel, category), bucket, -1);
        cube.change(row.day, grid.cellOf(row.zone, row.channel, row.category), row.bucket, 1);
      }
      check();
    }
    const all = columnsOf(grid, rows);
    cube.add(all.days, all.cells, all.buckets, rows.length, -1);
    rows.length = 0;
    check();
  });

  // Guards: the caller may hand over the edges in several pieces, and take rows away that have gone since.
  test('counts edges in pieces', async () => {
    const grid = new CellGrid(2, 2, 2);
    const cube = await ResponseCube.open({ grid, firstDay: 20_000, days: 28, weekStart: 1 }, kernel);
    const asked: unknown[] = [];
    const { total } = cube.histograms({ from: 20_003, to: 20_004 }, allCells, (days, count) => {
      asked.push(days);
      count(Uint16Array.of(0, 1, 2), Uint8Array.of(4, 4, 30), 0, 3);
      count(Uint16Array.of(9, 1), Uint8Array.of(9, 4), 1, 2, -1);
    });
    expect(asked).toEqual([{ from: 20_003, to: 20_004 }]);
    expect([...total.entries()].filter(([, count]) => count !== 0)).toEqual([
      [4, 1],
      [30, 1],
    ]);
  });

  // Guards: what a caller holds a budget by.
  test('says how many bytes it takes', async () => {
    const shape = { grid: new CellGrid(225, 12, 8), firstDay: 20_000, days: 731, weekStart: 1 } as const;
    const expected = ResponseCube.bytesOf(shape);
    expect(expected).toBeLessThan(80e6);
    expect((await ResponseCube.open(shape, kernel)).bytes).toBeLessThan(expected + 300_000);
  });
});

// Guards: that percentiles by nearest rank can be read off the cube's histograms, open requests left out, and that
// the bound is kept.
test('percentiles lie within their bounds', async () => {
  const random = seeded(5);
  const grid = new CellGrid(1, 1, 1);
  const cube = await ResponseCube.open({ grid, firstDay: 20_000, days: 56, weekStart: 1 });
  const times = Array.from({ length: 999 }, () => Math.floor(60 * 60_000 ** random())).sort((a, b) => a - b);
  for (const seconds of times) cube.change(20_005, 0, responseBucketOf(seconds), 1);
  for (let i = 0; i < 300; i++) cube.change(20_005, 0, nullOf.u8, 1);
  const { total } = cube.histograms({ from: 19_990, to: 20_050 }, allCells, () => {});
  expect(total[open]).toBe(300);
  for (const percent of [1, 25, 50, 90, 100]) {
    const exact = times[Math.ceil((percent * times.length) / 100) - 1]!;
    const { value, bound } = estimate(total.subarray(0, responseBounds.length), percent)!;
    if (bound === null) expect(exact).toBeGreaterThanOrEqual(value);
    else expect(Math.abs(exact - value)).toBeLessThanOrEqual(bound);
  }
});
