/** A record's values by column: nested objects as "a.b". */
export type FlatRecord = Map<string, string>;

/** Deeper than this, nothing is read. */
const deepest = 6;

/**
 * Lays a value of JSON flat. Lists of plain values are joined with ", "; of a list of objects only its length is
 * kept. A GeoJSON point becomes `longitude` and `latitude`; a GeoJSON feature its properties and its point.
 */
export function flattened(value: unknown): FlatRecord {
  const out: FlatRecord = new Map();
  if (!isObject(value)) return out;
  if (value.type === 'Feature' && isObject(value.properties)) {
    add(out, '', value.properties, 0);
    if (!out.has('id') && isPlain(value.id)) out.set('id', plain(value.id));
    const point = pointOf(value.geometry);
    if (point) {
      const prefix = out.has('longitude') || out.has('latitude') ? 'geometry.' : '';
      out.set(`${prefix}longitude`, point[0]);
      out.set(`${prefix}latitude`, point[1]);
    }
    return out;
  }
  add(out, '', value, 0);
  return out;
}

/** Whether a value is a GeoJSON feature that is no point. */
export function isShape(value: unknown): boolean {
  return isObject(value) && value.type === 'Feature' && isObject(value.geometry) && !pointOf(value.geometry);
}

function add(
  out: FlatRecord,
  prefix: string,
  object: Readonly<Record<string, unknown>>,
  depth: number,
): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (value === null || value === undefined) {
      if (!out.has(name)) out.set(name, '');
    } else if (Array.isArray(value)) {
      const all = value.filter((one) => one !== null);
      out.set(name, all.every(isPlain) ? all.map(plain).join(', ') : String(all.length));
    } else if (isObject(value)) {
      const point = pointOf(value);
      if (point) {
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function plain(value: unknown): string {
  return String(value);
}
