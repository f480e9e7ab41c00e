/** What a geometry in WKB is: a point, another kind by its name, or null for an empty one. */
export type WkbGeometry = { readonly x: number; readonly y: number } | string | null;

const kinds = [
  'Geometry',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
  'CircularString',
  'CompoundCurve',
  'CurvePolygon',
  'MultiCurve',
  'MultiSurface',
  'Curve',
  'Surface',
  'PolyhedralSurface',
  'TIN',
  'Triangle',
];

/**
 * Reads a geometry as OGC and PostGIS write it (WKB, EWKB): a point, or the first of several.
 * @returns null for an empty geometry and for bytes that are none
 */
export function wkbGeometry(bytes: Uint8Array): WkbGeometry {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (let level = 0; level < 2; level++) {
    if (at + 5 > bytes.length || bytes[at]! > 1) return null;
    const little = bytes[at] === 1;
    const type = view.getUint32(at + 1, little);
    const kind = kinds[(type & 0x0fff_ffff) % 1000];
    // PostGIS marks the number of a system that follows.
    at += type & 0x2000_0000 ? 9 : 5;
    if (kind === 'Point') return at + 16 > bytes.length ? null : pointAt(view, at, little);
    if (kind === undefined || at + 4 > bytes.length || view.getUint32(at, little) === 0) return null;
    if (kind !== 'MultiPoint') return kind;
    at += 4;
  }
  return null;
}

function pointAt(view: DataView, at: number, little: boolean): WkbGeometry {
  const [x, y] = [view.getFloat64(at, little), view.getFloat64(at + 8, little)];
  return Number.isNaN(x) || Number.isNaN(y) ? null : { x, y };
}

/** The two coordinates of a geometry as cells; of one that is no point what it is, so that it is counted. */
export function wkbCells(bytes: Uint8Array): readonly [x: string, y: string] {
  const geometry = wkbGeometry(bytes);
  if (geometry === null) return ['', ''];
  return typeof geometry === 'string' ? [geometry, geometry] : [String(geometry.x), String(geometry.y)];
}
