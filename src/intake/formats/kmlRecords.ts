import type { FlatRecord } from './flatten.ts';
import type { XmlHandlers } from './xmlRecords.ts';

/** What is read of a placemark beside its data and its geometry. */
const plain: ReadonlySet<string> = new Set(['name', 'description', 'address', 'phoneNumber']);
const times: ReadonlySet<string> = new Set(['when', 'begin', 'end']);
const shapes: ReadonlySet<string> = new Set(['LineString', 'LinearRing', 'Polygon', 'Track', 'Model']);
/** ArcGIS writes the attributes of a feature as a table of HTML into its description. */
const pairs = /<td[^>]*>([^<>]*)<\/td>\s*<td[^>]*>([^<>]*)<\/td>/gi;

/** Takes the placemarks out of a KML text: their data, name, description, time, folder, and their point. */
export function kmlRecords(onRecord: (record: FlatRecord) => void): XmlHandlers {
  const path: string[] = [];
  /** The names of the folders around. */
  const folders: string[] = [];
  let record: FlatRecord | null = null;
  let column: string | null = null;
  let shape: string | null = null;
  let text = '';
  const within = (name: string) => path.at(-2) === name;
  const set = (name: string, value: string) => {
    if (!record?.get(name)) record?.set(name, value);
  };
  return {
    open(name, attributes) {
      const local = localOf(name);
      path.push(local);
      text = '';
      if (local === 'Folder') folders.push('');
      else if (local === 'Placemark') {
        record = new Map();
        shape = null;
        if (folders.length > 0) record.set('folder', folders.at(-1)!);
      } else if (local === 'Data' || local === 'SimpleData') column = attributes.name ?? null;
      if (shapes.has(local)) shape ??= local;
    },
    text(piece) {
      text += piece;
    },
    close(name) {
      const local = localOf(name);
      const value = text.trim();
      if (record === null) {
        if (local === 'name' && within('Folder')) folders[folders.length - 1] = value;
        if (local === 'Folder') folders.pop();
      } else if (plain.has(local) && within('Placemark')) {
        if (local === 'description' && value.includes('<td')) {
          for (const [, key, cell] of value.matchAll(pairs)) set(unescaped(key!), unescaped(cell!));
        } else set(local, value);
      } else if (times.has(local)) set(local, value);
      else if (column !== null && (local === 'SimpleData' || (local === 'value' && within('Data')))) {
        set(column, value);
      } else if (local === 'coordinates' && within('Point')) {
        const [longitude = '', latitude = ''] = value.split(',');
        set('longitude', longitude.trim());
        set('latitude', latitude.trim());
      }
      path.pop();
      if (local !== 'Placemark' || record === null) return false;
      if (shape !== null) {
        set('longitude', shape);
        set('latitude', shape);
      }
      onRecord(record);
      record = null;
      return true;
    },
  };
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .trim();
}

/** Whether a placemark is a line or an area, without a point. */
export function isKmlShape(record: FlatRecord): boolean {
  return shapes.has(record.get('longitude') ?? '');
}
