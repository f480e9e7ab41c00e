/** Something that is to happen. */
export interface Due<T> {
  readonly at: number;
  /** Of two at the same instant the one that was put in first comes first. */
  readonly number: number;
  readonly what: T;
}

/** What is to happen, in order of time: a binary heap. */
export class Agenda<T> {
  private readonly heap: Due<T>[] = [];
  private count = 0;

  put(at: number, what: T): void {
    const due = { at, number: this.count++, what };
    const { heap } = this;
    let i = heap.push(due) - 1;
    while (i > 0) {
      const parent = (i - 1) >>> 1;
      if (!isBefore(due, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = due;
  }

  /** Takes out what comes next, if it is due by an instant. */
  next(until: number): Due<T> | null {
    const { heap } = this;
    const first = heap[0];
    if (!first || first.at > until) return null;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return first;
  }
}

function isBefore<T>(a: Due<T>, b: Due<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.number < b.number);
}
