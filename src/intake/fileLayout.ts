import type { Encoding } from './formats/encoding.ts';
import type { Merge } from './formats/merges.ts';
import type { Packing } from './packing.ts';
import type { Note } from './report/note.ts';

/** How a table may be written. */
export type Format =
  | 'csv'
  | BookFormat
  | 'json'
  | 'jsonLines'
  | 'geojson'
  | 'open311Json'
  | 'open311Xml'
  | 'kml';

/** Formats that hold sheets of rows. */
export type BookFormat = 'xlsx' | 'xlsb' | 'xls' | 'ods' | 'html' | 'excelXml' | 'parquet' | 'geoPackage';

/** Formats that are no text, so that they have no encoding to tell. */
export const withoutEncoding: ReadonlySet<Format> = new Set<Format>([
  'xlsx',
  'xlsb',
  'xls',
  'ods',
  'parquet',
  'geoPackage',
]);

/** How a file is written, and what its first rows and some from further on look like. */
export interface FileLayout {
  readonly format: Format;
  /** What the table is packed in, the outermost first; mostly nothing. */
  readonly packing: readonly Packing[];
  /** Of its text; a workbook's is always UTF-8. */
  readonly encoding: Encoding;
  /** What separates the columns; null where the format needs nothing for that. */
  readonly delimiter: string | null;
  /** Names of the columns, trimmed, each one once; empty for a file without any text. */
  readonly header: readonly string[];
  /** Line or row of the header; what stands above is no record. 0 where the format has no header. */
  readonly headerLine: number;
  /** What the number of a record counts: lines of the text, rows of the sheet, or the records themselves, from 1. */
  readonly counted: 'line' | 'row' | 'record';
  /** The sheet that is read, and all that the workbook has; null where there are none or several are read. */
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  /** The sheets that are read, one after the other, as one table: their rows are counted on. */
  readonly parts: readonly SheetPart[];
  /** The files of an archive that are read, one after the other, as one table; empty where it is one file. */
  readonly files: readonly FilePart[];
  /** Where in a JSON text the records stand; null elsewhere. */
  readonly place: JsonPlace | null;
  /** What was decided of how the file is read, and what of it is not. */
  readonly remarks: readonly Note[];
  /** The system of coordinates that the file names, as `systemNamed` reads it; left out where it names none. */
  readonly crs?: string;
  readonly sample: readonly (readonly string[])[];
}

/** A sheet that is read. */
export interface SheetPart {
  /** Its place in the workbook. */
  readonly index: number;
  /** The row of its header. */
  readonly headerLine: number;
  /** The column of the layout for each of its own; null where they are in the same order. */
  readonly places: readonly number[] | null;
  readonly merges: readonly Merge[];
}

/** A file of an archive that is read. */
export interface FilePart {
  /** Its place among the archive's files. */
  readonly index: number;
  readonly layout: FileLayout;
  /** The column of the whole for each of its own; null where they are in the same order. */
  readonly places: readonly number[] | null;
}

/** Where the records of a JSON text are. */
export interface JsonPlace {
  /** "$", "$.service_requests"; '' where the records follow each other. */
  readonly path: string;
  /** What stands there: a list of objects, of lists of values, or an object that holds each record by its key. */
  readonly rows: 'objects' | 'lists' | 'keyed';
  /** The columns that each place of a list fills; empty where records are objects. */
  readonly fields: readonly (readonly string[])[];
  /** The words that the text defines for the codes of a column, by column; the codes are read as these. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a mapping says of how a file is written; the rest is found out. */
export interface FileHints {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly sheet?: string | undefined;
}

/**
 * Told each record with its values in the header's order and its line, row or position. The array is not used again.
 */
export type OnRecord = (values: string[], line: number) => void;

/** What became of the text of a file while it was read. */
export interface ReadTotals {
  /** Quotes that neither open nor close a field, and the lines of the first. */
  readonly strayQuotes: number;
  readonly strayQuoteLines: readonly number[];
  /** NUL characters that were left out. */
  readonly nulls: number;
  /** Bytes that are no text in the file's encoding. */
  readonly undecodable: number;
  /** Of a file of two encodings: how many lines with letters beyond ASCII are in each. */
  readonly linesByEncoding: Readonly<Record<string, number>>;
  readonly headers: HeadersFound;
}

/** Rows below the header that name columns: all of them again, in any order, or others; and the first of each. */
export interface HeadersFound {
  readonly again: number;
  readonly againLine: number;
  readonly other: number;
  readonly otherLine: number;
}
