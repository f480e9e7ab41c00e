import type { Feature, GeoJsonProperties, Geometry, MultiPolygon, Position } from 'geojson';
import { jsonFault } from '../formats/jsonFault.ts';
import { isDegrees, type PointSystem } from '../places/pointSystem.ts';
import { SystemError } from '../places/systemError.ts';
import { systemNamed } from '../places/systemNamed.ts';
import { readJsonLayer } from './jsonLayer.ts';
import type { RawLayer } from './rawLayer.ts';
import { type Ring, twiceArea } from './rings.ts';
import { textOf } from './text.ts';
import { ZonesFileError } from './zonesFileError.ts';

/** One polygon: its outer ring, then its holes. */
export type Polygon = readonly Ring[];

/** A feature of a layer with at least one polygon. */
export interface LayerShape {
  /** Its number in the file, from 1. */
  readonly number: number;
  readonly properties: Readonly<Record<string, unknown>>;
  /** In degrees WGS 84; every ring is closed and has an area. */
  readonly polygons: readonly Polygon[];
}

/** A layer of polygons as a file of any of the formats holds it. */
export interface LayerFile {
  readonly name: string;
  /** GeoJSON, TopoJSON, KML, Shapefile. */
  readonly format: string;
  readonly shapes: readonly LayerShape[];
  /** Where the file says that it comes from, if it does. */
  readonly source: { readonly en: string; readonly ar: string } | null;
  /** What was assumed and mended. */
  readonly notes: readonly string[];
}

/**
 * Reads a layer of polygons: GeoJSON, TopoJSON, KML, KMZ, or a zip with a Shapefile or one of these.
 * @throws ZonesFileError that says what the file is, what was expected and what to do
 */
export async function readLayer(bytes: Uint8Array, name: string): Promise<LayerFile> {
  const raw = await readRaw(bytes, name);
  return checked(await inDegrees(raw, name), name);
}

/** The same layer in degrees WGS 84. @throws ZonesFileError where its system is not known, or its datum is another */
async function inDegrees(raw: RawLayer, name: string): Promise<RawLayer> {
  if (raw.crs === null) return raw;
  const system = await systemNamed(raw.crs).catch((cause: unknown) => {
    if (!(cause instanceof SystemError)) throw cause;
    throw new ZonesFileError(name, { code: 'badSystem', system: cause.system, why: cause.why }, { cause });
  });
  if (isDegrees(system)) return raw;
  return {
    ...raw,
    features: raw.features.map((one) => projected(one, system)),
    notes: [...raw.notes, `coordinates of ${system.name} were brought to degrees WGS 84`],
  };
}

function projected(one: Feature<Geometry | null>, system: PointSystem): Feature<Geometry | null> {
  const moved = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    const [x, y] = value;
    if (typeof x !== 'number' || typeof y !== 'number') return value.map(moved);
    return system.toDegrees(x, y) ?? value;
  };
  const of = (geometry: Geometry | null): Geometry | null => {
    if (!geometry) return geometry;
    if (geometry.type === 'GeometryCollection')
      return { ...geometry, geometries: geometry.geometries.map((part) => of(part)!) };
    return { ...geometry, coordinates: moved(geometry.coordinates) } as Geometry;
  };
  return one?.geometry ? { ...one, geometry: of(one.geometry) } : one;
}

