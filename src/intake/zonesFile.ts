import * as v from 'valibot';
import { fold, slug } from '../model/fold.ts';
import { outsideZone, type Zone, type Zones, zonesSchema } from '../model/zones.ts';
import { freeId } from './dictionary.ts';
import { expectedOf } from './expected.ts';
import { isZip, type LayerFile, type LayerShape, readLayer } from './layer/layerFile.ts';
import { type LayerReport, layerLine, reportLayer } from './layer/layerReport.ts';
import { type LayerTopology, layerTopology, type ShapedZone, sourceFrom } from './layer/layerTopology.ts';
import { areaKm2, innerPoint, type LonLat } from './layer/rings.ts';
import { textOf } from './layer/text.ts';
import { matchZones } from './layer/zoneMatch.ts';
import { ZonesFileError } from './layer/zonesFileError.ts';
import type { Reference } from './reference.ts';

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

/** A layer of a city's own zones: how it fits, and its shapes if it does. */
export interface CityLayer {
  readonly report: LayerReport;
  /** Null where the report says that the layer cannot be used. */
  readonly topology: LayerTopology | null;
}

const looseName = v.optional(v.string());
const looseZones = v.looseObject({
  zones: v.array(
    v.looseObject({ id: v.optional(v.union([v.string(), v.number()])), en: looseName, ar: looseName }),
  ),
});

/**
 * Reads a zones file: JSON as data/zones.json, of which only id, en, ar of each zone are needed; or a layer of
 * polygons in any format of `readLayer`, each with an id, a code or a name among its attributes. Shapes of the
 * reference's zones keep the reference's names, sectors, residents and places.
 * @throws ZonesFileError that says what does not fit
 */
export async function readZonesFile(
  bytes: Uint8Array,
  name: string,
  reference: Reference,
  options: LayerOptions = {},
): Promise<OwnZones> {
  const list = zoneList(bytes);
  if (list !== null) return fromJson(list, name, reference);
  const layer = await readLayer(bytes, name);
  const { report, topology } = await fitLayer(layer, reference.zones, reference.geometry, options);
  const said = [...report.warnings, ...report.notes];
  if (topology) {
    return {
      name,
      zones: reference.zones,
      geometry: topology.drawn,
      exact: topology.exact,
      ofReference: true,
      notes: [layerLine(report), ...said],
    };
  }
  if (options.code !== undefined) throw unusable(report);
  return fromShapes(layer, options, [
    `${name}: read as zones of their own, not as those of data/zones.json (${report.faults.join('; ')})`,
    ...layer.notes,
  ]);
}

/**
 * Fits a layer to a city's zones.
 * @param schematic the map of the city that the layer takes the place of, for what is drawn beside the zones; null for none
 * @throws ZonesFileError where the attribute `code` is not there
 */
export async function fitLayer(
  layer: LayerFile,
  zones: Zones,
  schematic: object | null,
  { code, source }: LayerOptions,
): Promise<CityLayer> {
  const match = matchZones(layer, zones, code);
  const shaped = match.matched.map(({ zone, polygons }) => ({ id: zone.id, polygons, label: zone.label }));
  const topology =
    shaped.length === 0
      ? null
      : layerTopology(shaped, await beside(shaped, schematic), sourceFrom(source, layer));
  const report = reportLayer(layer, match, zones, topology?.warnings ?? []);
  return { report, topology: report.usable ? topology : null };
}

async function beside(zones: readonly ShapedZone[], schematic: object | null) {
  if (schematic === null) return {};
  const { layersBeside } = await import('./layer/layersBeside.ts');
  return layersBeside(zones, schematic);
}

/** The error of a layer that does not fit. */
export function unusable(report: LayerReport): Error {
  return new Error(
    `${report.file}: ${report.faults.join('; ')}. See npm run zones -- --check ${report.file}`,
  );
}

/** The value of JSON that is no layer; null for anything else, which `readLayer` then reads or refuses. */
function zoneList(bytes: Uint8Array): unknown {
  if (isZip(bytes)) return null;
  const { text } = textOf(bytes);
  if (!/^\s*[{[]/.test(text)) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  return (json as { type?: unknown }).type === undefined ? json : null;
}

const noShapes = { geometry: null, exact: null, notes: [] } as const;

function fromJson(json: unknown, name: string, reference: Reference): OwnZones {
  const loose = v.safeParse(looseZones, json);
  if (!loose.success) throw new ZonesFileError(name, { code: 'noZones' });
  const taken = new Set<string>();
  const completed = loose.output.zones.map((zone, i) => {
    const en = zone.en ?? zone.ar ?? (zone.id === undefined ? undefined : String(zone.id));
    if (en === undefined) throw new ZonesFileError(name, { code: 'nameless', zone: i + 1 });
    const id = zone.id === undefined ? slug(en) : String(zone.id);
    if (taken.has(id)) throw new ZonesFileError(name, { code: 'twice', zone: i + 1, id });
    return { ...zone, id: freeId(id, taken), en, ar: zone.ar ?? en };
  });
  const result = v.safeParse(zonesSchema, { ...(json as object), zones: completed });
  if (!result.success) {
    const issue = result.issues[0];
    throw new ZonesFileError(name, {
      code: 'misfit',
      at: v.getDotPath(issue),
      got: issue.received,
      expected: expectedOf(issue),
    });
  }
  const zones = result.output;
  const ids = new Set(reference.zones.zones.map((zone) => zone.id));
  const ofReference =
    zones.zones.length > 20 &&
    zones.zones.filter((zone) => ids.has(zone.id)).length >= zones.zones.length * 0.9;
  if (ofReference && !zones.zones.some((zone) => zone.id === outsideZone.id)) {
    return { name, zones: { ...zones, zones: [...zones.zones, outsideZone] }, ...noShapes, ofReference };
  }
  return { name, zones, ...noShapes, ofReference };
}

/** Shapes that are not of the reference's zones: each code or name is a zone. */
function fromShapes(layer: LayerFile, options: LayerOptions, notes: readonly string[]): OwnZones {
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
