import { unzipSync } from 'fflate';
import type { RawLayer } from './rawLayer.ts';
import { ZonesFileError } from './zonesFileError.ts';

/** Unpacked, a layer larger than this is taken for a mistake. */
const mostBytes = 500_000_000;
const layers = /\.(shp|kml|geojson|topojson|json)$/i;
const parts = /\.(shp|dbf|prj|cpg|kml|geojson|topojson|json)$/i;

/**
 * Reads the one layer in a zip: a Shapefile, a KML (a .kmz is such a zip), GeoJSON or TopoJSON.
 * @param readOther reads a file of the zip that is no Shapefile
 * @throws ZonesFileError where the zip holds none or several, or cannot be unpacked
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
        if (size > mostBytes) throw new ZonesFileError(name, { code: 'largeZip', most: mostBytes });
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof ZonesFileError) throw cause;
    throw new ZonesFileError(name, { code: 'badZip', detail: (cause as Error).message }, { cause });
  }
  const found = Object.keys(files).filter((file) => layers.test(file));
  const [first] = found;
  if (first === undefined) {
    const hint = names.some((file) => /\.gdb\//i.test(file))
      ? 'geodatabase'
      : names.some((file) => /\.dbf$/i.test(file))
        ? 'noShp'
        : null;
    throw new ZonesFileError(name, { code: 'noLayerInZip', names, hint });
  }
  if (found.length > 1) {
    throw new ZonesFileError(name, { code: 'severalLayers', names: found });
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
