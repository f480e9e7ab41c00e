import type { Step } from '../brushPath.ts';

const leastMs = 1;
const mostMs = 30_000;

/**
 * Milliseconds a step: each number is the mean over one batch of consecutive, distinct windows that took at least a
 * millisecond together, so many batches a leg, fewer where that takes longer than half a minute.
 */
export function timeBatches(
  legs: readonly (readonly Step[])[],
  perLeg: number,
  run: (step: Step) => unknown,
): number[] {
  const times: number[] = [];
  for (const leg of legs) {
    let at = 0;
    const batch = (size: number) => {
      const started = performance.now();
      for (let i = 0; i < size; i++) run(leg[(at + i) % leg.length]!);
      const taken = performance.now() - started;
      at += size;
      return taken;
    };
    batch(1);
    let size = 1;
    while (size * 2 <= leg.length && batch(size) < leastMs) size *= 2;
    const started = performance.now();
    for (let n = 0; n < perLeg && performance.now() - started < mostMs / legs.length; n++) {
      const taken = batch(size);
      if (taken >= leastMs || size * 2 > leg.length) times.push(taken / size);
      else size *= 2;
    }
  }
  return times;
}
