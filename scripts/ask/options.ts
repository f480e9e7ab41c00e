import { type Question, QuestionError, readQuestion } from '../../src/server/answers/question.ts';
import { UsageError } from '../terminal.ts';

/** The options of a question as the terminal has them. */
export interface QuestionOptions {
  readonly by?: string | undefined;
  readonly measures?: string | undefined;
  readonly choice?: string | undefined;
  readonly where?: readonly string[] | undefined;
  readonly list?: boolean | undefined;
  readonly format?: string | undefined;
  readonly language?: string | undefined;
}

/** The question of some options. @throws UsageError for what is none */
export function questionOf({ by, measures, list, ...options }: QuestionOptions): Question {
  return inOptions(() =>
    readQuestion({
      ...options,
      by: namesOf(by),
      measures: namesOf(measures),
      list: list ?? false,
    }),
  );
}

/** Does something that speaks of the parts of a question, which are options here. @throws UsageError in place of QuestionError */
export function inOptions<T>(work: () => T): T {
  const say = (error: unknown) => {
    throw error instanceof QuestionError ? new UsageError(`--${error.message}`) : error;
  };
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(say) as T) : result;
  } catch (error) {
    return say(error);
  }
}

/** Comma-separated names of an option. */
function namesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
