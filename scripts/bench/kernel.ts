/**
 * Measures the cube by itself, in Node, on made-up rows: how long it takes to make it, to change it, and to answer a
 * period, beside a plain read of the bytes that an answer is made of.
 *
 *   tsx scripts/bench/kernel.ts [--rows N,N] [--zones N] [--seed S] [--json FILE]
 */
import { writeFileSync } from 'node:fs';
import { Cube, type CubeShape } from '../../src/engine/cube/cube.ts';
import { allCells, CellGrid, type Masks } from '../../src/engine/cube/grid.ts';
import { emptyMarginals } from '../../src/engine/cube/marginals.ts';
import { type EdgeRows, ResponseCube } from '../../src/engine/cube/responseCube.ts';
import type { DayRange } from '../../src/model/filter.ts';
import { seeded } from '../../tests/support/seeded.ts';
import { runCommand } from '../terminal.ts';

const help = `
Measures the cube by itself: the time to make, change and ask it, beside a plain read of the same bytes.
Times are processor time: the median of batches, and in brackets their lowest tenth and 95 %.

  tsx scripts/bench/kernel.ts [--rows N,N] [--zones N] [--seed S] [--json FILE]

  --rows N,N    numbers of requests to measure it with (default 1000000,10000000)
  --zones N     zones, without the slot for none (default 224)
  --seed S      which rows and periods (default 1)
  --json FILE   the figures
`;

const firstDay = 20_089;
const dayCount = 731;
const measures = Array.from({ length: 10 }, (_, index) => `measure ${index}`);

/** Periods of a batch, all different; a batch takes more than a millisecond. */
const batch = 400;
const rounds = 41;

interface Rows {
  readonly count: number;
  readonly days: Uint16Array;
  readonly laterDays: Uint16Array;
  readonly cells: Uint32Array;
  readonly buckets: Uint8Array;
}

/** Requests in the order of their days: few zones, channels and categories have most, weekends fewer. */
function makeRows(count: number, grid: CellGrid, random: () => number): Rows {
  const days = new Uint16Array(count);
  const laterDays = new Uint16Array(count);
  const zone = new Uint16Array(count);
  const channel = new Uint8Array(count);
  const category = new Uint8Array(count);
  const buckets = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const day = Math.floor((row / count) * dayCount);
    days[row] = firstDay + day - (day % 7 === 5 && random() < 0.4 ? 1 : 0);
    laterDays[row] = random() < 0.1 ? 0xffff : days[row]! + Math.floor(20 * random() ** 4);
    zone[row] = Math.floor(random() ** 2 * (grid.zones - 1));
    channel[row] = Math.floor(random() ** 2 * grid.channels);
    category[row] = Math.floor(random() ** 2 * grid.categories);
    buckets[row] = random() < 0.05 ? 0xff : Math.floor(31 * random());
  }
  days.sort();
  const cells = new Uint32Array(count);
  grid.fillCells({ zone, channel, category }, cells);
  return { count, days, laterDays, cells, buckets };
}

/** Median, lowest tenth and 95 % of the times that a step takes, in microseconds. */
interface Figure {
  readonly p10: number;
  readonly p50: number;
  readonly p95: number;
}

/** Times batches of steps, the contenders taking turns, so that what else the machine does hits all of them. */
function race<Name extends string>(contenders: Record<Name, (step: number) => void>): Record<Name, Figure> {
  const names = Object.keys(contenders) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -5; round < rounds; round++)
    for (const name of names) {
      const started = processorTime();
      for (let step = 0; step < batch; step++) contenders[name](step);
      if (round >= 0) times[name].push((processorTime() - started) / batch);
    }
  return Object.fromEntries(names.map((name) => [name, figureOf(times[name])])) as Record<Name, Figure>;
}

function figureOf(values: number[]): Figure {
  const sorted = values.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  return { p10: at(0.1), p50: at(0.5), p95: at(0.95) };
}

function seconds(run: () => void): number {
  const started = processorTime();
  run();
  return (processorTime() - started) / 1e6;
}

