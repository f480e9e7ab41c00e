import * as v from 'valibot';
import { slug } from '../../model/fold.ts';
import { outsideZone, type Zones, zonesSchema } from '../../model/zones.ts';
import { expectedOf } from '../expected.ts';
import { freeId } from '../reading/dictionary.ts';
import type { Reference } from '../reference.ts';
import { isZip, type LayerFile, readLayer } from './layerFile.ts';
import { type LayerReport, layerLine, reportLayer } from './layerReport.ts';
import { type LayerTopology, layerTopology, type ShapedZone, sourceFrom } from './layerTopology.ts';
import { type LayerOptions, type OwnZones, zonesOfLayer } from './ownZones.ts';
import { textOf } from './text.ts';
import { matchZones } from './zoneMatch.ts';
import { ZonesFileError } from './zonesFileError.ts';

export type { LayerOptions, OwnZones } from './ownZones.ts';

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
  return zonesOfLayer(layer, options, [
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
  const { layersBeside } = await import('./layersBeside.ts');
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
