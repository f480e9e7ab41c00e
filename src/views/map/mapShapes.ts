import { homeBounds } from '../../analysis/homeBounds.ts';
import { readShapes, union, type ZoneShapes } from '../../analysis/zoneShapes.ts';
import type { Zone } from '../../model/zones.ts';
import type { Geometry } from './mapGeometry.ts';

/** The shapes of a geometry, or why there are none. */
export type Shapes = ZoneShapes | 'loading' | 'none' | { readonly fault: string };

export function shapesOf(geometry: Geometry): Shapes {
  if (geometry === 'loading') return 'loading';
  if (geometry === null) return 'none';
  try {
    return readShapes(geometry.topology);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** The zones with the points at which the shapes want their names. */
export function placed(zones: readonly Zone[], shapes: ZoneShapes | null): readonly Zone[] {
  if (!shapes || shapes.labels.size === 0) return zones;
  return zones.map((zone) => {
    const label = shapes.labels.get(zone.id);
    return label ? { ...zone, label } : zone;
  });
}

/** Of several zones those in which people live: an artificial island at sea, of two residents, would be most of a view. */
export function peopled(zones: readonly Zone[], ids: ReadonlySet<string>): ReadonlySet<string> {
  const lived = zones.filter(({ id, residents }) => ids.has(id) && (residents ?? 0) >= 100);
  return lived.length === 0 ? ids : new Set(lived.map(({ id }) => id));
}

/** The bounds that hold all these zones; null where none of them has a shape. */
export function boundsOf(ids: ReadonlySet<string>, shapes: ZoneShapes) {
  const [first, ...rest] = [...ids]
    .map((id) => shapes.bounds.get(id))
    .filter((bounds) => bounds !== undefined);
  return first ? rest.reduce(union, first) : null;
}

/** The bounds that hold the zones in which most residents live. */
export function homeOf(zones: readonly Zone[], shapes: ZoneShapes) {
  const points = zones.flatMap(({ label, residents }) =>
    label ? [{ at: label, weight: residents ?? 0 }] : [],
  );
  const home = homeBounds(points);
  if (home) return home;
  return boundsOf(new Set(shapes.bounds.keys()), shapes);
}
