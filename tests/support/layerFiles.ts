import { strToU8, zipSync } from 'fflate';
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { topology } from 'topojson-server';

/** A layer of polygons; every feature has the same attributes. */
export type Layer = FeatureCollection<Polygon | MultiPolygon, Record<string, string | number>>;

export const geoJson = (layer: object): Uint8Array => strToU8(JSON.stringify(layer));

export const topoJson = (layer: Layer): Uint8Array =>
  strToU8(JSON.stringify(topology({ communities: layer }, 1e6)));

/** KML with the attributes as its ExtendedData, or in an HTML table of the description as ArcGIS writes them. */
export function kml(layer: Layer, attributes: 'data' | 'table' = 'data'): Uint8Array {
  const ring = (points: Position[]) =>
    `<LinearRing><coordinates>${points.map((point) => `${point.join(',')},0`).join(' ')}</coordinates></LinearRing>`;
  const polygon = ([shell, ...holes]: Position[][]) =>
    `<Polygon><outerBoundaryIs>${ring(shell!)}</outerBoundaryIs>${holes.map((hole) => `<innerBoundaryIs>${ring(hole)}</innerBoundaryIs>`).join('')}</Polygon>`;
  const placemarks = layer.features.map((feature) => {
    const entries = Object.entries(feature.properties);
    const said =
      attributes === 'data'
        ? `<ExtendedData>${entries.map(([name, value]) => `<Data name="${name}"><value>${value}</value></Data>`).join('')}</ExtendedData>`
        : `<description><![CDATA[<table>${entries.map(([name, value]) => `<tr><td>${name}</td><td>${value}</td></tr>`).join('')}</table>]]></description>`;
    return `<Placemark>${said}<MultiGeometry>${partsOf(feature).map(polygon).join('')}</MultiGeometry></Placemark>`;
  });
  return strToU8(
    `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemarks.join('')}</Document></kml>`,
  );
}

export interface ShapefileOptions {
  /** The encoding of the attributes. */
  readonly encoding?: 'utf-8' | 'windows-1256';
  /** The text of the .cpg; none if left out. */
  readonly cpg?: string;
  /** The language byte of the .dbf. */
  readonly language?: number;
  /** The text of the .prj, and what it makes of degrees. */
  readonly prj?: string;
  readonly project?: (point: Position) => Position;
  /** Endings that are left out of the zip. */
  readonly without?: readonly string[];
}

/** A Shapefile in a zip, after the ESRI white paper of 1998 and the dBASE III+ file format. */
export function shapefile(layer: Layer, options: ShapefileOptions = {}): Uint8Array {
  const { encoding = 'utf-8', cpg, language = 0, prj, project = (point) => point, without = [] } = options;
  const files: Record<string, Uint8Array> = {
    'layer/zones.shp': shp(layer, project),
    'layer/zones.dbf': dbf(layer, encoding, language),
    ...(prj === undefined ? {} : { 'layer/zones.prj': strToU8(prj) }),
    ...(cpg === undefined ? {} : { 'layer/zones.cpg': strToU8(cpg) }),
  };
  for (const ending of without) delete files[`layer/zones.${ending}`];
  return zipSync(files);
}

function partsOf({ geometry }: Feature<Polygon | MultiPolygon>): Position[][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

function shp(layer: Layer, project: (point: Position) => Position): Uint8Array {
  const records = layer.features.map((feature) => {
    const rings = partsOf(feature).flatMap((polygon) =>
      polygon.map((ring, hole) => {
        const points = ring.map(project);
        // Shells turn clockwise, holes the other way.
        return isClockwise(points) === (hole === 0) ? points : points.toReversed();
      }),
    );
    return rings;
  });
  const lengths = records.map((rings) => 44 + 4 * rings.length + 16 * rings.flat().length);
  const total = 100 + lengths.reduce((sum, length) => sum + 8 + length, 0);
  const view = new DataView(new ArrayBuffer(total));
  const bounds = (at: number, points: Position[]) => {
    const xs = points.map((point) => point[0]!);
    const ys = points.map((point) => point[1]!);
    const box = [
      xs.reduce((a, b) => Math.min(a, b)),
      ys.reduce((a, b) => Math.min(a, b)),
      xs.reduce((a, b) => Math.max(a, b)),
      ys.reduce((a, b) => Math.max(a, b)),
    ];
    for (const [i, value] of box.entries()) view.setFloat64(at + 8 * i, value, true);
  };
  const polygonType = 5;
  view.setInt32(0, 9994);
  view.setInt32(24, total / 2);
  view.setInt32(28, 1000, true);
  view.setInt32(32, polygonType, true);
  bounds(36, records.flat(2));
  let at = 100;
  for (const [i, rings] of records.entries()) {
    view.setInt32(at, i + 1);
    view.setInt32(at + 4, lengths[i]! / 2);
    at += 8;
    view.setInt32(at, polygonType, true);
    bounds(at + 4, rings.flat());
    view.setInt32(at + 36, rings.length, true);
    view.setInt32(at + 40, rings.flat().length, true);
    let first = 0;
    for (const [part, ring] of rings.entries()) {
      view.setInt32(at + 44 + 4 * part, first, true);
      first += ring.length;
    }
    at += 44 + 4 * rings.length;
    for (const [x, y] of rings.flat()) {
      view.setFloat64(at, x!, true);
      view.setFloat64(at + 8, y!, true);
      at += 16;
    }
  }
  return new Uint8Array(view.buffer);
}

function isClockwise(ring: Position[]): boolean {
  let sum = 0;
  for (let i = 1; i < ring.length; i++)
    sum += (ring[i]![0]! - ring[i - 1]![0]!) * (ring[i]![1]! + ring[i - 1]![1]!);
  return sum > 0;
}

function dbf(layer: Layer, encoding: string, language: number): Uint8Array {
  const width = 80;
  const names = Object.keys(layer.features[0]!.properties);
  const header = 33 + 32 * names.length;
  const record = 1 + width * names.length;
  const bytes = new Uint8Array(header + record * layer.features.length + 1).fill(0x20, header);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 3);
  view.setUint32(4, layer.features.length, true);
  view.setUint16(8, header, true);
  view.setUint16(10, record, true);
  view.setUint8(29, language);
  for (const [i, name] of names.entries()) {
    bytes.set(encode(name, encoding).subarray(0, 10), 32 + 32 * i);
    view.setUint8(32 + 32 * i + 11, 'C'.charCodeAt(0));
    view.setUint8(32 + 32 * i + 16, width);
  }
  view.setUint8(header - 1, 13);
  for (const [row, { properties }] of layer.features.entries()) {
    for (const [i, name] of names.entries()) {
      const text = encode(String(properties[name]), encoding).subarray(0, width);
      bytes.set(text, header + record * row + 1 + width * i);
    }
  }
  bytes[bytes.length - 1] = 0x1a;
  return bytes;
}

/** Bytes of a text in UTF-8 or an encoding of one byte a letter. */
function encode(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return strToU8(text);
  const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Uint8Array.from(text, (letter) => {
    const byte = letters.indexOf(letter);
    if (byte < 0) throw new Error(`${letter}: not in ${encoding}`);
    return byte;
  });
}
