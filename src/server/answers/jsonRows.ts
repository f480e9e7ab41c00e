import type { Piece, SheetColumn } from '../../export/sheet.ts';
import { isNone } from '../../export/sheet.ts';
import { type Answer, type Ask, type Context, cellsOf, numberOf } from '../../model/ask.ts';
import { idOfKey } from '../../model/city.ts';

/** A row as JSON has it: one level, raw numbers, ids. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** The rows of an answer: ids of its dimensions, numbers of its measures. */
export function rowsOfAnswer(context: Context, ask: Ask, answer: Answer): Row[] {
  const cells = ask.measures.map((id) => [id, cellsOf(context, ask, answer, id)] as const);
  return Array.from({ length: answer.rows }, (_, row) =>
    Object.fromEntries([
      ...ask.by.map((dimension, i) => [dimension, idOfKey(context.city, dimension, answer.keys[i]![row]!)]),
      ...cells.map(([id, cellIn]) => [id, numberOf(cellIn(row))]),
    ]),
  );
}

/** The rows of a piece of a list: codes of its words, instants in UTC. */
export function rowsOfPiece(columns: readonly SheetColumn[], { rows, columns: values }: Piece): Row[] {
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(
      columns.map((column, i) => {
        const value = values[i]![row];
        if (isNone(value)) return [column.id, null];
        if (column.kind === 'code') return [column.id, column.words[value as number]?.code ?? null];
        if (column.kind === 'instant') return [column.id, new Date((value as number) * 1000).toISOString()];
        return [column.id, value];
      }),
    ),
  );
}

/** An array of rows that come in parts, a row a line. */
export async function* jsonOf(parts: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>) {
  let before = '[';
  for await (const rows of parts) {
    if (rows.length === 0) continue;
    yield Buffer.from(before + rows.map((row) => `\n ${JSON.stringify(row)}`).join(','));
    before = ',';
  }
  yield Buffer.from(before === '[' ? '[]\n' : '\n]\n');
}
