import { fold, nameSkeleton } from '../../model/fold.ts';
import { isInside } from '../../model/inside.ts';
import { outsideZone, type Zone, type Zones } from '../../model/zones.ts';
import { codeKey } from '../reading/zoneCode.ts';
import type { LayerFile, LayerShape, Polygon } from './layerFile.ts';
import { type LonLat, metresTo } from './rings.ts';
import { ZonesFileError } from './zonesFileError.ts';

/** Further than this from its shape, in metres, a zone's label point says that the shape is another zone's. */
export const farMetres = 1000;

/** A zone with its shape: that of one feature, or of several with its code. */
export interface MatchedZone {
  readonly zone: Zone;
  readonly polygons: readonly Polygon[];
  readonly shapes: readonly LayerShape[];
  /** Metres from the zone's label point to its shape; 0 inside, null for a zone without one. */
  readonly off: number | null;
  /** The name that the layer has for this code, where it is another than ours. */
  readonly otherName: string | null;
}

/** A layer's features and a city's zones, brought together by code. */
export interface ZoneMatch {
  /** The attribute that holds the codes; null if none does. */
  readonly attribute: string | null;
  readonly matched: readonly MatchedZone[];
  /** Features without a zone, with what they have in the attribute. */
  readonly without: readonly { readonly shape: LayerShape; readonly code: string }[];
  /** Zones without a feature. */
  readonly missing: readonly Zone[];
  /** Whether the shapes would lie where they should if longitude and latitude changed places. */
  readonly swapped: boolean;
}

/**
 * Matches features and zones by code, never by name. The attribute is the one whose values are codes of most zones
 * that lie where the feature is; `code` names it instead.
 * @throws ZonesFileError where no feature has an attribute `code`
 */
export function matchZones(layer: LayerFile, zones: Zones, code?: string): ZoneMatch {
  const known = zonesByCode(zones);
  const attribute = code === undefined ? bestAttribute(layer, known) : namedAttribute(layer, code);
  const byZone = new Map<Zone, LayerShape[]>();
  const without: { shape: LayerShape; code: string }[] = [];
  for (const shape of layer.shapes) {
    const value = attribute === null ? '' : textOf(shape.properties[attribute]);
    const zone = known.get(codeKey(value));
    if (zone) byZone.set(zone, [...(byZone.get(zone) ?? []), shape]);
    else without.push({ shape, code: value });
  }
  const matched = [...byZone].map(([zone, shapes]): MatchedZone => {
    const polygons = distinct(shapes.flatMap((shape) => shape.polygons));
    return {
      zone,
      shapes,
      polygons,
      off: zone.label ? metresOff(zone.label, polygons) : null,
      otherName: attribute === null ? null : otherName(zone, shapes[0]!),
    };
  });
  const order = new Map(zones.zones.map((zone, i) => [zone, i]));
  matched.sort((a, b) => order.get(a.zone)! - order.get(b.zone)!);
  return {
    attribute,
    matched,
    without,
    missing: zones.zones.filter((zone) => zone.id !== outsideZone.id && !byZone.has(zone)),
    swapped: matched.length > 0 && matched.filter(liesSwapped).length > matched.length / 2,
  };
}

/** Metres from a point to polygons; 0 inside. */
export function metresOff([longitude, latitude]: LonLat, polygons: readonly Polygon[]): number {
  const rings = polygons.flat();
  return isInside(longitude, latitude, rings) ? 0 : metresTo(longitude, latitude, rings);
}

function zonesByCode(zones: Zones): ReadonlyMap<string, Zone> {
  const known = new Map<string, Zone>();
  for (const zone of zones.zones) {
    if (zone.id === outsideZone.id) continue;
    for (const key of [codeKey(zone.id), codeKey(zone.code ?? '')]) if (key !== '') known.set(key, zone);
  }
  return known;
}

/** The attribute of most zones that lie where their feature is, then of most zones; null where none has any. */
function bestAttribute(layer: LayerFile, known: ReadonlyMap<string, Zone>): string | null {
  const found = attributesOf(layer).map((attribute) => {
    const zones = new Set<Zone>();
    const near = new Set<Zone>();
    for (const { properties, polygons } of layer.shapes) {
      const zone = known.get(codeKey(textOf(properties[attribute])));
      if (!zone) continue;
      zones.add(zone);
      if (zone.label && isInBounds(zone.label, polygons)) near.add(zone);
    }
    return { attribute, near: near.size, zones: zones.size };
  });
  const [best] = found.sort((a, b) => b.near - a.near || b.zones - a.zones);
  return best && best.zones > 0 ? best.attribute : null;
}

function namedAttribute(layer: LayerFile, code: string): string {
  const names = attributesOf(layer);
  const found = names.find((name) => name === code) ?? names.find((name) => fold(name) === fold(code));
  if (found !== undefined) return found;
  const attributes = names.map((name) => `${name} (${textOf(layer.shapes[0]!.properties[name]) || 'empty'})`);
  throw new ZonesFileError(layer.name, { code: 'noAttribute', attribute: code, attributes });
}

function attributesOf({ shapes }: LayerFile): string[] {
  return [...new Set(shapes.flatMap(({ properties }) => Object.keys(properties)))];
}

function isInBounds([x, y]: LonLat, polygons: readonly Polygon[]): boolean {
  const margin = 0.01;
  const points = polygons.flatMap((polygon) => polygon[0]!);
  const within = (value: number, axis: 0 | 1) =>
    points.some((point) => point[axis]! <= value + margin) &&
    points.some((point) => point[axis]! >= value - margin);
  return within(x, 0) && within(y, 1);
}

function liesSwapped({ zone, polygons, off }: MatchedZone): boolean {
  return off !== null && off > farMetres && isInBounds([zone.label![1], zone.label![0]], polygons);
}

/** Polygons without those that are there twice, which would cancel each other out. */
function distinct(polygons: readonly Polygon[]): Polygon[] {
  return [...new Map(polygons.map((polygon) => [JSON.stringify(polygon), polygon])).values()];
}

/** The layer's name of a zone, if it has names and none is ours, in any spelling that we know. */
function otherName(zone: Zone, { properties }: LayerShape): string | null {
  const names = Object.entries(properties)
    .filter(([key]) => /name|label|title|اسم/i.test(key) && !/font|file|folder|layer/i.test(key))
    .map(([, value]) => textOf(value))
    .filter((text) => /\p{L}{2}/u.test(text) && codeKey(text) !== codeKey(zone.id));
  if (names.length === 0) return null;
  const ours = [zone.en, zone.ar, ...(zone.aliases ?? [])].map(nameSkeleton);
  return names.some((name) => ours.includes(nameSkeleton(name))) ? null : names.join(' / ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
