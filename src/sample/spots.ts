import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Zone } from '../model/zones.ts';
import type { Random } from './random.ts';
import { Weighted } from './weighted.ts';

/** Size of the grid, in degrees, that points are rounded to. */
export const pointStep = 0.001;

/** A point on the grid: longitude and latitude in steps. */
export interface Spot {
  lon: number;
  lat: number;
}

/** Points of the grid at which a zone's requests arise, denser around a few neighbourhoods. */
export interface Spots {
  readonly lon: Int32Array;
  readonly lat: Int32Array;
  readonly weighted: Weighted;
}

const kmPerDegree = 111.32;
/** Nothing is reported from further off than this, in however big a desert. */
const furthestKm = 6;

/** The shapes of the zones by id, of a TopoJSON with the object `zones`. */
export function shapesOf(geometry: object | null): ReadonlyMap<string, Polygon | MultiPolygon> {
  const shapes = new Map<string, Polygon | MultiPolygon>();
  if (!geometry) return shapes;
  const topology = geometry as Topology<{ zones?: GeometryCollection<{ id: string }> }>;
  if (!topology.objects.zones) return shapes;
  for (const { properties, geometry } of feature(topology, topology.objects.zones).features) {
    if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') shapes.set(properties.id, geometry);
  }
  return shapes;
}

/**
 * The spots of a zone: grid points within the disc of its area around its label and, where it has a shape, within
 * that; the label where there are none. Null for a zone without a label.
 */
export function spotsOf(zone: Zone, shape: Polygon | MultiPolygon | undefined, random: Random): Spots | null {
  if (!zone.label) return null;
  const [lon0, lat0] = zone.label;
  const kmPerLon = kmPerDegree * Math.cos((lat0 * Math.PI) / 180);
  const radius = Math.min(Math.sqrt((zone.areaKm2 ?? 0) / Math.PI), furthestKm);
  const lons: number[] = [];
  const lats: number[] = [];
  const steps = (km: number, kmInOneDegree: number) => Math.ceil(km / kmInOneDegree / pointStep);
  const [i0, j0] = [Math.round(lon0 / pointStep), Math.round(lat0 / pointStep)];
  for (let j = j0 - steps(radius, kmPerDegree); j <= j0 + steps(radius, kmPerDegree); j++) {
    for (let i = i0 - steps(radius, kmPerLon); i <= i0 + steps(radius, kmPerLon); i++) {
      const [lon, lat] = [i * pointStep, j * pointStep];
      if (Math.hypot((lon - lon0) * kmPerLon, (lat - lat0) * kmPerDegree) > radius) continue;
      if (shape && !contains(shape, lon, lat)) continue;
      lons.push(i);
      lats.push(j);
    }
  }
  if (lons.length === 0) {
    lons.push(i0);
    lats.push(j0);
  }
  return {
    lon: Int32Array.from(lons),
    lat: Int32Array.from(lats),
    weighted: clustered(lons, lats, radius, random),
  };
}

/** Weights that fall off around a few points, as homes and shops stand together. */
function clustered(
  lons: readonly number[],
  lats: readonly number[],
  radius: number,
  random: Random,
): Weighted {
  const weights = new Float64Array(lons.length).fill(0.12);
  const centres = 2 + Math.round(Math.sqrt(radius) * 2);
  const width = Math.max(1, (radius / kmPerDegree / pointStep) * 0.22);
  for (let c = 0; c < centres; c++) {
    const at = random.below(lons.length);
    const height = random.logNormal(1, 0.5);
    for (let k = 0; k < weights.length; k++) {
      const square = (lons[k]! - lons[at]!) ** 2 + (lats[k]! - lats[at]!) ** 2;
      weights[k] = weights[k]! + height * Math.exp(-square / (2 * width * width));
    }
  }
  return new Weighted(weights);
}

/** A spot within a short walk of a point. */
export function spotNear(point: readonly [number, number], km: number, random: Random, out: Spot): void {
  const kmPerLon = kmPerDegree * Math.cos((point[1] * Math.PI) / 180);
  out.lon = Math.round((point[0] + (km * random.normal()) / kmPerLon) / pointStep);
  out.lat = Math.round((point[1] + (km * random.normal()) / kmPerDegree) / pointStep);
}

function contains(shape: Polygon | MultiPolygon, lon: number, lat: number): boolean {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return polygons.some((rings) => rings.filter((ring) => crosses(ring, lon, lat)).length % 2 === 1);
}

/** Whether a ray to the east crosses a ring an odd number of times. */
function crosses(ring: readonly Position[], lon: number, lat: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i] as [number, number];
    const [x2, y2] = ring[j] as [number, number];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
