import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Inspection, inspect } from '../../src/intake/importFile.ts';
import { csv, fileOf, setupOf } from '../support/exports.ts';
import { headerOf, rowsOf } from './rows.ts';
import { readSheets, type Sheet, type SheetColumn } from './sheet.ts';

/**
 * What the proposal made of a column. `asked`: it is mapped to nothing, but among the columns of a question about its
 * field. `wrong`: it is mapped to another field, or to one though it has to stay unmapped. `left`: it stayed unmapped, as
 * it has to.
 */
export type Verdict = 'right' | 'asked' | 'wrong' | 'missed' | 'left';

export interface Judged {
  readonly sheet: Sheet;
  /** The column's name; `zones` for the kind of zones. */
  readonly header: string;
  readonly wanted: string;
  readonly got: string;
  readonly verdict: Verdict;
  /** Questions in which it may be chosen. */
  readonly questions: number;
}

const folder = fileURLToPath(new URL('./sheets', import.meta.url));

/** All sheets of the corpus, by file. */
export function corpus(): Sheet[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => readSheets(readFileSync(`${folder}/${file}`, 'utf8'), file));
}

/** What is proposed for a sheet, column by column. */
export async function judge(sheet: Sheet): Promise<Judged[]> {
  const file = `${sheet.title.replaceAll(/\W+/g, '-')}.csv`;
  const inspection = await inspect(setupOf(fileOf(csv([headerOf(sheet), ...rowsOf(sheet)]), file)));
  const mapped = fieldsByColumn(inspection);
  const asked = questionsByColumn(inspection);
  const taken = new Set(
    sheet.columns.flatMap(({ header, need, fields }) =>
      need === 'oneOf' && fields.includes(mapped.get(header) as never) ? [mapped.get(header)] : [],
    ),
  );
  const judged: Judged[] = [];
  const alternatives = new Set<string>();
  for (const column of sheet.columns) {
    const got = mapped.get(column.header) ?? '';
    const wanted = column.fields.join('/');
    const questions = asked.get(column.header) ?? [];
    const isAsked = questions.some((field) => (column.fields as readonly string[]).includes(field));
    let verdict = verdictOf(column, got, isAsked);
    if (verdict === null) {
      // One of several columns is enough; together they count once.
      const satisfied = column.fields.some((field) => taken.has(field));
      if (satisfied || alternatives.has(wanted)) verdict = 'left';
      else verdict = isAsked ? 'asked' : 'missed';
      alternatives.add(wanted);
    }
    judged.push({ sheet, header: column.header, wanted, got, verdict, questions: questions.length });
  }
  const zones = inspection.mapping.zones ?? '';
  const verdict = zones === sheet.zones ? 'left' : 'wrong';
  judged.push({ sheet, header: '(kind of zones)', wanted: sheet.zones, got: zones, verdict, questions: 0 });
  return judged;
}

/** Null: it is one of several and not mapped. */
function verdictOf(column: SheetColumn, got: string, asked: boolean): Verdict | null {
  if (got !== '') {
    if (!(column.fields as readonly string[]).includes(got)) return 'wrong';
    return column.need === 'may' ? 'left' : 'right';
  }
  if (column.fields.length === 0 || column.need === 'may') return 'left';
  if (column.need === 'oneOf') return null;
  return asked ? 'asked' : 'missed';
}

function fieldsByColumn({ mapping }: Inspection): Map<string, string> {
  const out = new Map<string, string>();
  for (const [field, column] of Object.entries(mapping.columns)) {
    for (const name of leaves(column)) out.set(name, field);
  }
  return out;
}

/** The fields that are asked about, by the columns that may be them. */
function questionsByColumn({ questions }: Inspection): Map<string, string[]> {
  const out = new Map<string, string[]>();
  for (const question of questions) {
    if (question.kind !== 'column') continue;
    for (const { column } of question.candidates)
      out.set(column, [...(out.get(column) ?? []), question.field]);
  }
  return out;
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}

export interface Counts {
  readonly sheets: number;
  /** All columns, with the kind of zones of each sheet. */
  readonly all: number;
  /** Columns that say something of a request. */
  readonly telling: number;
  readonly right: number;
  readonly asked: number;
  readonly wrong: number;
  readonly missed: number;
  /** Sheets about which something is asked. */
  readonly asking: number;
}

export function countsOf(judged: readonly Judged[]): Counts {
  const count = (verdict: Verdict) => judged.filter((each) => each.verdict === verdict).length;
  const [right, asked, wrong, missed] = [count('right'), count('asked'), count('wrong'), count('missed')];
  // What was taken though it has to stay unmapped tells nothing of a request.
  const telling =
    right + asked + missed + judged.filter((each) => each.verdict === 'wrong' && isTelling(each)).length;
  return {
    sheets: new Set(judged.map(({ sheet }) => sheet)).size,
    all: judged.length,
    telling,
    right,
    asked,
    wrong,
    missed,
    asking: new Set(judged.filter(({ questions }) => questions > 0).map(({ sheet }) => sheet)).size,
  };
}

const isTelling = ({ header, wanted }: Judged) => wanted !== '' && header !== '(kind of zones)';
