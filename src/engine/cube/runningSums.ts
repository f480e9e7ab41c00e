/**
 * Planes of counts in a row of equal steps of time, kept as sums up to the end of each step. Planes in front of
 * `summed` are such sums; the others hold what is of their own step only, until somebody needs them.
 */
export class RunningSums {
  private summed = 0;
  /** Index of the first number of each plane. */
  private readonly planes: number[] = [];
  private readonly length: number;

  /** @param length numbers in a plane */
  constructor(length: number) {
    this.length = length;
  }

  /** Index of the first number of a step's plane. */
  plane(step: number): number {
    return this.planes[step]!;
  }

  /** Adds a step behind the last one, whose plane holds zeros. @param plane index of its first number */
  append(plane: number): void {
    this.planes.push(plane);
  }

  /** Adds a step in front of the first one, whose plane holds zeros. */
  prepend(plane: number): void {
    this.planes.unshift(plane);
    this.summed++;
  }

  /** Makes the planes of the first `steps` steps sums. */
  sumUp(words: Int32Array, steps: number): void {
    for (let step = Math.max(this.summed, 1); step < steps; step++) this.addBefore(words, step, 1);
    this.summed = Math.max(this.summed, steps);
  }

  /** Makes the planes from a step on hold counts of their own step, so that many can be added to them. */
  takeApart(words: Int32Array, from: number): void {
    for (let step = this.summed - 1; step >= Math.max(from, 1); step--) this.addBefore(words, step, -1);
    this.summed = Math.min(this.summed, from);
  }

  /** Adds to one number of a step, and to the sums that it is in. */
  change(words: Int32Array, step: number, offset: number, by: number): void {
    const end = Math.max(this.summed, step + 1);
    for (let later = step; later < end; later++) {
      const at = this.planes[later]! + offset;
      words[at] = words[at]! + by;
    }
  }

  private addBefore(words: Int32Array, step: number, sign: 1 | -1): void {
    const own = this.planes[step]!;
    const before = this.planes[step - 1]!;
    if (sign === 1)
      for (let i = 0; i < this.length; i++) words[own + i] = words[own + i]! + words[before + i]!;
    else for (let i = 0; i < this.length; i++) words[own + i] = words[own + i]! - words[before + i]!;
  }
}
