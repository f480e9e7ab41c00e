import * as v from 'valibot';
import { fileFormats } from '../../export/formats.ts';
import { languages } from '../../i18n/language.ts';
import { dimensions } from '../../model/dimension.ts';
import { measureIds } from '../../model/measures.ts';

/** What is wrong with a question, in words for whoever asked. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError';
}

export const answerFormats = ['json', ...fileFormats] as const;

/** Clauses, dimensions and measures of a question, at most; a choice in characters. */
const most = { parts: 100, text: 8000 };

const named = <const T extends string>(all: readonly T[]) =>
  v.picklist(all, `expected one of ${all.join(', ')}`);
const listOf = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.maxLength(most.parts));
const text = v.pipe(v.string(), v.maxLength(most.text));

/** What is asked of a city's data; what is left out is as `npm run ask -- --help` says. */
export const questionSchema = v.strictObject({
  by: v.optional(listOf(named(dimensions)), []),
  measures: v.optional(listOf(named(measureIds)), []),
  choice: v.optional(text),
  where: v.optional(listOf(text), []),
  list: v.optional(v.boolean(), false),
  format: v.optional(named(answerFormats), 'json'),
  language: v.optional(named(languages), 'en'),
});
export type Question = v.InferOutput<typeof questionSchema>;

/** @throws QuestionError in words for what is none */
export function readQuestion(value: unknown): Question {
  // To a schema of an object a list is one, too.
  const result = v.safeParse(questionSchema, Array.isArray(value) ? null : value);
  if (result.success) return checked({ ...result.output, ...unique(result.output) });
  throw new QuestionError(wordsOf(result.issues[0]));
}

function wordsOf({ path, type, message, input }: v.BaseIssue<unknown>): string {
  const part = String(path?.[0]?.key ?? '');
  const parts = Object.keys(questionSchema.entries).join(', ');
  if (part === '') return `expected an object with some of ${parts}`;
  if (type === 'strict_object') return `${part}: no part of a question; expected some of ${parts}`;
  return `${part} ${typeof input === 'string' ? shortened(input) : shown(input)}: ${message}`;
}

function unique({ by, measures }: Question) {
  return { by: [...new Set(by)], measures: [...new Set(measures)] };
}

function checked(question: Question): Question {
  const { list, by, measures } = question;
  if (list && by.length > 0) throw new QuestionError('list: expected without by, a list has all columns');
  if (list && measures.length > 1)
    throw new QuestionError(
      `list, measures ${measures.join(',')}: expected one measure, whose requests are listed`,
    );
  return question;
}

function shown(input: unknown): string {
  return shortened(JSON.stringify(input) ?? 'nothing');
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The headers that say of which version of the data an answer is, and of when these are. */
export const versionHeader = 'services360-version';
export const asOfHeader = 'services360-as-of';
