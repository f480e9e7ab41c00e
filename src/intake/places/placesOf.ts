import type { ColumnIndexes } from '../columnIndexes.ts';
import type { FileLayout } from '../fileLayout.ts';
import type { Mapping } from '../mapping.ts';
import { MappingError } from '../mappingError.ts';
import { finderOf } from '../reading/knownZones.ts';
import type { ZonesFile } from '../reading/recordReader.ts';
import type { ZoneFinder } from '../reading/zoneFinder.ts';
import type { Reference } from '../reference.ts';
import { type Note, note } from '../report/note.ts';
import { centreOf } from './cityOf.ts';
import { inDegrees } from './inDegrees.ts';
import { type Judged, judge } from './judge.ts';
import { type PlaceReading, type PointOrder, plainDegrees } from './placeReading.ts';
import { pointsOfPair, pointsOfText, type SamplePoint } from './pointSample.ts';
import { isDegrees, type PointSystem } from './pointSystem.ts';
import { SystemError } from './systemError.ts';
import { systemNamed } from './systemNamed.ts';

/** What is known before the points of a file are looked at. */
interface PlaceSetup {
  readonly reference: Reference;
  readonly zonesFile: ZonesFile | null;
}

/** How the points of a file are meant, and what of that no mapping told. */
export interface SettledPlaces {
  readonly reading: PlaceReading;
  readonly notes: readonly Note[];
  /** Points of the sample, none where no column tells any, and the zones that they were held against. */
  readonly sample: readonly SamplePoint[];
  readonly finder: ZoneFinder | null;
}

/** The zones with shapes that points are held against: the user's, else the reference's; null where they have none. */
export function shapedZones({ reference, zonesFile }: PlaceSetup): ZoneFinder | null {
  if (!zonesFile) return finderOf(reference.zones, reference.geometry);
  if (zonesFile.exact) return finderOf(zonesFile.zones, zonesFile.exact);
  return zonesFile.ofReference ? finderOf(reference.zones, reference.geometry) : null;
}

/**
 * How the points of a file are meant under a mapping: by the system that it or the file names, else by where the
 * sample's points lie.
 * @throws MappingError where the system is not known, or its datum is another
 */
export async function placesOf(
  setup: PlaceSetup,
  layout: FileLayout,
  mapping: Mapping,
  columns: ColumnIndexes,
): Promise<SettledPlaces> {
  const { longitude, latitude, point } = columns;
  if ((longitude === undefined || latitude === undefined) && point === undefined) {
    return { reading: plainDegrees, notes: [], sample: [], finder: null };
  }
  const told = mapping.coordinates ?? {};
  const named = await namedSystem(told.system ?? layout.crs);
  const finder = shapedZones(setup);
  const zoneOf = (row: readonly string[]) => zoneNamed(row, columns, finder);
  const isPair = longitude !== undefined && latitude !== undefined;
  const points = isPair
    ? pointsOfPair(layout.sample, longitude, latitude, zoneOf)
    : pointsOfText(layout.sample, point!, zoneOf);
  const byCode = new Map<number, PointSystem>();
  for (const { srid } of points)
    if (srid !== null && !byCode.has(srid)) byCode.set(srid, (await namedSystem(`EPSG:${srid}`))!);
  const judged = await judgePoints(points, finder, named);
  const order = told.order ?? judged.order;
  const usual = usualOrder(points, judged.system);
  return {
    reading: {
      system: judged.system,
      order: order === usual ? null : order,
      byCode,
      middle: centreOf(inDegrees(points, { system: judged.system, order })),
    },
    notes: notesOn(judged, points, {
      columns: (isPair ? [longitude, latitude] : [point!]).map((column) => layout.header[column]!),
      turned: told.order === undefined && judged.order !== usual,
    }),
    sample: points,
    finder,
  };
}

/** What the points of a pair of columns, or of one that holds both, are. */
export function judgePoints(
  points: readonly SamplePoint[],
  finder: ZoneFinder | null,
  named: PointSystem | null,
): Promise<Judged> {
  return judge(points, finder, named, mostTold(points) ? 'xy' : null);
}

/** The order that needs no saying. */
export function usualOrder(points: readonly SamplePoint[], system: PointSystem): PointOrder {
  return mostTold(points) || system.metric ? 'xy' : 'yx';
}

function mostTold(points: readonly SamplePoint[]): boolean {
  return points.filter(({ told }) => told).length >= points.length / 2;
}

/** What is said of points that are not simply degrees as they are named. */
export function notesOn(
  { system, looked, inside, by }: Judged,
  points: readonly SamplePoint[],
  { columns, turned }: { readonly columns: readonly string[]; readonly turned: boolean },
): Note[] {
  const names = columns.map((name) => `"${name}"`).join(', ');
  const counts = { names, count: looked, share: looked === 0 ? 0 : Math.floor((inside / looked) * 100) };
  const notes: Note[] = [];
  if (by === 'unknown') return [note('gridUnknown', { names, x: columns[0]!, y: columns[1] ?? '' })];
  if (columns.length === 1) notes.push(note('pointTaken', { ...counts, column: columns[0]! }));
  const marked = points.filter(({ plain }) => !plain).length;
  if (columns.length === 2 && !system.metric && marked > looked / 2)
    notes.push(note('degreesMarked', counts));
  if (!isDegrees(system)) notes.push(note('gridTaken', { ...counts, system: system.name }));
  if (turned) notes.push(note(by === 'range' ? 'axesTurnedByRange' : 'axesTurned', counts));
  return notes;
}

/** The zone that a row names, −1 for none. */
function zoneNamed(row: readonly string[], { zone }: ColumnIndexes, finder: ZoneFinder | null): number {
  for (const column of zone ?? []) {
    const match = column === null || !row[column] ? null : finder?.byText(row[column]);
    if (match) return match.zone;
  }
  return -1;
}

async function namedSystem(named: string | null | undefined): Promise<PointSystem | null> {
  if (named === null || named === undefined) return null;
  try {
    return await systemNamed(named);
  } catch (cause) {
    if (!(cause instanceof SystemError)) throw cause;
    const { system, why } = cause;
    throw new MappingError('mapping', { code: 'badSystem', system, why });
  }
}
