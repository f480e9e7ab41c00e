import type { Table } from '@uwdata/flechette';
import { type Answers, layoutOf } from '../../answers.ts';
import type { Sizes } from '../../rows.ts';

/** One view's counts as a database gives them: a row for each code that has requests. */
const names = ['code', 'received', 'completed', 'onTime'] as const;
export type Columns = Readonly<Record<(typeof names)[number], ArrayLike<number>>>;

export function columnsOf(table: Table): Columns {
  const [code, received, completed, onTime] = names.map(
    (name): ArrayLike<number> => table.getChild(name).toArray(),
  );
  return { code: code!, received: received!, completed: completed!, onTime: onTime! };
}

/** @param views by zone, by channel, by category */
export function answersOfColumns(sizes: Sizes, views: readonly Columns[]): Answers {
  const layout = layoutOf(sizes);
  const answers = new Uint32Array(layout.length);
  for (const [i, at] of [layout.zone, layout.channel, layout.category].entries()) {
    const { code, received, completed, onTime } = views[i]!;
    for (let row = 0; row < code.length; row++)
      answers.set([received[row]!, completed[row]!, onTime[row]!], at + 3 * code[row]!);
  }
  return answers;
}
