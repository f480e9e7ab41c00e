import type { Place, Zones } from '../../model/zones.ts';
import { counted, type LayerFile, listed } from './layerFile.ts';
import { farMetres, type MatchedZone, metresOff, type ZoneMatch } from './zoneMatch.ts';

/** How a layer fits a city's zones. */
export interface LayerReport {
  readonly file: string;
  readonly format: string;
  /** Features with a polygon. */
  readonly features: number;
  /** The attribute that holds the codes. */
  readonly attribute: string | null;
  readonly zones: { readonly of: number; readonly matched: number };
  /** Places whose zone has a shape, and how many of them lie in it. */
  readonly places: { readonly of: number; readonly inside: number };
  /** Whether the layer can be used: no faults. */
  readonly usable: boolean;
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  readonly featuresWithoutZone: readonly { readonly feature: number; readonly code: string }[];
  readonly zonesWithoutFeature: readonly string[];
  readonly merged: readonly { readonly zone: string; readonly features: readonly number[] }[];
  readonly otherNames: readonly { readonly zone: string; readonly ours: string; readonly theirs: string }[];
  /** Zones whose label point lies outside their shape, with metres. */
  readonly off: readonly { readonly zone: string; readonly metres: number }[];
  readonly placesOutside: readonly {
    readonly place: string;
    readonly zone: string;
    readonly metres: number;
  }[];
}

/**
 * Says how a layer fits. It is unusable where neither half of its features nor half of the zones are matched, or
 * where more than a fifth of the matched shapes lie far from their zone.
 * @param borders what is wrong with the layer's borders: `LayerTopology.warnings`
 */
export function reportLayer(
  layer: LayerFile,
  match: ZoneMatch,
  zones: Zones,
  borders: readonly string[],
): LayerReport {
  const { attribute, matched, without, missing } = match;
  const of = matched.length + missing.length;
  const off = matched.flatMap(({ zone, off }) => (off ? [{ zone: zone.id, metres: Math.round(off) }] : []));
  const far = off.filter(({ metres }) => metres > farMetres);
  const merged = matched
    .filter(({ shapes }) => shapes.length > 1)
    .map(({ zone, shapes }) => ({ zone: zone.id, features: shapes.map(({ number }) => number) }));
  const otherNames = matched.flatMap(({ zone, otherName }) =>
    otherName === null ? [] : [{ zone: zone.id, ours: zone.en, theirs: otherName }],
  );
  const { places, outside } = placesOf(zones.places, matched);

  const faults: string[] = [];
  const warnings: string[] = [...borders];
  const notes: string[] = [...layer.notes];
  const using = attribute === null ? 'any attribute' : `the attribute "${attribute}"`;
  if (matched.length * 2 < layer.shapes.length && matched.length * 2 < of) {
    faults.push(
      `${matched.length} of ${of} zones are matched by ${using}, expected the zones' codes in one (such as ${examplesOf(zones)}); name it with --code ATTRIBUTE or ZONES_CODE (it has ${listed(attributesOf(layer), 12) || 'no attributes'})`,
    );
  } else if (far.length * 5 > matched.length) {
    faults.push(
      `${far.length} of ${matched.length} shapes lie more than ${farMetres / 1000} km from their zone (${farText(far)}); expected degrees WGS 84 and the zones' own codes${match.swapped ? '. Latitude seems to stand before longitude: export it with longitude first' : ''}`,
    );
  } else if (far.length > 0) {
    warnings.push(
      `${counted(far.length, 'shape')} more than ${farMetres / 1000} km from where its zone should be: ${farText(far)}; is the code right?`,
    );
  }
  if (faults.length === 0) {
    if (without.length > 0) {
      warnings.push(
        `${counted(without.length, 'feature')} without a zone, left out: ${listed(without.map(({ shape, code }) => `${shape.number} (${code || 'no code'})`))}`,
      );
    }
    if (missing.length > 0) {
      warnings.push(
        `${counted(missing.length, 'zone')} without a feature: in lists and tables, not on the map: ${listed(missing.map(({ id }) => id))}`,
      );
    }
    if (merged.length > 0) {
      notes.push(
        `${counted(merged.length, 'code')} in several features, merged into one zone: ${listed(merged.map(({ zone, features }) => `${zone} (features ${listed(features)})`))}`,
      );
    }
    const near = off.filter(({ metres }) => metres <= farMetres);
    if (near.length > 0) {
      notes.push(
        `${counted(near.length, 'label point')} outside the new shape, so the name moves to a point inside: ${farText(near)}`,
      );
    }
    if (otherNames.length > 0) {
      notes.push(
        `${counted(otherNames.length, 'zone')} with another name in the layer; ours stay: ${listed(otherNames.map(({ zone, ours, theirs }) => `${zone} ${ours}: ${theirs}`))}`,
      );
    }
    if (outside.length > 0) {
      notes.push(
        `${counted(outside.length, 'place')} outside the shape of its zone: ${listed(outside.map(({ place, zone, metres }) => `${place} (${metres} m from ${zone})`))}; a place's zone stays as it is`,
      );
    }
  }
  return {
    file: layer.name,
    format: layer.format,
    features: layer.shapes.length,
    attribute,
    zones: { of, matched: matched.length },
    places,
    usable: faults.length === 0,
    faults,
    warnings,
    notes,
    featuresWithoutZone: without.map(({ shape, code }) => ({ feature: shape.number, code })),
    zonesWithoutFeature: missing.map(({ id }) => id),
    merged,
    otherNames,
    off,
    placesOutside: outside,
  };
}

/** One line that says how many zones a layer has shapes for. */
export function layerLine(report: LayerReport): string {
  const { file, format, features, attribute, zones, places } = report;
  return `${file}: ${format}, ${counted(features, 'polygon feature')}; ${zones.matched} of ${zones.of} zones matched${attribute === null ? '' : ` by "${attribute}"`}, ${places.inside} of ${places.of} places inside their zone`;
}

/** The report for people. */
export function layerText(report: LayerReport): string {
  const block = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  - ${line}`)];
  return [
    layerLine(report),
    ...block('Faults', report.faults),
    ...block('Warnings', report.warnings),
    ...block('Notes', report.notes),
    report.usable ? 'The layer can be used.' : 'The layer cannot be used.',
  ].join('\n');
}

function placesOf(places: readonly Place[], matched: readonly MatchedZone[]) {
  const shapes = new Map(matched.map((one) => [one.zone.id, one.polygons]));
  let of = 0;
  const outside: { place: string; zone: string; metres: number }[] = [];
  for (const { id, label, zone } of places) {
    const polygons = shapes.get(zone ?? '');
    if (!label || !polygons) continue;
    of++;
    const metres = metresOff(label, polygons);
    if (metres > 0) outside.push({ place: id, zone: zone!, metres: Math.round(metres) });
  }
  return { places: { of, inside: of - outside.length }, outside };
}

function attributesOf({ shapes }: LayerFile): string[] {
  return [...new Set(shapes.flatMap(({ properties }) => Object.keys(properties)))];
}

function examplesOf({ zones }: Zones): string {
  return zones
    .slice(0, 3)
    .map(({ id, code }) => code ?? id)
    .join(', ');
}

function farText(zones: readonly { readonly zone: string; readonly metres: number }[]): string {
  return listed(
    zones.map(({ zone, metres }) =>
      metres >= 1000 ? `${zone} ${(metres / 1000).toFixed(1)} km` : `${zone} ${metres} m`,
    ),
  );
}
