import type { Zones } from '../../model/zones.ts';
import type { ZoneFinder } from '../reading/zoneFinder.ts';

type Point = readonly [longitude: number, latitude: number];

/** Where the points of a source are expected. */
export interface Home {
  /** Whether a point is there, or not far from it. */
  has(point: Point): boolean;
  /** The zone with a shape in which a point lies; −1 for none. */
  zoneAt(point: Point): number;
}

/** No zone reaches farther from the middle of its shape, degrees. */
const aroundZones = 0.35;
/** A city around the middle of its points, degrees. */
const aroundPoints = 1;

/**
 * @param finder of these zones; null where they have no shapes
 * @param middle of the points that were looked at; null where none were
 * @returns null where nothing tells
 */
export function homeOf(zones: Zones, finder: ZoneFinder | null, middle: Point | null): Home | null {
  const labels = zones.zones.flatMap(({ label }) => (label ? [label] : []));
  const known = finder !== null && labels.length > 0;
  const points = known ? labels : middle ? [middle] : [];
  if (points.length === 0) return null;
  const margin = known ? aroundZones : aroundPoints;
  const [west, east] = rangeOf(
    points.map(([lon]) => lon),
    margin,
  );
  const [south, north] = rangeOf(
    points.map(([, lat]) => lat),
    margin,
  );
  return {
    has: ([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north,
    zoneAt: ([lon, lat]) => {
      const match = known ? finder.byPoint(lon, lat) : null;
      return match && match.how !== 'outside' ? match.zone : -1;
    },
  };
}

function rangeOf(values: readonly number[], margin: number): readonly [number, number] {
  return [Math.min(...values) - margin, Math.max(...values) + margin];
}
