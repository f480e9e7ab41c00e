import { createInterface } from 'node:readline/promises';
import type { DateOrders } from '../src/intake/dateOrder.ts';
import type { DateOrder } from '../src/intake/dates.ts';
import type { Question } from '../src/intake/importFile.ts';
import type { InstantField } from '../src/intake/mapping.ts';
import type { Note } from '../src/intake/note.ts';

/** Asks a person; null where nobody is there. */
export type Ask = ((text: string) => Promise<string>) | null;

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
  for (const { field, column, example, readings, proposed } of questions) {
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
    const choices = readings.map(({ iso, order }, i) => `  ${i + 1}  ${iso}  (${order})`).join('\n');
    const usual =
      Math.max(
        0,
        readings.findIndex(({ order }) => order === proposed),
      ) + 1;
    for (;;) {
      const answer = await ask(
        `${field}: in "${column}" no value decides which number is the day. Which day is ${example}?\n${choices}\nNumber [${usual}]: `,
      );
      const chosen = readings[(answer.trim() === '' ? usual : Number(answer)) - 1];
      if (!chosen) continue;
      answers[field] = chosen.order;
      break;
    }
  }
  return answers;
}

/** The notes without those on what was asked and answered. */
export function stillOpen(notes: readonly Note[], answers: DateOrders): readonly Note[] {
  if (Object.keys(answers).length === 0) return notes;
  return notes.filter(
    ({ code, values }) =>
      code !== 'orderOpen' &&
      !((code === 'datesOrder' || code === 'orderGuessed') && !decided.has(String(values.why))),
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
