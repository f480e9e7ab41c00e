import { columnFinder, namedColumns } from '../../../intake/columnIndexes.ts';
import type { DateOrders } from '../../../intake/dateOrder.ts';
import { type Field, type InstantField, instantFields } from '../../../intake/fields.ts';
import type { Mapping } from '../../../intake/mapping.ts';
import { MappingError } from '../../../intake/mappingError.ts';
import type { PlaceReading } from '../../../intake/places/placeReading.ts';
import { placesAtOnce } from '../../../intake/places/placesAtOnce.ts';
import { Cells } from '../../../intake/reading/cells.ts';
import { wordsOf } from '../../../intake/reading/finalWords.ts';
import { RecordReader, type ZonesFile } from '../../../intake/reading/recordReader.ts';
import type { Reference } from '../../../intake/reference.ts';
import type { ValueProblem } from '../../../intake/report/valueProblem.ts';
import { readDate } from '../../../intake/text/dateText.ts';
import { type ProblemKind, wordToMap } from '../../../model/problem.ts';
import type { RequestRow } from '../../../model/schema.ts';
import type { Words } from '../../../model/words.ts';
import type { About } from './problemBook.ts';
import type { Personal, SourceRequest } from './source.ts';

/** A record of a source: what stands in each of its columns; what is null or left out stands for none. */
export type SourceRecord = Readonly<Record<string, string | null | undefined>>;

/** Names of the columns with personal data; where there is no customer it is the phone, else the mail. */
export type PersonalColumns = { readonly [P in keyof Personal]?: string | undefined };

export interface RecordIntakeOptions {
  /** The source's id, for errors. */
  readonly source: string;
  /** Must name a column for the reference. */
  readonly mapping: Mapping;
  readonly personal: PersonalColumns;
  readonly reference: Reference;
  /** The dictionaries that all sources share; left out: those of this mapping alone. */
  readonly words?: Words;
  /** How the points are meant, where a file was looked at for that; left out: as the mapping says. */
  readonly places?: PlaceReading;
  /** For a mapping with the zones of a file. */
  readonly zonesFile?: ZonesFile | null;
  /**
   * All columns that the source has, where that is known: those that are named are looked for as in the header of a
   * file, whatever their capitals and marks. Left out: records have the columns under the names that the mapping uses.
   */
  readonly columns?: readonly string[];
  /** Whether a reference counts with the white space at its ends, as the key of a table does; else it is trimmed. */
  readonly exactRefs?: boolean;
  /** Told of each value that is not taken, or is doubtful; never the value. */
  readonly onProblem?: (field: string, problem: string, about: About) => void;
}

/** Turns a source's records into requests, by the same rules as the import of a file. */
export interface RecordIntake {
  /** The columns that records are read by: no other ever has to leave the source. */
  readonly columns: readonly string[];
  /** Those of them of whose values only the first `mostText` characters are read. */
  readonly cut: readonly string[];
  /** What the codes of the requests mean. It does not change. */
  readonly dictionaries: Words;
  /** The request of a record; null for one without a reference or an opening that can be read, which is counted. */
  read(record: SourceRecord, order: number): SourceRequest | null;
  /** Says that a reference is no more. */
  gone(ref: string, order: number): SourceRequest;
  /** Reports what is doubtful beside the values of a record. */
  doubt(field: string, problem: ProblemKind, about?: About): void;
  /** How often which field had which problem, as `resolved: notDate`. */
  readonly problems: ReadonlyMap<string, number>;
}

/**
 * Reads records by a mapping. Dates are ISO 8601 unless the mapping tells their order; a date that could be read in
 * two ways is then not taken.
 * @throws MappingError where mapping, columns, words and zones do not fit together
 */
export function recordIntake(options: RecordIntakeOptions): RecordIntake {
  return new MappedIntake(options);
}

/** Of texts that nothing is worked out from, so many characters are kept: mails come with pictures in them. */
export const mostText = 10_000;
const cutFields = ['name', 'text', 'address'] as const satisfies readonly (keyof Personal)[];

const personalFields = ['customer', 'name', 'phone', 'email', 'text', 'address'] as const;

