/**
 * The door of the import: how a file is looked at, tried and brought in. The page and the command both come this way.
 */

import { type DateColumn, type DateOrders, dateColumns } from './dateOrder.ts';
import { type InstantField, instantFields } from './fields.ts';
import { type FileHints, type FileLayout, withoutEncoding } from './fileLayout.ts';
import { encodingName } from './formats/encoding.ts';
import { inspectFile, readRecords } from './formats/tableFile.ts';
import { type Imported, Intake, type IntakePlan } from './intake.ts';
import { mappedColumns } from './mappedColumns.ts';
import type { Mapping } from './mapping.ts';
import { lookForPlaces } from './places/lookForPlaces.ts';
import { placesOf, type SettledPlaces } from './places/placesOf.ts';
import { type Preview, PreviewReader, type PreviewRow } from './preview.ts';
import { type ColumnLook, lookOf } from './proposal/columnLook.ts';
import { settleDates, settleOrders } from './proposal/dateSettling.ts';
import { type Proposal, propose, type Suggestion } from './proposal/proposal.ts';
import type { OrderQuestion, Question } from './proposal/question.ts';
import { finderOf } from './reading/knownZones.ts';
import { type RecordSource, timeZoneFor, type ZonesFile } from './reading/recordReader.ts';
import type { Reference } from './reference.ts';
import { type Note, noteText } from './report/note.ts';
import type { SourceFile } from './sourceFile.ts';
import type { DateOrder } from './text/dateText.ts';

export type { Preview, PreviewRow, PreviewValue } from './preview.ts';
export type { ColumnLook } from './proposal/columnLook.ts';
export { withheld } from './proposal/examples.ts';
export type { Suggestion } from './proposal/proposal.ts';
export type { Brought, Candidate, ColumnQuestion, OrderQuestion, Question } from './proposal/question.ts';

export interface ImportSetup {
  readonly file: SourceFile;
  readonly reference: Reference;
  /** Stands in for the reference's zones; null: the mapping decides. */
  readonly zonesFile: ZonesFile | null;
  /** Epoch seconds: nothing later makes the data's asOf. */
  readonly now: number;
}