/** Microseconds that this process has had the processor for: other work on the machine does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

await runCommand(
  help,
  {
    rows: { type: 'string', default: '1000000,10000000' },
    zones: { type: 'string', default: '224' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
  async (options) => {
    const grid = new CellGrid(Number(options.zones) + 1, 12, 8);
    const shape: CubeShape = { grid, firstDay, days: dayCount + 20, weekStart: 1 };
    console.log(
      `${grid.cells} cells; ten measures ${mega(Cube.bytesOf(shape, measures))} MB, response times ${mega(ResponseCube.bytesOf(shape))} MB`,
    );
    const all: Record<string, unknown>[] = [];
    for (const count of options.rows.split(',').map(Number)) {
      const rows = makeRows(count, grid, seeded(Number(options.seed)));
      all.push({
        rows: count,
        ...(await measureCube(shape, rows)),
        ...(await measureResponses(shape, rows)),
      });
    }
    if (options.json) writeFileSync(options.json, `${JSON.stringify(all, null, 2)}\n`);
  },
);

async function measureCube(shape: CubeShape, rows: Rows) {
  const { grid } = shape;
  const random = seeded(7);
  const below = (count: number) => Math.floor(random() * count);
  const cube = await Cube.open(shape, measures);
  const plain = await Cube.open(shape, ['one'], { simd: false });
  const builds = measures.map((_, measure) =>
    seconds(() => cube.add(measure, measure % 2 ? rows.laterDays : rows.days, rows.cells)),
  );
  const fold = seconds(() => cube.fold());
  plain.add(0, rows.days, rows.cells);
  console.log(
    `\n${rows.count} rows: one measure ${builds[0]!.toFixed(3)} s (days in order), ${builds[1]!.toFixed(3)} s (not), ten ${builds.reduce((a, b) => a + b).toFixed(2)} s, adding up ${fold.toFixed(3)} s`,
  );

  const drag: DayRange[] = Array.from({ length: batch }, (_, step) => {
    const from = firstDay + 400 + (step % 20);
    return { from, to: from + 27 + Math.floor(step / 20) };
  });
  const anywhere: DayRange[] = Array.from({ length: batch }, () => {
    const from = firstDay + below(dayCount - 30);
    return { from, to: from + 1 + below(firstDay + dayCount - from) };
  });
  const which = anywhere.map(() => below(measures.length));
  const filtered: Masks = {
    zones: Uint8Array.from({ length: grid.zones }, () => below(2)),
    channels: Uint8Array.from({ length: grid.channels }, () => below(2)),
    categories: Uint8Array.from({ length: grid.categories }, () => below(2)),
  };
  const into = emptyMarginals(grid);
  const results: Record<string, unknown> = {};
  for (const [name, windows, measureOf] of [
    ['drag of one measure (hot)', drag, () => 0],
    ['any period of one measure', anywhere, () => 0],
    ['any period of ten measures (cold)', anywhere, (step: number) => which[step]!],
  ] as const) {
    const figures = race({
      read: (step) => cube.readOnly(measureOf(step), windows[step]!),
      all: (step) => cube.marginals(measureOf(step), windows[step]!, allCells, into),
      filtered: (step) => cube.marginals(measureOf(step), windows[step]!, filtered, into),
      plainRead: (step) => plain.readOnly(0, windows[step]!),
      plain: (step) => plain.marginals(0, windows[step]!, filtered, into),
    });
    results[name] = figures;
    print(name, figures);
  }
  const sample = race({
    daily: (step) => {
      if (step < 4) cube.daily(step, { from: firstDay, to: firstDay + dayCount }, filtered);
    },
  }).daily;
  const changed = race({
    changeLate: (step) => cube.change(0, firstDay + dayCount - 3, rows.cells[step]!, step % 2 ? 1 : -1),
    changeAny: (step) => cube.change(1, firstDay + ((step * 37) % dayCount), rows.cells[step]!, 1),
  });
  console.log(
    `  24 months by day ${((sample.p50 * batch) / 4000).toFixed(2)} ms a measure; a change ${changed.changeLate.p50.toFixed(2)} µs in the last days, ${changed.changeAny.p50.toFixed(2)} µs on any day`,
  );
  return { builds, fold, ...results, daily: sample, changed };
}

async function measureResponses(shape: CubeShape, rows: Rows) {
  const cube = await ResponseCube.open(shape);
  const build = seconds(() => {
    cube.add(rows.days, rows.cells, rows.buckets);
    cube.fold();
  });
  const starts = new Uint32Array(dayCount + 22).fill(rows.count);
  for (let row = rows.count - 1; row >= 0; row--) starts[rows.days[row]! - firstDay + 1] = row;
  for (let day = starts.length - 2; day >= 0; day--) starts[day] = Math.min(starts[day]!, starts[day + 1]!);
  const cells = Uint16Array.from(rows.cells);
  const edges: EdgeRows = ({ from, to }, count) =>
    count(
      cells,
      rows.buckets,
      starts[Math.max(0, from - firstDay + 1)]!,
      starts[Math.max(0, to - firstDay + 2)]!,
    );
  const random = seeded(9);
  const times = Array.from({ length: 200 }, () => {
    const from = firstDay + Math.floor(random() * (dayCount - 60));
    const window = { from, to: from + 28 + Math.floor(random() * (firstDay + dayCount - from - 29)) };
    return seconds(() => cube.histograms(window, allCells, edges)) * 1e6;
  });
  const responses = figureOf(times);
  print(`response times (made in ${build.toFixed(2)} s)`, { histograms: responses });
  return { responseBuild: build, responses };
}

function print(name: string, figures: Record<string, Figure>): void {
  const read = figures.read;
  const texts = Object.entries(figures).map(([of, { p10, p50, p95 }]) => {
    const ratio = read && of !== 'read' ? ` (${(p50 / read.p50).toFixed(2)} × read)` : '';
    return `${of} ${p50.toFixed(1)}${ratio} [${p10.toFixed(1)}–${p95.toFixed(1)}]`;
  });
  console.log(`  ${name}, µs: ${texts.join(', ')}`);
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
