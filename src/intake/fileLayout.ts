import type { Encoding } from './formats/encoding.ts';

/** How a table may be written. */
export const formats = ['csv', 'xlsx', 'json', 'jsonLines', 'geojson', 'open311Json', 'open311Xml'] as const;
export type Format = (typeof formats)[number];

/** What a table may be packed in. */
export type Packing = 'gzip' | 'zip';

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
  /** The sheet that is read, and all that the workbook has; null where there are none. */
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  /** Where in a JSON text the records stand: "$", "$.service_requests"; '' elsewhere. */
  readonly path: string;
  readonly sample: readonly (readonly string[])[];
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
}
