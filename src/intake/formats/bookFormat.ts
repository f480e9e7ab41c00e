import { FileError } from '../fileError.ts';
import type { BookFormat, FileHints, FileLayout, OnRecord, ReadTotals, SheetPart } from '../fileLayout.ts';
import { type Note, note } from '../report/note.ts';
import type { OnBytes } from '../sourceFile.ts';
import type { Book } from './book.ts';
import { type BookTable, isWithin, tableOf } from './bookTable.ts';
import type { Content } from './content.ts';
import { encodingName } from './encoding.ts';
import { placed, placesIn } from './header.ts';
import { LaterHeaders } from './laterHeaders.ts';
import { MergeFill } from './merges.ts';

type Open = (content: Content, hints: FileHints, signal?: AbortSignal) => Promise<Book>;

/**
 * Looks at the first rows of each sheet, and takes the one that looks most like a table of requests, with those that
 * have the same columns; or the one that is told.
 * @throws FileError
 */
export async function inspectBook(
  format: BookFormat,
  open: Open,
  content: Content,
  hints: FileHints,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<FileLayout> {
  const book = await open(content, hints, signal);
  try {
    return await layoutOf(book, format, content, hints, onBytes, signal);
  } finally {
    book.close?.();
  }
}

async function layoutOf(
  book: Book,
  format: BookFormat,
  content: Content,
  hints: FileHints,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<FileLayout> {
  const file = content.file.name;
  const names = book.sheets.map(({ name }) => name);
  const wanted = hints.sheet?.trim().toLowerCase();
  const told = names.findIndex((name) => name.trim().toLowerCase() === wanted);
  if (wanted !== undefined && told < 0) {
    throw new FileError(file, { code: 'noSheet', sheet: hints.sheet!, sheets: names });
  }
  const tables: BookTable[] = [];
  for (const index of told < 0 ? names.keys() : [told]) {
    const table = await tableOf(book, index);
    signal?.throwIfAborted();
    if (table) tables.push(table);
  }
  const best = tables.reduce<BookTable | null>(
    (best, table) => (best && best.score >= table.score ? best : table),
    null,
  );
  if (best === null) throw new FileError(file, { code: 'noTable', what: 'xlsx' });
  const crs = book.crs?.(best.index);
  const alike = tables.filter(
    ({ header, sheet, index }) =>
      placesIn(header, best.header) !== null &&
      (!sheet.hidden || best.sheet.hidden) &&
      book.crs?.(index) === crs,
  );
  const copies = alike.filter((part, i) =>
    alike.some((whole, k) => k !== i && isWithin(part, whole) && !(k > i && isWithin(whole, part))),
  );
  const taken = alike.filter((table) => !copies.includes(table));
  onBytes(content.file.size);
  return {
    format,
    packing: content.packing,
    encoding: book.encoding,
    delimiter: null,
    header: best.header,
    headerLine: best.headerLine,
    counted: book.counted ?? 'row',
    sheet: taken.length > 1 ? null : taken[0]!.sheet.name,
    sheets: names,
    files: [],
    parts: taken.map((table) => partOf(table, best.header)),
    place: null,
    ...(crs === undefined ? {} : { crs }),
    remarks: remarksOf(names, tables, taken, copies),
    sample: taken.flatMap((table) => {
      const { places } = partOf(table, best.header);
      return table.sample.map((values) => placed(values, places, best.header.length));
    }),
  };
}

/** Reads the rows below the header of each sheet that is taken. @throws FileError, the signal's reason */
export async function readBook(
  open: Open,
  content: Content,
  layout: FileLayout,
  onRecord: OnRecord,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<ReadTotals> {
  const book = await open(content, { encoding: encodingName(layout.encoding) }, signal);
  const { size } = content.file;
  const width = layout.header.length;
  let before = 0;
  const headers = new LaterHeaders(layout.header, onRecord);
  try {
    for (const [i, { index, headerLine, places, merges }] of layout.parts.entries()) {
      const fill = merges.length === 0 ? null : new MergeFill(merges);
      let last = 0;
      await book.rows(
        index,
        (values, row) => {
          last = row;
          if (row <= headerLine) return;
          fill?.fill(values, row);
          headers.take(placed(values, places, width), before + row);
        },
        (share) => {
          signal?.throwIfAborted();
          onBytes(Math.round((size * (i + share)) / layout.parts.length));
        },
      );
      before += last;
    }
  } finally {
    book.close?.();
  }
  const { found } = headers;
  return {
    strayQuotes: 0,
    strayQuoteLines: [],
    nulls: 0,
    undecodable: 0,
    linesByEncoding: {},
    headers: found,
  };
}

function partOf({ index, header, headerLine, merges }: BookTable, names: readonly string[]): SheetPart {
  const places = placesIn(header, names)!;
  return { index, headerLine, merges, places: places.every((place, i) => place === i) ? null : places };
}

function remarksOf(
  names: readonly string[],
  tables: readonly BookTable[],
  taken: readonly BookTable[],
  copies: readonly BookTable[],
): Note[] {
  const rowsOf = (index: number) => {
    const table = tables.find((one) => one.index === index);
    return table === undefined ? '' : ` (${table.sample.length}${table.whole ? '' : '+'})`;
  };
  const said = (indexes: readonly number[]) =>
    indexes.map((index) => `"${names[index]}"${rowsOf(index)}`).join(', ');
  const read = taken.map(({ index }) => index);
  const repeated = copies.map(({ index }) => index);
  const others = [...names.keys()].filter((index) => !read.includes(index) && !repeated.includes(index));
  const covered = taken.reduce((sum, table) => sum + table.covered, 0);
  const remarks: Note[] = [];
  if (read.length > 1) remarks.push(note('sheetsTogether', { count: read.length, sheets: said(read) }));
  if (repeated.length > 0)
    remarks.push(note('sheetCopies', { count: repeated.length, sheets: said(repeated) }));
  if (others.length > 0) remarks.push(note('sheet', { sheet: said(read), others: said(others) }));
  if (covered > 0) remarks.push(note('merged', { count: covered }));
  return remarks;
}
