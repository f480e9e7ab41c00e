import { seeded } from '../../tests/support/seeded.ts';

/** Which made-up requests: the same spec makes the same rows, in Node and in any worker. */
export interface RowsSpec {
  readonly rows: number;
  /** Number of zones, "none" among them. */
  readonly zones: number;
  readonly seed: number;
}

/** Number of codes of each dimension; the last code of each is "none". */
export interface Sizes {
  readonly zones: number;
  readonly channels: number;
  readonly categories: number;
}

/** Columns of the requests in ascending order of day: what all systems are given. */
export interface BenchRows {
  readonly sizes: Sizes;
  /** Days since 1970. */
  readonly day: Uint16Array<ArrayBuffer>;
  readonly zone: Uint16Array<ArrayBuffer>;
  readonly channel: Uint8Array<ArrayBuffer>;
  readonly category: Uint8Array<ArrayBuffer>;
  /** 0 or 1. */
  readonly completed: Uint8Array<ArrayBuffer>;
  /** 0 or 1; 1 only for completed ones. */
  readonly onTime: Uint8Array<ArrayBuffer>;
}

/** A Monday, so that weeks from Monday and weeks from the first day are the same ones. */
export const firstDay = 20_052;
export const days = 730;

/** The sizes of Dubai, but for the number of zones. */
export function sizesOf(spec: RowsSpec): Sizes {
  return { zones: spec.zones, channels: 12, categories: 8 };
}

/** Makes rows with few large and many small zones, quiet weekends, a growing number a day, and the last weeks still open. */
export function makeRows(spec: RowsSpec): BenchRows {
  const { rows } = spec;
  const sizes = sizesOf(spec);
  const random = seeded(spec.seed);
  const perDay = spread(
    rows,
    Array.from({ length: days }, (_, i) => (i % 7 > 4 ? 0.6 : 1) * (1 + i / days) * (0.9 + 0.2 * random())),
  );
  const zoneOf = lookup(sizes.zones, 0.8, random);
  const channelOf = lookup(sizes.channels, 1, random);
  const categoryOf = lookup(sizes.categories, 0.9, random);
  const made = {
    sizes,
    day: new Uint16Array(rows),
    zone: new Uint16Array(rows),
    channel: new Uint8Array(rows),
    category: new Uint8Array(rows),
    completed: new Uint8Array(rows),
    onTime: new Uint8Array(rows),
  };
  let row = 0;
  for (let i = 0; i < days; i++) {
    const completion = i < days - 28 ? 0.93 : 0.93 * ((days - i) / 28);
    for (let n = perDay[i]!; n > 0; n--, row++) {
      made.day[row] = firstDay + i;
      made.zone[row] = zoneOf[Math.floor(random() * zoneOf.length)]!;
      made.channel[row] = channelOf[Math.floor(random() * channelOf.length)]!;
      const category = categoryOf[Math.floor(random() * categoryOf.length)]!;
      made.category[row] = category;
      const chance = random();
      made.completed[row] = chance < completion ? 1 : 0;
      made.onTime[row] = chance < completion * (0.9 - 0.04 * category) ? 1 : 0;
    }
  }
  return made;
}

/** Whole numbers in proportion to the weights, `total` together. */
function spread(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let weight = 0;
  let given = 0;
  return weights.map((own) => {
    weight += own;
    const upTo = Math.round((weight / sum) * total);
    const share = upTo - given;
    given = upTo;
    return share;
  });
}

/** A table to draw codes from: the n-th code (in mixed order) has a share of about 1 / n ** steepness, "none" has 1 %. */
function lookup(codes: number, steepness: number, random: () => number): Uint16Array {
  const order = Array.from({ length: codes - 1 }, (_, code) => ({ code, at: random() })).sort(
    (a, b) => a.at - b.at,
  );
  const weights = new Array<number>(codes).fill(0);
  for (const [rank, { code }] of order.entries()) weights[code] = 1 / (rank + 1) ** steepness;
  weights[codes - 1] = weights.reduce((a, b) => a + b, 0) / 99;
  const table = new Uint16Array(1 << 16);
  let at = 0;
  for (const [code, share] of spread(table.length, weights).entries()) {
    table.fill(code, at, at + share);
    at += share;
  }
  return table;
}
