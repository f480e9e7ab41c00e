import { FileError } from '../fileError.ts';
import type { OnRow } from './book.ts';
import { mostColumns } from './csvReader.ts';
import { columnOf } from './merges.ts';
import { plainText, type Sheet, type Workbook } from './workbook.ts';
import { readXmlPart } from './xmlPart.ts';

/**
 * Reads the cells of a sheet, row by row: texts, numbers, dates as YYYY-MM-DD HH:MM:SS, booleans, the last values of
 * formulas. Errors such as #N/A are missing.
 * @param stop asked after some rows whether there are enough
 * @throws FileError where the sheet is damaged
 */
export async function readSheet(
  workbook: Workbook,
  sheet: Sheet,
  strings: readonly string[],
  onRow: OnRow,
  onUsed: (packed: number) => void = () => {},
  stop: () => boolean = () => false,
): Promise<void> {
  const { archive, file, from1904, dateStyles } = workbook;
  const entry = archive.entry(sheet.part);
  if (!entry) throw new FileError(file, { code: 'damaged', what: 'xlsx', at: 0 });
  let row = 0;
  let column = -1;
  let values: string[] = [];
  let anything = false;
  let type = 'n';
  let style = 0;
  let inValue = false;
  let value = '';
  let phonetic = 0;

  await readXmlPart(
    archive.bytes(entry, onUsed),
    file,
    {
      open(name, attributes) {
        switch (name) {
          case 'row': {
            const told = Number(attributes.r);
            row = told > 0 ? told : row + 1;
            column = -1;
            values = [];
            anything = false;
            break;
          }
          case 'c':
            column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
            if (!(column >= 0 && column < mostColumns)) {
              throw new FileError(file, { code: 'manyColumns', line: row, most: mostColumns });
            }
            type = attributes.t ?? 'n';
            style = Number(attributes.s ?? 0);
            value = '';
            break;
          case 'rPh':
            phonetic++;
            break;
          case 'v':
            inValue = true;
            value = '';
            break;
          case 't':
            inValue = phonetic === 0;
            break;
        }
      },
      text(piece) {
        if (inValue) value += piece;
      },
      close(name) {
        switch (name) {
          case 'v':
          case 't':
            inValue = false;
            break;
          case 'rPh':
            phonetic--;
            break;
          case 'c': {
            const text = textOf(type, value, style);
            if (text === '') break;
            while (values.length < column) values.push('');
            values[column] = text;
            anything = true;
            break;
          }
          case 'row':
            if (anything) onRow(values, row);
            break;
        }
      },
    },
    stop,
  );

  function textOf(type: string, value: string, style: number): string {
    switch (type) {
      case 's':
        return strings[Number(value)] ?? '';
      case 'inlineStr':
      case 'str':
        return plainText(value);
      case 'b':
        return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : '';
      case 'e':
        return '';
      case 'd':
        return value;
      default: {
        if (value === '') return '';
        const number = Number(value);
        if (Number.isNaN(number)) return value;
        return dateStyles[style] ? dateText(number, from1904) : String(number);
      }
    }
  }
}

const days1904 = 1462;
/** 1970-01-01 as a serial day. */
const epochDay = 25_569;
const lastDay = 2_958_466;

/** A serial day as it is shown: a day, a day with a time, or a time of day alone. */
export function dateText(serial: number, from1904: boolean): string {
  const days = from1904 ? serial + days1904 : serial;
  // Up to a tenth of a second is lost in the number.
  const seconds = Math.round(days * 86_400);
  if (!(seconds >= 0) || days >= lastDay) return String(serial);
  const time = seconds % 86_400;
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(time / 3600))}:${two(Math.floor(time / 60) % 60)}:${two(time % 60)}`;
  if (serial < 1 && !from1904) return clock;
  let day = Math.floor(seconds / 86_400);
  // The 29th of February 1900 never was; days before it are one later than they say.
  if (day < 60) day++;
  const date = new Date((day - epochDay) * 86_400_000).toISOString().slice(0, 10);
  return time === 0 ? date : `${date} ${clock}`;
}
