interface RandomPlace {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly counter: number;
  readonly spare: number;
}

/** Seeded random numbers: sfc32 by Chris Doty-Humphrey. The same seed and name give the same numbers. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private spare = Number.NaN;

  /** @param name tells apart the streams of one seed, so that one more number drawn here moves nothing there */
  constructor(seed: number, name: string) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    this.a = seed >>> 0;
    this.b = Math.floor(seed / 2 ** 32) >>> 0;
    this.c = hash >>> 0;
    for (let i = 0; i < 15; i++) this.float();
  }

  /** The place in the stream; `goTo` it, and the same numbers come again. */
  place(): RandomPlace {
    const { a, b, c, counter, spare } = this;
    return { a, b, c, counter, spare };
  }

  goTo(place: RandomPlace): void {
    Object.assign(this, place);
  }

  /** A number in [0, 1) of 32 random bits. */
  float(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to `below` − 1. */
  below(below: number): number {
    return Math.floor(this.float() * below);
  }

  chance(probability: number): boolean {
    return this.float() < probability;
  }

  /** Standard normal: Marsaglia's polar method. */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const value = this.spare;
      this.spare = Number.NaN;
      return value;
    }
    for (;;) {
      const x = this.float() * 2 - 1;
      const y = this.float() * 2 - 1;
      const square = x * x + y * y;
      if (square === 0 || square >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      this.spare = y * scale;
      return x * scale;
    }
  }

  /** A log-normal number with this median; `spread` is the standard deviation of its logarithm. */
  logNormal(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  /** A Weibull number; a shape below 1 has a long tail. */
  weibull(scale: number, shape: number): number {
    return scale * (-Math.log(1 - this.float())) ** (1 / shape);
  }

  /** A Poisson number. */
  poisson(mean: number): number {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.float(); product > limit; product *= this.float()) count++;
    return count;
  }
}
