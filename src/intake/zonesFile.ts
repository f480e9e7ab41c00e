import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import * as v from 'valibot';
import { fold, slug } from '../model/fold.ts';
import { outsideZone, type Zone, type Zones, zonesSchema } from '../model/zones.ts';
import { freeId } from './dictionary.ts';
import { MappingError } from './mapping.ts';
import type { Reference } from './reference.ts';

export type ZoneShapes = FeatureCollection<Polygon | MultiPolygon, { id: string }>;

/** Zones that a user brings. */
export interface OwnZones {
  readonly name: string;
  readonly zones: Zones;
  /** Their shapes, with the zones' ids; null for a file without shapes. */
  readonly shapes: ZoneShapes | null;
  /** Whether they are the reference's own zones, with shapes or names of the user's. */
  readonly ofReference: boolean;
}

const looseName = v.optional(v.string());
const looseZones = v.looseObject({
  zones: v.array(
    v.looseObject({ id: v.optional(v.union([v.string(), v.number()])), en: looseName, ar: looseName }),
  ),
});

/**
 * Reads a zones file: JSON as data/zones.json, of which only id, en, ar of each zone are needed; or GeoJSON or
 * TopoJSON with polygons, each with an id, a code or a name among its properties. Shapes of the reference's zones
 * keep the reference's names, sectors, residents and places.
 * @throws MappingError that says what does not fit
 */
export function readZonesFile(text: string, name: string, reference: Reference): OwnZones {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new MappingError(
      `${name}: not JSON (${String(cause)}); expected zones as JSON, GeoJSON or TopoJSON`,
    );
  }
  const { type } = (json ?? {}) as { type?: unknown };
  if (type === 'FeatureCollection') return fromShapes(json as FeatureCollection, name, reference);
  if (type === 'Topology') {
    const topology = json as Topology;
    const object = topology.objects.zones ?? Object.values(topology.objects)[0];
    if (!object) throw new MappingError(`${name}: got TopoJSON without objects, expected one of zones`);
    const found = feature(topology, object);
    return fromShapes(
      found.type === 'FeatureCollection' ? found : { type: 'FeatureCollection', features: [found] },
      name,
      reference,
    );
  }
  return fromJson(json, name, reference);
}

function fromJson(json: unknown, name: string, reference: Reference): OwnZones {
  const loose = v.safeParse(looseZones, json);
  if (!loose.success) {
    throw new MappingError(
      `${name}: got neither {"zones": [{"id", "en", "ar"}, …]} nor a GeoJSON FeatureCollection; expected one of them`,
    );
  }
  const taken = new Set<string>();
  const completed = loose.output.zones.map((zone, i) => {
    const en = zone.en ?? zone.ar ?? (zone.id === undefined ? undefined : String(zone.id));
    if (en === undefined)
      throw new MappingError(`${name}: zones.${i}: got neither id nor name, expected at least one`);
    const id = zone.id === undefined ? slug(en) : String(zone.id);
    if (taken.has(id))
      throw new MappingError(
        `${name}: zones.${i}: the id ${JSON.stringify(id)} is there twice, expected it once`,
      );
    return { ...zone, id: freeId(id, taken), en, ar: zone.ar ?? en };
  });
  const result = v.safeParse(zonesSchema, { ...(json as object), zones: completed });
  if (!result.success) {
    const issue = result.issues[0];
    throw new MappingError(
      `${name}: ${v.getDotPath(issue) ?? 'the whole file'}: got ${issue.received}, expected ${issue.expected}`,
    );
  }
  const zones = result.output;
  const ids = new Set(reference.zones.zones.map((zone) => zone.id));
  const ofReference =
    zones.zones.length > 20 &&
    zones.zones.filter((zone) => ids.has(zone.id)).length >= zones.zones.length * 0.9;
  if (ofReference && !zones.zones.some((zone) => zone.id === outsideZone.id)) {
    return { name, zones: { ...zones, zones: [...zones.zones, outsideZone] }, shapes: null, ofReference };
  }
  return { name, zones, shapes: null, ofReference };
}

