import type { Step } from './brushPath.ts';
import type { BenchRows, Sizes } from './rows.ts';

/**
 * What every system answers at a step: received, completed, on time by zone, then by channel, then by category, three
 * integers a code in the order of codes. Each view leaves its own dimension out of the filter.
 */
export type Answers = Uint32Array<ArrayBuffer>;

/** Where each view begins in the answers, and how many integers there are. */
export function layoutOf(sizes: Sizes): { zone: number; channel: number; category: number; length: number } {
  const channel = 3 * sizes.zones;
  const category = channel + 3 * sizes.channels;
  return { zone: 0, channel, category, length: category + 3 * sizes.categories };
}

/** 32-bit FNV-1a over the integers. */
export function checksum(answers: Answers): number {
  let hash = 0x811c9dc5;
  for (const value of answers)
    for (let shift = 0; shift < 32; shift += 8)
      hash = Math.imul(hash ^ ((value >>> shift) & 0xff), 0x01000193);
  return hash >>> 0;
}

/** Counts row by row, in the plainest way: the oracle. */
export function countPlainly(rows: BenchRows, step: Step): Answers {
  const layout = layoutOf(rows.sizes);
  const answers = new Uint32Array(layout.length);
  const add = (at: number, row: number) => {
    answers[at]!++;
    answers[at + 1]! += rows.completed[row]!;
    answers[at + 2]! += rows.onTime[row]!;
  };
  for (let row = firstFrom(rows.day, step.from); row < rows.day.length && rows.day[row]! <= step.to; row++) {
    const channel = rows.channel[row]!;
    const category = rows.category[row]!;
    const channelIn = !step.choice || step.choice.channels.includes(channel);
    const categoryIn = !step.choice || step.choice.categories.includes(category);
    if (channelIn && categoryIn) add(layout.zone + 3 * rows.zone[row]!, row);
    if (categoryIn) add(layout.channel + 3 * channel, row);
    if (channelIn) add(layout.category + 3 * category, row);
  }
  return answers;
}

/** The first row that is not before a day. */
export function firstFrom(day: Uint16Array, from: number): number {
  let low = 0;
  let high = day.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (day[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
