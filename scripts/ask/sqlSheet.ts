import { DataType, type Table } from 'apache-arrow';
import type { CellValue, Piece, PlainColumn, Sheet } from '../../src/export/sheet.ts';
import { dataFacts, sheetLabels } from '../../src/export/sheets/facts.ts';
import type { Text } from '../../src/i18n/text.ts';
import type { City } from '../../src/model/city.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { plainValue } from './sqlRows.ts';

const daySeconds = 86_400;

/** What SQL answered as a sheet, with the question among its facts. */
export function sqlSheet(
  text: Text,
  { city, manifest }: { readonly city: City; readonly manifest: Manifest },
  sql: string,
  table: Table,
): { readonly sheet: Sheet; readonly piece: Piece } {
  const columns = table.schema.fields.map(({ name, type }, i) => {
    const raw = Array.from({ length: table.numRows }, (_, row) => table.getChildAt(i)?.get(row) as unknown);
    return { id: name, title: name, ...typed(type, raw) };
  });
  return {
    sheet: {
      name: 'SQL',
      columns: columns.map(({ id, title, kind }) => ({ id, title, kind })),
      facts: [
        { name: text.t('fact.contents'), value: sql },
        ...dataFacts(text, { city, manifest, measures: [] }),
      ],
      rightToLeft: text.direction === 'rtl',
      timeZone: city.timeZone.name,
      labels: sheetLabels(text),
    },
    piece: { rows: table.numRows, columns: columns.map(({ values }) => values) },
  };
}

/** How a column is written: an instant without a zone as it stands, what no spreadsheet has as a text. */
function typed(
  type: DataType,
  raw: readonly unknown[],
): { readonly kind: PlainColumn['kind']; readonly values: readonly CellValue[] } {
  const each = (of: (milliseconds: number) => CellValue) =>
    raw.map((value) => (value === null ? null : of(Number(value))));
  if (DataType.isTimestamp(type))
    return type.timezone
      ? { kind: 'instant', values: each((at) => Math.floor(at / 1000)) }
      : {
          kind: 'text',
          values: each((at) =>
            new Date(at)
              .toISOString()
              .replace('T', ' ')
              .replace(/(\.000)?Z$/, ''),
          ),
        };
  if (DataType.isDate(type)) return { kind: 'day', values: each((at) => Math.floor(at / 1000 / daySeconds)) };
  const values = raw.map((value) => plainValue(type, value));
  // A whole number beyond those that a double holds came as a text.
  if (values.every((value) => value === null || typeof value === 'number')) {
    if (DataType.isInt(type)) return { kind: 'integer', values };
    if (DataType.isFloat(type) || DataType.isDecimal(type)) return { kind: 'number', values };
  }
  return { kind: 'text', values: values.map((value) => (value === null ? null : String(value))) };
}
