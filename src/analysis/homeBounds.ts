import { around, type Bounds } from './zoneShapes.ts';

/** A point with how much it counts for, e.g. a zone's label point and residents. */
export interface WeightedPoint {
  readonly at: readonly [lon: number, lat: number];
  readonly weight: number;
}

/**
 * The bounds of the main body of a city: of the points nearest to its weighted middle that together hold `share` of
 * all weight, so that a far exclave does not shrink the view. Where nothing weighs anything all points count alike.
 * Null without points.
 */
export function homeBounds(points: readonly WeightedPoint[], share = 0.95): Bounds | null {
  if (points.length === 0) return null;
  const weighs = points.some(({ weight }) => weight > 0);
  const weighted = points.map(({ at, weight }) => ({ at, weight: weighs ? Math.max(0, weight) : 1 }));
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const middle = [median(weighted, 0, total), median(weighted, 1, total)] as const;
  const shrink = Math.cos((middle[1] * Math.PI) / 180);
  const distance = ({ at }: WeightedPoint) => Math.hypot((at[0] - middle[0]) * shrink, at[1] - middle[1]);
  const nearest = weighted.toSorted((a, b) => distance(a) - distance(b));
  const inside: (readonly [number, number])[] = [];
  let held = 0;
  for (const { at, weight } of nearest) {
    if (held >= share * total) break;
    if (weight > 0) inside.push(at);
    held += weight;
  }
  return around(inside);
}

function median(points: readonly WeightedPoint[], axis: 0 | 1, total: number): number {
  let held = 0;
  const sorted = points.toSorted((a, b) => a.at[axis] - b.at[axis]);
  for (const { at, weight } of sorted) {
    held += weight;
    if (held >= total / 2) return at[axis];
  }
  return sorted[sorted.length - 1]!.at[axis];
}