export interface ImportProgress {
  readonly stage: 'inspecting' | 'reading';
  /** Bytes of the file, packed or not as it lies there. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

/** How the file is written, what its columns look like, and a proposed mapping with the reasons for each guess. */
export interface Inspection {
  readonly layout: FileLayout;
  readonly columns: readonly ColumnLook[];
  /** Without `columns.opened` where no column looks like it: then it must be asked for. Its `notes` are English. */
  readonly mapping: Suggestion;
  /** The same notes as codes. */
  readonly reasons: readonly Note[];
  /** What no value of the file decides, and what is not clear. The mapping holds the likely answer, or none. */
  readonly questions: readonly Question[];
}

export interface ImportOptions extends Pick<IntakePlan, 'title' | 'asOf' | 'onRejected'> {
  /** What was decided before, for the report: an inspection's `reasons`. */
  readonly notes: readonly Note[];
}

type OnProgress = (progress: ImportProgress) => void;

/**
 * Looks at a file and proposes a mapping.
 * @param hints what is known of how the file is written
 * @throws FileError for a file that cannot be read, the signal's reason where it is aborted
 */
export async function inspect(
  setup: ImportSetup,
  onProgress: OnProgress = () => {},
  signal?: AbortSignal,
  hints: FileHints = {},
): Promise<Inspection> {
  const { file, reference, zonesFile } = setup;
  const onBytes = progressTo(setup, 'inspecting', onProgress);
  const layout = await inspectFile(file, hints, onBytes, signal);
  const places = await lookForPlaces(layout, setup);
  const proposal = propose(
    file.name,
    layout,
    reference,
    places,
    zonesFile && finderOf(zonesFile.zones, null),
  );
  const columns = mappedColumns(file, layout, {
    columns: proposal.columns as Mapping['columns'],
    missing: [],
  });
  const dated = await dateColumns(
    file,
    layout,
    columns.dated(instantFields),
    columns.joined,
    onBytes,
    signal,
  );
  const { dates, notes, questions } = settleDates(dated, proposal.region, columns.nameOf);
  const reasons = [...layout.remarks, ...proposal.notes, ...notes];
  return {
    layout,
    columns: proposal.profiles.map((profile) => lookOf(profile, layout.sample.length)),
    mapping: suggestionOf(layout, proposal, dates, reasons),
    reasons,
    questions: [...proposal.questions, ...questions],
  };
}

/**
 * What the first rows become under a mapping.
 * @throws FileError, MappingError
 */
export async function preview(
  setup: ImportSetup,
  layout: FileLayout,
  mapping: Mapping,
  count = 20,
): Promise<Preview> {
  const { orders, questions } = await ordersOf(setup, layout, mapping);
  const places = await settledPlaces(setup, layout, mapping);
  const source = { ...sourceOf(setup, layout, mapping, orders), places: places.reading };
  const reader = new PreviewReader(source, setup.now);
  const rows: PreviewRow[] = [];
  const enough = new AbortController();
  const take = (values: readonly string[], line: number) => {
    if (rows.length < count) rows.push(reader.row(values, line));
    if (rows.length >= count) enough.abort();
  };
  try {
    await readRecords(setup.file, layout, take, () => {}, enough.signal);
  } catch (cause) {
    if (!enough.signal.aborted || cause !== enough.signal.reason) throw cause;
  }
  return { fields: reader.fields, rows, questions };
}

/**
 * Reads the whole file. Days and months that the mapping does not settle are settled by all rows, else by the city's
 * usual order; the report says so.
 * @throws FileError, MappingError, the signal's reason where it is aborted
 */
export async function importFile(
  setup: ImportSetup,
  layout: FileLayout,
  mapping: Mapping,
  options: ImportOptions,
  onProgress: OnProgress = () => {},
  signal?: AbortSignal,
): Promise<Imported> {
  const { orders, notes } = await ordersOf(setup, layout, mapping, onProgress, signal);
  const places = await settledPlaces(setup, layout, mapping);
  const said = new Set(options.notes.map(({ code }) => code));
  const intake = new Intake({
    ...sourceOf(setup, layout, mapping, orders),
    ...options,
    layout,
    places: places.reading,
    now: setup.now,
    notes: [...options.notes, ...notes, ...places.notes.filter(({ code }) => !said.has(code))],
  });
  const onBytes = progressTo(setup, 'reading', onProgress, () => intake.rowsRead);
  const take = (values: readonly string[], line: number) => intake.add(values, line);
  return intake.finish(await readRecords(setup.file, layout, take, onBytes, signal));
}

/** The order of each column of dates under a mapping, and what of it no value decides. */
export async function ordersOf(
  setup: ImportSetup,
  layout: FileLayout,
  mapping: Mapping,
  onProgress: OnProgress = () => {},
  signal?: AbortSignal,
): Promise<{
  readonly orders: DateOrders;
  readonly notes: readonly Note[];
  readonly questions: readonly OrderQuestion[];
}> {
  const found = mappedColumns(setup.file, layout, mapping);
  const untold = instantFields.filter((field) => (mapping.dates[field] ?? mapping.dates.order) === undefined);
  const open = found.dated(untold);
  const onBytes = progressTo(setup, 'inspecting', onProgress);
  const columns: { readonly [F in InstantField]?: DateColumn } =
    Object.keys(open).length === 0
      ? {}
      : await dateColumns(setup.file, layout, open, found.joined, onBytes, signal);
  const zone = timeZoneFor(mapping, setup.reference, setup.zonesFile);
  const region: DateOrder = zone.name.startsWith('America/') ? 'mdy' : 'dmy';
  return settleOrders(mapping, columns, region, found.nameOf);
}

/** How the points of a file are meant under a mapping. @throws MappingError */
export function settledPlaces(
  setup: ImportSetup,
  layout: FileLayout,
  mapping: Mapping,
): Promise<SettledPlaces> {
  const { indexes, joined } = mappedColumns(setup.file, layout, mapping);
  return placesOf(setup, joined.layout(layout), mapping, indexes);
}

function sourceOf(
  { file, reference, zonesFile }: ImportSetup,
  layout: FileLayout,
  mapping: Mapping,
  orders: DateOrders,
): RecordSource {
  return { file: file.name, layout, mapping, reference, zonesFile, orders };
}

function suggestionOf(
  layout: FileLayout,
  proposal: Proposal,
  dates: Suggestion['dates'],
  reasons: readonly Note[],
): Suggestion {
  const { columns, coordinates, timeZone, zones, words } = proposal;
  return {
    columns,
    dates,
    ...(coordinates ? { coordinates } : {}),
    timeZone,
    zones,
    ...(words ? { words } : {}),
    // Files of an archive may each be written in another way.
    ...(withoutEncoding.has(layout.format) || layout.files.length > 0
      ? {}
      : { encoding: encodingName(layout.encoding) }),
    ...(layout.delimiter === null || layout.files.length > 0
      ? {}
      : { delimiter: layout.delimiter as NonNullable<Mapping['delimiter']> }),
    ...(layout.sheet === null ? {} : { sheet: layout.sheet }),
    notes: reasons.map(noteText),
  };
}

function progressTo(
  { file }: ImportSetup,
  stage: ImportProgress['stage'],
  onProgress: OnProgress,
  rows: () => number = () => 0,
): (bytes: number) => void {
  return (bytes) => onProgress({ stage, bytes, totalBytes: file.size, rows: rows() });
}
