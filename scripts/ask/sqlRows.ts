import { DataType, type Table } from 'apache-arrow';
import type { Row } from '../../src/server/answers/jsonRows.ts';

/** The rows of SQL's answer. */
export function rowsOfTable(table: Table): Row[] {
  return Array.from({ length: table.numRows }, (_, row) =>
    Object.fromEntries(
      table.schema.fields.map(({ name, type }, i) => [name, plainValue(type, table.getChildAt(i)?.get(row))]),
    ),
  );
}

/** A value of an Arrow table as JSON can hold it. */
export function plainValue(type: DataType, value: unknown): Row[string] {
  if (value === null || value === undefined) return null;
  if (DataType.isDecimal(type)) return Number(String(value)) / 10 ** type.scale;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  return String(value);
}
