import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';

/** One zone, or a part of one, by the zone's id. */
export type Shapes = FeatureCollection<Polygon | MultiPolygon, { readonly id: string }>;
/** West, south, east, north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** What a city's geometry file holds. A layer that the file does not have is empty. */
export interface ZoneShapes {
  readonly zones: Shapes;
  /** The parts of zones that lie at sea. */
  readonly sea: Shapes;
  /** Islands and the like that are drawn in the colour of the zone they lie in. */
  readonly details: Shapes;
  /** Land that belongs to no zone of the city. */
  readonly neighbours: FeatureCollection;
  readonly water: FeatureCollection;
  /** Where the boundaries come from, and how exact they are; null where the file does not say. */
  readonly source: { readonly en: string; readonly ar: string } | null;
  /** Bounds of each zone. */
  readonly bounds: ReadonlyMap<string, Bounds>;
  /** Where a zone's name stands, where that is not its usual point. */
  readonly labels: ReadonlyMap<string, readonly [lon: number, lat: number]>;
}

/**
 * Reads a TopoJSON file. Zones are the object `zones`, or the only object there is; the id of a zone is its
 * property `id`, else the feature's own id.
 * @throws Error where the value is no topology or has no zones in it.
 */
export function readShapes(topology: unknown): ZoneShapes {
  const topo = topology as (Partial<Topology> & { readonly source?: unknown }) | null;
  if (topo?.type !== 'Topology' || !topo.objects) throw new Error('geometry: got no TopoJSON topology');
  const objects = topo.objects as Topology['objects'];
  const names = Object.keys(objects);
  const layer = (name: string): FeatureCollection => {
    const object = objects[name];
    return object ? collection(topo as Topology, object) : empty;
  };
  const raw = layer(objects.zones ? 'zones' : names.length === 1 ? names[0]! : 'zones');
  const zones = byId(raw, 'id');
  if (zones.features.length === 0) {
    throw new Error(`geometry: got objects ${names.join(', ')}, expected zones with an id each`);
  }
  return {
    zones,
    sea: byId(layer('sea'), 'zone'),
    details: byId(layer('details'), 'zone'),
    neighbours: {
      type: 'FeatureCollection',
      features: layer('land').features.filter((land) => land.properties?.kind === 'neighbour'),
    },
    water: layer('water'),
    source: sourceOf(topo),
    bounds: new Map(zones.features.map((zone) => [zone.properties.id, boundsOf(zone)])),
    labels: new Map(
      raw.features.flatMap(({ properties }): [string, [number, number]][] =>
        isPoint(properties?.label) ? [[String(properties?.id), properties.label]] : [],
      ),
    ),
  };
}

/** The member `source` of the file, if it is a text in both languages. */
function sourceOf({ source }: { readonly source?: unknown }): ZoneShapes['source'] {
  const { en, ar } = (source ?? {}) as { en?: unknown; ar?: unknown };
  return typeof en === 'string' && typeof ar === 'string' ? { en, ar } : null;
}

function isPoint(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number');
}

const empty: FeatureCollection = { type: 'FeatureCollection', features: [] };

function collection(topology: Topology, object: Topology['objects'][string]): FeatureCollection {
  const found = feature(topology, object);
  return found.type === 'FeatureCollection' ? found : { type: 'FeatureCollection', features: [found] };
}

function byId(layer: FeatureCollection, property: string): Shapes {
  const features = layer.features.flatMap((shape): Feature<Polygon | MultiPolygon, { id: string }>[] => {
    const id = shape.properties?.[property] ?? shape.id;
    if (id === undefined || id === null) return [];
    const { geometry } = shape;
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return [];
    return [{ type: 'Feature', geometry, properties: { id: String(id) } }];
  });
  return { type: 'FeatureCollection', features };
}

function boundsOf(shape: Feature<Polygon | MultiPolygon>): Bounds {
  const { geometry } = shape;
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
  return around(rings.flat() as [number, number][]);
}

/** The smallest bounds that hold all points, at least one. */
function around(points: readonly (readonly [number, number])[]): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

/** Bounds that hold both. */
export function union(a: Bounds, b: Bounds): Bounds {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
