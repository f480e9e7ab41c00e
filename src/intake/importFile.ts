/**
 * The door of the import: how a file is looked at, tried and brought in. The page and the command both come this way.
 */
import { type DateColumn, type DateOrders, dateColumns } from './dateOrder.ts';
import { type Question, settleDates, settleOrders } from './dateSettling.ts';
import type { DateOrder } from './dates.ts';
import type { FileHints, FileLayout } from './fileLayout.ts';
import { encodingName } from './formats/encoding.ts';
import { inspectFile, readRecords } from './formats/tableFile.ts';
import { type Imported, Intake, type IntakePlan } from './intake.ts';
import { finderOf } from './knownZones.ts';
import { columnIndexes, type InstantField, instantFields, type Mapping } from './mapping.ts';
import { type Note, noteText } from './note.ts';
import { type Preview, PreviewReader, type PreviewRow } from './preview.ts';
import { notAWord, shown } from './privacy.ts';
import type { Profile } from './profile.ts';
import { type RecordSource, timeZoneFor, type ZonesFile } from './recordReader.ts';
import type { Reference } from './reference.ts';
import type { SourceFile } from './sourceFile.ts';
import { type Proposal, propose, type Suggestion } from './suggestion.ts';

export type { Question } from './dateSettling.ts';
export type { Preview, PreviewRow, PreviewValue } from './preview.ts';

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
  /** What no value of the file decides. The mapping holds the likely answer. */
  readonly questions: readonly Question[];
}

export interface ColumnLook {
  readonly name: string;
  /** Up to 5 distinct ones; `withheld` in place of what looks personal. */
  readonly samples: readonly string[];
  /** The share of the rows looked at that have a value, 0 to 1. */
  readonly filled: number;
  /** Its name or its values say that it is personal data. */
  readonly personal: boolean;
}

/** Stands for a value that looks like personal data. */
export const withheld = '•••';

export interface ImportOptions extends Pick<IntakePlan, 'title' | 'asOf' | 'onRejected'> {
  /** What was decided before, for the report: an inspection's `reasons`. */
  readonly notes: readonly Note[];
}

type OnProgress = (progress: ImportProgress) => void;

const samplesShown = 5;

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
  const proposal = propose(file.name, layout, reference, zonesFile && finderOf(zonesFile.zones, null));
  const dated = await dateColumns(file, layout, proposal.dated, onBytes, signal);
  const nameOf = (field: InstantField) => layout.header[proposal.dated[field] ?? -1] ?? '';
  const { dates, notes, questions } = settleDates(dated, proposal.region, nameOf);
  const reasons = [...proposal.notes, ...notes];
  return {
    layout,
    columns: proposal.profiles.map((profile) => lookOf(profile, layout.sample.length)),
    mapping: suggestionOf(layout, proposal, dates, reasons),
    reasons,
    questions,
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
  const { orders } = await ordersOf(setup, layout, mapping);
  const reader = new PreviewReader(sourceOf(setup, layout, mapping, orders), setup.now);
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
  return { fields: reader.fields, rows };
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
  const intake = new Intake({
    ...sourceOf(setup, layout, mapping, orders),
    ...options,
    layout,
    now: setup.now,
    notes: [...options.notes, ...notes],
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
  readonly questions: readonly Question[];
}> {
  const indexes = columnIndexes(mapping, layout.header, setup.file.name);
  const open: { [F in InstantField]?: number } = {};
  for (const field of instantFields) {
    const told = mapping.dates[field] ?? mapping.dates.order;
    const column = indexes[field];
    if (told === undefined && column !== undefined) open[field] = column[0];
  }
  const onBytes = progressTo(setup, 'inspecting', onProgress);
  const columns: { readonly [F in InstantField]?: DateColumn } =
    Object.keys(open).length === 0 ? {} : await dateColumns(setup.file, layout, open, onBytes, signal);
  const zone = timeZoneFor(mapping, setup.reference, setup.zonesFile);
  const region: DateOrder = zone.name.startsWith('America/') ? 'mdy' : 'dmy';
  return settleOrders(mapping, columns, region, (field) => layout.header[open[field] ?? -1] ?? '');
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
  const { columns, timeZone, zones, words } = proposal;
  return {
    columns,
    dates,
    timeZone,
    zones,
    ...(words ? { words } : {}),
    ...(layout.format === 'xlsx' ? {} : { encoding: encodingName(layout.encoding) }),
    ...(layout.delimiter === null
      ? {}
      : { delimiter: layout.delimiter as NonNullable<Mapping['delimiter']> }),
    ...(layout.sheet === null ? {} : { sheet: layout.sheet }),
    notes: reasons.map(noteText),
  };
}

function lookOf(profile: Profile, rows: number): ColumnLook {
  const { name, personal, values } = profile;
  const samples = new Set<string>();
  for (const value of values.keys()) {
    if (samples.size >= samplesShown) break;
    samples.add(personal || isPersonal(value, profile) ? withheld : shown(value));
  }
  return { name, samples: [...samples], filled: rows === 0 ? 0 : profile.filled / rows, personal };
}

/** Many digits are a telephone number, unless they are a date, a degree or a reference. */
function isPersonal(value: string, { dates, numbers }: Profile): boolean {
  const why = notAWord(value);
  return (
    why !== null && !(why === 'number' && (dates.rate > 0.5 || (numbers.rate > 0.9 && !/^[+0]/.test(value))))
  );
}

function progressTo(
  { file }: ImportSetup,
  stage: ImportProgress['stage'],
  onProgress: OnProgress,
  rows: () => number = () => 0,
): (bytes: number) => void {
  return (bytes) => onProgress({ stage, bytes, totalBytes: file.size, rows: rows() });
}
