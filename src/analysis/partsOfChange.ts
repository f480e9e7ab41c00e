import type { Movement } from '../model/noise.ts';

/** A group of a whole, in a period and in the one that it is held against. */
export interface PartMovement extends Movement {
  readonly key: number;
}

/** What one group gave to the change of the whole; all of them add up to it. */
export interface PartOfChange {
  readonly key: number;
  readonly by: number;
}

/**
 * The change of a whole as a sum over its groups. A count changes by what each group changes. A share changes by how far
 * each group lies from the earlier share of the whole, weighed by its requests, less the same of the earlier period: a
 * group counts by its own rate and by how much of the whole it has become.
 * @param span days of the one period by days of the other: counts are compared per day
 */
export function partsOfChange(
  kind: 'count' | 'share',
  groups: readonly PartMovement[],
  span = 1,
): PartOfChange[] {
  if (kind === 'count')
    return groups.map(({ key, now, before }) => ({ key, by: now.value - before.value * span }));
  const sum = (of: (group: PartMovement) => number) => groups.reduce((total, group) => total + of(group), 0);
  const [allNow, allBefore] = [sum(({ now }) => now.n), sum(({ before }) => before.n)];
  if (allNow === 0 || allBefore === 0) return [];
  const earlier = sum(({ before }) => before.value * before.n) / allBefore;
  return groups.map(({ key, now, before }) => ({
    key,
    by: ((now.value - earlier) * now.n) / allNow - ((before.value - earlier) * before.n) / allBefore,
  }));
}

/** Where most of a change happened. */
export interface Whereabouts {
  /**
   * `most`: at least half of it in these; `beyond`: more than all of it, the rest went the other way; `spread`: less
   * than half, these being only the first.
   */
  readonly kind: 'most' | 'beyond' | 'spread';
  /** The groups, the largest part first: as few as have half of it, at most three. */
  readonly keys: readonly number[];
  /** Their part of the whole change. */
  readonly share: number;
}

const mostNamed = 3;

/** In which groups most of a change happened; null where nothing changed. */
export function whereaboutsOf(parts: readonly PartOfChange[]): Whereabouts | null {
  const total = parts.reduce((sum, { by }) => sum + by, 0);
  if (Math.abs(total) < 1e-9) return null;
  const keys: number[] = [];
  let share = 0;
  for (const { key, by } of parts.toSorted((a, b) => (b.by - a.by) * Math.sign(total))) {
    if (by * total <= 0 || keys.length === mostNamed || share >= 0.5) break;
    keys.push(key);
    share += by / total;
  }
  const kind = share > 1 + 1e-9 ? 'beyond' : share >= 0.5 ? 'most' : 'spread';
  return keys.length > 0 ? { kind, keys, share } : null;
}
