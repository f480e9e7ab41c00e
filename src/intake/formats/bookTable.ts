import type { Book, BookSheet } from './book.ts';
import { headerIndex, uniqueNames } from './header.ts';
import { coveredCells, type Merge, MergeFill } from './merges.ts';

/** The table of a sheet, as its first rows show it. */
export interface BookTable {
  readonly sheet: BookSheet;
  readonly index: number;
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly merges: readonly Merge[];
  /** Cells of its rows that merged ones cover. */
  readonly covered: number;
  readonly sample: readonly string[][];
  /** Whether the sample is all of it. */
  readonly whole: boolean;
  /** How much it looks like a table of requests. */
  readonly score: number;
}

const headRows = 4000;

/** Looks at the first rows of a sheet; null for a sheet without any. */
export async function tableOf(book: Book, index: number): Promise<BookTable | null> {
  const rows: { readonly values: string[]; readonly line: number }[] = [];
  const take = (values: string[], line: number) => {
    if (rows.length < headRows) rows.push({ values, line });
  };
  await book.rows(index, take, undefined, () => rows.length >= headRows);
  if (rows.length === 0) return null;
  const sheet = book.sheets[index]!;
  let at = headerIndex(rows);
  let names = rows[at]!.values;
  const below = rows[at + 1];
  if (below && isSecondHeader(names, below.values)) {
    names = joinedHeader(names, below.values);
    at++;
  }
  const headerLine = rows[at]!.line;
  const merges = await book.merges(index);
  const fill = new MergeFill(merges);
  const body = rows.slice(at + 1);
  for (const { values, line } of body) fill.fill(values, line);
  const sample = body.map(({ values }) => values);
  const whole = rows.length < headRows;
  if (!whole) await book.further?.(index, rows.at(-1)!.line, (values) => sample.push(values));
  const dated = sample
    .slice(0, 50)
    .some((values) => values.some((value) => /\d{4}-\d\d-\d\d|\d[/.]\d/.test(value)));
  const named = names.filter((name) => name !== '').length;
  return {
    sheet,
    index,
    header: uniqueNames(names),
    headerLine,
    merges,
    covered: coveredCells(merges, headerLine),
    sample,
    whole,
    score:
      named *
      Math.log(2 + sample.length) *
      (dated ? 4 : 1) *
      (sheet.hidden ? 0.1 : 1) *
      (names.length > 1 ? 1 : 0.2),
  };
}

/** Whether all rows of a table are also in another, as where a sheet shows a part of another one. */
export function isWithin(part: BookTable, whole: BookTable): boolean {
  if (!part.whole || !whole.whole || part.sample.length === 0) return false;
  const rows = new Set(whole.sample.map((row) => JSON.stringify(row)));
  return part.sample.every((row) => rows.has(JSON.stringify(row)));
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
