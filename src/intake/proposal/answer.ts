import type { Field } from '../fields.ts';
import type { MappingFile, WordTargets } from '../mapping.ts';
import type { Note } from '../report/note.ts';
import type { Suggestion } from './proposal.ts';
import type { ColumnQuestion, Question } from './question.ts';

/** Columns by the field that they were said to be; null: none is. */
export type ColumnAnswers = { readonly [F in Field]?: string | null };

/** A mapping with the answers to the questions about columns: each is as if it had been proposed. */
export function withAnswers<M extends Pick<Suggestion, 'columns' | 'words' | 'zones'>>(
  mapping: M,
  questions: readonly Question[],
  answers: ColumnAnswers,
): M {
  return answeredOf(questions, answers).reduce(
    (done, question) => withAnswer(done, question, answers[question.field] ?? null),
    mapping,
  );
}

/** The notes with those on what was answered, in place of those on what was asked. */
export function notesAfter(
  notes: readonly Note[],
  questions: readonly Question[],
  answers: ColumnAnswers,
): readonly Note[] {
  const open = notes.filter(
    ({ code, values }) =>
      (code !== 'columnOpen' && code !== 'columnDoubted') || !(String(values.field) in answers),
  );
  const brought = answeredOf(questions, answers).flatMap(
    ({ field, candidates }) => candidates.find(({ column }) => column === answers[field])?.brings.notes ?? [],
  );
  return [...open, ...brought];
}

function answeredOf(questions: readonly Question[], answers: ColumnAnswers): readonly ColumnQuestion[] {
  return questions.filter(
    (question): question is ColumnQuestion => question.kind === 'column' && question.field in answers,
  );
}

/** A column that was said to be one field is no other. */
function withAnswer<M extends Pick<Suggestion, 'columns' | 'words' | 'zones'>>(
  mapping: M,
  { field, candidates }: ColumnQuestion,
  column: string | null,
): M {
  const brought = candidates.find((one) => one.column === column)?.brings;
  const taken = brought ? namesIn(brought.columns) : [];
  const columns = Object.entries<string | object | undefined>(mapping.columns).filter(
    ([other, said = {}]) => other !== field && !namesIn(said).some((name) => taken.includes(name)),
  );
  return {
    ...mapping,
    columns: Object.fromEntries([...columns, ...(brought ? [[field, brought.columns]] : [])]),
    words: wordsWith(mapping.words, field, brought?.words),
    zones: brought?.zones ?? mapping.zones,
  };
}

/** What words mean under a mapping, with those of a field in place of its own; undefined where none is left. */
export function wordsWith(
  words: MappingFile['words'],
  field: Field,
  targets: WordTargets | undefined,
): MappingFile['words'] {
  const { [field as keyof typeof words]: _, ...others } = words ?? {};
  if (targets) return { ...others, [field]: targets };
  return Object.keys(others).length > 0 ? others : undefined;
}

/** The columns that a mapping names for a field. */
function namesIn(said: string | object): readonly string[] {
  if (typeof said === 'string') return [said];
  return Object.entries(said).flatMap(([key, named]) => (key === 'unit' ? [] : named));
}
