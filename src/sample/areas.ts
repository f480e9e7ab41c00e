import type { Place, Zone } from '../model/zones.ts';
import type { Random } from './random.ts';

/** What a zone is like, as far as requests depend on it. Shares of the city: no unit, only proportions count. */
export interface Area {
  readonly character: Character;
  /** People at home who would report something. */
  readonly homes: number;
  /** Offices, shops, stations and visitors by day. */
  readonly days: number;
  /** Building work and new plots. */
  readonly works: number;
  /** Workshops, warehouses, labour accommodation. */
  readonly industry: number;
  /** Beach and sea. */
  readonly coast: number;
  /** Parks, trees, villa gardens. */
  readonly green: number;
  /** How readily rainwater gathers. */
  readonly wet: number;
  /** Share of requests in Arabic; of the rest most are in English. */
  readonly arabic: number;
}

export type Character =
  | 'business'
  | 'dense'
  | 'urban'
  | 'villas'
  | 'industrial'
  | 'leisure'
  | 'sea'
  | 'desert'
  | 'outside';

const businessNames =
  /\b(Downtown|Business Bay|Trade Cent|DIFC|Internet City|Media City|TECOM|Marina|JLT|Mall|Silicon Oasis|Festival City|Port Saeed|Muraqqabat|Healthcare|Airport|Oud Metha)/i;
const industrialNames =
  /\b(Ind\b|Ind\.|Industrial|Investment Park|Hamriya Port|Jebel Ali Port|Ramool|Sonapur)/i;
const coastalNames = /\b(Jumeira|Jumeirah|Umm Suqeim|Marina|Mamzar|Corniche|Palm|Hamriya Port|JBR|Safouh)\b/i;
const growingNames =
  /\b(Dubai South|Hills|Creek Harbour|JVC|JVT|Town Square|Arjan|Liwan|Sobha|Furjan|Madinat Hind|Yalayis|Nad Al Sheba|Warsan|Maritime City|Studio City|Production City)\b/i;
const offshoreNames = /\b(Islands?|Palm J|Waterfront)\b/i;

/** Reads the character of every zone off its facts: residents, area, names, and the places in it. */
export function describeAreas(zones: readonly Zone[], places: readonly Place[], random: Random): Area[] {
  const placesIn = new Map<string, number>();
  for (const { zone } of places) if (zone !== undefined) placesIn.set(zone, (placesIn.get(zone) ?? 0) + 1);
  return zones.map((zone) => describe(zone, placesIn.get(zone.id) ?? 0, random));
}

function describe(zone: Zone, places: number, random: Random): Area {
  const names = [zone.en, ...(zone.aliases ?? [])].join('; ');
  const residents = zone.residents ?? 0;
  const area = zone.areaKm2 ?? 0;
  const density = area > 0 ? residents / area : 0;
  const character = characterOf(names, residents, area, density, places);
  const is = (...characters: Character[]) => characters.includes(character);
  const growing = growingNames.test(names) ? 1 : 0;
  const people = residents ** 0.92 * (is('industrial') && density > 5000 ? 0.3 : is('industrial') ? 0.6 : 1);
  return {
    character,
    homes: people * random.logNormal(1, 0.22) + (area > 0 ? 3 : 0),
    days:
      (places * 650 + (is('business') ? 5000 : 0) + (is('industrial') ? 2500 : 0) + people * 0.22) *
        random.logNormal(1, 0.25) +
      1,
    works: (growing * 7000 + Math.min(area, 30) * 6 + people * 0.2) * random.logNormal(1, 0.35) + 1,
    industry:
      (is('industrial') ? 6000 + residents ** 0.8 : is('desert') ? 60 : people * 0.05) *
      random.logNormal(1, 0.3),
    coast: (coastalNames.test(names) ? 4000 : is('sea') ? 500 : 0) * random.logNormal(1, 0.3),
    green: (people * (is('villas') ? 1.3 : 0.5) + (area > 0 ? 12 : 0)) * random.logNormal(1, 0.3),
    wet: people * (is('villas', 'urban') ? 1.2 : 0.8) * random.logNormal(1, 0.6),
    arabic: {
      villas: 0.58,
      dense: 0.34,
      urban: 0.42,
      business: 0.33,
      industrial: 0.25,
      leisure: 0.35,
      sea: 0.35,
      desert: 0.7,
      outside: 0.55,
    }[character],
  };
}

function characterOf(
  names: string,
  residents: number,
  area: number,
  density: number,
  places: number,
): Character {
  if (area === 0) return 'outside';
  if (industrialNames.test(names)) return 'industrial';
  if (residents < 100 && offshoreNames.test(names)) return 'sea';
  if (businessNames.test(names)) return 'business';
  if (density < 60 && area > 9) return 'desert';
  if (residents < 200 && places > 0) return 'leisure';
  if (density > 14_000) return 'dense';
  if (density > 5000) return 'urban';
  return residents < 200 ? 'leisure' : 'villas';
}

/** How much goes on at a place in three parts of the week, beside other places. */
export interface Attraction {
  readonly workday: number;
  readonly evening: number;
  readonly dayOff: number;
}

const attractions: Record<string, Attraction> = {
  metro: { workday: 1, evening: 0.9, dayOff: 0.7 },
  tram: { workday: 0.5, evening: 0.6, dayOff: 0.6 },
  business: { workday: 1.4, evening: 0.3, dayOff: 0.2 },
  beach: { workday: 0.8, evening: 1.3, dayOff: 3.5 },
  leisure: { workday: 0.7, evening: 1.6, dayOff: 2.2 },
  market: { workday: 0.9, evening: 1.5, dayOff: 1.5 },
  park: { workday: 0.4, evening: 0.6, dayOff: 1.6 },
  landmark: { workday: 0.6, evening: 0.8, dayOff: 1.1 },
  health: { workday: 1, evening: 0.3, dayOff: 0.25 },
  education: { workday: 0.9, evening: 0.2, dayOff: 0.1 },
  sports: { workday: 0.4, evening: 1, dayOff: 1.1 },
};
const busyNames = /Mall|Union|BurJuman|Marina|Rigga|Airport|World Trade|Global Village|JBR|City Walk/i;

/** How much goes on at a place; `subkind` as in data/zones.json. */
export function attractionOf(place: Place, subkind: string, random: Random): Attraction {
  const usual = attractions[subkind] ?? { workday: 0.6, evening: 0.6, dayOff: 0.6 };
  const size = random.logNormal(1, 0.35) * (busyNames.test(place.en) ? 2.2 : 1);
  return { workday: usual.workday * size, evening: usual.evening * size, dayOff: usual.dayOff * size };
}
