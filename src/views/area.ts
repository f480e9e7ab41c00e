import type { City } from '../model/city.ts';
import type { Filter } from '../model/filter.ts';
import type { Word } from '../model/words.ts';

export type AreaDimension = 'zone' | 'place' | 'sector';

/** The one zone, place or sector that a filter is about. */
export interface Area {
  readonly dimension: AreaDimension;
  readonly id: string;
}

const areaDimensions: readonly AreaDimension[] = ['sector', 'zone', 'place'];

/** The area of a filter that names exactly one; null where it names none or several. */
export function areaOf(filter: Filter): Area | null {
  const all = areaDimensions.flatMap((dimension) =>
    (filter[dimension] ?? []).map((id) => ({ dimension, id })),
  );
  return all.length === 1 ? (all[0] ?? null) : null;
}

/** What is known of an area beside its requests. */
export interface AreaFacts {
  readonly word: Word | null;
  readonly code: string | null;
  readonly residents: number | null;
  readonly areaKm2: number | null;
  /** The zone that a place lies in. */
  readonly inZone: Word | null;
  /** The sector to compare with; null for a sector itself. */
  readonly sector: Word | null;
}

export function factsOf(city: City, area: Area): AreaFacts {
  const none: AreaFacts = {
    word: null,
    code: null,
    residents: null,
    areaKm2: null,
    inZone: null,
    sector: null,
  };
  const at = city.codeOf(area.dimension, area.id);
  switch (area.dimension) {
    case 'zone': {
      const zone = city.zones.zones[at];
      if (!zone) return none;
      return {
        word: zone,
        code: zone.code ?? null,
        residents: zone.residents ?? null,
        areaKm2: zone.areaKm2 ?? null,
        inZone: null,
        sector: city.words.sector[city.sectorOfZone[at] ?? -1] ?? null,
      };
    }
    case 'place': {
      const place = city.zones.places[at];
      if (!place) return none;
      const zone = place.zone === undefined ? -1 : city.codeOf('zone', place.zone);
      return {
        ...none,
        word: place,
        inZone: city.words.zone[zone] ?? null,
        sector: city.words.sector[city.sectorOfZone[zone] ?? -1] ?? null,
      };
    }
    case 'sector': {
      const inside = city.zones.zones.filter((_, code) => city.sectorOfZone[code] === at && at >= 0);
      const sum = (of: (zone: (typeof inside)[number]) => number | null | undefined) => {
        const known = inside.map(of).filter((value) => typeof value === 'number');
        return known.length > 0 ? known.reduce((total, value) => total + value, 0) : null;
      };
      return {
        ...none,
        word: city.words.sector[at] ?? null,
        residents: sum((zone) => zone.residents),
        areaKm2: sum((zone) => zone.areaKm2),
      };
    }
  }
}
