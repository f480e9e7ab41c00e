import type { Answers } from '../answers.ts';
import type { Step } from '../brushPath.ts';
import type { RowsSpec } from '../rows.ts';
import type { Limit } from './limit.ts';

/** Milliseconds until a system was ready. */
export interface SetUp {
  /** Until it holds the rows, from typed arrays. */
  readonly load: number;
  /** Until what it computes beforehand from the rows was there: an index, a cube. */
  readonly build: number;
}

/** One way to answer the steps of a drag, used from the page's main thread. */
export interface BenchSystem<Values = unknown> {
  build(spec: RowsSpec): Promise<SetUp>;
  /** Chooses before the first brush of a leg; its time is nobody's. */
  choose?(choice: Step['choice']): Promise<void>;
  /** From input to values that a view could draw, in whatever form the system gives them. */
  step(step: Step): Promise<Values>;
  /** The same values in the form that is compared; never timed. */
  answersOf(values: Values): Answers;
  /** As many questions and answers as a step has, without work in them. */
  empty(): Promise<void>;
  /** Milliseconds a step, one number a batch, taken where the work is done; left out or null where that cannot be. */
  compute?(legs: readonly (readonly Step[])[], batches: number): Promise<number[] | null>;
  /** Null where it is not known which bytes a step reads. */
  limit?(rounds: number): Promise<Limit | null>;
}
