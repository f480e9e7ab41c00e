import { mostAttachments } from '../../model/schema.ts';
import type { ColumnIndexes } from '../columnIndexes.ts';
import type { ValueProblem } from '../report/valueProblem.ts';
import { yesOrNo } from '../text/yesNo.ts';
import { type Cells, numberOf, ratingOf } from './cells.ts';

type AnswerField = 'satisfaction' | 'attachments' | 'reopened' | 'firstContact';

/** What a reader of answers needs to know of the source. */
interface AnswerSource {
  readonly columns: ColumnIndexes;
  readonly cells: Cells;
  readonly onProblem: (field: AnswerField, value: string, problem: ValueProblem) => void;
}

/** Reads a record's rating, number of files, and what is answered by yes or no. */
export class RecordAnswers {
  private readonly columns: ColumnIndexes;
  private readonly cells: Cells;
  private readonly problem: AnswerSource['onProblem'];

  constructor({ columns, cells, onProblem }: AnswerSource) {
    this.columns = columns;
    this.cells = cells;
    this.problem = onProblem;
  }

  rating(values: readonly string[]): number | null {
    const text = this.cells.text(values, this.columns.satisfaction);
    if (text === '') return null;
    const rating = ratingOf(text);
    if (rating === null) this.problem('satisfaction', text, 'notRating');
    return rating;
  }

  attachments(values: readonly string[]): number | null {
    const text = this.cells.text(values, this.columns.attachments);
    if (text === '') return null;
    const count = numberOf(text);
    if (Number.isInteger(count) && count >= 0) return Math.min(count, mostAttachments);
    this.problem('attachments', text, 'notCount');
    return null;
  }

  flag(field: 'reopened' | 'firstContact', values: readonly string[]): number | null {
    const index = this.columns[field];
    if (index === undefined) return null;
    // "No" and 0 are answers here, so that only what is empty is missing.
    const raw = (values[index] ?? '').trim();
    if (raw === '') return null;
    const answer = yesOrNo(raw);
    if (answer !== null) return answer;
    const times = numberOf(raw);
    if (field === 'reopened' && Number.isInteger(times) && times >= 0) return times > 0 ? 1 : 0;
    if (this.cells.text(values, index) !== '') this.problem(field, raw, 'notYesNo');
    return null;
  }
}
