import { formatDay } from '../model/day.ts';
import { ByteWriter } from './byteWriter.ts';
import { type Cells, wordCells } from './cells.ts';
import { type Bytes, fieldsOf, isNone, type Pieces, type Sheet, type SheetColumn } from './sheet.ts';
import { type WallClock, wallClock } from './wallClock.ts';

/** Bytes that are handed on at a time. */
const gathered = 1 << 20;

const comma = 0x2c;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/**
 * A sheet as CSV (RFC 4180) that spreadsheets open as it is: UTF-8 with a byte order mark, dates as 2026-11-28 17:18:05
 * in the city's zone, numbers and shares as plain decimals, and a text that would be read as a formula kept as text.
 */
export async function* csvOf(sheet: Sheet, pieces: Pieces): Bytes {
  const clock = wallClock(sheet.timeZone);
  const out = new ByteWriter(gathered + (1 << 16));
  const ways = sheet.columns.map((column) => cellsOf(column, clock, out));
  out.text(
    `\uFEFF${fieldsOf(sheet.columns)
      .map(({ title }) => csvText(title))
      .join(',')}\r\n`,
  );
  for await (const { rows, columns } of pieces) {
    const cells = ways.map((way, i) => way(columns[i]!));
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < cells.length; i++) {
        if (i > 0) out.byte(comma);
        cells[i]!(row);
      }
      out.byte(carriageReturn);
      out.byte(lineFeed);
      if (out.size >= gathered) yield out.take();
    }
  }
  yield out.take();
}

function cellsOf(column: SheetColumn, clock: WallClock, out: ByteWriter): Cells {
  switch (column.kind) {
    case 'code': {
      const words = column.words.map(({ code, name }) => `${csvText(code)},${csvText(name)}`);
      return wordCells(words, ',', out);
    }
    case 'text':
      return (values) => (row) => {
        const value = values[row];
        if (value != null) out.text(csvText(String(value)));
      };
    case 'instant':
      return (values) => (row) => {
        const value = values[row];
        if (!isNone(value)) clock.write(out, value as number);
      };
    case 'day':
      return (values) => (row) => {
        const value = values[row];
        if (!isNone(value)) out.text(formatDay(value as number));
      };
    case 'integer':
    case 'number':
    case 'share':
      return (values) => (row) => {
        const value = values[row];
        if (!isNone(value)) out.text(String(value));
      };
  }
}

/** A text as a cell of CSV, guarded against being read as a formula. */
export function csvText(text: string): string {
  if (!/[",\r\n]|^[=+\-@\t]/.test(text)) return text;
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
