import { responseBounds } from '../../model/dimension.ts';
import type { Aggregate } from '../../model/measures.ts';
import { nullOf, unknownTime as unknown } from '../../model/schema.ts';
import { afterOf, type Block } from './block.ts';
import { never } from './rowsChunk.ts';

/** What was true of a request at an instant, one bit each. */
const bit = {
  completed: 1,
  resolved: 2,
  responded: 4,
  rejected: 8,
  onTime: 16,
  onTimeOf: 32,
  firstContactOf: 64,
  firstContact: 128,
} as const;

export type Counted = keyof typeof bit;

/** Aggregates of a cohort that are counts of rows. */
export function isCounted(aggregate: Aggregate): aggregate is Counted {
  return aggregate in bit;
}

/** Percentiles of the elapsed time to first response. */
export const responsePercents: Partial<Record<Aggregate, number>> = { responseP50: 50, responseP90: 90 };

/** One histogram of response times a group: `responseBounds.length` counts each. */
export const histogramLength = responseBounds.length;

/**
 * Adds up the aggregates of a cohort, group by group. The conditions are those of `query/conditions.ts`, on half days.
 */
export class Tally {
  /** Requests of each group. */
  readonly received: Uint32Array;
  private readonly at: number;
  private readonly rejectedStage: number;
  private readonly counted: { readonly bit: number; readonly into: Uint32Array }[] = [];
  private readonly byAggregate = new Map<Counted, Uint32Array>();
  /** Histograms of response times by index in `responseBounds`, group after group, where percentiles are wanted. */
  readonly histograms: Uint32Array | null;
  private states = new Uint8Array(0);

  /**
   * @param size how many groups there can be
   * @param at half day at whose end the cohort stood
   * @param rejectedStage code of the stage rejected, −1 for none
   */
  constructor(aggregates: readonly Aggregate[], size: number, at: number, rejectedStage: number) {
    this.at = at;
    this.rejectedStage = rejectedStage;
    this.received = new Uint32Array(size);
    for (const aggregate of new Set(aggregates.filter(isCounted))) {
      const into = new Uint32Array(size);
      this.byAggregate.set(aggregate, into);
      this.counted.push({ bit: bit[aggregate], into });
    }
    const wanted = aggregates.some((aggregate) => responsePercents[aggregate] !== undefined);
    this.histograms = wanted ? new Uint32Array(size * histogramLength) : null;
  }

  /** Adds rows, each to its group. */
  add(block: Block, groups: Int32Array): void {
    const { count } = block;
    const { received } = this;
    for (let k = 0; k < count; k++) received[groups[k]!]!++;
    if (this.counted.length > 0) {
      if (this.states.length < count) this.states = new Uint8Array(block.indexes.length);
      this.readStates(block);
      const { states } = this;
      for (const { bit: one, into } of this.counted) {
        for (let k = 0; k < count; k++) if (states[k]! & one) into[groups[k]!]!++;
      }
    }
    if (this.histograms) this.addToHistograms(block, groups, this.histograms);
  }

  /** The counts of an aggregate, by group. */
  counts(aggregate: Counted): Uint32Array {
    return this.byAggregate.get(aggregate)!;
  }

  /** A count of a group. */
  count(aggregate: Counted | 'received', group: number): number {
    return aggregate === 'received' ? this.received[group]! : this.byAggregate.get(aggregate)![group]!;
  }

  private readStates({ chunk, day, indexes, count }: Block): void {
    const { states, rejectedStage } = this;
    const { completedAfter, respondedAfter, dueAfter, late, stage, firstContact } = chunk.head;
    const after = afterOf(this.at, day);
    for (let k = 0; k < count; k++) {
      const i = indexes[k]!;
      const done = completedAfter[i]!;
      const due = dueAfter[i]!;
      let state = 0;
      if (done <= after) {
        state = bit.completed | bit.resolved;
        if (due !== never) state |= late[i] ? bit.onTimeOf : bit.onTimeOf | bit.onTime;
      } else if (done === unknown) state = bit.completed;
      else if (due <= after) state = bit.onTimeOf;
      if (state & bit.completed && stage[i] === rejectedStage) state |= bit.rejected;
      if (respondedAfter[i]! <= after) {
        state |= bit.responded;
        const first = firstContact[i]!;
        if (first !== nullOf.u8) state |= first ? bit.firstContactOf | bit.firstContact : bit.firstContactOf;
      }
      states[k] = state;
    }
  }

  private addToHistograms(
    { chunk, day, indexes, count }: Block,
    groups: Int32Array,
    into: Uint32Array,
  ): void {
    const { respondedAfter, response } = chunk.head;
    const after = afterOf(this.at, day);
    for (let k = 0; k < count; k++) {
      const i = indexes[k]!;
      if (respondedAfter[i]! > after) continue;
      const bucket = response[i]!;
      if (bucket < histogramLength) into[groups[k]! * histogramLength + bucket]!++;
    }
  }
}
