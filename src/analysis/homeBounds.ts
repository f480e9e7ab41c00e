import type { Bounds } from './zoneShapes.ts';

/** A point with how much it counts for, e.g. a zone's label point and residents. */
export interface WeightedPoint {
  readonly at: readonly [lon: number, lat: number];
  readonly weight: number;
}

/**
 * The bounds of the main body of a city: they hold at least `share` of all weight, and each of the four sides leaves
 * out as much as the others, so that a far exclave or an empty island does not shrink the view. Where nothing weighs
 * anything all points count alike. Null without points.
 */
export function homeBounds(points: readonly WeightedPoint[], share = 0.92): Bounds | null {
  if (points.length === 0) return null;
  const weighs = points.some(({ weight }) => weight > 0);
  const weighted = points.map(({ at, weight }) => ({ at, weight: weighs ? Math.max(0, weight) : 1 }));
  const cut = (1 - share) / 4;
  const west = quantile(weighted, 0, cut);
  const south = quantile(weighted, 1, cut);
  const east = quantile(weighted, 0, 1 - cut);
  const north = quantile(weighted, 1, 1 - cut);
  return [west, south, east, north];
}

/** The coordinate up to which a part of all weight lies. */
function quantile(points: readonly WeightedPoint[], axis: 0 | 1, part: number): number {
  const sorted = points.filter(({ weight }) => weight > 0).sort((a, b) => a.at[axis] - b.at[axis]);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let held = 0;
  for (const { at, weight } of sorted) {
    held += weight;
    if (held >= part * total) return at[axis];
  }
  return sorted[sorted.length - 1]!.at[axis];
}
