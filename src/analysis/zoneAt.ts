import { isInside } from '../model/inside.ts';
import type { ZoneShapes } from './zoneShapes.ts';

/** Id of the zone that a point in degrees lies in; null where it is in none. */
export function zoneAt(shapes: ZoneShapes, longitude: number, latitude: number): string | null {
  const zone = shapes.zones.features.find(({ geometry }) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    return polygons.some((rings) => isInside(longitude, latitude, rings));
  });
  return zone?.properties.id ?? null;
}
