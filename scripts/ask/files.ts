import { tableToIPC } from 'apache-arrow';
import { resultTable } from '../../src/engine/queryResult.ts';
import { type FileFormat, fileOf } from '../../src/export/formats.ts';
import { answerTable } from '../../src/export/sheets/answerTable.ts';
import { listSheet } from '../../src/export/sheets/listSheet.ts';
import { sheetOfTable } from '../../src/export/sheets/table.ts';
import type { Text } from '../../src/i18n/text.ts';
import { plainChoice } from '../../src/model/choice.ts';
import type { Dimension } from '../../src/model/dimension.ts';
import type { Filter } from '../../src/model/filter.ts';
import type { MeasureId } from '../../src/model/measures.ts';
import type { Snapshot } from '../../src/server/openSnapshot.ts';
import { jsonOf, rowsOfAnswer, rowsOfPiece, rowsOfTable } from './jsonRows.ts';
import { listPieces } from './listPieces.ts';
import { sqlSheet } from './sqlSheet.ts';

/** Of what a file is made, in which language and format. */
interface As {
  readonly snapshot: Snapshot;
  readonly text: Text;
  readonly format: 'json' | FileFormat;
}
type Bytes = AsyncIterable<Uint8Array>;

/** The answer to a question. */
export async function answerFile(
  { snapshot, text, format }: As,
  filter: Filter,
  by: readonly Dimension[],
  measures: readonly MeasureId[],
): Promise<Bytes> {
  const { engine, city, manifest } = snapshot;
  const ask = { by, measures, filter };
  const { answers } = await engine.answer([ask]);
  const context = { city, fields: manifest.fields };
  if (format === 'json') return jsonOf([rowsOfAnswer(context, ask, answers[0]!)]);
  const table = answerTable(text, context, ask, answers[0]!);
  const choice = plainChoice(filter, measures[0]!);

  const { sheet, piece } = sheetOfTable(text, table, { city, manifest, choice, compared: null });
  return fileOf(format, sheet, [piece]);
}

/** The requests behind a measure, the latest first. */
export async function listFile(
  { snapshot, text, format }: As,
  measure: MeasureId,
  filter: Filter,
): Promise<Bytes> {
  const { engine, city, manifest } = snapshot;
  const list = await engine.list({ measure, filter, order: 'opened', descending: true });
  const { sheet } = listSheet(text, { city, manifest }, { measure, filter }, list.total);
  const pieces = listPieces(city, list);
  if (format !== 'json') return fileOf(format, sheet, pieces);
  async function* rows() {
    for await (const piece of pieces) yield rowsOfPiece(sheet.columns, piece);
  }
  return jsonOf(rows());
}

/** What SQL answers. As Arrow its columns stay of the types that they have. */
export async function sqlFile({ snapshot, text, format }: As, sql: string): Promise<Bytes> {
  const table = resultTable(await snapshot.engine.query(sql));
  if (format === 'json') return jsonOf([rowsOfTable(table)]);
  const { sheet, piece } = sqlSheet(text, snapshot, sql, table);
  if (format !== 'arrow') return fileOf(format, sheet, [piece]);
  for (const { name, value } of sheet.facts) table.schema.metadata.set(name, value);
  async function* stream() {
    yield tableToIPC(table, 'stream');
  }
  return stream();
}
