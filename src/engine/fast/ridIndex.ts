/** Finds the row of a rid among rows whose rids mostly follow each other: runs of them, sorted. */
export class RidIndex {
  private readonly rids: Uint32Array;
  private readonly rows: Uint32Array;
  private readonly lengths: Uint32Array;

  constructor(rids: Uint32Array) {
    const starts: number[] = [];
    for (let row = 0; row < rids.length; row++)
      if (row === 0 || rids[row] !== rids[row - 1]! + 1) starts.push(row);
    const lengthAt = (k: number) => (starts[k + 1] ?? rids.length) - starts[k]!;
    const order = starts.map((_, k) => k).sort((a, b) => rids[starts[a]!]! - rids[starts[b]!]!);
    this.rids = Uint32Array.from(order, (k) => rids[starts[k]!]!);
    this.rows = Uint32Array.from(order, (k) => starts[k]!);
    this.lengths = Uint32Array.from(order, lengthAt);
  }

  /** The row of a rid, −1 where there is none. */
  rowOf(rid: number): number {
    const { rids } = this;
    let low = 0;
    let high = rids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rids[middle]! <= rid) low = middle + 1;
      else high = middle;
    }
    const run = low - 1;
    if (run < 0) return -1;
    const into = rid - rids[run]!;
    return into < this.lengths[run]! ? this.rows[run]! + into : -1;
  }
}
