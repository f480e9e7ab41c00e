import type { Zones } from '../../model/zones.ts';
import { type ZoneFinder, zoneFinder } from './zoneFinder.ts';

const withoutShapes = {};
const finders = new WeakMap<Zones, WeakMap<object, ZoneFinder>>();

/** The finder of these zones and shapes; made once, because its indexes take longer than a small file. */
export function finderOf(zones: Zones, geometry: object | null): ZoneFinder {
  const byShapes = finders.get(zones) ?? new WeakMap<object, ZoneFinder>();
  finders.set(zones, byShapes);
  const key = geometry ?? withoutShapes;
  const finder = byShapes.get(key) ?? zoneFinder(zones, geometry);
  byShapes.set(key, finder);
  return finder;
}
