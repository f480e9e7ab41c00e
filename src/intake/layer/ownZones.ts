import { fold, slug } from '../../model/fold.ts';
import type { Zone, Zones } from '../../model/zones.ts';
import { freeId } from '../reading/dictionary.ts';
import type { LayerFile, LayerShape } from './layerFile.ts';
import { layerTopology, sourceFrom } from './layerTopology.ts';
import { areaKm2, innerPoint, type LonLat } from './rings.ts';

/** Zones that a user brings. */
export interface OwnZones {
  readonly name: string;
  readonly zones: Zones;
  /** TopoJSON of their shapes for the map, with the zones' ids; null for a file without shapes. */
  readonly geometry: object | null;
  /** The same shapes as exact as the file has them, for finding the zone of a point; null without shapes. */
  readonly exact: object | null;
  /** Whether they are the reference's own zones, with shapes or names of the user's. */
  readonly ofReference: boolean;
  /** What was found in the file and made of it. */
  readonly notes: readonly string[];
}

/** What a user says of a layer beside the file itself. */
export interface LayerOptions {
  /** The attribute that holds the zones' codes; found by its values unless told. */
  readonly code?: string | undefined;
  /** Where the layer comes from, for the map: a text, or "English | Arabic". */
  readonly source?: string | undefined;
}

/** The zones of a layer, with ids, names and places for their labels of its attributes. @throws ZonesFileError */
export function zonesOfLayer(layer: LayerFile, options: LayerOptions, notes: readonly string[]): OwnZones {
  const { name, shapes } = layer;
  const described = shapes.map(describe);
  const groups = new Map<string, number[]>();
  described.forEach(({ id, code, en, ar }, i) => {
    const key = JSON.stringify(code === undefined ? [id, en, ar, i] : [code, en, ar]);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  });
  const taken = new Set<string>();
  const merged: string[] = [];
  const found = [...groups.values()].map(
    (indexes, place): { zone: Zone; polygons: LayerShape['polygons'] } => {
      const { id, code, en, ar, residents } = described[indexes[0]!]!;
      const polygons = indexes.flatMap((i) => shapes[i]!.polygons);
      const title = en ?? ar ?? code ?? id ?? `${place + 1}`;
      if (indexes.length > 1) merged.push(`${code} (${indexes.length})`);
      return {
        polygons,
        zone: {
          id: freeId((indexes.length > 1 ? code : (id ?? code)) ?? slug(title), taken),
          en: title,
          ar: ar ?? title,
          label: rounded(innerPoint(polygons)),
          areaKm2: Math.round(areaKm2(polygons) * 1000) / 1000,
          ...(code === undefined ? {} : { code }),
          ...(residents === undefined ? {} : { residents }),
        },
      };
    },
  );
  const { drawn, exact, warnings } = layerTopology(
    found.map(({ zone, polygons }) => ({ id: zone.id, polygons, label: zone.label })),
    {},
    sourceFrom(options.source, layer),
  );
  return {
    name,
    zones: { source: name, sectors: [], zones: found.map(({ zone }) => zone), places: [] },
    geometry: drawn,
    exact,
    ofReference: false,
    notes: [
      ...notes,
      ...warnings,
      ...(merged.length > 0 ? [`features of one code and name are one zone: ${merged.join(', ')}`] : []),
    ],
  };
}

/** A point to about 0.1 m. */
function rounded([longitude, latitude]: LonLat): LonLat {
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return [round(longitude), round(latitude)];
}

/** Id, code and names among a feature's properties, whatever they are called. */
function describe(shape: LayerShape): {
  id?: string;
  code?: string;
  en?: string;
  ar?: string;
  residents?: number;
} {
  const properties = Object.entries(shape.properties).filter(([, value]) => value !== null && value !== '');
  const pick = (...patterns: RegExp[]): string | undefined => {
    for (const pattern of patterns) {
      const found = properties.find(([key]) => pattern.test(fold(key.replaceAll('_', ' '))));
      if (found && (typeof found[1] === 'string' || typeof found[1] === 'number'))
        return String(found[1]).trim();
    }
    return undefined;
  };
  const id = pick(/^(id|zone id)$/);
  const code = pick(
    /^code$/,
    /^(comm num|community (code|number|no)|zone (code|number|no|num)|(ward|district|area) ?(code|number|no|num|n|id)?)$/,
    /\b(code|number|num)$/,
  );
  const ar = pick(/^(ar|name ar|namear|name a|arabic|arabic name|cname a|الاسم)$/, /\b(ar|arabic)$/);
  const en = pick(
    /^(en|name en|nameen|english|name english|cname e|name e)$/,
    /^(name|label|title|neighbou?rhood|community|ward name|district name|boro name|nom|nombre)$/,
    /\bname\b/,
    /^(ward|district|zone|area|borough)$/,
  );
  const residents = Number(pick(/^(residents|population|pop)$/) ?? Number.NaN);
  return {
    ...(id === undefined ? {} : { id }),
    ...(code === undefined ? {} : { code }),
    ...(en === undefined ? {} : { en }),
    ...(ar === undefined ? {} : { ar }),
    ...(Number.isFinite(residents) ? { residents } : {}),
  };
}
