import { type OtherFormat, otherFormats } from './otherFormat.ts';
import type { Packing } from './packing.ts';

/** Why a file cannot be read, as a code with its values, so that it can be said in any language. */
export type FileProblem =
  | { readonly code: 'otherFormat'; readonly format: OtherFormat }
  /** The end is missing, after so many bytes of the file. */
  | {
      readonly code: 'truncated';
      readonly what: Packing | 'xlsx' | 'json' | 'xml' | 'html' | 'parquet' | 'geoPackage';
      readonly at: number;
    }
  /** The bytes are not what was packed: a checksum does not fit, or they cannot be unpacked. */
  | {
      readonly code: 'damaged';
      readonly what: Packing | 'xlsx' | 'parquet' | 'geoPackage';
      readonly at: number;
    }
  /** The character that does not belong there; null where it cannot be told. */
  | { readonly code: 'syntax'; readonly what: 'json'; readonly line: number; readonly got: string | null }
  /** In the words of the parser. A line of a workbook is one of its XML inside. */
  | { readonly code: 'syntax'; readonly what: 'xml' | 'xlsx'; readonly line: number; readonly detail: string }
  /** Its bytes are no text in any encoding that is known, or in several. */
  | { readonly code: 'encoding' }
  /** More levels of lists, objects or elements within each other than are read. */
  | { readonly code: 'tooDeep'; readonly what: 'json' | 'xml'; readonly line: number; readonly most: number }
  | { readonly code: 'encrypted'; readonly what: 'zip' | 'xlsx' | 'parquet' }
  /** A zip that holds no table, or several whose columns differ. */
  | { readonly code: 'files'; readonly names: readonly string[] }
  | { readonly code: 'method'; readonly name: string; readonly method: number }
  | { readonly code: 'packedTwice'; readonly most: number }
  /** It unpacks to more than is plausible, or than is read. */
  | {
      readonly code: 'tooLarge';
      readonly what: 'unpacked' | 'inner' | 'strings' | 'held' | 'group' | 'database';
      readonly most: number;
    }
  | { readonly code: 'longRecord'; readonly line: number; readonly most: number }
  | { readonly code: 'manyColumns'; readonly line: number; readonly most: number }
  | { readonly code: 'noTable'; readonly what: 'json' | 'xlsx' | 'xml' }
  | { readonly code: 'noSheet'; readonly sheet: string; readonly sheets: readonly string[] }
  /** What an Open311 server answered instead of requests. */
  | { readonly code: 'open311Error'; readonly detail: string };

/** A file that cannot be read. The message says in a sentence what it is, what was expected and what to do. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly file: string;
  readonly problem: FileProblem;

  constructor(file: string, problem: FileProblem) {
    super(`${file}: ${sentence(problem)}`);
    this.file = file;
    this.problem = problem;
  }
}

const n = (value: number) => value.toLocaleString('en-US');
const mega = (bytes: number) => `${n(Math.round(bytes / 2 ** 20))} MB`;

function sentence(problem: FileProblem): string {
  switch (problem.code) {
    case 'otherFormat': {
      const [what, todo] = otherFormats[problem.format];
      return `got ${what}, expected a table (CSV, Excel, OpenDocument, JSON, Open311, …); ${todo}`;
    }
    case 'truncated':
      return `${names[problem.what]} ends too early, after ${n(problem.at)} bytes: the rest is missing. Nothing was imported; fetch or export the file again`;
    case 'damaged':
      return `${names[problem.what]} is damaged near byte ${n(problem.at)}: what it unpacks to is not what was packed. Nothing was imported; fetch or export the file again`;
    case 'syntax':
      return `${names[problem.what]} breaks off in line ${n(problem.line)}${why(problem)}. Nothing was imported; correct the line or export the file again`;
    case 'encoding':
      return 'the letters are not UTF-8, and do not show which other encoding they are in; save the file as UTF-8, or name its encoding in the mapping with "encoding"';
    case 'tooDeep':
      return `${names[problem.what]} has more than ${n(problem.most)} levels within each other in line ${n(problem.line)}: this is no table of requests`;
    case 'encrypted':
      return `${names[problem.what]} is protected by a password; save it without one`;
    case 'files':
      return problem.names.length === 0
        ? 'the zip archive is empty; expected a table in it'
        : `the zip archive holds ${n(problem.names.length)} files (${some(problem.names)}), expected one table, or several with the same columns; unpack it and choose one`;
    case 'method':
      return `"${problem.name}" in the archive is packed by method ${problem.method}, expected "deflate" or none; pack it again as an ordinary zip`;
    case 'packedTwice':
      return `it is packed more than ${problem.most} times; unpack it first`;
    case 'tooLarge':
      return problem.what === 'group'
        ? `a row group of the Parquet file is larger than ${mega(problem.most)}; write it with smaller row groups`
        : problem.what === 'database'
          ? `a database has to be held as a whole, and is read up to ${mega(problem.most)}; export the table of requests as CSV (UTF-8), which is read in pieces`
          : problem.what === 'unpacked'
            ? `it unpacks to more than ${mega(problem.most)}, far more than a table of its size would: refused as a trap. If it is a table, unpack it first`
            : problem.what === 'inner'
              ? `the workbook or archive inside is larger than ${mega(problem.most)}; unpack the outer archive first`
              : problem.what === 'held'
                ? `a file of its format has to be held as a whole, and is read up to ${mega(problem.most)}; save it as .xlsx or as CSV (UTF-8), which are read in pieces`
                : `the workbook's texts are larger than ${mega(problem.most)}; save the sheet as CSV (UTF-8)`;
    case 'longRecord':
      return `the record at line ${n(problem.line)} is longer than ${mega(problem.most)}: this is no table of requests`;
    case 'manyColumns':
      return `there are more than ${n(problem.most)} columns by record ${n(problem.line)}: this is no table of requests`;
    case 'noTable':
      return noTable[problem.what];
    case 'noSheet':
      return `the workbook has no sheet "${problem.sheet}"; it has ${some(problem.sheets)}`;
    case 'open311Error':
      return `this is an Open311 server's error message, not its requests: ${problem.detail}`;
  }
}

function why(problem: FileProblem & { code: 'syntax' }): string {
  if (problem.what !== 'json') return `: ${problem.detail}`;
  return problem.got === null ? '' : `: got ${JSON.stringify(problem.got)}`;
}

const names = {
  gzip: 'the gzip file',
  zip: 'the zip archive',
  xlsx: 'the workbook',
  json: 'the JSON text',
  xml: 'the XML text',
  html: 'the web page',
  parquet: 'the Parquet file',
  geoPackage: 'the GeoPackage',
} as const;

const noTable = {
  json: 'got JSON without a list of records, expected [{…}, {…}] or {"service_requests": [{…}]}; export the requests as such a list',
  xlsx: 'the workbook has no sheet with a header row; put the names of the columns above the values',
  xml: 'got KML without placemarks, expected one for each request; export the layer of requests',
} as const;

function some(list: readonly string[]): string {
  const shown = list.slice(0, 5).map((one) => JSON.stringify(one));
  return list.length > shown.length
    ? `${shown.join(', ')} and ${list.length - shown.length} more`
    : shown.join(', ');
}
