import { unmarked } from '../../i18n/isolate.ts';
import { nameOfKey } from '../../i18n/names.ts';
import type { Text } from '../../i18n/text.ts';
import { type Answer, type Ask, type Context, cellsOf } from '../../model/ask.ts';
import { type City, idOfKey } from '../../model/city.ts';
import { type Day, firstDayOfMonth } from '../../model/day.ts';
import { type Dimension, isTimeDimension, isWordDimension, noneId } from '../../model/dimension.ts';
import type { CellValue, CodeColumn, SheetColumn } from '../sheet.ts';
import { codeOf } from './listColumns.ts';
import { measureColumns, measureValues } from './measureColumns.ts';
import type { SheetTable } from './table.ts';

/** The columns of a dimension and what they hold, row by row. */
interface Keys {
  readonly columns: readonly SheetColumn[];
  readonly values: (row: number) => CellValue[];
}

/**
 * An answer as a table: a dimension's words with their codes, days as days, weeks and months by their first day, and
 * each measure with what it rests on. Requests without a word have the code `none`, as in a filter.
 */
export function answerTable(text: Text, context: Context, ask: Ask, answer: Answer): SheetTable {
  const { t, formats } = text;
  const keys = ask.by.map((dimension, i) => keysOf(text, context.city, dimension, answer.keys[i]!));
  const cells = ask.measures.map((id) => [id, cellsOf(context, ask, answer, id)] as const);
  const named = [
    formats.list(ask.measures.map((id) => t(`measure.${id}`))),
    formats.list(ask.by.map((dimension) => t(`dimension.${dimension}`))),
  ];
  return {
    title: named.filter((part) => part !== '').join(' · '),
    columns: [
      ...keys.flatMap(({ columns }) => columns),
      ...ask.measures.flatMap((id) => measureColumns(text, id)),
    ],
    rows: () =>
      Array.from({ length: answer.rows }, (_, row) => [
        ...keys.flatMap(({ values }) => values(row)),
        ...cells.flatMap(([id, cellIn]) => measureValues(id, cellIn(row))),
      ]),
    measures: ask.measures,
    filter: ask.filter,
  };
}

function keysOf(text: Text, city: City, dimension: Dimension, keys: readonly number[]): Keys {
  const title = text.t(`dimension.${dimension}`);
  if (isTimeDimension(dimension)) {
    const dayOf = (key: number): Day => (dimension === 'month' ? firstDayOfMonth(key) : key);
    return {
      columns: [{ kind: 'day', id: dimension, title }],
      values: (row) => [keys[row]! < 0 ? null : dayOf(keys[row]!)],
    };
  }
  const own = [...new Set(keys)].sort((a, b) => a - b);
  const places = new Map(own.map((key, i) => [key, i]));
  const column: CodeColumn = {
    ...{ kind: 'code', id: dimension, title, codeTitle: text.t('list.code', { what: title }) },
    words: own.map((key) => {
      const word = isWordDimension(dimension) ? city.words[dimension][key] : undefined;
      const code = word ? codeOf(word) : String(idOfKey(city, dimension, key) ?? noneId);
      return { code, name: unmarked(nameOfKey(text, city, dimension, key)) };
    }),
  };
  return { columns: [column], values: (row) => [places.get(keys[row]!)!] };
}
