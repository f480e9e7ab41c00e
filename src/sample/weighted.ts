import type { Random } from './random.ts';

/** Draws indexes in proportion to their weights, in constant time: Walker's alias method as Vose builds it. */
export class Weighted {
  /** The sum of the weights. */
  readonly total: number;
  private readonly keep: Float64Array;
  private readonly other: Int32Array;

  /** @throws RangeError for a weight that is negative or not a number, and where all are zero. */
  constructor(weights: ArrayLike<number>) {
    const size = weights.length;
    let total = 0;
    for (let i = 0; i < size; i++) {
      if (!(weights[i]! >= 0))
        throw new RangeError(`Got the weight ${weights[i]} at ${i}, expected 0 or more.`);
      total += weights[i]!;
    }
    if (total === 0) throw new RangeError(`Got ${size} weights of 0, expected one above it.`);
    this.total = total;
    this.keep = new Float64Array(size).fill(1);
    this.other = Int32Array.from({ length: size }, (_, i) => i);
    const scaled = Float64Array.from(weights, (weight) => (weight * size) / total);
    const small: number[] = [];
    const large: number[] = [];
    for (let i = 0; i < size; i++) (scaled[i]! < 1 ? small : large).push(i);
    while (small.length > 0 && large.length > 0) {
      const less = small.pop()!;
      const more = large.pop()!;
      this.keep[less] = scaled[less]!;
      this.other[less] = more;
      scaled[more] = scaled[more]! + scaled[less]! - 1;
      (scaled[more]! < 1 ? small : large).push(more);
    }
    // What rounding leaves over: a weight of 0 must still never be drawn.
    for (const i of small) {
      if (weights[i] !== 0) continue;
      this.keep[i] = 0;
      this.other[i] = heaviest(weights);
    }
  }

  draw(random: Random): number {
    const place = random.float() * this.keep.length;
    const index = Math.floor(place);
    return place - index < this.keep[index]! ? index : this.other[index]!;
  }
}

function heaviest(weights: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < weights.length; i++) if (weights[i]! > weights[best]!) best = i;
  return best;
}
