import { CsvReader, type OnRecord } from './csvReader.ts';
import { detectEncoding, type Encoding } from './encoding.ts';
import { MappingError } from './mapping.ts';

/** The bytes of a file, wherever they are: on a disk, or chosen in a browser. */
export interface CsvFile {
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** The bytes of [from, to). */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** How a file is written, and what its first rows and some from further on look like. */
export interface CsvLayout {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Names of the columns, trimmed, each one once; empty for a file without any text. */
  readonly header: readonly string[];
  /** Line of the header; lines before it are no records. */
  readonly headerLine: number;
  readonly sample: readonly (readonly string[])[];
}

export interface CsvHints {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
}

const delimiters = [',', ';', '\t', '|'] as const;
const headBytes = 2 ** 21;
const pieceBytes = 2 ** 18;
const pieces = 6;
const headRecords = 4000;
const pieceRecords = 400;
const chunkBytes = 2 ** 19;

/**
 * Looks at a file: at all of it for its encoding, at the start and six other places for the rest.
 * @throws MappingError for a file that is no CSV
 */
export async function inspectCsv(
  file: CsvFile,
  hints: CsvHints = {},
  onProgress: (bytes: number) => void = () => {},
): Promise<CsvLayout> {
  const start = await file.read(0, Math.min(file.size, headBytes));
  refuseOtherFormats(file.name, start);
  const encoding = hints.encoding
    ? { label: hints.encoding, note: 'as the mapping says', bom: 0 }
    : await detectEncoding(file, start, onProgress);
  const text = decode(encoding, start, file.size > start.length).replaceAll('\0', '');
  const stated = /^sep=(.)\r?\n/i.exec(text)?.[1];
  const delimiter = hints.delimiter ?? stated ?? sniffDelimiter(text);
  if (text.trim() === '') return { encoding, delimiter, header: [], headerLine: 1, sample: [] };

  const head = recordsOf(text, delimiter, headRecords, file.size > start.length);
  const at = headerIndex(head);
  const header = uniqueNames(head[at]!.values);
  const sample = head.slice(at + 1).map((record) => record.values);
  for (let piece = 1; piece <= pieces && file.size > start.length; piece++) {
    const room = file.size - start.length - pieceBytes;
    if (room <= 0) break;
    // On an even offset, so that UTF-16 stays aligned.
    const from = (start.length + Math.floor((room * piece) / pieces)) & ~1;
    const bytes = await file.read(from, Math.min(from + pieceBytes, file.size));
    const lines = decode({ ...encoding, bom: 0 }, bytes, true).replaceAll('\0', '');
    // It begins in the middle of a line, perhaps of a quoted one: only rows of the right width are taken.
    const records = recordsOf(lines.slice(lines.indexOf('\n') + 1), delimiter, pieceRecords, true);
    sample.push(
      ...records.map((record) => record.values).filter((values) => values.length === header.length),
    );
  }
  return { encoding, delimiter, header, headerLine: head[at]!.line, sample };
}

export interface CsvTotals {
  readonly strayQuotes: number;
  readonly strayQuoteLines: readonly number[];
  /** NUL characters that were left out. */
  readonly nulls: number;
  /** Bytes that are no text in the file's encoding. */
  readonly undecodable: number;
}

/** Reads all records after the header, in order. */
export async function readCsv(
  file: CsvFile,
  layout: CsvLayout,
  onRecord: OnRecord,
  onProgress: (bytes: number) => void = () => {},
): Promise<CsvTotals> {
  const { encoding, headerLine } = layout;
  let nulls = 0;
  let undecodable = 0;
  const reader = new CsvReader(layout.delimiter, (values, line) => {
    if (line > headerLine) onRecord(values, line);
  });
  const decoder = new TextDecoder(encoding.label);
  const push = (text: string) => {
    let clean = text;
    if (clean.includes('\0')) {
      clean = clean.replaceAll('\0', '');
      nulls += text.length - clean.length;
    }
    for (let at = clean.indexOf('\ufffd'); at >= 0; at = clean.indexOf('\ufffd', at + 1)) undecodable++;
    reader.push(clean);
  };
  for (let from = encoding.bom; from < file.size; from += chunkBytes) {
    const to = Math.min(from + chunkBytes, file.size);
    push(decoder.decode(await file.read(from, to), { stream: true }));
    onProgress(to);
  }
  push(decoder.decode());
  reader.end();
  return { ...reader.faults, nulls, undecodable };
}

function refuseOtherFormats(name: string, start: Uint8Array): void {
  const is = (...bytes: number[]) => bytes.every((byte, i) => start[i] === byte);
  const what = is(0x50, 0x4b, 3, 4)
    ? 'a ZIP archive or an Excel workbook'
    : is(0xd0, 0xcf, 0x11, 0xe0)
      ? 'an old Excel workbook'
      : is(0x1f, 0x8b)
        ? 'a gzip archive'
        : is(0x25, 0x50, 0x44, 0x46)
          ? 'a PDF'
          : is(0x50, 0x41, 0x52, 0x31)
            ? 'a Parquet file'
            : null;
  if (what) {
    throw new MappingError(
      `${name}: got ${what}, expected CSV text; ${what.includes('archive') ? 'unpack it, or ' : ''}save it as CSV (UTF-8) first`,
    );
  }
  const text = new TextDecoder().decode(start.subarray(0, 400)).trimStart();
  const other = /^<(!doctype|html|\?xml)/i.test(text)
    ? 'a web page or XML'
    : /^[[{]\s*["{[\]}]/.test(text)
      ? 'JSON'
      : null;
  if (other) throw new MappingError(`${name}: got ${other}, expected CSV text with a header line`);
}

function decode(encoding: Encoding, bytes: Uint8Array, more: boolean): string {
  return new TextDecoder(encoding.label).decode(bytes.subarray(encoding.bom), { stream: more });
}

function recordsOf(
  text: string,
  delimiter: string,
  most: number,
  cut: boolean,
): { values: string[]; line: number }[] {
  const records: { values: string[]; line: number }[] = [];
  const reader = new CsvReader(delimiter, (values, line) => {
    if (records.length < most) records.push({ values, line });
  });
  // In slices, so that reading stops soon after there is enough.
  for (let i = 0; i < text.length && records.length < most; i += 2 ** 16)
    reader.push(text.slice(i, i + 2 ** 16));
  if (!cut && records.length < most) reader.end();
  // Of a text that is one record and cut, that much is still better than nothing.
  if (records.length === 0) reader.end();
  return records;
}

/** The delimiter by which most rows have as many columns as each other, and more than one; the comma if none. */
function sniffDelimiter(text: string): string {
  let best = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const widths = recordsOf(text.slice(0, 2 ** 18), delimiter, 300, true).map(
      (record) => record.values.length,
    );
    const usual = mode(widths);
    if (usual < 2) continue;
    const score = (widths.filter((width) => width === usual).length / widths.length) * Math.log(1 + usual);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** The first row that is as wide as most rows are and names most of its columns: titles may stand above it. */
function headerIndex(records: readonly { readonly values: readonly string[] }[]): number {
  const filled = (values: readonly string[]) => values.filter((value) => value.trim() !== '').length;
  const usual = mode(records.slice(0, 300).map((record) => record.values.length));
  if (usual < 2) return 0;
  const index = records
    .slice(0, 30)
    .findIndex(({ values }) => values.length >= usual - 1 && filled(values) >= Math.max(2, usual / 2));
  return Math.max(index, 0);
}

function uniqueNames(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.map((value, i) => {
    const plain = value.replace(/[\p{Cf}\s]+/gu, ' ').trim() || `column ${i + 1}`;
    let name = plain;
    for (let n = 2; seen.has(name); n++) name = `${plain} (${n})`;
    seen.add(name);
    return name;
  });
}

function mode(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = 0;
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most || (count === most && value > best)) {
      best = value;
      most = count;
    }
  }
  return best;
}
