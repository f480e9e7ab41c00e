import { responseBounds } from '../../model/dimension.ts';
import { type Aggregate, aggregateKinds, aggregates } from '../../model/measures.ts';
import { afterOf, type Block } from './block.ts';
import { compiled, isTold, readStates } from './facts.ts';

const told = aggregates.filter((id) => {
  const { counts, stock, sum, percentile } = aggregateKinds[id];
  return !stock && !sum && !percentile && isTold(counts);
});
/** Aggregates of a cohort that are counts of rows, each as the states of a request that it counts. */
const counted = new Map(told.map((id) => [id, compiled(aggregateKinds[id].counts)]));

/** Whether an aggregate is a count of rows of a cohort that the head tells. */
export function isCounted(aggregate: Aggregate): boolean {
  return counted.has(aggregate);
}

/** Percentiles of the elapsed time to first response, in per cent. */
export const responsePercents: Partial<Record<Aggregate, number>> = Object.fromEntries(
  aggregates.flatMap((id) => {
    const { percentile } = aggregateKinds[id];
    return percentile?.of === 'responseTook' ? [[id, Math.round(percentile.rank * 100)]] : [];
  }),
);

/** One histogram of response times a group: `responseBounds.length` counts each. */
export const histogramLength = responseBounds.length;

/** Adds up the aggregates of a cohort, group by group. */
export class Tally {
  /** Requests of each group. */
  readonly received: Uint32Array;
  private readonly at: number;
  private readonly rejectedStage: number;
  private readonly wanted: { readonly holds: Uint8Array; readonly into: Uint32Array }[] = [];
  private readonly byAggregate = new Map<Aggregate, Uint32Array>();
  /** Histograms of response times by index in `responseBounds`, group after group, where percentiles are wanted. */
  readonly histograms: Uint32Array | null;
  private states = new Uint16Array(0);

  /**
   * @param size how many groups there can be
   * @param at half day at whose end the cohort stood
   * @param rejectedStage code of the stage rejected, −1 for none
   */
  constructor(aggregates: readonly Aggregate[], size: number, at: number, rejectedStage: number) {
    this.at = at;
    this.rejectedStage = rejectedStage;
    this.received = new Uint32Array(size);
    this.byAggregate.set('received', this.received);
    for (const aggregate of new Set(aggregates)) {
      const holds = counted.get(aggregate);
      if (!holds || aggregate === 'received') continue;
      const into = new Uint32Array(size);
      this.byAggregate.set(aggregate, into);
      this.wanted.push({ holds, into });
    }
    const timed = aggregates.some((aggregate) => responsePercents[aggregate] !== undefined);
    this.histograms = timed ? new Uint32Array(size * histogramLength) : null;
  }

  /** Adds rows, each to its group. */
  add(block: Block, groups: Int32Array): void {
    const { count } = block;
    const { received } = this;
    for (let k = 0; k < count; k++) received[groups[k]!]!++;
    if (this.wanted.length > 0) {
      if (this.states.length < count) this.states = new Uint16Array(block.indexes.length);
      const { states } = this;
      readStates(block, this.at, this.rejectedStage, states);
      for (const { holds, into } of this.wanted) {
        for (let k = 0; k < count; k++) if (holds[states[k]!]) into[groups[k]!]!++;
      }
    }
    if (this.histograms) this.addToHistograms(block, groups, this.histograms);
  }

  /** The counts of an aggregate that was asked for, by group. */
  counts(aggregate: Aggregate): Uint32Array {
    return this.byAggregate.get(aggregate)!;
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
