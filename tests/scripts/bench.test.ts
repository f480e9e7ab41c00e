import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { goalsOf, goalsText, type Side } from '../../scripts/bench/against.ts';
import { checksum, countPlainly } from '../../scripts/bench/answers.ts';
import { brushPath, windows } from '../../scripts/bench/brushPath.ts';
import type { ProductPage } from '../../scripts/bench/productPage.ts';
import { reportOf, systemsText } from '../../scripts/bench/report.ts';
import { firstDay, makeRows } from '../../scripts/bench/rows.ts';
import { measureSystems } from '../../scripts/bench/systemsRun.ts';
import { systemNames } from '../../scripts/bench/task.ts';
import { unlikeColumns } from '../../scripts/bench/unlikeColumns.ts';

const spec = { rows: 20_000, zones: 225, seed: 3 };
const run = promisify(execFile);

// Guards: a comparison means something. Every peer runs for real in Chromium and counts what the rows have, and one
// that does not is told, by its name.
test('all systems count the same at each window, and one made wrong is found', async () => {
  const steps = 12;
  const wrong = { system: 'crossfilter2', step: 4 } as const;
  const systems = await measureSystems({ spec, steps, thorough: false, say: () => {}, wrong });
  const page = { error: 'not measured' };
  const report = reportOf(
    { rows: spec.rows, seed: spec.seed, steps, load: { before: 0, after: 0 }, page },
    systems,
  );
  expect(report.wrong).toEqual({
    ours: 0,
    oursWithoutSimd: 0,
    mosaic: 0,
    duckdb: 0,
    crossfilter2: 1,
    arquero: 0,
  });
  expect(report.mismatches).toBe(1);
  expect(report).toMatchObject({ rows: spec.rows, steps, zones: spec.zones });
  const time = { p50: expect.any(Number), p95: expect.any(Number) };
  for (const name of systemNames)
    expect(report.systems![name]).toMatchObject({
      compute: time,
      endToEnd: time,
      roundTrip: time,
      setUp: { load: expect.any(Number), build: expect.any(Number) },
      firstBrush: { plain: expect.any(Number), chosen: expect.any(Number) },
    });
  expect(report.growth!.map(({ rows, zones }) => [rows, zones])).toEqual([
    [2000, 225],
    [6000, 225],
    [20_000, 3200],
  ]);
  expect(systemsText(systems)).toContain('no time counts');
});

// Guards: the path is a drag of windows that are all different, and end within weeks, so that no cache and no whole
// week answers them.
test('windows move in small steps, are distinct and cut weeks', () => {
  const path = windows(5, 300);
  expect(new Set(path.map(({ from, to }) => `${from} ${to}`)).size).toBe(300);
  for (const [i, { from, to }] of path.entries()) {
    expect((from - firstDay) % 7).not.toBe(0);
    expect((to + 1 - firstDay) % 7).not.toBe(0);
    expect(to - from + 1).toBeGreaterThanOrEqual(185);
    expect(to - from + 1).toBeLessThanOrEqual(215);
    if (i > 0) expect(Math.abs(from - path[i - 1]!.from)).toBeLessThan(60);
  }
});

// Guards: the oracle itself, on rows few enough to be counted another way.
test('the plain count is what filtering and grouping give', () => {
  const rows = makeRows({ rows: 3000, zones: 9, seed: 2 });
  const steps = brushPath({ rows: 3000, zones: 9, seed: 2 }, 4);
  for (const step of steps) {
    const answers = countPlainly(rows, step);
    const inside = Array.from(rows.day, (_, row) => row).filter(
      (row) => rows.day[row]! >= step.from && rows.day[row]! <= step.to,
    );
    const channelIn = (row: number) => !step.choice || step.choice.channels.includes(rows.channel[row]!);
    const categoryIn = (row: number) => !step.choice || step.choice.categories.includes(rows.category[row]!);
    const count = (kept: number[]) => [
      kept.length,
      kept.filter((row) => rows.completed[row] === 1).length,
      kept.filter((row) => rows.onTime[row] === 1).length,
    ];
    const expected = [
      ...Array.from({ length: 9 }, (_, zone) =>
        count(inside.filter((row) => rows.zone[row] === zone && channelIn(row) && categoryIn(row))),
      ),
      ...Array.from({ length: 12 }, (_, channel) =>
        count(inside.filter((row) => rows.channel[row] === channel && categoryIn(row))),
      ),
      ...Array.from({ length: 8 }, (_, category) =>
        count(inside.filter((row) => rows.category[row] === category && channelIn(row))),
      ),
    ].flat();
    expect(Array.from(answers)).toEqual(expected);
    const other = answers.slice();
    other[7]!++;
    expect(checksum(other)).not.toBe(checksum(answers));
  }
  expect(steps.map(({ choice }) => choice !== null)).toEqual([false, false, false, true, true, true]);
});

