import { op, table } from 'arquero';
import { type Answers, layoutOf } from '../../answers.ts';
import type { BenchRows } from '../../rows.ts';
import type { Kernel } from '../kernel.ts';

/** arquero: the window is filtered once, then each view's own filter is laid over it. */
export function arqueroKernel(rows: BenchRows): Kernel {
  const { zone, channel, category, completed, onTime, day } = rows;
  const all = table({ day, zone, channel, category, completed, onTime });
  const layout = layoutOf(rows.sizes);
  type Table = typeof all;
  const count = (of: Table, by: string, at: number, answers: Answers) => {
    const counted = of
      .groupby(by)
      .rollup({ received: op.count(), completed: op.sum('completed'), onTime: op.sum('onTime') });
    for (let row = 0; row < counted.numRows(); row++) {
      const place = at + 3 * Number(counted.get(by, row));
      answers[place] = Number(counted.get('received', row));
      answers[place + 1] = Number(counted.get('completed', row));
      answers[place + 2] = Number(counted.get('onTime', row));
    }
  };
  return {
    step({ from, to, choice }): Answers {
      const answers = new Uint32Array(layout.length);
      const window = all.params({ from, to }).filter('(d, $) => d.day >= $.from && d.day <= $.to');
      const oneOf = (column: string, codes: readonly number[]) =>
        `d => ${codes.map((code) => `d.${column} === ${code}`).join(' || ')}`;
      const ofChannels = choice ? window.filter(oneOf('channel', choice.channels)) : window;
      const ofCategories = choice ? window.filter(oneOf('category', choice.categories)) : window;
      const ofBoth = choice ? ofChannels.filter(oneOf('category', choice.categories)) : window;
      count(ofBoth, 'zone', layout.zone, answers);
      count(ofCategories, 'channel', layout.channel, answers);
      count(ofChannels, 'category', layout.category, answers);
      return answers;
    },
  };
}
