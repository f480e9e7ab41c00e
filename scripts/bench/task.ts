import type { RowsSpec } from './rows.ts';

/** In the order in which they are measured and printed. */
export const systemNames = [
  'ours',
  'oursWithoutSimd',
  'mosaic',
  'duckdb',
  'crossfilter2',
  'arquero',
] as const;
export type SystemName = (typeof systemNames)[number];

/** What a tab is to do. */
export interface Task {
  readonly system: SystemName;
  readonly spec: RowsSpec;
  /** Steps of the path that are timed. */
  readonly steps: number;
  /** False: no warming up and few repetitions, for a test that looks at counts and not at times. */
  readonly thorough: boolean;
  /** Index of a window whose answer is made wrong, to see that it is found. */
  readonly wrongStep?: number;
}
