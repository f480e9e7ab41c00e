import type { Place, Zone, Zones } from '../../model/zones.ts';
import type { PlaceShape } from '../../ui/map/images.ts';
import type { MapLabel, MapName, MapPlace } from '../../ui/map/island.ts';
import { labelTiers } from '../../ui/map/style.ts';

/** Names of the zones that have a point for one, with the zoom from which each has room. */
export function zoneLabels(zones: readonly Zone[], nameOf: (zone: Zone) => string): MapLabel[] {
  return zones.flatMap((zone): MapLabel[] => {
    if (!zone.label) return [];
    const text = nameOf(zone);
    return [{ id: zone.id, text, at: zone.label, tier: labelTier(zone, text), rank: -importance(zone) }];
  });
}

/** The names beside zones and places: of districts, neighbours, the sea. */
export function otherNames(
  zones: Zones,
  nameOf: (name: { en: string; ar: string; id: string }) => string,
): MapName[] {
  const residents = new Map(zones.zones.map((zone) => [zone.id, zone.residents ?? 0]));
  const districts = (zones.districts ?? []).flatMap((district): MapName[] => {
    if (!district.label) return [];
    const people = district.zones.reduce((sum, id) => sum + (residents.get(id) ?? 0), 0);
    return [
      {
        id: `district-${district.id}`,
        text: nameOf(district),
        at: district.label,
        kind: people >= manyResidents ? 'district' : 'smallDistrict',
        rank: -people,
      },
    ];
  });
  const others = (zones.names ?? []).map(({ label, kind, ...words }) => ({
    id: words.en,
    text: nameOf({ id: words.en, ...words }),
    at: label,
    kind,
    rank: 0,
  }));
  return [...others, ...districts];
}

/** Districts of so many residents are named from afar. */
const manyResidents = 45_000;

/** People count for more than sand: square kilometres, and a hundred square kilometres for each 100,000 residents. */
function importance(zone: Zone): number {
  return Math.round((zone.areaKm2 ?? 1) + (zone.residents ?? 0) / 1000);
}

/** The tier of the zoom at which a name about fits into its zone; well-populated zones show a little earlier. */
export function labelTier(zone: Zone, text: string): number {
  const last = labelTiers.length - 1;
  if (!zone.areaKm2 || !zone.label) return last;
  const line = Math.min(text.length, 14) * 6.2;
  const metres = Math.sqrt(zone.areaKm2) * 1000;
  const perPixel = metres / (line * 0.8);
  const atEquator = 78_271.517 * Math.cos((zone.label[1] * Math.PI) / 180);
  const early = Math.min(0.9, (zone.residents ?? 0) / 60_000);
  const zoom = Math.log2(atEquator / perPixel) - early;
  const tier = labelTiers.findLastIndex((from) => from <= zoom);
  return Math.min(last, Math.max(0, tier + (tier < 0 || zoom > labelTiers[tier]! + 0.25 ? 1 : 0)));
}

/** Places that have a point. */
export function placeMarks(places: readonly Place[], nameOf: (place: Place) => string): MapPlace[] {
  return places.flatMap((place): MapPlace[] => {
    if (!place.label) return [];
    const shape = placeShape(place.kind);
    return [{ id: place.id, text: nameOf(place), at: place.label, shape, rank: shape === 'circle' ? 0 : 1 }];
  });
}

/** Metro a square, tram a diamond, anything else a circle. */
export function placeShape(kind: string | undefined): PlaceShape {
  if (kind?.includes('metro')) return 'square';
  if (kind?.includes('tram')) return 'diamond';
  return 'circle';
}
