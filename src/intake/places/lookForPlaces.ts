import type { FileLayout } from '../fileLayout.ts';
import type { MappingFile } from '../mapping.ts';
import type { ZonesFile } from '../reading/recordReader.ts';
import type { ZoneFinder } from '../reading/zoneFinder.ts';
import type { Reference } from '../reference.ts';
import { type Note, note } from '../report/note.ts';
import { areaScore } from '../words/columnNames.ts';
import { type Axis, axisScore, type Look, type Looked, lookAtColumns, rate } from './lookedColumn.ts';
import { makaniColumn, parcelColumn } from './numberColumns.ts';
import { bestPair } from './pairColumns.ts';
import { shapedZones } from './placesOf.ts';
import { bestText } from './pointColumn.ts';
import type { ZoneOfRow } from './pointSample.ts';
import type { PointSystem } from './pointSystem.ts';
import { SystemError } from './systemError.ts';
import { systemNamed } from './systemNamed.ts';

/** The columns of a file that tell where a request lies. */
export interface FoundPlaces {
  readonly columns: Readonly<
    Partial<Record<'longitude' | 'latitude' | 'point' | 'makani' | 'parcel', number>>
  >;
  readonly coordinates: MappingFile['coordinates'];
  readonly notes: readonly Note[];
  /** Points of the sample in degrees WGS 84. */
  readonly points: readonly (readonly [longitude: number, latitude: number])[];
  /** Parcels are of the city's own communities. */
  readonly ofCity: boolean;
}

const none: FoundPlaces = { columns: {}, coordinates: undefined, notes: [], points: [], ofCity: false };

/** Finds the columns that tell where requests lie, by their names and values, and what system their numbers are of. */
export async function lookForPlaces(
  layout: FileLayout,
  setup: { readonly reference: Reference; readonly zonesFile: ZonesFile | null },
): Promise<FoundPlaces> {
  const columns = lookAtColumns(layout);
  if (layout.sample.length === 0) return byNames(columns);
  const finder = shapedZones(setup);
  const named = await namedBy(layout.crs ?? null);
  const look: Look = { layout, columns, finder, named, zoneOf: zoneOfRow(columns, finder) };
  const points = (await bestPair(look)) ?? (await bestText(look));
  const numbered = makaniColumn(columns, finder, points?.filled ?? 0);
  const makani = numbered?.taken ? numbered : null;
  const parcel = parcelColumn(columns, finder);
  return {
    columns: {
      ...(points?.columns ?? {}),
      ...(makani ? { makani: makani.column.index } : {}),
      ...(parcel ? { parcel: parcel.column.index } : {}),
    },
    coordinates: points?.coordinates,
    notes: [
      ...(points?.notes ?? []),
      ...(makani ? [note('makaniTaken', { column: makani.column.name, share: makani.share })] : []),
      ...(numbered && !makani
        ? [note('makaniUnread', { column: numbered.column.name, share: numbered.share })]
        : []),
      ...(parcel ? [note('parcelTaken', { column: parcel.column.name, share: parcel.share })] : []),
    ],
    points: points?.points ?? makani?.points ?? [],
    ofCity: parcel !== null,
  };
}

/** The zone that a row names in the column that is named as an area and whose values are zones. */
function zoneOfRow(columns: readonly Looked[], finder: ZoneFinder | null): ZoneOfRow {
  const column =
    finder &&
    columns.find(
      (one) => areaScore(one.key) > 0 && rate(one, (value) => finder.byText(value) !== null) >= 0.5,
    );
  return (row) => (column ? (finder.byText(row[column.index] ?? '')?.zone ?? -1) : -1);
}

/** There are no rows: names alone decide. */
function byNames(columns: readonly Looked[]): FoundPlaces {
  const best = (axis: Axis) =>
    columns.reduce<Looked | null>(
      (a, b) => (axisScore(axis, b.key) > (a ? axisScore(axis, a.key) : 0) ? b : a),
      null,
    );
  const [longitude, latitude] = [best('longitude'), best('latitude')];
  if (!longitude || !latitude) return none;
  return { ...none, columns: { longitude: longitude.index, latitude: latitude.index } };
}

/** The system that a file names, as far as it is known here: the import says what is wrong with another. */
async function namedBy(crs: string | null): Promise<PointSystem | null> {
  if (crs === null) return null;
  try {
    return await systemNamed(crs);
  } catch (cause) {
    if (cause instanceof SystemError) return null;
    throw cause;
  }
}
