import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { crsCode } from '../text/crsCode.ts';
import type { RawLayer } from './rawLayer.ts';
import { ZonesFileError } from './zonesFileError.ts';

/**
 * Reads GeoJSON or TopoJSON. Null if the value is neither.
 * @throws ZonesFileError where the TopoJSON has no objects
 */
export function readJsonLayer(json: unknown, name: string): RawLayer | null {
  const { type } = (json ?? {}) as { type?: unknown };
  const source = sourceOf(json);
  const code = crsCode((json as { crs?: unknown } | null)?.crs);
  const crs = code === null ? null : `EPSG:${code}`;
  if (type === 'FeatureCollection') {
    const { features } = json as FeatureCollection;
    if (!Array.isArray(features)) throw new ZonesFileError(name, { code: 'noFeatures' });
    return { format: 'GeoJSON', features, source, crs, notes: [] };
  }
  if (type === 'Feature') return { format: 'GeoJSON', features: [json as Feature], source, crs, notes: [] };
  if (type === 'Topology') return { ...readTopology(json as Topology, name), source, crs };
  return null;
}

/** The object `zones`, else the one with the most polygons. */
function readTopology(topology: Topology, name: string): Omit<RawLayer, 'source' | 'crs'> {
  const objects = Object.entries(topology.objects ?? {});
  const polygons = (object: Topology['objects'][string] | null) => {
    const parts = (object as Partial<GeometryCollection> | null)?.geometries;
    return (Array.isArray(parts) ? parts : [object]).filter((one) => /Polygon$/.test(one?.type ?? '')).length;
  };
  const [first, ...rest] = objects;
  if (!first) throw new ZonesFileError(name, { code: 'noObjects' });
  const [chosen, object] =
    objects.find(([key]) => key === 'zones') ??
    rest.reduce((a, b) => (polygons(b[1]) > polygons(a[1]) ? b : a), first);
  let found: ReturnType<typeof feature>;
  try {
    found = feature(topology, object);
  } catch (cause) {
    throw new ZonesFileError(name, { code: 'badObject', object: chosen, detail: String(cause) }, { cause });
  }
  return {
    format: 'TopoJSON',
    features: (found.type === 'FeatureCollection' ? found.features : [found]) as Feature<Geometry | null>[],
    notes:
      objects.length > 1
        ? [`of its objects ${objects.map(([key]) => key).join(', ')}, "${chosen}" was read`]
        : [],
  };
}

/** The member that says where a layer comes from: ours in both languages, others' a text. */
function sourceOf(json: unknown): RawLayer['source'] {
  const members = (json ?? {}) as Record<string, unknown>;
  const { en, ar } = (members.source ?? {}) as { en?: unknown; ar?: unknown };
  if (typeof en === 'string' && typeof ar === 'string') return { en, ar };
  for (const key of ['attribution', 'source', 'copyright']) {
    const text = members[key];
    if (typeof text === 'string' && text.trim() !== '') return { en: text.trim(), ar: text.trim() };
  }
  return null;
}
