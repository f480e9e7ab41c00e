import { unmarked } from '../../i18n/isolate.ts';
import { nameOfId } from '../../i18n/names.ts';
import { makeText } from '../../i18n/text.ts';
import { type City, makeCity } from '../../model/city.ts';
import {
  type ChoiceDimension,
  type Dimension,
  dimensions,
  isTimeDimension,
  isWordDimension,
  noneId,
  responseTimes,
} from '../../model/dimension.ts';
import { type Manifest, versionOf } from '../../model/manifest.ts';
import { type MeasureId, measureIds, measures, type Unit } from '../../model/measures.ts';
import { snapshotFacts } from '../snapshotFacts.ts';

/** An id that a question names, and how it is called. */
export interface Named<Id extends string = string> {
  readonly id: Id;
  readonly en: string;
  readonly ar: string;
}

/** A dimension, and how many values it has; null: as many as there are days, weeks or months. */
export interface DimensionEntry extends Named<Dimension> {
  readonly values: number | null;
}

export interface MeasureEntry extends Named<MeasureId> {
  /** Shares are numbers from 0 to 1. */
  readonly unit: Unit;
  /** Which way is good; null where neither is. */
  readonly better: 'up' | 'down' | null;
}

const en = makeText('en');
const ar = makeText('ar');

/** Of which data answers are now. */
export interface VersionEntry {
  /** As in the header of an answer. */
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly asOf: string;
  readonly requests: number;
}

export function versionEntry({ sequence, asOf, rows, files }: Manifest): VersionEntry {
  const last = files.deltas.at(-1);
  const now = last ? { sequence: last.to, asOf: last.asOf } : { sequence, asOf };
  return {
    version: versionOf(now),
    asOf: new Date(now.asOf * 1000).toISOString(),
    requests: last?.total ?? rows,
  };
}

/** The city of a snapshot. @param folder that has the manifest @throws SnapshotError */
export async function cityIn(folder: string, manifest: Manifest): Promise<City> {
  const { zones, words, timeZone } = await snapshotFacts(folder, manifest);
  return makeCity(zones, words, timeZone);
}

/** The measures that can be asked for. */
export function measureEntries(): MeasureEntry[] {
  return measureIds.map((id) => {
    const { unit, better } = measures[id];
    return { id, en: en.t(`measure.${id}`), ar: ar.t(`measure.${id}`), unit, better };
  });
}

/** The dimensions that can be asked by. */
export function dimensionEntries(city: City): DimensionEntry[] {
  return dimensions.map((id) => ({
    ...{ id, en: en.t(`dimension.${id}`), ar: ar.t(`dimension.${id}`) },
    values: isTimeDimension(id) ? null : idsOf(city, id).length,
  }));
}

/** The values of a dimension that a clause may name, `none` for what has none; null for time, which clauses name by days. */
export function valueEntries(city: City, dimension: Dimension): Named[] | null {
  if (isTimeDimension(dimension)) return null;
  return [...idsOf(city, dimension), noneId].map((id) => ({
    id,
    en: unmarked(nameOfId(en, city, dimension, id)),
    ar: unmarked(nameOfId(ar, city, dimension, id)),
  }));
}

function idsOf(city: City, dimension: ChoiceDimension): string[] {
  if (isWordDimension(dimension)) return city.words[dimension].map(({ id }) => id);
  switch (dimension) {
    case 'hour':
      return Array.from({ length: 24 }, (_, hour) => String(hour));
    case 'weekday':
      return Array.from({ length: 7 }, (_, day) => String(day + 1));
    case 'responseTime':
      return responseTimes.map(({ id }) => id);
  }
}
