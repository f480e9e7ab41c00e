import type { AreaDimension } from '../../model/area.ts';
import type { City } from '../../model/city.ts';
import { choose, type Filter, toggle, without } from '../../model/filter.ts';
import { areaOf, zonesOf } from '../areas/area.ts';

/**
 * The filter after an area was chosen. Alone, it takes the place of all other areas; the one that is chosen alone is
 * taken out. `add` adds it to the rest, or takes it out of them: a zone that is there as part of a sector or a district
 * leaves the others of that behind.
 */
export function chooseArea(
  city: City,
  filter: Filter,
  kind: AreaDimension,
  id: string,
  add: boolean,
): Filter {
  if (add) {
    const zones = kind === 'zone' ? zonesOf(city, filter) : null;
    if (!zones?.has(id) || filter.zone?.includes(id)) return toggle(filter, kind, id);
    zones.delete(id);
    return choose(choose(choose(filter, 'sector', []), 'district', []), 'zone', [...zones]);
  }
  const rest = without(filter, kind);
  const only = areaOf(filter);
  return only?.dimension === kind && only.id === id ? rest : choose(rest, kind, [id]);
}
