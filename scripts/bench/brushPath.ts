import { seeded } from '../../tests/support/seeded.ts';
import { days, firstDay, type RowsSpec, sizesOf } from './rows.ts';

/** Codes that a filter lets in. */
export interface Choice {
  readonly channels: readonly number[];
  readonly categories: readonly number[];
}

/** One position of the brush, both days included, with what else is chosen. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly choice: Choice | null;
}

/**
 * A drag: windows of about 200 days that move through the data in small steps and turn at its ends; no two are the
 * same, and none begins or ends with a week.
 */
export function windows(seed: number, count: number): { from: number; to: number }[] {
  const random = seeded(seed);
  const taken = new Set<string>();
  const path: { from: number; to: number }[] = [];
  let at = 3;
  let width = 200;
  let direction = 1;
  while (path.length < count) {
    at += direction * Math.ceil(random() * 9);
    width = Math.min(215, Math.max(185, width + Math.round(random() * 4 - 2)));
    if (at + width > days) direction = -1;
    if (at < 0) direction = 1;
    at = Math.min(days - width, Math.max(0, at));
    const window = { from: firstDay + at, to: firstDay + at + width - 1 };
    const key = `${window.from} ${window.to}`;
    if (at % 7 === 0 || (at + width) % 7 === 0 || taken.has(key)) continue;
    taken.add(key);
    path.push(window);
  }
  return path;
}

/** Windows of 199 days of which no two begin or end within ten days of one another. */
export function apartWindows(): { from: number; to: number }[] {
  const weeks = Math.floor(days / 7);
  const reach = 28;
  const path: { from: number; to: number }[] = [];
  for (let week = 1; week + reach < weeks; week++) {
    if (week % (2 * (reach + 1)) > reach) continue;
    path.push({ from: firstDay + 7 * week + 2, to: firstDay + 7 * (week + reach) + 4 });
  }
  return path;
}

/** Three channels and three categories, by the seed; never "none". */
export function choiceOf(spec: RowsSpec): Choice {
  const random = seeded(spec.seed + 1);
  const three = (codes: number) => {
    const drawn = new Set<number>();
    while (drawn.size < 3) drawn.add(Math.floor(random() * (codes - 1)));
    return [...drawn].sort((a, b) => a - b);
  };
  const { channels, categories } = sizesOf(spec);
  return { channels: three(channels), categories: three(categories) };
}

/**
 * The drag that every system follows: half of the steps without a choice, then half with one. Each leg has one window
 * more than it has steps: its first, which is a first brush.
 */
export function brushPath(spec: RowsSpec, steps: number): Step[] {
  const choice = choiceOf(spec);
  const plain = Math.ceil(steps / 2) + 1;
  return windows(spec.seed, steps + 2).map((window, i) => ({ ...window, choice: i < plain ? null : choice }));
}
