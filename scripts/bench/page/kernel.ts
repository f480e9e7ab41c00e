import type { Answers } from '../answers.ts';
import type { Step } from '../brushPath.ts';
import type { BenchRows } from '../rows.ts';

/** A system in plain JavaScript or WASM: answers in the thread that it is in. */
export interface Kernel {
  step(step: Step): Answers;
  /** Of a kernel that can tell which bytes a step reads. */
  readonly limit?: {
    readonly bytes: number;
    /** Reads them, and does nothing else. */
    read(step: Step): void;
  };
}

/** Makes a kernel from rows; what it needs of them it copies or keeps. */
export type MakeKernel = (rows: BenchRows) => Promise<Kernel> | Kernel;
