import { createInterface } from 'node:readline/promises';
import type { DateOrders } from '../src/intake/dateOrder.ts';
import type { Field, InstantField } from '../src/intake/fields.ts';
import type { Question } from '../src/intake/importFile.ts';
import type { ColumnAnswers } from '../src/intake/proposal/answer.ts';
import { evidenceText, noteOfColumn } from '../src/intake/proposal/columnQuestions.ts';
import { type Note, noteText } from '../src/intake/report/note.ts';
import type { DateOrder } from '../src/intake/text/dateText.ts';

/** Asks a person; null where nobody is there. */
export type Ask = ((text: string) => Promise<string>) | null;

/**
 * Asks which column is what, where it is not clear. Where nobody is there, says what is taken and why.
 * @returns the answers by field; empty where nobody is there
 */
export async function answeredColumns(
  questions: readonly Question[],
  ask: Ask,
  say: (text: string) => void,
): Promise<ColumnAnswers> {
  const answers: { [F in Field]?: string | null } = {};
  for (const question of questions) {
    if (question.kind !== 'column') continue;
    const { field, candidates, proposed } = question;
    if (!ask) {
      say(`!! ${noteText(noteOfColumn(question))}`);
      continue;
    }
    const columns = [...candidates.map(({ column }) => column), null];
    const choices = candidates.map((candidate) => {
      const examples = candidate.examples.length > 0 ? `; for example ${candidate.examples.join(', ')}` : '';
      return `"${candidate.column}"  (${evidenceText(field, candidate)}${examples})`;
    });
    answers[field] = await chosen(
      ask,
      `${field}: which column is it?`,
      [...choices, 'none of these'],
      columns,
      proposed,
    );
  }
  return answers;
}

/**
 * Asks which number of a date is the day, once for each column where no value decides it. Where nobody is there, says
 * which order is taken and how the mapping settles it.
 * @returns the answers by field; empty where nobody is there
 */
export async function answeredOrders(
  questions: readonly Question[],
  ask: Ask,
  say: (text: string) => void,
): Promise<DateOrders> {
  const answers: { [F in InstantField]?: DateOrder } = {};
  for (const question of questions) {
    if (question.kind !== 'dateOrder') continue;
    const { field, column, example, readings, proposed } = question;
    if (!ask) {
      say(
        `!! ${field}: in "${column}" no value decides which number is the day: ${example} can be ${readings
          .map(({ iso, order }) => `${iso} (${order})`)
          .join(
            ' or ',
          )}. Taken: ${proposed}. If that is wrong, write in the mapping:\n!!   "dates": { ${JSON.stringify(field)}: "${readings.find(({ order }) => order !== proposed)?.order ?? proposed}" }`,
      );
      continue;
    }
    answers[field] = await chosen(
      ask,
      `${field}: in "${column}" no value decides which number is the day. Which day is ${example}?`,
      readings.map(({ iso, order }) => `${iso}  (${order})`),
      readings.map(({ order }) => order),
      proposed,
    );
  }
  return answers;
}

/** Asks for the number of one of some choices until it is one of theirs; nothing means the usual one. */
async function chosen<T>(
  ask: NonNullable<Ask>,
  question: string,
  choices: readonly string[],
  values: readonly T[],
  usual: T,
): Promise<T> {
  const listed = choices.map((choice, i) => `  ${i + 1}  ${choice}`).join('\n');
  const usualNumber = Math.max(0, values.indexOf(usual)) + 1;
  for (;;) {
    const answer = (await ask(`${question}\n${listed}\nNumber [${usualNumber}]: `)).trim();
    const at = (answer === '' ? usualNumber : Number(answer)) - 1;
    if (Number.isInteger(at) && at >= 0 && at < values.length) return values[at]!;
  }
}

/** The notes without those on an order of dates that was asked for and answered. */
export function stillOpen(notes: readonly Note[], orders: DateOrders): readonly Note[] {
  if (Object.keys(orders).length === 0) return notes;
  return notes.filter(
    ({ code, values }) =>
      code !== 'orderOpen' &&
      ((code !== 'datesOrder' && code !== 'orderGuessed') || decided.has(String(values.why))),
  );
}

/** Why an order was taken, where a value decides it. */
const decided: ReadonlySet<string> = new Set(['over12', 'most']);

/** Asks on the terminal, if there is one at both ends. */
export function askOnTerminal(): Ask {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  return async (text) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(text);
    } finally {
      lines.close();
    }
  };
}
