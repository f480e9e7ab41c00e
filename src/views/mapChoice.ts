import { choose, type Filter, toggle, without } from '../model/filter.ts';

/**
 * The filter after a zone or a place was clicked. Alone, it takes the place of all other zones, places and sectors;
 * the one that is chosen alone is taken out. `add` adds it to the rest, or takes it out of them.
 */
export function chooseArea(filter: Filter, kind: 'zone' | 'place', id: string, add: boolean): Filter {
  if (add) return toggle(filter, kind, id);
  const rest = without(filter, kind);
  const alone = areas(filter) === 1 && filter[kind]?.includes(id);
  return alone ? rest : choose(rest, kind, [id]);
}

function areas(filter: Filter): number {
  return (filter.zone?.length ?? 0) + (filter.place?.length ?? 0) + (filter.sector?.length ?? 0);
}
