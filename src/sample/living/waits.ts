/** How long one request waited, in seconds since the wait began, as far as it was seen. */
export interface Spell {
  /** From where on it was seen: one that ended earlier would not be among the spells. */
  readonly from: number;
  /** Where it ended, or was last seen. */
  readonly to: number;
  /** What ended it; null if it has not ended. */
  readonly end: number | null;
}

/** A wait that ends. */
export interface Wait {
  /** Seconds since it began. */
  readonly seconds: number;
  readonly end: number;
}

/**
 * Draws waits that last as long as those that were seen, with those that have not ended counted for what they are:
 * the Nelson–Aalen estimate of the cumulative hazard, for spells that are cut on both sides.
 */
export class Waits {
  private readonly seconds: Float64Array;
  private readonly ends: readonly number[];
  /** Cumulative hazard at and before each end. */
  private readonly hazard: Float64Array;

  constructor(spells: readonly Spell[]) {
    const seen = spells.filter(({ from, to }) => to > from);
    const ended = seen.filter(({ end }) => end !== null).sort((a, b) => a.to - b.to);
    const from = Float64Array.from(seen, (spell) => spell.from).sort();
    const to = Float64Array.from(seen, (spell) => spell.to).sort();
    this.seconds = Float64Array.from(ended, (spell) => spell.to);
    this.ends = ended.map(({ end }) => end!);
    this.hazard = new Float64Array(ended.length);
    let [begun, over, sum, same] = [0, 0, 0, 0];
    this.seconds.forEach((at, i) => {
      while (begun < from.length && from[begun]! < at) begun++;
      while (over < to.length && to[over]! < at) over++;
      // Of those that end at the same second one after the other goes (Fleming and Harrington): many do.
      same = at === this.seconds[i - 1] ? same + 1 : 0;
      sum += 1 / (begun - over - same);
      this.hazard[i] = sum;
    });
  }

  /** How many ends were seen. */
  get size(): number {
    return this.ends.length;
  }

  /** How long a wait lasts in all that has lasted some seconds; null if it does not end in any time that was seen. */
  after(seconds: number, draw: () => number): Wait | null {
    const start = firstAbove(this.seconds, seconds);
    const hazard = (start === 0 ? 0 : this.hazard[start - 1]!) - Math.log(1 - draw());
    const i = firstAbove(this.hazard, hazard, start);
    return i < this.ends.length ? { seconds: this.seconds[i]!, end: this.ends[i]! } : null;
  }
}

/** Index of the first value above one, among ascending values from an index on. */
function firstAbove(values: Float64Array, value: number, from = 0): number {
  let low = from;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
