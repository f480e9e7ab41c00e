/** One group's value in a period and in the one before it. A share's value is 0 to 1 with its n; a count is its own n. */
export interface Movement {
  readonly now: { readonly value: number; readonly n: number };
  readonly before: { readonly value: number; readonly n: number };
}

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

/** Standard deviations from which a movement is more than the usual up and down of some hundreds of groups. */
export const threshold = 3.5;
/** A change smaller than this is not worth a line, however certain it is. */
const leastCount = { relative: 0.1, absolute: 10 };
const leastShare = 0.02;
const fewestPeers = 5;

/**
 * The movements that stand out, the clearest first.
 *
 * Each movement is measured against the noise of its own size: a count as Poisson, by √2 (√now − √before), a share
 * as binomial, by the difference over its pooled standard error. Where a family has at least five members, these
 * are then read against the family: less the family's median, so that what moved everywhere alike is not repeated
 * line by line, and over the family's own spread (1.4826 × the median absolute deviation) where that is more than
 * chance alone, because requests come in waves and vary more than Poisson says.
 */
export function moversOf<M extends Movement>(families: readonly Family<M>[], most: number): Mover<M>[] {
  return families
    .flatMap(({ kind, movements }) => {
      const raw = movements.map((movement) =>
        kind === 'count' ? countNoise(movement) : shareNoise(movement),
      );
      const known = raw.filter((score) => score !== null);
      const peers = known.length >= fewestPeers;
      const middle = peers ? median(known) : 0;
      const spread = peers ? Math.max(1, 1.4826 * median(known.map((score) => Math.abs(score - middle)))) : 1;
      return movements.flatMap((movement, index): Mover<M>[] => {
        const score = raw[index];
        if (score === null || score === undefined || !worthALine(kind, movement)) return [];
        const own = (score - middle) / spread;
        // A group that only failed to follow its family has not moved itself.
        if (Math.sign(own) !== Math.sign(movement.now.value - movement.before.value)) return [];
        return Math.abs(own) >= threshold ? [{ movement, score: own }] : [];
      });
    })
    .sort((a, b) => Math.abs(b.score) - Math.abs(a.score))
    .slice(0, most);
}

function countNoise({ now, before }: Movement): number {
  return Math.SQRT2 * (Math.sqrt(now.value) - Math.sqrt(before.value));
}

function shareNoise({ now, before }: Movement): number | null {
  const n = now.n + before.n;
  if (now.n === 0 || before.n === 0) return null;
  const pooled = (now.value * now.n + before.value * before.n) / n;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / now.n + 1 / before.n));
  return error === 0 ? 0 : (now.value - before.value) / error;
}

function worthALine(kind: 'count' | 'share', { now, before }: Movement): boolean {
  const difference = Math.abs(now.value - before.value);
  if (kind === 'share') return difference >= leastShare;
  return difference >= leastCount.absolute && difference >= leastCount.relative * before.value;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
