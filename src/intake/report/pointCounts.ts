/** A point in steps, how many rows have it and the line of the first. */
export interface CountedPoint {
  readonly lon: number;
  readonly lat: number;
  readonly count: number;
  readonly line: number;
}

/** A point that stands for many rows is among the first so many. */
const mostPoints = 5000;
const slots = 2 ** 14;

/** Counts the rows of each point: a table of typed arrays, as it is asked for every row. */
export class PointCounts {
  /** Rows that were added. */
  all = 0;
  /** Points that are counted. */
  size = 0;
  private readonly lons = new Int32Array(slots);
  private readonly lats = new Int32Array(slots);
  private readonly counts = new Uint32Array(slots);
  private readonly lines = new Float64Array(slots);

  /** Counts a row; not that of a point that is new after the first `mostPoints`. */
  add(lon: number, lat: number, line: number): void {
    this.all++;
    const { lons, lats, counts } = this;
    let slot = (Math.imul(lon, 0x9e3779b1) ^ Math.imul(lat, 0x85ebca6b)) >>> 18;
    while (counts[slot]! > 0 && (lons[slot] !== lon || lats[slot] !== lat)) slot = (slot + 1) % slots;
    if (counts[slot]! > 0) {
      counts[slot]!++;
      return;
    }
    if (this.size === mostPoints) return;
    this.size++;
    lons[slot] = lon;
    lats[slot] = lat;
    counts[slot] = 1;
    this.lines[slot] = line;
  }

  /** The point with the most rows, of several the one whose first row is earlier, and how many the next one has. */
  most(): { readonly first: CountedPoint | null; readonly second: number } {
    let best = -1;
    let second = 0;
    for (let slot = 0; slot < slots; slot++) {
      const count = this.counts[slot]!;
      if (count === 0) continue;
      const most = best < 0 ? 0 : this.counts[best]!;
      if (count > most || (count === most && this.lines[slot]! < this.lines[best]!)) {
        second = most;
        best = slot;
      } else if (count > second) second = count;
    }
    if (best < 0) return { first: null, second };
    return {
      first: {
        ...{ lon: this.lons[best]!, lat: this.lats[best]! },
        ...{ count: this.counts[best]!, line: this.lines[best]! },
      },
      second,
    };
  }
}
