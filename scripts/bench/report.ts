import type { Limit } from './page/limit.ts';
import type { Measured } from './page/measure.ts';
import type { ProductPage } from './productPage.ts';
import type { RowsSpec } from './rows.ts';
import { type SystemName, systemNames } from './task.ts';

/** What a tab said, or why it could not. */
export type Outcome = Measured | { readonly error: string };

/** Ours once more, with another number of rows or zones. */
export interface Growth {
  readonly spec: RowsSpec;
  readonly outcome: Outcome;
}

/** What was measured of the systems, and what the rows, counted plainly, give for each window. */
export interface Systems {
  readonly spec: RowsSpec;
  readonly steps: number;
  readonly outcomes: Readonly<Record<SystemName, Outcome>>;
  readonly growth: readonly Growth[];
  /** One a window, by spec: of the systems' own, and of each of `growth`. */
  readonly expected: readonly number[];
  readonly expectedOfGrowth: readonly (readonly number[])[];
}

const ratioNames = [
  'mosaicCompute',
  'mosaicEndToEnd',
  'duckdbCompute',
  'limitHot',
  'limitCold',
  'limitWithoutSimd',
  'growth',
  'buildVsMosaicFirstBrush',
] as const;
export type Ratios = Readonly<Record<(typeof ratioNames)[number], number | null>>;

const goals: Readonly<Record<(typeof ratioNames)[number], { text: string; least?: number; most?: number }>> =
  {
    mosaicCompute: { text: 'Mosaic ÷ ours, compute', least: 30 },
    mosaicEndToEnd: { text: 'Mosaic ÷ ours, end to end', least: 4 },
    duckdbCompute: { text: 'DuckDB-WASM ÷ ours, compute', least: 300 },
    limitHot: { text: 'ours ÷ plain read of the same bytes, hot', most: 2 },
    limitCold: { text: 'ours ÷ plain read of the same bytes, cold', most: 2 },
    limitWithoutSimd: { text: 'both without SIMD, the larger ratio of hot and cold', most: 8 },
    growth: { text: 'a step ÷ a step at a tenth of the rows', most: 1.2 },
    buildVsMosaicFirstBrush: { text: 'our build ÷ first brush of Mosaic', most: 0.5 },
  };

/** The figures as `--json` writes them. Times are milliseconds; null: not measured. */
export interface BenchReport {
  readonly rows: number;
  readonly zones: number | null;
  readonly seed: number;
  readonly steps: number;
  readonly load: { readonly before: number; readonly after: number };
  readonly systems: Readonly<Record<string, Outcome>> | null;
  readonly limit: Limit | null;
  readonly growth: readonly (RowsSpec & { outcome: Outcome })[] | null;
  readonly ratios: Ratios | null;
  /** Windows for which at least one system gave other counts than the rows have. */
  readonly mismatches: number | null;
  readonly wrong: Readonly<Record<string, number>> | null;
  readonly page: ProductPage | { readonly error: string };
}

/** What a run measured, beside the systems. */
export interface Run {
  readonly rows: number;
  readonly seed: number;
  readonly steps: number;
  readonly load: BenchReport['load'];
  readonly page: BenchReport['page'];
}

export function reportOf({ rows, seed, steps, load, page }: Run, systems: Systems | null): BenchReport {
  const run = { rows, seed, steps, load };
  if (!systems)
    return {
      ...run,
      zones: null,
      systems: null,
      limit: null,
      growth: null,
      ratios: null,
      mismatches: null,
      wrong: null,
      page,
    };
  return {
    ...run,
    zones: systems.spec.zones,
    systems: systems.outcomes,
    limit: figures(systems.outcomes.ours)?.limit ?? null,
    growth: systems.growth.map(({ spec, outcome }) => ({ ...spec, outcome })),
    ratios: ratiosOf(systems),
    ...mismatchesOf(systems),
    page,
  };
}

function figures(outcome: Outcome | undefined): Measured | null {
  return outcome && !('error' in outcome) ? outcome : null;
}

/** Numbers of windows with wrong counts: of each system, and of all without counting one twice. */
export function mismatchesOf(systems: Systems): { mismatches: number; wrong: Record<string, number> } {
  const wrong: Record<string, number> = {};
  const differs = (outcome: Outcome, expected: readonly number[]) =>
    expected.map((sum, i) => figures(outcome) !== null && figures(outcome)!.checksums[i] !== sum);
  const any = systems.expected.map(() => false);
  for (const name of systemNames) {
    const found = differs(systems.outcomes[name], systems.expected);
    wrong[name] = found.filter(Boolean).length;
    for (const [i, isWrong] of found.entries()) any[i] ||= isWrong;
  }
  let mismatches = any.filter(Boolean).length;
  for (const [i, { spec, outcome }] of systems.growth.entries()) {
    const found = differs(outcome, systems.expectedOfGrowth[i]!).filter(Boolean).length;
    if (found > 0) wrong[`ours, ${spec.rows} rows, ${spec.zones} zones`] = found;
    mismatches += found;
  }
  return { mismatches, wrong };
}