class MappedIntake implements RecordIntake {
  readonly columns: readonly string[];
  readonly cut: readonly string[];
  readonly dictionaries: Words;
  readonly problems = new Map<string, number>();
  private readonly reader: RecordReader;
  private readonly cells: Cells;
  private readonly personal: { readonly [P in keyof Personal]?: number };
  /** Where the dates stand whose order nobody tells. */
  private readonly undecided: readonly (readonly [field: InstantField, column: number])[];
  private readonly onProblem: NonNullable<RecordIntakeOptions['onProblem']>;
  private readonly refColumn: number;
  private readonly exactRefs: boolean;
  /** Of the record that is being read. */
  private ref: string | null = null;
  private order = 0;

  constructor(options: RecordIntakeOptions) {
    const { source, mapping, personal, reference, onProblem, exactRefs = false } = options;
    if (mapping.columns.ref === undefined) throw new MappingError('mapping', { code: 'noRef' });
    this.columns = options.columns
      ? neededOf(options.columns, mapping, personal, source)
      : namedBy(mapping, personal);
    const mapped = new Set(namedBy(mapping, {}));
    const { customer, phone, email, ...rest } = personal;
    for (const column of [customer, phone, email]) if (column !== undefined) mapped.add(column);
    this.cut = cutFields.flatMap((field) => {
      const column = rest[field];
      return column === undefined || mapped.has(column) ? [] : column;
    });
    this.dictionaries = options.words ?? wordsOf(reference, [mapping]);
    this.onProblem = onProblem ?? (() => {});
    this.exactRefs = exactRefs;
    this.cells = new Cells(mapping.missing);
    const find = columnFinder(this.columns, source);
    this.personal = Object.fromEntries(
      personalFields.flatMap((field) => {
        const column = personal[field];
        return column === undefined ? [] : [[field, find(`personal.${field}`, column)]];
      }),
    );
    const orders: DateOrders = Object.fromEntries(
      instantFields.map((field) => [field, mapping.dates[field] ?? mapping.dates.order ?? 'ymd']),
    );
    this.reader = new RecordReader(
      {
        file: source,
        layout: { header: this.columns },
        mapping,
        reference,
        zonesFile: options.zonesFile ?? null,
        orders,
        places: options.places ?? placesAtOnce(mapping),
        final: this.dictionaries,
      },
      Number.POSITIVE_INFINITY,
      (field, _line, value, problem) => this.countValue(field, problem, value),
    );
    this.undecided = instantFields.flatMap((field) => {
      const column = this.reader.columns[field];
      const told = mapping.dates[field] ?? mapping.dates.order;
      return column && told === undefined ? [[field, column[0]] as const] : [];
    });
    this.refColumn = this.reader.columns.ref!;
  }

  read(record: SourceRecord, order: number): SourceRequest | null {
    const { reader } = this;
    const values = [...reader.joined.of(this.columns.map((column) => record[column] ?? ''))];
    this.order = order;
    this.ref = null;
    const ref = this.refOf(values);
    if (ref === '') return this.refuse('ref', values[this.refColumn] === '' ? 'empty' : 'notReference');
    this.ref = ref;
    // Two keys that differ by it are two requests, which look alike.
    if (ref !== values[this.refColumn] || ref !== ref.trim()) this.count('ref', 'spacedKey');
    for (const [field, column] of this.undecided) {
      if (!readDate(values[column]!.trim(), 'ymd')?.ambiguous) continue;
      if (field === 'opened') return this.refuse(field, 'twoReadings');
      this.count(field, 'twoReadings');
      values[column] = '';
    }
    const opened = reader.instants.opened(values);
    if (typeof opened === 'string')
      return this.refuse('opened', asSentinel(opened, reader.instants.openedText(values)));
    const row = { ...reader.row(values, 0, opened), ref };
    for (const [field, problem] of doubtsOf(row))
      if (reader.columns[field] !== undefined) this.count(field, problem);
    this.cutTexts(values);
    return { ref, order, row, personal: this.personalOf(values) };
  }

  gone(ref: string, order: number): SourceRequest {
    const values = this.columns.map((_, column) => (column === this.refColumn ? ref : ''));
    return { ref: this.refOf(values), order, row: null, personal: null };
  }

