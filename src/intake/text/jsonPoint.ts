import { numberOf } from '../reading/cells.ts';
import { crsCode } from './crsCode.ts';
import type { PlainPoint } from './wkt.ts';

type Loose = Readonly<Record<string, unknown>>;

/**
 * The point of a JSON text: GeoJSON, ArcGIS's {"x", "y", "spatialReference"}, or an object with latitude and
 * longitude, also in Python's quotes. Null for any other.
 */
export function jsonPoint(text: string): PlainPoint | null {
  const value = parsed(text) ?? parsed(text.replaceAll("'", '"'));
  return value === null ? null : pointIn(value);
}

function pointIn(value: Loose): PlainPoint | null {
  if (isObject(value.geometry)) return pointIn(value.geometry);
  const code = crsCode(value.crs) ?? crsCode(value.spatialReference);
  if (Array.isArray(value.coordinates)) {
    const first = Array.isArray(value.coordinates[0]) ? value.coordinates[0] : value.coordinates;
    return plain(first[0], first[1], code);
  }
  const named = (...names: string[]) =>
    Object.entries(value).find(([key]) => names.includes(key.toLowerCase()))?.[1];
  return (
    plain(named('longitude', 'lng', 'lon', 'long'), named('latitude', 'lat'), code) ??
    plain(value.x, value.y, code)
  );
}

function plain(x: unknown, y: unknown, srid: number | null): PlainPoint | null {
  const [left, right] = [numeric(x), numeric(y)];
  return Number.isFinite(left) && Number.isFinite(right) ? { x: left, y: right, srid } : null;
}

function numeric(value: unknown): number {
  return typeof value === 'number' ? value : typeof value === 'string' ? numberOf(value.trim()) : Number.NaN;
}

function parsed(text: string): Loose | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
