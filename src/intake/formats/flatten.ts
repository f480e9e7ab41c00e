import { isObject, type JsonObject, unwrapped, withoutAnnotations } from './envelope.ts';

/** A record's values by column: nested objects as "a.b". */
export type FlatRecord = Map<string, string>;

/** Deeper than this, nothing is read. */
const deepest = 6;

/**
 * Lays a value of JSON flat. Lists of plain values are joined with ", "; of a list of objects only its length is
 * kept. A GeoJSON point becomes `longitude` and `latitude`; a GeoJSON feature its properties and its point.
 * @param onAnnotation told each value that only describes another one
 */
export function flattened(value: unknown, onAnnotation: (name: string) => void = () => {}): FlatRecord {
  const out: FlatRecord = new Map();
  if (!isObject(value)) return out;
  if (value.type === 'Feature' && isObject(value.properties)) {
    add(out, '', value.properties, 0);
    if (!out.has('id') && isPlain(value.id)) out.set('id', plain(value.id));
    // Of one that is no point it is said what it is, so that it is counted.
    const kind = isObject(value.geometry) ? value.geometry.type : null;
    const point = pointOf(value.geometry) ?? (typeof kind === 'string' ? [kind, kind] : null);
    if (point) {
      const prefix = out.has('longitude') || out.has('latitude') ? 'geometry.' : '';
      out.set(`${prefix}longitude`, point[0]);
      out.set(`${prefix}latitude`, point[1]);
    }
    return out;
  }
  add(out, '', withoutAnnotations(unwrapped(value) as JsonObject, onAnnotation), 0);
  return out;
}

/**
 * Lays a row of values flat.
 * @param fields the columns that each of its places fills
 */
export function flattenedRow(row: readonly unknown[], fields: readonly (readonly string[])[]): FlatRecord {
  const out: FlatRecord = new Map();
  for (const [i, columns] of fields.entries()) {
    const value = row[i];
    if (columns.length === 1) add(out, '', { [columns[0]!]: value }, 0);
    else if (Array.isArray(value)) {
      for (const [k, column] of columns.entries()) add(out, '', { [column]: value[k] }, 0);
    }
  }
  return out;
}

/** Whether a value is a GeoJSON feature that is no point. */
export function isShape(value: unknown): boolean {
  return isObject(value) && value.type === 'Feature' && isObject(value.geometry) && !pointOf(value.geometry);
}

function add(out: FlatRecord, prefix: string, object: JsonObject, depth: number): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (value === null || value === undefined) {
      if (!out.has(name)) out.set(name, '');
    } else if (Array.isArray(value)) {
      const all = value.filter((one) => one !== null);
      out.set(name, all.every(isPlain) ? all.map(plain).join(', ') : String(all.length));
    } else if (isObject(value)) {
      const point = pointOf(value);
      const shown = shownOf(value);
      if (shown !== null) out.set(name, shown);
      else if (point) {
        out.set(`${name}.longitude`, point[0]);
        out.set(`${name}.latitude`, point[1]);
      } else if (depth < deepest) add(out, name, value, depth + 1);
    } else out.set(name, plain(value));
  }
}

function pointOf(value: unknown): [longitude: string, latitude: string] | null {
  if (!isObject(value) || value.type !== 'Point' || !Array.isArray(value.coordinates)) return null;
  const [longitude, latitude] = value.coordinates;
  return isPlain(longitude) && isPlain(latitude) ? [plain(longitude), plain(latitude)] : null;
}

/** The words of a value that comes with its code, as ServiceNow has both: those that people see; null for others. */
function shownOf(value: JsonObject): string | null {
  const { display_value: shown, value: _, link: __, ...rest } = value;
  return isPlain(shown) && Object.keys(rest).length === 0 ? plain(shown) : null;
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** A value as text; an instant of OData 2, "/Date(1709280000000)/", as its milliseconds. */
function plain(value: unknown): string {
  const text = String(value);
  return text.startsWith('/Date(') ? text.replace(/^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/, '$1') : text;
}
