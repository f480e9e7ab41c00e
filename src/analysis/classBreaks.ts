import { ckmeans, quantileSorted, sampleSkewness } from 'simple-statistics';

/**
 * Breaks between classes, ascending: class 0 lies below the first, class i holds `breaks[i − 1] ≤ value < breaks[i]`,
 * the last class is open. `count` classes have `count − 1` breaks.
 */
export type Breaks = readonly number[];

/** The class that a value falls in, 0 for the lowest. */
export function classOf(breaks: Breaks, value: number): number {
  let index = 0;
  while (index < breaks.length && value >= breaks[index]!) index++;
  return index;
}

/** How many values fall in each class. */
export function classCounts(breaks: Breaks, values: readonly number[]): number[] {
  const counts = new Array<number>(breaks.length + 1).fill(0);
  for (const value of values) counts[classOf(breaks, value)]!++;
  return counts;
}

/**
 * Round breaks for a sequential scale: classes of about equal size (quantiles), or, where a few large values would
 * stretch the last class, natural groups of the logarithms. Fewer classes come back where the values are too few or
 * too equal to fill `count` of them: no class is empty.
 */
export function classBreaks(values: readonly number[], count: number): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const distinct = new Set(sorted).size;
  const classes = Math.min(count, distinct);
  if (classes < 2) return [];
  const gaps = isSkewed(sorted) ? naturalGaps(sorted, classes) : quantileGaps(sorted, classes);
  const breaks: number[] = [];
  let filled = 0;
  for (const [low, high] of gaps) {
    const least = sorted[filled]!;
    const next = sorted.find((value) => value > least);
    if (next === undefined) break;
    const wanted = roundest(low, high);
    const at = wanted > least ? wanted : roundest(least + (next - least) * 1e-9, next);
    breaks.push(at);
    filled = sorted.filter((value) => value < at).length;
  }
  return breaks;
}

type Gap = readonly [low: number, high: number];

/** Whether all values are positive and so uneven that classes of equal size would hide the large ones. */
function isSkewed(sorted: readonly number[]): boolean {
  return sorted.length > 5 && sorted[0]! > 0 && sampleSkewness([...sorted]) > 1.5;
}

/** How far into a class, of its own size, a break may be moved to become rounder. */
const slack = 0.35;

/** For each quantile the stretch of values around it in which a break may lie. */
function quantileGaps(sorted: readonly number[], classes: number): Gap[] {
  const at = (share: number) => quantileSorted([...sorted], share);
  return Array.from({ length: classes - 1 }, (_, i): Gap => {
    const share = (i + 1) / classes;
    return [at(share - slack / classes), at(share + slack / classes)];
  });
}

/** For each end of a natural group of the logarithms the stretch of values around it in which a break may lie. */
function naturalGaps(sorted: readonly number[], classes: number): Gap[] {
  // A lone outlier makes no class of its own: the outermost hundredths count as what lies next to them.
  const [least, most] = [quantileSorted([...sorted], 0.02), quantileSorted([...sorted], 0.98)];
  const logs = sorted.map((value) => Math.log(Math.min(most, Math.max(least, value))));
  const sizes = ckmeans(logs, Math.min(classes, new Set(logs).size)).map((group) => group.length);
  let end = 0;
  return sizes.slice(0, -1).map((size, i): Gap => {
    end += size;
    const below = sorted[Math.max(0, Math.floor(end - 1 - slack * size))]!;
    const above = sorted[Math.min(sorted.length - 1, Math.ceil(end + slack * sizes[i + 1]!))]!;
    return [below, above];
  });
}

/** The roundest number within two ends: a multiple of the largest step of 1, 2, 5 × 10ⁿ that has one there. */
export function roundest(low: number, high: number): number {
  const middle = (low + high) / 2;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size === 0) return 0;
  const top = Math.floor(Math.log10(size));
  for (let power = top; power >= top - 4; power--) {
    for (const lead of [5, 2, 1]) {
      const step = lead * 10 ** power;
      const near = tidy(Math.round(middle / step) * step);
      if (near >= low && near <= high) return near;
    }
  }
  return tidy(middle);
}

function tidy(value: number): number {
  return Number(value.toPrecision(10));
}

/** Breaks on both sides of a target, of which `breaks[target]` is the target itself. */
export interface DivergingBreaks {
  readonly breaks: Breaks;
  readonly target: number;
}

export interface DivergingOptions {
  /** ratio: classes of equal proportion (durations); else of equal width. */
  readonly spacing: 'difference' | 'ratio';
  /** Classes on either side of the target. */
  readonly sides: number;
  /** The least and greatest value that there can be: classes wholly beyond them are left out. */
  readonly least: number;
  readonly greatest: number;
}

const ratios = [1.25, 1.5, 2, 3, 5, 10];

/**
 * Breaks at equal distances from a target, so that equally dark colours are equally far from it. The distance is
 * the roundest with which nine tenths of the values fall short of the outermost classes' middle.
 */
export function divergingBreaks(
  values: readonly number[],
  target: number,
  { spacing, sides, least, greatest }: DivergingOptions,
): DivergingBreaks {
  const known = values.filter(Number.isFinite);
  const offset = spacing === 'ratio' ? ratioOffset(known, target, sides) : widthOffset(known, target, sides);
  const breaks: number[] = [];
  let index = 0;
  for (let side = 1 - sides; side < sides; side++) {
    const at = side === 0 ? target : tidy(offset(side));
    if (side !== 0 && (at <= least || at >= greatest)) continue;
    if (side === 0) index = breaks.length;
    breaks.push(at);
  }
  return { breaks, target: index };
}

function widthOffset(values: readonly number[], target: number, sides: number): (side: number) => number {
  const far = spread(values.map((value) => Math.abs(value - target)));
  const wanted = far / (sides - 0.5);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step =
    [1, 1.5, 2, 2.5, 3, 4, 5, 10].map((lead) => lead * power).find((size) => size >= wanted) ?? wanted;
  return (side) => target + side * step;
}

function ratioOffset(values: readonly number[], target: number, sides: number): (side: number) => number {
  const far = spread(values.filter((value) => value > 0).map((value) => Math.abs(Math.log(value / target))));
  const wanted = Math.exp(far / (sides - 0.5));
  const ratio = ratios.find((size) => size >= wanted * 0.9) ?? ratios[ratios.length - 1]!;
  return (side) => Number((target * ratio ** side).toPrecision(2));
}

/** How far nine tenths of the values lie from the target; a hundredth where all lie on it. */
function spread(distances: readonly number[]): number {
  if (distances.length === 0) return 0.01;
  return Math.max(
    0.01,
    quantileSorted(
      distances.toSorted((a, b) => a - b),
      0.9,
    ),
  );
}
