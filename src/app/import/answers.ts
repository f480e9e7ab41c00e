import { isInstant } from '../../intake/fields.ts';
import type { ColumnQuestion, Inspection, Question } from '../../intake/importFile.ts';
import { type ColumnAnswers, notesAfter, wordsWith } from '../../intake/proposal/answer.ts';
import type { Note } from '../../intake/report/note.ts';
import { type Answered, type Draft, isSameDraft, rolesOf, withRole } from './draft.ts';
import type { Work } from './flow.ts';
import { fieldOf } from './roles.ts';

/** The draft with the answer to a question, as if it had been proposed; null: no column of the file is the field. */
export function withAnswer(
  draft: Draft,
  { field, candidates }: ColumnQuestion,
  column: string | null,
  header: readonly string[],
): Draft {
  const brought = candidates.find((one) => one.column === column)?.brings;
  let next = draft;
  draft.roles.forEach((role, i) => {
    if (role !== 'unused' && fieldOf(role) === field) next = withRole(next, i, 'unused');
  });
  for (const [name, role] of brought ? rolesOf(field, brought.columns) : [])
    next = withRole(next, header.indexOf(name), role);
  return {
    ...next,
    // The order of day and month was found without this column.
    order: brought && isInstant(field) ? null : draft.order,
    zones: brought?.zones ?? draft.zones,
    answered: [...draft.answered, field],
    rest: { ...draft.rest, words: wordsWith(draft.rest.words, field, brought?.words) },
  };
}

/** The draft in which what was answered for an earlier file is open again. */
export function askedAnew(draft: Draft, questions: readonly Question[], header: readonly string[]): Draft {
  const open = questions.reduce(
    (next, question) =>
      question.kind === 'column' && draft.earlier.includes(question.field)
        ? withAnswer(next, question, question.proposed, header)
        : next,
    draft,
  );
  return {
    ...open,
    answered: draft.answered.filter((one) => !draft.earlier.includes(one)),
    earlier: [],
  };
}

/** What was asked when the file was looked at, and since. */
export function askedIn({ inspection, orders }: Pick<Work, 'inspection' | 'orders'>): readonly Question[] {
  const before = new Set(inspection.questions.map(answeredBy));
  return [...inspection.questions, ...orders.filter((question) => !before.has(answeredBy(question)))];
}

/** The questions that are still to be asked: those about columns that are what they were when they were asked. */
export function openQuestions(
  questions: readonly Question[],
  draft: Draft,
  header: readonly string[],
): readonly Question[] {
  return questions.filter(
    (question) =>
      !draft.answered.includes(answeredBy(question)) &&
      (question.kind === 'column'
        ? isAsProposed(question, draft, header)
        : draft.roles[header.indexOf(question.column)] === question.field),
  );
}

/** What is answered where a question is. */
export function answeredBy({ kind, field }: Question): Answered {
  return kind === 'column' ? field : (`${field}:order` as Answered);
}

function isAsProposed(
  { field, candidates, proposed }: ColumnQuestion,
  { roles }: Draft,
  header: readonly string[],
): boolean {
  const isOf = (column: string) => {
    const role = roles[header.indexOf(column)] ?? 'unused';
    return role === 'unused' ? null : fieldOf(role);
  };
  return (
    roles.includes(field) === (proposed !== null) &&
    candidates.every(({ column }) => isOf(column) === (column === proposed ? field : null))
  );
}

/** Which columns were said to be what, by the draft as it is. */
export function answersOf(
  questions: readonly Question[],
  draft: Draft,
  header: readonly string[],
): ColumnAnswers {
  const answers: Record<string, string | null> = {};
  for (const question of questions) {
    if (question.kind !== 'column' || !draft.answered.includes(question.field)) continue;
    const { field, candidates } = question;
    const given = candidates.find(({ brings }) => {
      const wanted = rolesOf(field, brings.columns);
      return wanted.every(([name, role]) => draft.roles[header.indexOf(name)] === role);
    });
    answers[field] = given?.column ?? null;
  }
  return answers;
}

/** A proposal with the answers that a draft holds. */
export function answeredProposal(
  proposal: Draft,
  draft: Draft,
  { questions, layout: { header } }: Inspection,
): Draft {
  const answers = answersOf(questions, draft, header);
  return questions.reduce(
    (next, question) =>
      question.kind === 'column' && question.field in answers
        ? withAnswer(next, question, answers[question.field]!, header)
        : next,
    proposal,
  );
}

/** Why the draft is what it is; what was said of the file alone where a person changed more than the answers. */
export function reasonsOf(proposal: Draft, draft: Draft, inspection: Inspection): readonly Note[] {
  const { questions, reasons, layout } = inspection;
  return isSameDraft(draft, answeredProposal(proposal, draft, inspection), layout.header)
    ? notesAfter(reasons, questions, answersOf(questions, draft, layout.header))
    : [];
}
