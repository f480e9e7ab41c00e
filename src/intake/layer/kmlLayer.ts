import { kml } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';
import type { Feature, Geometry } from 'geojson';
import type { RawLayer } from './rawLayer.ts';
import { ZonesFileError } from './zonesFileError.ts';

/** Reads KML. @throws ZonesFileError for anything that is no KML */
export function readKmlLayer(text: string, name: string): RawLayer {
  let document: ReturnType<DOMParser['parseFromString']>;
  try {
    document = new DOMParser({ onError: () => {} }).parseFromString(text, 'text/xml');
  } catch (cause) {
    const [detail = ''] = String((cause as Error).message ?? cause).split('\n');
    throw new ZonesFileError(name, { code: 'notXml', detail }, { cause });
  }
  const root = document.documentElement?.localName ?? '';
  if (root !== 'kml') throw new ZonesFileError(name, { code: 'otherXml', root });
  const features = kml(document).features.map(
    (one): Feature<Geometry | null> => ({ ...one, properties: attributesOf(one.properties) }),
  );
  return { format: 'KML', features, source: null, crs: null, notes: [] };
}

/** ArcGIS writes the attributes of a feature as an HTML table into its description. */
function attributesOf(properties: Feature['properties']): Record<string, unknown> {
  const { description, ...rest } = properties ?? {};
  const html: unknown = typeof description === 'object' ? description?.value : description;
  if (typeof html !== 'string' || !html.includes('<td')) return properties ?? {};
  const cells = /<td[^>]*>([^<>]*)<\/td>\s*<td[^>]*>([^<>]*)<\/td>/gi;
  return { ...Object.fromEntries([...html.matchAll(cells)].map((cell) => [cell[1], cell[2]])), ...rest };
}
