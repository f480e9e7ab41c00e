import type { TimeZone } from '../../model/timeZone.ts';
import { type DateOrder, readDate } from './dateText.ts';
import { instantOf } from './plainInstant.ts';

const secondsOfDay = 86_400;

/**
 * Clocks that stand for midnight in what SheetJS 0.18.5 writes and reads on machines of the Gulf: it takes the offset
 * that the zone had in 1899, which had seconds (Dubai +3:41:12, Riyadh and Kuwait +3:06:52, Qatar +3:26:08).
 */
const clocks: ReadonlySet<number> = new Set(
  [12, 52, 8].flatMap((seconds) => [seconds, secondsOfDay - seconds]),
);
const least = 3;

/** The second of the day at which an instant lies in a zone. */
export function clockOf(at: number, zone: TimeZone): number {
  const local = zone.localSeconds(at);
  return local - Math.floor(local / secondsOfDay) * secondsOfDay;
}

/**
 * The clock that all dates of a column show in place of midnight, seconds; null where they have times of their own.
 * @param texts values of the column
 */
export function gulfMidnight(texts: readonly string[], order: DateOrder, zone: TimeZone): number | null {
  let found: number | null = null;
  let dates = 0;
  for (const text of texts) {
    const date = readDate(text, order);
    if (!date) continue;
    const at = instantOf(date, zone);
    if (!Number.isFinite(at)) continue;
    const clock = clockOf(at, zone);
    if (!clocks.has(clock) || (found !== null && clock !== found)) return null;
    found = clock;
    dates++;
  }
  return dates >= least ? found : null;
}

/** The midnight that an instant with such a clock stands for. */
export function midnightOf(at: number, clock: number): number {
  return clock < secondsOfDay / 2 ? at - clock : at + secondsOfDay - clock;
}
