import { choiceLines } from '../../i18n/choiceLines.ts';
import { unmarked } from '../../i18n/isolate.ts';
import type { Text } from '../../i18n/text.ts';
import type { Filter } from '../../model/filter.ts';
import type { MeasureId } from '../../model/measures.ts';
import { type CellValue, type Fact, type Piece, pieceOf, type Sheet, type SheetColumn } from '../sheet.ts';
import { type About, factsOf, sheetLabels } from './facts.ts';

/** A table of measures that can be handed out, as a card, a comparison of areas or an answer has it. */
export interface SheetTable {
  readonly title: string;
  readonly columns: readonly SheetColumn[];
  /** Made when a file is wanted. */
  readonly rows: () => readonly (readonly CellValue[])[];
  /** Measures that it is of: their definitions go with it. */
  readonly measures: readonly MeasureId[];
  /** What its numbers are counted under. */
  readonly filter: Filter;
  /** Whether it has changes against the period before. */
  readonly compared?: boolean;
  /** What else has to be known of it. */
  readonly facts?: readonly Fact[];
}

/** A table as it is written. */
interface TableFile {
  readonly sheet: Sheet;
  readonly piece: Piece;
  /** What it holds, in parts of which its file is named. */
  readonly what: readonly string[];
}

/** A table as a sheet in the reader's language, with all that has to be known of it. */
export function sheetOfTable(text: Text, table: SheetTable, about: Omit<About, 'measures'>): TableFile {
  const { formats, direction } = text;
  const { city, manifest } = about;
  const choice = choiceLines(text, city, table.filter).map(({ value }) => value);
  const period = table.filter.opened ?? manifest.days;
  const what = [table.title, ...choice, ...(period ? [formats.range(period)] : [])].map(unmarked);
  return {
    what,
    sheet: {
      name: unmarked(table.title),
      columns: table.columns.map((column) => ({ ...column, title: unmarked(column.title) })),
      facts: [
        ...factsOf(text, what.join(' · '), { ...about, measures: table.measures }),
        ...(table.facts ?? []),
      ],
      rightToLeft: direction === 'rtl',
      timeZone: city.timeZone.name,
      labels: sheetLabels(text),
    },
    piece: pieceOf(table.columns.length, table.rows()),
  };
}
