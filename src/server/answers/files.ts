import type { Engine } from '../../engine/engine.ts';
import { fileOf } from '../../export/formats.ts';
import { answerTable } from '../../export/sheets/answerTable.ts';
import { listSheet } from '../../export/sheets/listSheet.ts';
import { sheetOfTable } from '../../export/sheets/table.ts';
import { makeText } from '../../i18n/text.ts';
import { plainChoice } from '../../model/choice.ts';
import type { City } from '../../model/city.ts';
import type { Filter } from '../../model/filter.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { MeasureId } from '../../model/measures.ts';
import { choiceOf } from './choice.ts';
import { jsonOf, rowsOfAnswer, rowsOfPiece } from './jsonRows.ts';
import { listPieces } from './listPieces.ts';
import type { Question } from './question.ts';

/** Data that are asked about. */
export interface Asked {
  readonly city: City;
  readonly engine: Engine;
  /** Of the data as they are now. */
  readonly manifest: Manifest;
  /** The manifest of the version that an answer is of. */
  readonly manifestOf: (version: string) => Manifest;
}

/** The answer to a question as a file, and the manifest of the data that it is of. */
export interface AnswerFile {
  readonly manifest: Manifest;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Answers a question. @throws QuestionError for what the city does not know; what the engine throws */
export async function fileOfQuestion(asked: Asked, question: Question): Promise<AnswerFile> {
  const choice = choiceOf(asked.city, asked.manifest, question.choice, question.where);
  const [named] = question.measures;
  if (!question.list)
    return answerFile(asked, question, choice.filter, named ? question.measures : [choice.measure]);
  const { list, filter } = choice;
  return listFile(
    asked,
    question,
    named ?? list?.measure ?? choice.measure,
    named ? filter : (list?.filter ?? filter),
  );
}

async function answerFile(
  { city, engine, manifestOf }: Asked,
  { by, format, language }: Question,
  filter: Filter,
  measures: readonly MeasureId[],
): Promise<AnswerFile> {
  const ask = { by, measures, filter };
  const { version, answers } = await engine.answer([ask]);
  const manifest = manifestOf(version);
  const context = { city, fields: manifest.fields };
  if (format === 'json') return { manifest, bytes: jsonOf([rowsOfAnswer(context, ask, answers[0]!)]) };
  const text = makeText(language);
  const table = answerTable(text, context, ask, answers[0]!);
  const choice = plainChoice(filter, measures[0]!);
  const { sheet, piece } = sheetOfTable(text, table, { city, manifest, choice, compared: null });
  return { manifest, bytes: fileOf(format, sheet, [piece]) };
}

/** The requests behind a measure, the latest first. */
async function listFile(
  { city, engine, manifestOf }: Asked,
  { format, language }: Question,
  measure: MeasureId,
  filter: Filter,
): Promise<AnswerFile> {
  const list = await engine.list({ measure, filter, order: 'opened', descending: true });
  const manifest = manifestOf(list.version);
  const { sheet } = listSheet(makeText(language), { city, manifest }, { measure, filter }, list.total);
  async function* pieces() {
    try {
      yield* listPieces(city, list);
    } finally {
      await list.close();
    }
  }
  async function* rows() {
    for await (const piece of pieces()) yield rowsOfPiece(sheet.columns, piece);
  }
  return { manifest, bytes: format === 'json' ? jsonOf(rows()) : fileOf(format, sheet, pieces()) };
}
