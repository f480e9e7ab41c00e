import { bbox } from '@turf/bbox';
import { bboxPolygon } from '@turf/bbox-polygon';
import { difference } from '@turf/difference';
import { intersect } from '@turf/intersect';
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { shapeOf } from './layerFile.ts';
import type { ShapedZone } from './layerTopology.ts';
import { areaKm2 } from './rings.ts';

type Shape = Feature<Polygon | MultiPolygon>;

/** A zone of which the schematic map draws more than this part as sea lies at sea. */
const atSeaFrom = 0.95;
const wider = 0.02;

/**
 * What a schematic map draws beside its zones and may stand beside others too: neighbouring land; and for zones that
 * lie at sea the sea over them, and their islands as far as they lie in the zone. Its coast, creek and canal follow
 * its own borders and are left out; water shows where the zones leave room for it.
 * @param schematic TopoJSON, as data/geometry.json
 */
export function layersBeside(
  zones: readonly ShapedZone[],
  schematic: object | null,
): Readonly<Record<string, FeatureCollection>> {
  if (schematic === null) return {};
  const topology = schematic as Topology;
  const whole = new Map(layer(topology, 'zones').map((zone) => [idOf(zone, 'id'), area(zone)]));
  const atSea = new Set(
    layer(topology, 'sea')
      .filter((sea) => area(sea) > atSeaFrom * (whole.get(idOf(sea, 'zone')) ?? Number.POSITIVE_INFINITY))
      .map((sea) => idOf(sea, 'zone')),
  );
  const shapes = new Map(
    zones.filter(({ id }) => atSea.has(id)).map(({ id, polygons }) => [id, shapeOf({ zone: id }, polygons)]),
  );
  const land = layer(topology, 'land');
  const city = land.filter(({ properties }) => properties?.kind !== 'neighbour');
  const wet = layer(topology, 'water').flatMap((water) => city.flatMap((one) => around(water, one)));
  const neighbours = land.filter(({ properties }) => properties?.kind === 'neighbour');
  const details = layer(topology, 'details').flatMap((detail) => {
    const shape = shapes.get(idOf(detail, 'zone'));
    return shape ? within(detail, shape) : [];
  });
  const layers = Object.entries({
    sea: [...shapes.values()],
    land: neighbours.flatMap((neighbour) => without(neighbour, wet)),
    details,
  });
  return Object.fromEntries(
    layers
      .filter(([, features]) => features.length > 0)
      .map(([name, features]): [string, FeatureCollection] => [
        name,
        { type: 'FeatureCollection', features },
      ]),
  );
}

function layer(topology: Topology, name: string): Shape[] {
  const object = topology.objects[name];
  if (!object) return [];
  const found = feature(topology, object);
  const features: Feature<Geometry>[] = found.type === 'FeatureCollection' ? found.features : [found];
  return features.filter((one): one is Shape => /Polygon$/.test(one.geometry?.type ?? ''));
}

function idOf({ properties }: Shape, key: string): string {
  return String(properties?.[key]);
}

function area({ geometry }: Shape): number {
  return areaKm2(geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
}

/** The part of a city's land around its creek or canal, in degrees some 2 km wider: what zones leave free there is water. */
function around(water: Shape, city: Shape): Shape[] {
  const [west, south, east, north] = bbox(water);
  return within(city, bboxPolygon([west - wider, south - wider, east + wider, north + wider]));
}

/** Land, which lies under all zones, without what is wet; as it is where that cannot be found. */
function without(land: Shape, wet: readonly Shape[]): Shape[] {
  try {
    const part = difference({ type: 'FeatureCollection', features: [land, ...wet] });
    return part ? [{ ...part, properties: land.properties }] : [];
  } catch {
    return [land];
  }
}

/** The part of a shape that lies in another; nothing where it cannot be found. */
function within(shape: Shape, other: Shape): Shape[] {
  try {
    const part = intersect({ type: 'FeatureCollection', features: [shape, other] });
    return part ? [{ ...part, properties: shape.properties }] : [];
  } catch {
    return [];
  }
}
