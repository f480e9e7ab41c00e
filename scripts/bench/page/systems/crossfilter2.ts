import crossfilter from 'crossfilter2';
import { type Answers, layoutOf } from '../../answers.ts';
import type { Step } from '../../brushPath.ts';
import type { BenchRows } from '../../rows.ts';
import type { Kernel } from '../kernel.ts';

interface Counts {
  received: number;
  completed: number;
  onTime: number;
}

/** crossfilter2 over row numbers, with one group for each view. */
export function crossfilterKernel(rows: BenchRows): Kernel {
  const records = Array.from({ length: rows.day.length }, (_, row) => row);
  const index = crossfilter(records);
  const day = index.dimension((row) => rows.day[row]!);
  const zone = index.dimension((row) => rows.zone[row]!);
  const channel = index.dimension((row) => rows.channel[row]!);
  const category = index.dimension((row) => rows.category[row]!);
  const groupOf = (dimension: crossfilter.Dimension<number, number>) =>
    dimension.group<number, Counts>().reduce(
      (counts, row) => {
        counts.received++;
        counts.completed += rows.completed[row]!;
        counts.onTime += rows.onTime[row]!;
        return counts;
      },
      (counts, row) => {
        counts.received--;
        counts.completed -= rows.completed[row]!;
        counts.onTime -= rows.onTime[row]!;
        return counts;
      },
      () => ({ received: 0, completed: 0, onTime: 0 }),
    );
  const layout = layoutOf(rows.sizes);
  const views = [
    { at: layout.zone, group: groupOf(zone) },
    { at: layout.channel, group: groupOf(channel) },
    { at: layout.category, group: groupOf(category) },
  ];
  let chosen: Step['choice'] = null;
  return {
    step({ from, to, choice }): Answers {
      if (choice !== chosen) {
        chosen = choice;
        if (choice) {
          channel.filterFunction((code) => choice.channels.includes(Number(code)));
          category.filterFunction((code) => choice.categories.includes(Number(code)));
        } else {
          channel.filterAll();
          category.filterAll();
        }
      }
      day.filterRange([from, to + 1]);
      const answers = new Uint32Array(layout.length);
      for (const { at, group } of views)
        for (const { key, value } of group.all()) {
          answers[at + 3 * key] = value.received;
          answers[at + 3 * key + 1] = value.completed;
          answers[at + 3 * key + 2] = value.onTime;
        }
      return answers;
    },
  };
}
