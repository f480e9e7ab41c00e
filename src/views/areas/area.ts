import type { Text } from '../../i18n/text.ts';
import { type Area, areaDimensions } from '../../model/area.ts';
import { type City, chosenCodes } from '../../model/city.ts';
import type { Filter } from '../../model/filter.ts';
import type { Word } from '../../model/words.ts';

/** The areas that a filter names, largest kinds first. */
export function areasOf(filter: Filter): Area[] {
  return areaDimensions.flatMap((dimension) => (filter[dimension] ?? []).map((id) => ({ dimension, id })));
}

/** The area of a filter that names exactly one; null where it names none or several. */
export function areaOf(filter: Filter): Area | null {
  const all = areasOf(filter);
  return all.length === 1 ? (all[0] ?? null) : null;
}

/** Ids of the zones that a filter names, or that lie in a sector or district that it names. */
export function zonesOf(city: City, filter: Filter): Set<string> {
  const out = new Set(filter.zone);
  for (const dimension of ['sector', 'district'] as const) {
    const codes = chosenCodes(city, dimension, filter[dimension]);
    if (codes.size === 0) continue;
    city.parents[dimension].forEach((parent, code) => {
      const zone = city.words.zone[code];
      if (zone && codes.has(parent)) out.add(zone.id);
    });
  }
  return out;
}

/** What is known of an area beside its requests. */
export interface AreaFacts {
  readonly word: Word | null;
  readonly code: string | null;
  readonly residents: number | null;
  readonly areaKm2: number | null;
  /** The zone that a place lies in. */
  readonly inZone: Word | null;
  /** The district of a zone or a place; null where it is in none. */
  readonly district: Word | null;
  /** The sector to compare with; null for a sector itself, and for a district, which may lie in several. */
  readonly sector: Word | null;
}

function aboveZone(city: City, zone: number): Pick<AreaFacts, 'district' | 'sector'> {
  return {
    district: city.words.district[city.parents.district[zone] ?? -1] ?? null,
    sector: city.words.sector[city.parents.sector[zone] ?? -1] ?? null,
  };
}

export function factsOf(city: City, area: Area): AreaFacts {
  const none: AreaFacts = {
    word: null,
    code: null,
    residents: null,
    areaKm2: null,
    inZone: null,
    district: null,
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
        ...aboveZone(city, at),
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
        ...aboveZone(city, zone),
      };
    }
    case 'sector':
    case 'district': {
      const inside = city.zones.zones.filter(
        (_, code) => at >= 0 && city.parents[area.dimension as 'sector' | 'district'][code] === at,
      );
      const sum = (of: (zone: (typeof inside)[number]) => number | null | undefined) => {
        const known = inside.map(of).filter((value) => typeof value === 'number');
        return known.length > 0 ? known.reduce((total, value) => total + value, 0) : null;
      };
      return {
        ...none,
        word: city.words[area.dimension][at] ?? null,
        residents: sum((zone) => zone.residents),
        areaKm2: sum((zone) => zone.areaKm2),
      };
    }
  }
}

/** How many residents, and in which year. */
export function residentsWords({ t, formats }: Text, count: number, year: number | undefined): string {
  return year === undefined
    ? t('zone.residentsNoYear', { count })
    : t('zone.residents', { count, year: formats.year(year) });
}
