import { FileError } from '../fileError.ts';
import type { FileHints, FileLayout, OnRecord, ReadTotals } from '../fileLayout.ts';
import type { OnBytes } from '../sourceFile.ts';
import type { Content } from './content.ts';
import { headerIndex, uniqueNames } from './header.ts';
import { readSheet } from './sheetReader.ts';
import { openWorkbook, type Sheet, sharedStrings, type Workbook } from './workbook.ts';

interface Row {
  readonly values: string[];
  readonly line: number;
}

interface Table {
  readonly sheet: Sheet;
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly sample: readonly (readonly string[])[];
  /** How much it looks like a table of requests. */
  readonly score: number;
}

const headRows = 4000;

/**
 * Looks at the first rows of each sheet, and takes the one that looks most like a table of requests, unless told.
 * @throws FileError
 */
export async function inspectXlsx(
  content: Content,
  hints: FileHints,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<FileLayout> {
  const workbook = await openWorkbook(content);
  const names = workbook.sheets.map(({ name }) => name);
  const wanted = hints.sheet?.trim().toLowerCase();
  const told = workbook.sheets.find(({ name }) => name.trim().toLowerCase() === wanted);
  if (wanted !== undefined && !told) {
    throw new FileError(workbook.file, { code: 'noSheet', sheet: hints.sheet!, sheets: names });
  }
  const strings = await sharedStrings(workbook, signal);
  let best: Table | null = null;
  for (const sheet of told ? [told] : workbook.sheets) {
    const table = await tableOf(workbook, sheet, strings);
    signal?.throwIfAborted();
    if (table && (best === null || table.score > best.score)) best = table;
  }
  if (best === null) throw new FileError(workbook.file, { code: 'noTable', what: 'xlsx' });
  onBytes(content.file.size);
  return {
    format: 'xlsx',
    packing: content.packing,
    encoding: { label: 'utf-8', also: null, note: 'as workbooks are', bom: 0 },
    delimiter: null,
    header: best.header,
    headerLine: best.headerLine,
    counted: 'row',
    sheet: best.sheet.name,
    sheets: names,
    path: '',
    sample: best.sample,
  };
}

/** Reads the rows below the header. @throws FileError, the signal's reason */
export async function readXlsx(
  content: Content,
  layout: FileLayout,
  onRecord: OnRecord,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<ReadTotals> {
  const workbook = await openWorkbook(content);
  const sheet = workbook.sheets.find(({ name }) => name === layout.sheet);
  if (!sheet) {
    const sheets = workbook.sheets.map(({ name }) => name);
    throw new FileError(workbook.file, { code: 'noSheet', sheet: layout.sheet ?? '', sheets });
  }
  const strings = await sharedStrings(workbook, signal);
  const { size } = content.file;
  const packed = workbook.archive.entry(sheet.part)?.packedSize ?? 1;
  const width = layout.header.length;
  await readSheet(
    workbook,
    sheet,
    strings,
    (values, row) => {
      if (row <= layout.headerLine) return;
      // A workbook does not write the empty cells at a row's end.
      while (values.length < width) values.push('');
      onRecord(values, row);
    },
    (used) => {
      signal?.throwIfAborted();
      onBytes(Math.round((size * used) / packed));
    },
  );
  return { strayQuotes: 0, strayQuoteLines: [], nulls: 0, undecodable: 0, linesByEncoding: {} };
}

async function tableOf(workbook: Workbook, sheet: Sheet, strings: readonly string[]): Promise<Table | null> {
  const rows: Row[] = [];
  const take = (values: string[], line: number) => {
    if (rows.length < headRows) rows.push({ values, line });
  };
  await readSheet(workbook, sheet, strings, take, undefined, () => rows.length >= headRows);
  if (rows.length === 0) return null;
  let at = headerIndex(rows);
  let names = rows[at]!.values;
  const below = rows[at + 1];
  if (below && isSecondHeader(names, below.values)) {
    names = joinedHeader(names, below.values);
    at++;
  }
  const width = names.length;
  const sample = rows.slice(at + 1).map(({ values }) => values);
  const dated = sample
    .slice(0, 50)
    .some((values) => values.some((value) => /\d{4}-\d\d-\d\d|\d[/.]\d/.test(value)));
  const named = names.filter((name) => name !== '').length;
  return {
    sheet,
    header: uniqueNames(names),
    headerLine: rows[at]!.line,
    sample,
    score:
      named *
      Math.log(2 + sample.length) *
      (dated ? 4 : 1) *
      (sheet.hidden ? 0.1 : 1) *
      (width > 1 ? 1 : 0.2),
  };
}

/**
 * Whether the row below a header names the columns that a merged cell of the header spans: it has a name for each of
 * the header's gaps, and nothing but there and below the cells that begin the spans.
 */
function isSecondHeader(header: readonly string[], below: readonly string[]): boolean {
  const width = Math.max(header.length, below.length);
  let named = 0;
  for (let i = 0; i < width; i++) {
    const above = header[i] ?? '';
    const name = below[i] ?? '';
    const begins = above !== '' && (header[i + 1] ?? '') === '' && i + 1 < width;
    if (above === '' && name === '') return false;
    if (above !== '' && !begins && name !== '') return false;
    if (name !== '' && /^[-+\d.,:/\s]*$/.test(name)) return false;
    if (above === '') named++;
  }
  return named > 0;
}

function joinedHeader(header: readonly string[], below: readonly string[]): string[] {
  const width = Math.max(header.length, below.length);
  const plain = below.map((name) => name.trim().toLowerCase());
  let group = '';
  return Array.from({ length: width }, (_, i) => {
    const above = header[i] ?? '';
    const name = below[i] ?? '';
    if (above !== '') group = above;
    if (name === '') return above;
    const once = plain.filter((one) => one === name.trim().toLowerCase()).length === 1;
    return once ? name : `${group} ${name}`;
  });
}
