import type { Answers } from '../answers.ts';
import type { Step } from '../brushPath.ts';
import type { RowsSpec } from '../rows.ts';
import type { SystemName } from '../task.ts';
import type { SetUp } from './benchSystem.ts';
import type { Limit } from './limit.ts';

/** What runs in a worker of the benchmark's own. */
export type KernelName = 'cube' | Exclude<SystemName, 'ours' | 'mosaic' | 'duckdb'>;

/** What a kernel's worker is asked, one at a time. */
export type KernelAsk =
  | { readonly kind: 'build'; readonly kernel: KernelName; readonly spec: RowsSpec }
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'compute';
      readonly legs: readonly (readonly Step[])[];
      readonly batches: number;
    }
  | { readonly kind: 'limit'; readonly rounds: number };

/** What it says to each kind of ask. */
export interface KernelReplies {
  build: SetUp;
  step: Answers;
  empty: Answers;
  compute: number[];
  limit: Limit | null;
}

export type KernelReply = { readonly value: KernelReplies[keyof KernelReplies] } | { readonly error: string };
