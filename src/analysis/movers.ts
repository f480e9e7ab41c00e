import { countNoise, type Movement, newsThreshold, shareNoise, usualOf } from '../model/noise.ts';

/** Movements that can be compared with each other: the same measure of the groups of one dimension. */
export interface Family<M extends Movement> {
  readonly kind: 'count' | 'share';
  readonly movements: readonly M[];
}

export interface Mover<M extends Movement> {
  readonly movement: M;
  /** How far it stands out of its family's usual up and down, in standard deviations; its sign is the direction. */
  readonly score: number;
}

/** A change smaller than this is not worth a line, however certain it is. */
const leastCount = { relative: 0.1, absolute: 10 };
const leastShare = 0.02;

/**
 * All movements that stand out, the clearest first.
 *
 * Each movement is measured against the noise of its own size: a count as Poisson, by √2 (√now − √before), a share
 * as binomial, by the difference over its pooled standard error. Where a family has at least five members, these
 * are then read against the family: less the family's median, so that what moved everywhere alike is not repeated
 * line by line, and over the family's own spread (1.4826 × the median absolute deviation) where that is more than
 * chance alone, because requests come in waves and vary more than Poisson says.
 */
export function moversOf<M extends Movement>(families: readonly Family<M>[]): Mover<M>[] {
  return families
    .flatMap(({ kind, movements }) => {
      const raw = movements.map((movement) =>
        kind === 'count' ? countNoise(movement) : shareNoise(movement),
      );
      const { middle, spread } = usualOf(raw.filter((score) => score !== null));
      return movements.flatMap((movement, index): Mover<M>[] => {
        const score = raw[index];
        if (score === null || score === undefined || !worthALine(kind, movement)) return [];
        const own = (score - middle) / spread;
        // A group that only failed to follow its family has not moved itself.
        if (Math.sign(own) !== Math.sign(movement.now.value - movement.before.value)) return [];
        return Math.abs(own) >= newsThreshold ? [{ movement, score: own }] : [];
      });
    })
    .sort((a, b) => Math.abs(b.score) - Math.abs(a.score));
}

function worthALine(kind: 'count' | 'share', { now, before }: Movement): boolean {
  const difference = Math.abs(now.value - before.value);
  if (kind === 'share') return difference >= leastShare;
  return difference >= leastCount.absolute && difference >= leastCount.relative * before.value;
}
