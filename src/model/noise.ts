import { type Cell, growsWithDays, type MeasureId, measures, type Unit } from './measures.ts';

/** A value in a period and in the one before it. A share is 0 to 1, a duration hours; `n` requests are behind each. */
export interface Movement {
  readonly now: { readonly value: number; readonly n: number };
  readonly before: { readonly value: number; readonly n: number };
}

/**
 * Standard deviations from which a change is more than the up and down of chance: of a thousand changes that are
 * nothing but chance, fewer than one is taken for news, so that a table of 320 rows is quiet.
 */
export const newsThreshold = 3.5;

/** The noise of a count (Poisson): 2 (√now − √before) over √2, which has the deviation 1 for counts of any size. */
export function countNoise({ now, before }: Movement): number {
  return Math.SQRT2 * (Math.sqrt(now.value) - Math.sqrt(before.value));
}

/** The noise of a share (binomial): the difference over its pooled standard error; null without requests on a side. */
export function shareNoise({ now, before }: Movement): number | null {
  const n = now.n + before.n;
  if (now.n === 0 || before.n === 0) return null;
  const pooled = (now.value * now.n + before.value * before.n) / n;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / now.n + 1 / before.n));
  return error === 0 ? 0 : (now.value - before.value) / error;
}

/** Of a normal distribution: the deviation that nine tenths lie below, and the error of its median against its mean. */
const ninthTenth = 1.2816;
const medianError = 1.2533;
/** A ninth tenth's error against a mean's: √(0.9 × 0.1) over the density there. */
const ninthTenthError = 1.71;
/**
 * The deviation of the logarithms of times where it is not known: nine of ten are within 17 medians, as of the first
 * responses of a municipality that answers calls in minutes and forms in a day.
 */
const usualSpread = 2.2;

/** The deviation of the logarithms of times, by their median and ninth tenth; never taken for less than 1. */
export function spreadOfTimes(half: number, nineOfTen: number): number {
  if (!(half > 0) || !(nineOfTen > half)) return usualSpread;
  return Math.max(1, Math.log(nineOfTen / half) / ninthTenth);
}

/**
 * The noise of a median or a ninth tenth of times, which are taken as log-normal: the difference of the logarithms over
 * the standard error of that order statistic (σ 1.2533 / √n of a median, σ 1.71 / √n of a ninth tenth).
 */
export function hoursNoise(
  { now, before }: Movement,
  { isMedian = true, spread = usualSpread }: { readonly isMedian?: boolean; readonly spread?: number } = {},
): number | null {
  if (now.n === 0 || before.n === 0 || !(now.value > 0) || !(before.value > 0)) return null;
  const error = spread * (isMedian ? medianError : ninthTenthError) * Math.sqrt(1 / now.n + 1 / before.n);
  return Math.log(now.value / before.value) / error;
}

/** The noise of a mean of ratings of 1 to 5, of which the usual deviation is 1.2. */
export function ratingNoise({ now, before }: Movement): number | null {
  if (now.n === 0 || before.n === 0) return null;
  return (now.value - before.value) / (1.2 * Math.sqrt(1 / now.n + 1 / before.n));
}

/**
 * How far a change stands out of chance, in standard deviations; its sign is the direction. Null where it cannot be told.
 * @param spread of the logarithms of times, where it is known
 */
export function noiseOf(measure: MeasureId, movement: Movement, spread?: number): number | null {
  const unit: Unit = measures[measure].unit;
  switch (unit) {
    case 'count':
      return countNoise(movement);
    case 'per1000': {
      // The same residents are behind both: what varies are the requests.
      const { now, before } = movement;
      return countNoise({ now: { ...now, value: now.n }, before: { ...before, value: before.n } });
    }
    case 'share':
      return shareNoise(movement);
    case 'hours':
      return hoursNoise(movement, {
        isMedian: measure.endsWith('P50'),
        ...(spread === undefined ? {} : { spread }),
      });
    case 'rating':
      return ratingNoise(movement);
  }
}

const fewestPeers = 5;

/** What is usual in a family of changes: their middle, and how far they lie around it, at least as far as chance has them. */
export interface Usual {
  readonly middle: number;
  readonly spread: number;
}

/**
 * The usual of changes that can be compared with each other, e.g. of one measure by zone, from their noise: the median,
 * and 1.4826 × the median absolute deviation where that is more than chance alone, because requests come in waves and
 * vary more than Poisson says. Of fewer than five nothing is known.
 */
export function usualOf(scores: readonly number[]): Usual {
  if (scores.length < fewestPeers) return { middle: 0, spread: 1 };
  const middle = median(scores);
  return { middle, spread: Math.max(1, 1.4826 * median(scores.map((score) => Math.abs(score - middle)))) };
}

/**
 * A change of two cells as a movement; null where one of them has no value.
 * @param span days of the one by days of the other: counts are then as many as the shorter has, which makes chance
 *   rather larger than it is
 */
export function movementOf(
  measure: MeasureId,
  now: Cell | undefined,
  before: Cell | undefined,
  span = 1,
): Movement | null {
  if (now?.kind !== 'value' || before?.kind !== 'value') return null;
  if (span === 1 || !growsWithDays(measure)) return { now, before };
  const shorter = ({ value, n }: { value: number; n: number }, by: number) => ({
    value: value * by,
    n: n * by,
  });
  return { now: shorter(now, Math.min(1, 1 / span)), before: shorter(before, Math.min(1, span)) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
