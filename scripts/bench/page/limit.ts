import { apartWindows } from '../brushPath.ts';
import { summary } from '../statistics.ts';
import type { Kernel } from './kernel.ts';

/** Milliseconds a step of a kernel beside a plain read of the bytes that it reads; medians. */
export interface Limit {
  /** Bytes that a step reads. */
  readonly bytes: number;
  /** The same bytes again and again, so that they lie in the processor's caches. */
  readonly hot: number;
  readonly oursHot: number;
  /** Bytes that have fallen out of the caches. */
  readonly cold: number;
  readonly oursCold: number;
}

const hotSteps = 64;

/** Measures both in turns, so that both meet the same machine. */
export function timeLimit({ step, limit }: Kernel, rounds: number): Limit | null {
  if (!limit) return null;
  const apart = apartWindows().map((window) => ({ ...window, choice: null }));
  const other = new Uint32Array(64 << 20).fill(1);
  let seen = 0;
  const forget = () => {
    for (let i = 0; i < other.length; i += 16) seen += other[i]!;
  };
  const hot = (run: (step: (typeof apart)[number]) => unknown, round: number) => {
    const one = apart[round % apart.length]!;
    for (let i = 0; i < 8; i++) run(one);
    const started = performance.now();
    for (let i = 0; i < hotSteps; i++) run(one);
    return (performance.now() - started) / hotSteps;
  };
  const cold = (run: (step: (typeof apart)[number]) => unknown) => {
    forget();
    const started = performance.now();
    for (const one of apart) run(one);
    return (performance.now() - started) / apart.length;
  };
  const times = {
    hot: [] as number[],
    oursHot: [] as number[],
    cold: [] as number[],
    oursCold: [] as number[],
  };
  for (let round = 0; round < rounds; round++) {
    times.hot.push(hot(limit.read, round));
    times.oursHot.push(hot(step, round));
    times.cold.push(cold(limit.read));
    times.oursCold.push(cold(step));
  }
  if (seen === 0) throw new Error('nothing was read');
  return {
    bytes: limit.bytes,
    hot: summary(times.hot).p50,
    oursHot: summary(times.oursHot).p50,
    cold: summary(times.cold).p50,
    oursCold: summary(times.oursCold).p50,
  };
}