/** Whether bytes begin as a zip. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

async function readRaw(bytes: Uint8Array, name: string): Promise<RawLayer> {
  if (bytes.length === 0) throw new ZonesFileError(name, { code: 'empty' });
  if (isZip(bytes)) {
    const { readZipLayer } = await import('./zipLayer.ts');
    return readZipLayer(bytes, name, readRaw);
  }
  if (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0x27 && bytes[3] === 0x0a) {
    throw new ZonesFileError(name, { code: 'shapefilePart' });
  }
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 15)) === 'SQLite format 3') {
    throw new ZonesFileError(name, { code: 'geoPackage' });
  }
  const declared = /^[^<]*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(
    new TextDecoder('latin1').decode(bytes.subarray(0, 200)),
  )?.[1];
  const { text, notes } = textOf(bytes, declared);
  if (/^\s*</.test(text)) {
    const { readKmlLayer } = await import('./kmlLayer.ts');
    const raw = readKmlLayer(text, name);
    return { ...raw, notes: [...notes, ...raw.notes] };
  }
  if (!/^\s*[{[]/.test(text)) throw new ZonesFileError(name, { code: 'noLayer' });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ZonesFileError(name, { code: 'notJson', ...jsonFault(text) }, { cause });
  }
  const raw = readJsonLayer(json, name);
  if (!raw) {
    const { type } = json as { type?: unknown };
    const shown = type === undefined ? null : JSON.stringify(type).slice(0, 40);
    throw new ZonesFileError(name, { code: 'otherJson', type: shown });
  }
  return { ...raw, notes: [...notes, ...raw.notes] };
}

interface Mended {
  closed: number;
  dropped: number;
  touching: number[];
}

function checked(raw: RawLayer, name: string): LayerFile {
  const mended: Mended = { closed: 0, dropped: 0, touching: [] };
  const empty: number[] = [];
  const others = new Map<string, number>();
  const shapes = raw.features.flatMap((one, i): LayerShape[] => {
    const number = i + 1;
    const found = polygonsOf(one?.geometry);
    if (one === null || typeof one !== 'object' || !found.every(isRings)) {
      throw new ZonesFileError(name, { code: 'badFeature', feature: number });
    }
    if (found.length === 0) {
      const type = one.geometry?.type;
      if (type && !/Polygon$/.test(type)) others.set(type, (others.get(type) ?? 0) + 1);
      else empty.push(number);
      return [];
    }
    const polygons = found.flatMap((rings) => clean(rings, number, name, mended));
    if (polygons.length === 0) {
      empty.push(number);
      return [];
    }
    return [{ number, properties: propertiesOf(one), polygons }];
  });
  if (shapes.length === 0) {
    throw new ZonesFileError(name, {
      code: 'noPolygons',
      features: raw.features.length,
      types: [...others],
      empty: empty.length,
    });
  }
  const kinds = [...others].map(([type, count]) => `${count} ${type}`).join(', ');
  const notes = [...raw.notes];
  if (kinds) notes.push(`left out: ${kinds}; only polygons are zones`);
  if (empty.length > 0) notes.push(`${counted(empty.length, 'feature')} without a shape: ${listed(empty)}`);
  if (mended.closed > 0) notes.push(`${counted(mended.closed, 'ring')} not closed in the file: closed`);
  if (mended.dropped > 0) notes.push(`${counted(mended.dropped, 'ring')} without an area: left out`);
  if (mended.touching.length > 0) {
    notes.push(
      `a ring that touches itself in ${counted(mended.touching.length, 'feature')} (${listed(mended.touching)}): drawn as it is`,
    );
  }
  return { name, format: raw.format, shapes, source: raw.source, notes };
}

function propertiesOf({ properties, id }: Feature<Geometry | null>): Record<string, unknown> {
  return id === undefined ? { ...properties } : { id, ...properties };
}

/** Polygons at any depth of a geometry, as the file has them. */
function polygonsOf(geometry: Geometry | null | undefined): Position[][][] {
  switch (geometry?.type) {
    case 'Polygon':
      return Array.isArray(geometry.coordinates) && geometry.coordinates.length === 0
        ? []
        : [geometry.coordinates];
    case 'MultiPolygon':
      return Array.isArray(geometry.coordinates) ? geometry.coordinates : [geometry.coordinates];
    case 'GeometryCollection':
      return Array.isArray(geometry.geometries) ? geometry.geometries.flatMap(polygonsOf) : [];
    default:
      return [];
  }
}

/** Whether a polygon is lists of positions, whatever stands in these. */
function isRings(polygon: unknown): boolean {
  return Array.isArray(polygon) && polygon.every((ring) => Array.isArray(ring) && ring.every(Array.isArray));
}

/** A polygon whose rings are closed and have an area; none if its outer ring has not. */
function clean(rings: Position[][], number: number, name: string, mended: Mended): Polygon[] {
  const kept: Ring[] = [];
  for (const [i, ring] of rings.entries()) {
    const points: [number, number][] = [];
    for (const position of ring) {
      const [x, y] = position;
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        const got = JSON.stringify(position).slice(0, 80);
        throw new ZonesFileError(name, { code: 'badCoordinate', feature: number, got });
      }
      if (Math.abs(x!) > 180 || Math.abs(y!) > 90) throw notDegrees(x!, y!, name);
      const last = points.at(-1);
      if (!last || last[0] !== x || last[1] !== y) points.push([x!, y!]);
    }
    const [first, last] = [points[0], points.at(-1)];
    if (first && last && (first[0] !== last[0] || first[1] !== last[1])) {
      points.push([...first]);
      mended.closed++;
    }
    if (points.length < 4 || twiceArea(points) === 0) {
      mended.dropped++;
      if (i === 0) return [];
      continue;
    }
    if (new Set(points.map(String)).size < points.length - 1 && mended.touching.at(-1) !== number) {
      mended.touching.push(number);
    }
    kept.push(points);
  }
  return [kept];
}

function notDegrees(x: number, y: number, name: string): ZonesFileError {
  const mercator = x > 5_000_000 && x < 7_000_000 && y > 2_000_000 && y < 4_000_000;
  return new ZonesFileError(name, { code: 'notDegrees', x, y, like: mercator ? 'mercator' : 'metres' });
}

/** Polygons as a feature of GeoJSON. */
export function shapeOf(properties: GeoJsonProperties, polygons: readonly Polygon[]): Feature<MultiPolygon> {
  return {
    type: 'Feature',
    properties,
    geometry: { type: 'MultiPolygon', coordinates: polygons as unknown as Position[][][] },
  };
}

/** "1 zone", "3 zones". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The first few of a list, and how many more there are. */
export function listed(items: readonly (string | number)[], most = 8): string {
  const more = items.length - most;
  return items.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
