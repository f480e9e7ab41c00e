import { nullOf } from '../../model/schema.ts';
import { afterOf, type Block } from './block.ts';
import { histogramLength } from './tally.ts';

/** The bucket that a percentile by nearest rank lies in, and the rank of it among the bucket's values, from 1. */
interface Place {
  readonly bucket: number;
  readonly rank: number;
}

/**
 * Exact percentiles by nearest rank of the response times of many groups. The histograms say which bucket of a group
 * holds the value, so that only the values of that bucket are collected and sorted.
 */
export class BucketRanks {
  private readonly places = new Map<number, (Place | null)[]>();
  /** By group × bucket: number of its run of collected values, or −1 where none is wanted. */
  private readonly runOf: Int32Array;
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  private readonly values: Uint32Array;
  private sorted = false;

  /** @param histograms `histogramLength` counts a group */
  constructor(histograms: Uint32Array, percents: readonly number[]) {
    const size = histograms.length / histogramLength;
    this.runOf = new Int32Array(histograms.length).fill(-1);
    const lengths: number[] = [];
    for (const percent of percents) {
      const places: (Place | null)[] = [];
      for (let group = 0; group < size; group++) {
        const place = placeOf(histograms, group, percent);
        places.push(place);
        if (!place) continue;
        const index = group * histogramLength + place.bucket;
        if (this.runOf[index] !== -1) continue;
        this.runOf[index] = lengths.length;
        lengths.push(histograms[index]!);
      }
      this.places.set(percent, places);
    }
    this.starts = new Uint32Array(lengths.length);
    let total = 0;
    lengths.forEach((length, run) => {
      this.starts[run] = total;
      total += length;
    });
    this.ends = this.starts.slice();
    this.values = new Uint32Array(total);
  }

  /** Collects the values of rows that the histograms counted. @param at half day of the ask */
  add({ chunk, day, indexes, count }: Block, groups: Int32Array, at: number): void {
    if (!chunk.details) throw new Error('exact response times have not come yet');
    const { respondedAfter, response } = chunk.head;
    const { responseTook } = chunk.details;
    const { runOf, ends, values } = this;
    const after = afterOf(at, day);
    for (let k = 0; k < count; k++) {
      const i = indexes[k]!;
      const bucket = response[i]!;
      if (bucket === nullOf.u8 || respondedAfter[i]! > after) continue;
      const run = runOf[groups[k]! * histogramLength + bucket]!;
      if (run >= 0) values[ends[run]!++] = responseTook[i]!;
    }
  }

  /** The value in seconds; null for a group without one. Nothing may be added after the first call. */
  value(percent: number, group: number): number | null {
    if (!this.sorted) {
      this.sorted = true;
      this.starts.forEach((start, run) => {
        this.values.subarray(start, this.ends[run]).sort();
      });
    }
    const place = this.places.get(percent)![group];
    if (!place) return null;
    return this.values[this.starts[this.runOf[group * histogramLength + place.bucket]!]! + place.rank - 1]!;
  }
}

function placeOf(histograms: Uint32Array, group: number, percent: number): Place | null {
  const start = group * histogramLength;
  let total = 0;
  for (let bucket = 0; bucket < histogramLength; bucket++) total += histograms[start + bucket]!;
  if (total === 0) return null;
  let rank = Math.ceil((percent * total) / 100);
  let bucket = 0;
  while (rank > histograms[start + bucket]!) rank -= histograms[start + bucket++]!;
  return { bucket, rank };
}
