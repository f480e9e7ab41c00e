import Flatbush from 'flatbush';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { fold, nameSkeleton } from '../../model/fold.ts';
import { isInside } from '../../model/inside.ts';
import { outsideZone, type Zones } from '../../model/zones.ts';
import { metresAt, metresTo, type Ring } from '../layer/rings.ts';
import { codeKey } from './zoneCode.ts';

/** How a zone was found. */
export const zoneWays = ['code', 'name', 'place', 'parcel', 'point', 'near', 'outside'] as const;
export type ZoneWay = (typeof zoneWays)[number];

/** Codes of the zone and the place; −1 for none. */
export interface ZoneMatch {
  readonly zone: number;
  readonly place: number;
  readonly how: ZoneWay;
}

/** A point this far from the nearest zone's border, in metres, still belongs to it: coasts and borders are drawn. */
export const nearMetres = 300;

/** Finds zones and places by what a source writes, or by where a request lies. */
export interface ZoneFinder {
  /** By the zone's id, its code, its name or another spelling, in any language; by a place likewise. Null if unknown. */
  byText(text: string): ZoneMatch | null;
  /** The place of that id or name, −1 if unknown. */
  placeByText(text: string): number;
  /** By degrees WGS 84. Null where the zones have no shapes, or the point is in none and there is no zone for that. */
  byPoint(longitude: number, latitude: number): ZoneMatch | null;
}

/** @param geometry TopoJSON with an object `zones` whose geometries have the property `id`; null without shapes */
export function zoneFinder(zones: Zones, geometry: object | null): ZoneFinder {
  const names = textIndex(zones);
  const shapes = geometry === null ? null : shapeIndex(zones, geometry);
  const outside = zones.zones.findIndex((zone) => zone.id === outsideZone.id);
  const known = new Map<string, ZoneMatch | null>();

  function byText(text: string): ZoneMatch | null {
    const cached = known.get(text);
    if (cached !== undefined) return cached;
    const match = names.zone(text);
    if (known.size < 100_000) known.set(text, match);
    return match;
  }

  function byPoint(longitude: number, latitude: number): ZoneMatch | null {
    if (!shapes) return null;
    const inside = shapes.containing(longitude, latitude);
    if (inside >= 0) return { zone: inside, place: -1, how: 'point' };
    const near = shapes.nearest(longitude, latitude, nearMetres);
    if (near >= 0) return { zone: near, place: -1, how: 'near' };
    return outside < 0 ? null : { zone: outside, place: -1, how: 'outside' };
  }

  return { byText, placeByText: names.place, byPoint };
}

/** Keys that mean one thing, and −2 for keys that mean several. */
type Keys = Map<string, number>;
const several = -2;

function addKey(keys: Keys, key: string, value: number): void {
  if (key === '') return;
  const before = keys.get(key);
  keys.set(key, before === undefined || before === value ? value : several);
}

/** The first of these indexes that knows a key decides; one that knows it as several things says none. */
function lookUp(text: string, levels: readonly (readonly [Keys, (text: string) => string])[]): number {
  for (const [keys, keyOf] of levels) {
    const value = keys.get(keyOf(text));
    if (value !== undefined && value >= 0) return value;
  }
  return -1;
}

