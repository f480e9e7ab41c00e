import { type FileFormat, fileName } from '../../export/formats.ts';
import type { CellValue, Fact, PlainColumn, SheetColumn } from '../../export/sheet.ts';
import type { Text } from '../../i18n/text.ts';
import { plainChoice } from '../../model/choice.ts';
import type { Filter } from '../../model/filter.ts';
import { type Cell, type MeasureId, measures, type Unit } from '../../model/measures.ts';
import type { Screen } from '../../model/screen.ts';
import type { MenuAction } from '../../ui/MenuPopover.tsx';
import type { ViewActions } from '../view.ts';
import { saveFile } from './download.ts';
import { choiceLines, factsOf, sheetLabels, unmarked } from './facts.ts';
import { making } from './making.ts';
import { pictureActions } from './pictures.ts';

/** A card's content as a table that can leave the page. */
export interface CardTable {
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

const kinds: Record<Unit, PlainColumn['kind']> = {
  count: 'integer',
  share: 'share',
  hours: 'number',
  rating: 'number',
  per1000: 'number',
};

/** The column of a measure's values; hours are said. */
export function measureColumn({ t }: Text, id: MeasureId): SheetColumn {
  const unit = measures[id].unit;
  const title = t(`measure.${id}`);
  return { kind: kinds[unit], id, title: unit === 'hours' ? t('file.hours', { what: title }) : title };
}

/** The column of the number of requests that a measure's values rest on. */
export function behindColumn({ t }: Text, id: MeasureId): SheetColumn {
  return { kind: 'integer', id: `${id}Of`, title: t('file.behind', { what: t(`measure.${id}`) }) };
}

export function countOf(cell: Cell | undefined): number | null {
  return cell?.kind === 'value' ? cell.n : null;
}

/** The lists that a card leads to: what came in and what is overdue, under what is chosen. */
const listed: readonly MeasureId[] = ['received', 'overdue'];

/** The ways to the lists of requests under what is chosen. */
export function listActions({ t }: Text, screen: Screen, onList: ViewActions['onList']): MenuAction[] {
  return listed
    .filter((id) => measures[id].requires.every((column) => screen.fields.includes(column)))
    .map((id) => ({
      id: `list-${id}`,
      label: t('card.list', { what: t(`measure.${id}`) }),
      run: () => onList(id, screen.filter),
    }));
}

/** What a card offers: the lists of its requests, its table as files, and its picture unless that is offered elsewhere. */
export function cardActions(
  text: Text,
  screen: Screen,
  table: CardTable,
  onList: ViewActions['onList'],
  pictured = true,
): MenuAction[] {
  const { t } = text;
  const formats: readonly FileFormat[] = ['xlsx', 'csv', 'arrow'];
  return [
    ...listActions(text, screen, onList),
    ...formats.map((format) => ({
      id: format,
      label: t('file.asTable', { format: t(`file.${format}`) }),
      run: () => making(text, () => saveTable(text, screen, table, format)),
    })),
    ...(pictured ? pictureActions(text, screen, table) : []),
  ];
}

/** Saves a card's table as a file that is named by what it holds. @returns the name */
export async function saveTable(
  text: Text,
  screen: Screen,
  table: CardTable,
  format: FileFormat,
): Promise<string> {
  const { formats, direction } = text;
  const { city, manifest, period } = screen;
  const [{ blobOf }, { pieceOf }] = await Promise.all([
    import('../../export/formats.ts'),
    import('../../export/sheet.ts'),
  ]);
  const choice = choiceLines(text, city, table.filter).map(({ value }) => value);
  const what = [table.title, ...choice, formats.range(table.filter.opened ?? period)].map(unmarked);
  const rows = table.rows();
  const blob = await blobOf(
    format,
    {
      name: unmarked(table.title),
      columns: table.columns.map((column) => ({ ...column, title: unmarked(column.title) })),
      facts: [
        ...factsOf(text, what.join(' · '), {
          city,
          manifest,
          choice: {
            ...plainChoice(table.filter, screen.measure),
            comparison: screen.comparison,
          },
          compared: table.compared ? (screen.before?.period ?? null) : null,
          measures: table.measures,
        }),
        ...(table.facts ?? []),
      ],
      rightToLeft: direction === 'rtl',
      timeZone: city.timeZone.name,
      labels: sheetLabels(text),
    },
    [pieceOf(table.columns.length, rows)],
  );
  const name = fileName(what, format);
  saveFile(blob, name);
  return name;
}
