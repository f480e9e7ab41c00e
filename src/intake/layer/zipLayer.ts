import { unzipSync } from 'fflate';
import { MappingError } from '../mapping.ts';
import type { RawLayer } from './rawLayer.ts';

/** Unpacked, a layer larger than this is taken for a mistake. */
const mostBytes = 500_000_000;
const layers = /\.(shp|kml|geojson|topojson|json)$/i;
const parts = /\.(shp|dbf|prj|cpg|kml|geojson|topojson|json)$/i;

/**
 * Reads the one layer in a zip: a Shapefile, a KML (a .kmz is such a zip), GeoJSON or TopoJSON.
 * @param readOther reads a file of the zip that is no Shapefile
 * @throws MappingError where the zip holds none or several, or cannot be unpacked
 */
export async function readZipLayer(
  bytes: Uint8Array,
  name: string,
  readOther: (bytes: Uint8Array, name: string) => Promise<RawLayer>,
): Promise<RawLayer> {
  const names: string[] = [];
  let size = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: (file) => {
        if (file.name.endsWith('/') || file.name.includes('__MACOSX')) return false;
        names.push(file.name);
        if (!parts.test(file.name)) return false;
        size += file.originalSize;
        if (size > mostBytes) throw new Error(`it unpacks to more than ${mostBytes / 1e6} MB`);
        return true;
      },
    });
  } catch (cause) {
    throw new MappingError(`${name}: the zip cannot be unpacked (${(cause as Error).message})`, { cause });
  }
  const found = Object.keys(files).filter((file) => layers.test(file));
  const [first] = found;
  if (first === undefined) {
    const inside = names.length === 0 ? 'nothing' : names.slice(0, 5).join(', ');
    const hint = names.some((file) => /\.gdb\//i.test(file))
      ? '; a file geodatabase must be exported as one of these'
      : names.some((file) => /\.dbf$/i.test(file))
        ? '; the .shp of the Shapefile is missing'
        : '';
    throw new MappingError(
      `${name}: got a zip with ${inside}, expected a Shapefile (.shp, .dbf, .prj), a .kml or a .geojson in it${hint}`,
    );
  }
  if (found.length > 1) {
    throw new MappingError(
      `${name}: got a zip with ${found.length} layers (${found.slice(0, 5).join(', ')}), expected one; leave only that of the zones in it`,
    );
  }
  const inner = `${name} (${first})`;
  if (!/\.shp$/i.test(first)) return readOther(files[first]!, inner);
  const stem = first.slice(0, -4).toLowerCase();
  const part = (ending: string) => {
    const key = Object.keys(files).find((file) => file.toLowerCase() === `${stem}.${ending}`);
    return key === undefined ? undefined : files[key];
  };
  const text = (ending: string) => {
    const content = part(ending);
    return content && new TextDecoder().decode(content);
  };
  const { readShapefileLayer } = await import('./shapefileLayer.ts');
  return readShapefileLayer(
    { shp: files[first]!, dbf: part('dbf'), prj: text('prj'), cpg: text('cpg') },
    inner,
  );
}
