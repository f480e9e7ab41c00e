import type { Day } from '../model/day.ts';

/** Counts how many requests stand open at the end of each day. */
export class OpenStock {
  private readonly from: Day;
  private readonly changes: Int32Array;

  constructor(from: Day, to: Day) {
    this.from = from;
    this.changes = new Int32Array(to - from + 1);
  }

  /** @param done the day on which it was completed, null if it still is open */
  add(opened: Day, done: Day | null): void {
    this.changes[opened - this.from]!++;
    if (done !== null) this.changes[done - this.from]!--;
  }

  /** What an open stock should stay below: a tenth above the middle of the last 13 weeks, in two digits. */
  limit(): number {
    let open = 0;
    const byDay = Array.from(this.changes, (change) => {
      open += change;
      return open;
    });
    const last = byDay.slice(-91).sort((a, b) => a - b);
    return twoDigits((last[Math.floor(last.length / 2)] ?? 0) * 1.1);
  }
}

function twoDigits(value: number): number {
  return value < 1 ? 0 : Number(value.toPrecision(2));
}