function fromShapes(collection: FeatureCollection, name: string, reference: Reference): OwnZones {
  const shapes = collection.features.filter(
    (one): one is Feature<Polygon | MultiPolygon> =>
      one.geometry?.type === 'Polygon' || one.geometry?.type === 'MultiPolygon',
  );
  if (shapes.length === 0) {
    throw new MappingError(
      `${name}: got ${collection.features.length} features without a polygon, expected polygons of zones`,
    );
  }
  const beyond = shapes.find((shape) => {
    const [x = 0, y = 0] = corner(shape);
    return Math.abs(x) > 180 || Math.abs(y) > 90;
  });
  if (beyond) {
    throw new MappingError(
      `${name}: got coordinates such as ${corner(beyond).join(', ')}, expected degrees WGS 84 (EPSG:4326)`,
    );
  }
  const described = shapes.map((shape) => describe(shape));
  const known = new Map(
    reference.zones.zones.flatMap((zone) => [
      [fold(zone.id), zone] as const,
      [fold(zone.code ?? zone.id), zone] as const,
    ]),
  );
  const matched = described.map(({ id, code }) => known.get(fold(id ?? '')) ?? known.get(fold(code ?? '')));
  const near = matched.filter((zone, i) => zone?.label && within(zone.label, shapes[i]!)).length;
  const features = (ids: readonly string[]): ZoneShapes => ({
    type: 'FeatureCollection',
    features: shapes.map((shape, i) => ({
      type: 'Feature',
      properties: { id: ids[i]! },
      geometry: shape.geometry,
    })),
  });
  if (near >= shapes.length * 0.8) {
    const taken = new Set<string>();
    const ids = matched.map((zone, i) => zone?.id ?? freeId(described[i]!.id ?? `shape-${i + 1}`, taken));
    return { name, zones: reference.zones, shapes: features(ids), ofReference: true };
  }
  const taken = new Set<string>();
  const zones = described.map(({ id, code, en, ar, residents }, i): Zone => {
    const title = en ?? ar ?? code ?? id ?? `${i + 1}`;
    return {
      id: freeId(id ?? code ?? slug(title), taken),
      en: title,
      ar: ar ?? title,
      ...(code === undefined ? {} : { code }),
      ...(residents === undefined ? {} : { residents }),
    };
  });
  return {
    name,
    zones: { source: name, sectors: [], zones, places: [] },
    shapes: features(zones.map((zone) => zone.id)),
    ofReference: false,
  };
}

/** Id, code and names among a feature's properties, whatever they are called. */
function describe(shape: Feature): {
  id?: string;
  code?: string;
  en?: string;
  ar?: string;
  residents?: number;
} {
  const properties = Object.entries(shape.properties ?? {}).filter(
    ([, value]) => value !== null && value !== '',
  );
  const pick = (...patterns: RegExp[]): string | undefined => {
    for (const pattern of patterns) {
      const found = properties.find(([key]) => pattern.test(fold(key.replaceAll('_', ' '))));
      if (found && (typeof found[1] === 'string' || typeof found[1] === 'number'))
        return String(found[1]).trim();
    }
    return undefined;
  };
  const id = pick(/^(id|zone id)$/) ?? (shape.id === undefined ? undefined : String(shape.id));
  const code = pick(
    /^code$/,
    /^(comm num|community (code|number|no)|zone (code|number|no|num)|(ward|district|area) ?(code|number|no|num|n|id)?)$/,
    /\b(code|number|num)$/,
  );
  const ar = pick(/^(ar|name ar|namear|name a|arabic|arabic name|cname a|الاسم)$/, /\b(ar|arabic)$/);
  const en = pick(
    /^(en|name en|nameen|english|name english|cname e|name e)$/,
    /^(name|label|title|neighbou?rhood|community|ward name|district name|boro name|nom|nombre)$/,
    /\bname\b/,
    /^(ward|district|zone|area|borough)$/,
  );
  const residents = Number(pick(/^(residents|population|pop)$/) ?? Number.NaN);
  return {
    ...(id === undefined ? {} : { id }),
    ...(code === undefined ? {} : { code }),
    ...(en === undefined ? {} : { en }),
    ...(ar === undefined ? {} : { ar }),
    ...(Number.isFinite(residents) ? { residents } : {}),
  };
}

function corner(shape: Feature<Polygon | MultiPolygon>): readonly number[] {
  const { geometry } = shape;
  return (
    (geometry.type === 'Polygon' ? geometry.coordinates[0]?.[0] : geometry.coordinates[0]?.[0]?.[0]) ?? [0, 0]
  );
}

function within([x, y]: readonly [number, number], shape: Feature<Polygon | MultiPolygon>): boolean {
  const rings =
    shape.geometry.type === 'Polygon' ? shape.geometry.coordinates : shape.geometry.coordinates.flat();
  const points = rings.flat();
  const xs = points.map((point) => point[0]!);
  const ys = points.map((point) => point[1]!);
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));
  return x >= least(xs) && x <= most(xs) && y >= least(ys) && y <= most(ys);
}
