import { type FileFormat, fileName } from '../../export/formats.ts';
import { type SheetTable, sheetOfTable } from '../../export/sheets/table.ts';
import type { Text } from '../../i18n/text.ts';
import { plainChoice } from '../../model/choice.ts';
import { type MeasureId, measures } from '../../model/measures.ts';
import type { Screen } from '../../model/screen.ts';
import type { MenuAction } from '../../ui/MenuPopover.tsx';
import type { ViewActions } from '../view.ts';
import { saveFile } from './download.ts';
import { making } from './making.ts';
import { pictureActions } from './pictures.ts';

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
  table: SheetTable,
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
  table: SheetTable,
  format: FileFormat,
): Promise<string> {
  const { city, manifest, measure, comparison, before } = screen;
  const { blobOf } = await import('../../export/formats.ts');
  const { sheet, piece, what } = sheetOfTable(text, table, {
    ...{ city, manifest },
    choice: { ...plainChoice(table.filter, measure), comparison },
    compared: table.compared ? (before?.period ?? null) : null,
  });
  const name = fileName(what, format);
  saveFile(await blobOf(format, sheet, [piece]), name);
  return name;
}
