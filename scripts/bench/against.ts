import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestText } from '../../src/model/manifest.ts';
import { writeDurably } from '../../src/server/files.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { putIn, putOpeningFiles } from '../../src/server/snapshotWriter.ts';
import { measureFilling } from './filling.ts';
import { measureImport } from './importing.ts';
import type { ProductPage } from './productPage.ts';
import type { BenchReport } from './report.ts';
import { startOnce } from './starting.ts';
import { summary } from './statistics.ts';

export interface AgainstOptions {
  /** Folders of this checkout and of the other one, whose pages are built. */
  readonly own: string;
  readonly other: string;
  readonly rows: number;
  readonly seed: number;
  readonly turns: number;
  readonly steps: number;
  readonly say: (text: string) => void;
}

/** What one checkout took, in turns with the other; the page in milliseconds, all else in seconds. */
export interface Side {
  readonly page: readonly ProductPage[];
  readonly import: readonly number[];
  readonly fill: readonly number[];
  readonly start: readonly number[];
}

/** Ours ÷ the other's by medians, beside the most that it may be. */
export interface Goal {
  readonly name: string;
  readonly ratio: number;
  readonly goal: number;
  readonly met: boolean;
}

export interface Against {
  readonly own: Side;
  readonly other: Side;
  readonly goals: readonly Goal[];
}

/** What is held against the other, and the most that ours may take of the other's. */
const measured: readonly { name: string; most: number; of: (side: Side) => readonly number[] }[] = [
  { name: 'page: ready, cold', most: 1.05, of: ({ page }) => page.map(({ start }) => start.cold.ready) },
  { name: 'page: ready, warm', most: 1.05, of: ({ page }) => page.map(({ start }) => start.warm.ready) },
  { name: 'page: script of a drag', most: 1.05, of: ({ page }) => page.map(({ drag }) => drag.script.p50) },
  { name: 'page: filter change', most: 1.05, of: ({ page }) => page.map(({ change }) => change.p50) },
  {
    name: 'page: most memory',
    most: 1.05,
    of: ({ page }) => page.map(({ peakMemory }) => peakMemory ?? Number.NaN),
  },
  { name: 'import: processor time', most: 1.1, of: (side) => side.import },
  { name: 'fill: processor time', most: 1.05, of: ({ fill }) => fill },
  { name: 'start: until a city is served', most: 1.05, of: ({ start }) => start },
];

/**
 * Measures this checkout and another one in turns: the page over one snapshot, which the other made and each opens by
 * first answers of its own version, the import of one export, the filling of a store, and the first start of the server.
 * @throws Error where the two do not count, read or store the same: then no time counts
 */
export async function measureAgainst(options: AgainstOptions): Promise<Against> {
  const { own, other, rows, seed, turns, steps, say } = options;
  const folder = mkdtempSync(join(tmpdir(), 's360-against-'));
  const data = join(folder, 'sample');
  const ours = join(folder, 'ours');
  const sides = [
    { checkout: other, data },
    { checkout: own, data: ours },
  ].map((side) => ({
    ...side,
    page: [] as ProductPage[],
    import: [] as number[],
    fill: [] as number[],
    start: [] as number[],
  }));
  try {
    say('a snapshot');
    const made = [
      '--rows',
      String(rows),
      '--seed',
      String(seed),
      '--as-of',
      '2026-11-01T08:00Z',
      '--out',
      data,
    ];
    script(other, 'sample.ts', made);
    cpSync(data, ours, { recursive: true });
    await putOwnOpening(ours);
    say('answers');
    expectSameAnswers(sides.map(({ checkout }) => answersOf(checkout, data)));
    for (let turn = 1; turn <= turns; turn++)
      for (const { checkout, data, page, start } of sides) {
        say(`turn ${turn} of ${turns}: ${checkout}`);
        page.push(pageOf(checkout, data, steps, seed, join(folder, 'bench.json')));
        start.push(await startOnce(checkout, Math.min(rows, 50_000)));
      }
    say('the import');
    const readings = measureImport([other, own], { rows: Math.min(rows, 300_000), seed, turns });
    say('the store');
    const filled = measureFilling(data, [other], turns);
    for (const [i, side] of sides.entries()) {
      side.import.push(...readings[i]!.map(({ look, read }) => (look + read) / 1000));
      // The filling names this checkout first.
      side.fill.push(...filled[1 - i]!.runs.map(({ processor }) => processor));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [its, mine] = [sides[0]!, sides[1]!];
  return { own: mine, other: its, goals: goalsOf(mine, its) };
}

/** The ratios of what both sides have, beside their goals. */
export function goalsOf(own: Side, other: Side): Goal[] {
  return measured.flatMap(({ name, most, of }) => {
    const ratio = summary(of(own)).p50 / summary(of(other)).p50;
    return Number.isFinite(ratio) ? [{ name, ratio, goal: most, met: ratio <= most }] : [];
  });
}

/** A line for each goal. */
export function goalsText(goals: readonly Goal[]): string {
  return goals
    .map(
      ({ name, ratio, goal, met }) =>
        `${name}: ${ratio.toFixed(2)} × (at most ${goal}: ${met ? 'met' : 'missed'})`,
    )
    .join('\n');
}

/** A page takes no first answers that another version put, and would begin with a wait that no reader has. */
async function putOwnOpening(data: string): Promise<void> {
  const { folder, manifest } = await readManifest(data);
  const opening = await putOpeningFiles(folder, manifest, putIn(folder));
  const files = { ...manifest.files, ...opening };
  await writeDurably(`${folder}/manifest.json`, manifestText({ ...manifest, files }));
}

/** Counts that no revision has told otherwise, by what the page asks them by. */
function answersOf(checkout: string, data: string): string {
  const measures = 'received,completed,open,overdue,firstResponseP50';
  return ['zone', 'category', 'month']
    .map((by) =>
      script(checkout, 'ask.ts', ['--data', data, '--by', by, '--measures', measures, '--format', 'csv']),
    )
    .join('\n');
}

/** @throws Error for two that are not the same */
function expectSameAnswers([other, own]: readonly string[]): void {
  const [theirs, ours] = [other!.split('\n'), own!.split('\n')];
  const line = theirs.findIndex((text, i) => text !== ours[i]);
  if (line >= 0 || theirs.length !== ours.length)
    throw new Error(
      `the two do not answer the same: got "${ours[line]}", the other "${theirs[line]}". No time counts`,
    );
}

/** The page of a checkout, as its own bench measures it. */
function pageOf(checkout: string, data: string, steps: number, seed: number, file: string): ProductPage {
  script(checkout, 'bench.ts', [
    '--data',
    data,
    '--steps',
    String(steps),
    '--seed',
    String(seed),
    '--json',
    file,
  ]);
  const { page } = JSON.parse(readFileSync(file, 'utf8')) as BenchReport;
  if ('error' in page) throw new Error(`${checkout}: the page was not measured: ${page.error}`);
  return page;
}

function script(checkout: string, name: string, args: readonly string[]): string {
  return execFileSync(process.execPath, ['--import', 'tsx', join(checkout, 'scripts', name), ...args], {
    cwd: checkout,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  });
}
