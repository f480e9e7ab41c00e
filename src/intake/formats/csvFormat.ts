import { FileError } from '../fileError.ts';
import type { FileHints, FileLayout, OnRecord, ReadTotals } from '../fileLayout.ts';
import { type Note, note } from '../report/note.ts';
import type { OnBytes } from '../sourceFile.ts';
import type { Content } from './content.ts';
import { CsvReader, longestRecord, mostColumns, RecordLimit } from './csvReader.ts';
import { headerIndex, mode, uniqueNames } from './header.ts';
import { LaterHeaders } from './laterHeaders.ts';
import { decoded, findEncoding, TextTotals, textOf } from './text.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const headRecords = 4000;
const pieceRecords = 400;

/**
 * Looks at the text of a table: at all of it for its encoding, at the start and six other places for the rest.
 * @throws FileError, the signal's reason
 */
export async function inspectCsv(
  content: Content,
  hints: FileHints,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<FileLayout> {
  const places = new Places(content);
  const encoding = await findEncoding(
    content,
    hints.encoding,
    null,
    (bytes, used) => places.push(bytes, used),
    onBytes,
    signal,
  );
  const { head, pieces, whole } = places.end();
  const text = decoded(head, encoding);
  const stated = /^sep=(.)\r?\n/i.exec(text)?.[1];
  const delimiter = hints.delimiter ?? stated ?? sniffDelimiter(text);
  const layout = {
    format: 'csv',
    packing: content.packing,
    encoding,
    delimiter,
    counted: 'line',
    sheet: null,
    sheets: [],
    parts: [],
    files: [],
    place: null,
    remarks: [],
  } as const;
  if (text.trim() === '') return { ...layout, header: [], headerLine: 1, sample: [] };

  const first = limited(content, () => recordsOf(text, delimiter, headRecords, !whole));
  const at = headerIndex(first);
  const header = uniqueNames(first[at]!.values);
  const sample: string[][] = [];
  const headers = new LaterHeaders(header, (values) => sample.push(values));
  for (const { values, line } of first.slice(at + 1)) headers.take(values, line);
  for (const piece of pieces) {
    const lines = decoded(piece, { ...encoding, bom: 0 });
    // It begins in the middle of a line, perhaps of a quoted one: only rows of the right width are taken.
    const records = trial(lines.slice(lines.indexOf('\n') + 1), delimiter, pieceRecords);
    sample.push(
      ...records.map((record) => record.values).filter((values) => values.length === header.length),
    );
  }
  return {
    ...layout,
    header,
    headerLine: first[at]!.line,
    remarks: shiftedRows(first.slice(at + 1), header.length),
    sample,
  };
}

/** More than a few rows have values beyond the names. */
const shiftedShare = 0.1;

/** Says so where rows have more values than there are names: those behind a delimiter within a value are moved. */
function shiftedRows(rows: readonly CsvRecord[], width: number): Note[] {
  const count = rows.filter(({ values }) => values.slice(width).some((value) => value.trim() !== '')).length;
  return count > rows.length * shiftedShare ? [note('shifted', { count, of: rows.length })] : [];
}

/** Reads all records after the header, in order. @throws FileError, the signal's reason */
export async function readCsv(
  content: Content,
  layout: FileLayout,
  onRecord: OnRecord,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<ReadTotals> {
  const { headerLine } = layout;
  const headers = new LaterHeaders(layout.header, onRecord);
  const reader = new CsvReader(layout.delimiter ?? ',', (values, line) => {
    if (line > headerLine) headers.take(values, line);
  });
  const totals = new TextTotals();
  for await (const text of textOf(content, layout.encoding, totals, onBytes, signal)) {
    limited(content, () => reader.push(text));
  }
  limited(content, () => reader.end());
  return { ...reader.faults, ...totals, headers: headers.found };
}

function limited<T>(content: Content, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof RecordLimit)) throw cause;
    const most = cause.code === 'longRecord' ? longestRecord : mostColumns;
    throw new FileError(content.file.name, { code: cause.code, line: cause.line, most });
  }
}

const headBytes = 2 ** 21;
const pieceBytes = 2 ** 18;
const pieceCount = 6;

/** The start of a content and some pieces spread over the rest, taken while it goes by. */
class Places {
  private readonly content: Content;
  private readonly head: Uint8Array[] = [];
  private headLength = 0;
  private readonly pieces: Uint8Array[] = [];
  /** Where in the file the next pieces begin; null until the head is over. */
  private targets: number[] | null = null;
  private open: Uint8Array[] = [];
  private openLength = 0;
  /** Bytes of the content that went by. */
  private passed = 0;

  constructor(content: Content) {
    this.content = content;
  }

  /** @param used bytes of the file before these */
  push(bytes: Uint8Array, used: number): void {
    if (this.headLength < headBytes) {
      const part = bytes.subarray(0, headBytes - this.headLength);
      this.head.push(part.slice());
      this.headLength += part.length;
    } else this.take(bytes, used);
    this.passed += bytes.length;
  }

  end(): { head: Uint8Array; pieces: readonly Uint8Array[]; whole: boolean } {
    this.close();
    return { head: joined(this.head), pieces: this.pieces, whole: this.passed <= headBytes };
  }

  private take(bytes: Uint8Array, used: number): void {
    const packed = this.content.packing.length > 0;
    if (this.targets === null) {
      const room = Math.max(0, this.content.file.size - used - pieceBytes);
      this.targets =
        room === 0
          ? []
          : Array.from({ length: pieceCount }, (_, i) => used + Math.floor((room * (i + 1)) / pieceCount));
    }
    let from = 0;
    const target = this.targets[0];
    if (this.open.length === 0 && target !== undefined && target < used + bytes.length) {
      this.targets.shift();
      from = packed ? 0 : Math.max(0, target - used);
      // On an even offset, so that UTF-16 stays aligned.
      from += (this.passed + from) & 1;
      this.openLength = 0;
    } else if (this.open.length === 0) return;
    const part = bytes.slice(from, from + pieceBytes - this.openLength);
    this.open.push(part);
    this.openLength += part.length;
    if (this.openLength >= pieceBytes) this.close();
  }

  private close(): void {
    if (this.open.length > 0) this.pieces.push(joined(this.open));
    this.open = [];
    this.openLength = 0;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

interface CsvRecord {
  readonly values: string[];
  readonly line: number;
}

function recordsOf(text: string, delimiter: string, most: number, cut: boolean): CsvRecord[] {
  const records: CsvRecord[] = [];
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

/** The first records of a text that may be none by this delimiter. */
function trial(text: string, delimiter: string, most: number): CsvRecord[] {
  try {
    return recordsOf(text, delimiter, most, true);
  } catch (cause) {
    if (cause instanceof RecordLimit) return [];
    throw cause;
  }
}

/** The delimiter by which most rows have as many columns as each other, and more than one; the comma if none. */
function sniffDelimiter(text: string): string {
  let best = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const widths = trial(text.slice(0, 2 ** 18), delimiter, 300).map((record) => record.values.length);
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