function textIndex(zones: Zones) {
  const ids: Keys = new Map();
  const codes: Keys = new Map();
  const own: Keys = new Map();
  const aliases: Keys = new Map();
  const loose: Keys = new Map();
  zones.zones.forEach((zone, i) => {
    addKey(ids, fold(zone.id), i);
    addKey(codes, codeKey(zone.id), i);
    if (zone.code !== undefined) addKey(codes, codeKey(zone.code), i);
    for (const name of [zone.en, zone.ar]) {
      addKey(own, fold(name), i);
      addKey(loose, nameSkeleton(name), i);
    }
  });
  zones.zones.forEach((zone, i) => {
    for (const alias of zone.aliases ?? []) {
      addKey(aliases, fold(alias), i);
      if (!loose.has(nameSkeleton(alias))) addKey(loose, nameSkeleton(alias), i);
    }
  });
  const placeKeys: Keys = new Map();
  const placeLoose: Keys = new Map();
  zones.places.forEach((place, i) => {
    addKey(placeKeys, fold(place.id), i);
    for (const name of [place.en, place.ar]) {
      addKey(placeKeys, fold(name), i);
      addKey(placeLoose, nameSkeleton(name), i);
    }
  });
  const zoneCodes = new Map(zones.zones.map((zone, i) => [zone.id, i]));

  const place = (text: string) =>
    lookUp(text, [
      [placeKeys, fold],
      [placeLoose, nameSkeleton],
    ]);

  function whole(text: string): ZoneMatch | null {
    const coded = lookUp(text, [
      [ids, fold],
      [codes, codeKey],
    ]);
    if (coded >= 0) return { zone: coded, place: -1, how: 'code' };
    const named = lookUp(text, [[own, fold]]);
    if (named >= 0) return { zone: named, place: -1, how: 'name' };
    const at = place(text);
    const known = lookUp(text, [
      [aliases, fold],
      [loose, nameSkeleton],
    ]);
    if (known >= 0) {
      // Another name of the zone may be the name of a place in it.
      const same = at >= 0 && zones.places[at]?.zone === zones.zones[known]?.id;
      return { zone: known, place: same ? at : -1, how: 'name' };
    }
    if (at < 0) return null;
    const zone = zones.places[at]?.zone;
    return { zone: zone === undefined ? -1 : (zoneCodes.get(zone) ?? -1), place: at, how: 'place' };
  }

  /** "333 - Al Barsha First", "البرشاء الأولى / Al Barsha First", "Al Barsha First (333)": parts that agree. */
  function inParts(text: string): ZoneMatch | null {
    const parts = text.split(/\s*[-–—,،/|:;()[\]]+\s*/).filter((part) => part.trim() !== '');
    if (parts.length < 2 || parts.length > 6) return null;
    const found = parts.map(whole).filter((match) => match !== null);
    const coded = found.find((match) => match.how === 'code');
    if (coded) return coded;
    const first = found[0];
    return first && found.every((match) => match.zone === first.zone) ? first : null;
  }

  return {
    place,
    zone: (text: string): ZoneMatch | null => (fold(text) === '' ? null : (whole(text) ?? inParts(text))),
  };
}

type Shape = Feature<Polygon | MultiPolygon, { id?: unknown } | null>;

function shapeIndex(zones: Zones, geometry: object) {
  const topology = geometry as Topology<{ zones: GeometryCollection<{ id: string }> }>;
  const codes = new Map(zones.zones.map((zone, i) => [zone.id, i]));
  const shapes: { readonly zone: number; readonly shape: Shape }[] = [];
  for (const shape of feature(topology, topology.objects.zones).features) {
    const zone = codes.get(String(shape.properties?.id));
    if (zone === undefined || !/Polygon$/.test(shape.geometry?.type ?? '')) continue;
    shapes.push({ zone, shape: shape as Shape });
  }
  const tree = shapes.length === 0 ? null : new Flatbush(shapes.length);
  for (const { shape } of shapes) {
    let box: [number, number, number, number] = [180, 90, -180, -90];
    for (const ring of ringsOf(shape)) {
      for (const [x = 0, y = 0] of ring) {
        box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
      }
    }
    tree?.add(...box);
  }
  tree?.finish();

  function containing(longitude: number, latitude: number): number {
    const hits = tree?.search(longitude, latitude, longitude, latitude) ?? [];
    for (const hit of hits.sort((a, b) => a - b)) {
      const { zone, shape } = shapes[hit]!;
      if (isInside(longitude, latitude, ringsOf(shape))) return zone;
    }
    return -1;
  }

  function nearest(longitude: number, latitude: number, metres: number): number {
    const [perLongitude, perLatitude] = metresAt(latitude);
    const dx = metres / perLongitude;
    const dy = metres / perLatitude;
    let best = -1;
    let bestDistance = metres;
    for (const hit of tree?.search(longitude - dx, latitude - dy, longitude + dx, latitude + dy) ?? []) {
      const { zone, shape } = shapes[hit]!;
      const distance = metresTo(longitude, latitude, ringsOf(shape));
      if (distance < bestDistance) {
        best = zone;
        bestDistance = distance;
      }
    }
    return best;
  }

  return { containing, nearest };
}

function ringsOf(shape: Shape): readonly Ring[] {
  return shape.geometry.type === 'Polygon' ? shape.geometry.coordinates : shape.geometry.coordinates.flat();
}