  doubt(field: string, problem: ProblemKind, about: About = {}): void {
    this.ref = null;
    this.count(field, problem, about);
  }

  /** The reference of a record; '' where it has none that may be kept. */
  private refOf(values: readonly string[]): string {
    const ref = this.reader.ref(values);
    return ref !== '' && this.exactRefs ? values[this.refColumn]! : ref;
  }

  private cutTexts(values: string[]): void {
    for (const field of cutFields) {
      const column = this.personal[field];
      if (column === undefined || !this.cut.includes(this.columns[column]!)) continue;
      const text = values[column]!;
      if (text.length <= mostText) continue;
      this.count(field, 'longText');
      // Not in the middle of a character of two halves.
      values[column] = text.slice(0, mostText).replace(/[\uD800-\uDBFF]$/, '');
    }
  }

  private personalOf(values: readonly string[]): Personal | null {
    const told = {} as Record<keyof Personal, string | null>;
    for (const field of personalFields) told[field] = this.cells.text(values, this.personal[field]) || null;
    told.customer ??= told.phone ?? told.email;
    return personalFields.some((field) => told[field] !== null) ? told : null;
  }

  /** Leaves a row out. */
  private refuse(field: string, problem: string): null {
    this.count(field, problem, { refused: true });
    return null;
  }

  private countValue(field: Field, problem: ValueProblem, value: string): void {
    if (problem === 'unknownWord' || problem === 'noRoom')
      this.count(field, problem, { word: wordToMap(field, value) });
    else this.count(field, asSentinel(problem, value));
  }

  private count(field: string, problem: string, about: About = {}): void {
    const key = `${field}: ${problem}`;
    this.problems.set(key, (this.problems.get(key) ?? 0) + 1);
    this.onProblem(field, problem, { ref: this.ref, order: this.order, ...about });
  }
}

/** What systems write for "no date"; 1970 only as its first day, which is no time at all to a computer. */
const noDates =
  /infinity|(?:^|\D)(?:0001|1753|1899|190[01]|2999|3000|9999)(?:\D|$)|(?:^|\D)1970-0?1-0?1(?:\D|$)/i;

/** A problem with a date, as one of a date that stands for none where it looks like that. */
function asSentinel(problem: ValueProblem, text: string): ProblemKind {
  const isDate = problem === 'notDate' || problem === 'outsideRange' || problem === 'hijri';
  return isDate && noDates.test(text) ? 'sentinel' : problem;
}

/** Before 1980 nobody kept requests in such a system; after 2090 nothing is due. Epoch seconds. */
const unlikelyBefore = 315_532_800;
const unlikelyAfter = 3_786_912_000;

/** What was taken of a request and is hardly meant so. */
function doubtsOf(row: RequestRow): [field: InstantField, problem: ProblemKind][] {
  const found: [InstantField, ProblemKind][] = [];
  for (const field of instantFields) {
    const at = row[field];
    if (at === null) continue;
    const isDue = field === 'dueResponse' || field === 'dueResolution';
    if (at < unlikelyBefore || (isDue && at > unlikelyAfter)) found.push([field, 'unlikelyDate']);
    else if (isDue && at < row.opened) found.push([field, 'dueBeforeOpened']);
  }
  return found;
}

/** The columns that a mapping and a source's personal block name, each once. */
function namedBy(mapping: Mapping, personal: PersonalColumns): string[] {
  const named = namedColumns(mapping).map(({ column }) => column);
  return [...new Set([...named, ...Object.values(personal).filter((column) => column !== undefined)])];
}

/** Those of a source's columns that a mapping and a personal block name. */
function neededOf(
  all: readonly string[],
  mapping: Mapping,
  personal: PersonalColumns,
  source: string,
): string[] {
  const find = columnFinder(all, source);
  const indexes = [
    ...namedColumns(mapping).map(({ at, column }) => find(at, column)),
    ...Object.entries(personal).map(([field, column]) =>
      column === undefined ? null : find(`personal.${field}`, column),
    ),
  ];
  return [...new Set(indexes)].filter((index) => index !== null).map((index) => all[index]!);
}