/** The ratios by medians; null where one side is missing. */
export function ratiosOf(systems: Systems): Ratios {
  const ours = figures(systems.outcomes.ours);
  const mosaic = figures(systems.outcomes.mosaic);
  const duckdb = figures(systems.outcomes.duckdb);
  const over = (a: number | null | undefined, b: number | null | undefined) =>
    typeof a === 'number' && typeof b === 'number' && b > 0 ? a / b : null;
  const limit = ours?.limit;
  const plain = figures(systems.outcomes.oursWithoutSimd)?.limit;
  const larger = (values: (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length > 0 ? Math.max(...known) : null;
  };
  const tenth = systems.growth.find(
    ({ spec }) => spec.zones === systems.spec.zones && spec.rows === Math.round(systems.spec.rows / 10),
  );
  const small = figures(tenth?.outcome);
  return {
    mosaicCompute: over(mosaic?.compute.p50, ours?.compute.p50),
    mosaicEndToEnd: over(mosaic?.endToEnd.p50, ours?.endToEnd.p50),
    duckdbCompute: over(duckdb?.compute.p50, ours?.compute.p50),
    limitHot: over(limit?.oursHot, limit?.hot),
    limitCold: over(limit?.oursCold, limit?.cold),
    limitWithoutSimd: larger([over(plain?.oursHot, plain?.hot), over(plain?.oursCold, plain?.cold)]),
    growth: larger([
      over(ours?.compute.p50, small?.compute.p50),
      over(ours?.endToEnd.p50, small?.endToEnd.p50),
    ]),
    buildVsMosaicFirstBrush: over(ours?.setUp.build, mosaic?.firstBrush.plain),
  };
}

/** The table of systems, how cost grows, and the ratios beside their goals. */
export function systemsText(systems: Systems): string {
  const { mismatches, wrong } = mismatchesOf(systems);
  const header = [
    '',
    'compute p50',
    'p95',
    'end to end p50',
    'p95',
    'empty',
    'load',
    'build',
    'first brush',
    'wrong',
  ];
  const row = (name: string, outcome: Outcome, found: number | undefined) =>
    'error' in outcome
      ? [name, `failed: ${outcome.error}`]
      : [
          name,
          ms(outcome.compute.p50),
          ms(outcome.compute.p95),
          ms(outcome.endToEnd.p50),
          ms(outcome.endToEnd.p95),
          ms(outcome.roundTrip.p50),
          ms(outcome.setUp.load),
          ms(outcome.setUp.build),
          `${ms(outcome.firstBrush.plain)} ${ms(outcome.firstBrush.chosen)}`,
          String(found ?? 0),
        ];
  const { rows, zones } = systems.spec;
  const table = [
    header,
    ...systemNames.map((name) => row(name, systems.outcomes[name], wrong[name])),
    ...systems.growth.map(({ spec, outcome }) => {
      const name = `ours, ${count(spec.rows)} rows, ${count(spec.zones)} zones`;
      return row(name, outcome, wrong[`ours, ${spec.rows} rows, ${spec.zones} zones`]);
    }),
  ];
  const limit = figures(systems.outcomes.ours)?.limit;
  const ratios = ratiosOf(systems);
  return [
    `${count(rows)} rows, ${count(zones)} zones, ${systems.steps} steps; milliseconds`,
    aligned(table),
    ...(limit
      ? [
          `plain read of the ${count(limit.bytes)} bytes of a step: hot ${ms(limit.hot)} (ours ${ms(limit.oursHot)}), cold ${ms(limit.cold)} (ours ${ms(limit.oursCold)})`,
        ]
      : []),
    ...ratioNames.map((name) => goalLine(name, ratios[name])),
    mismatches === 0
      ? 'mismatches: 0'
      : `mismatches: ${mismatches} windows. Until all systems count the same, no time counts.`,
  ].join('\n');
}

function goalLine(name: (typeof ratioNames)[number], value: number | null): string {
  const { text, least, most } = goals[name];
  if (value === null) return `${text}: not measured`;
  const met = least === undefined ? value <= most! : value >= least;
  const goal = least === undefined ? `at most ${most}` : `at least ${least}`;
  return `${text}: ${value >= 10 ? Math.round(value) : value.toFixed(2)} (${goal}: ${met ? 'met' : 'missed'})`;
}

function ms(time: number): string {
  if (time >= 100) return String(Math.round(time));
  return time >= 1 ? time.toFixed(1) : time.toFixed(4);
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function aligned(table: readonly (readonly string[])[]): string {
  const widths = table[0]!.map((_, column) =>
    Math.max(
      ...table.map((cells) => (cells.length === 2 && column === 1 ? 0 : (cells[column]?.length ?? 0))),
    ),
  );
  return table
    .map((cells) =>
      cells
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