const script = fileURLToPath(new URL('../../scripts/bench.ts', import.meta.url));

// Guards: what --against prints and writes: medians of ours over the other's, each beside its goal; what one side lacks
// has no ratio.
test('goals are met by the ratio of medians, and only where both sides were measured', () => {
  const page = (ready: number, peakMemory: number | null) =>
    ({
      start: { cold: { ready }, warm: { ready: ready / 2 } },
      drag: { script: { p50: 10 } },
      change: { p50: 20 },
      peakMemory,
    }) as ProductPage;
  const side = (ready: readonly number[], fill: number, memory: number | null): Side => ({
    page: ready.map((time) => page(time, memory)),
    import: [3, 1, 2],
    fill: [fill],
    start: [4],
  });
  const goals = goalsOf(side([900, 1000, 5000], 30, null), side([1, 1250, 1300], 20, 1e8));
  expect(goals).toContainEqual({ name: 'page: ready, cold', ratio: 0.8, goal: 1.05, met: true });
  expect(goals).toContainEqual({ name: 'fill: processor time', ratio: 1.5, goal: 1.05, met: false });
  expect(goals.map(({ name }) => name)).not.toContain('page: most memory');
  expect(goalsText(goals)).toContain('fill: processor time: 1.50 × (at most 1.05: missed)');
});

// Guards: what two revisions read is compared in all that both know.
test('columns that differ are found, and one that only the newer revision has is none', () => {
  const older = { refs: 'a', zone: 'b', opened: 'c' };
  expect(unlikeColumns([older, { ...older, account: 'd' }])).toEqual([]);
  expect(unlikeColumns([{ ...older, account: 'd' }, older, { ...older, zone: 'x' }])).toEqual(['zone']);
});

// Guards: the whole of it, of this checkout against itself: page, start, import and store are measured in turns, and the
// file holds goals beside the figures.
test('a checkout is measured against another', async () => {
  const folder = await mkdtemp(join(tmpdir(), 's360-'));
  try {
    const file = join(folder, 'against.json');
    const own = fileURLToPath(new URL('../..', import.meta.url));
    const few = ['--rows', '2000', '--turns', '1', '--steps', '2', '--json', file];
    const { stdout } = await run(process.execPath, ['--import', 'tsx', script, '--against', own, ...few]);
    const { goals, own: ours, other } = JSON.parse(await readFile(file, 'utf8'));
    expect(goals.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['page: script of a drag', 'import: processor time', 'fill: processor time']),
    );
    for (const { name, ratio, goal, met } of goals) {
      expect(met).toBe(ratio <= goal);
      expect(stdout).toContain(`${name}: ${ratio.toFixed(2)} ×`);
    }
    for (const side of [ours, other]) {
      expect(side.page).toHaveLength(1);
      expect(side.page[0].rows).toBe(2000);
      for (const name of ['import', 'fill', 'start']) expect(side[name]).toEqual([expect.any(Number)]);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('what is no revision is refused', async () => {
  const args = ['--import', 'tsx', script, '--against', 'no-such-revision'];
  const failed = await run(process.execPath, args).catch((error) => error);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('--against no-such-revision: expected a checkout’s folder, or a revision');
});

// Guards: a wrong option is told before anything is measured.
test('a wrong number of rows is refused', async () => {
  const failed = await run(process.execPath, ['--import', 'tsx', script, '--rows', 'many']).catch(
    (error) => error,
  );
  expect(failed.code).toBe(2);
  expect(failed.stderr).toContain('--rows many: expected a whole number');
});
