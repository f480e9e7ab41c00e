import type { Clock } from './source.ts';

/** A clock that starts at an instant, epoch seconds, and runs `speed` times as fast as this machine's. */
export function simulatorClock(start: number, speed: number): Clock {
  const begun = performance.now();
  return { now: () => start + ((performance.now() - begun) / 1000) * speed };
}
