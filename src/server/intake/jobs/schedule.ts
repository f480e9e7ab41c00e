import type { Schedule } from '../../../model/job.ts';
import type { TimeZone } from '../../../model/timeZone.ts';

const daySeconds = 86_400;
/** Seconds before the first try after a failure; each further one waits twice as long, up to the longest. */
const firstPause = 60;
export const longestPause = 3600;

/**
 * The first time after an instant at which something is due, epoch seconds. A wall clock that a day leaves out is due
 * after the jump, one that comes twice the first time.
 * @throws Error where the schedule has no wall clock such as `02:30`
 */
export function dueAfter(schedule: Schedule, instant: number, zone: TimeZone): number {
  if ('everySeconds' in schedule) return instant + schedule.everySeconds;
  const seconds = secondsOf(schedule.daily);
  const day = zone.dayOf(instant);
  const today = zone.toEpoch(day * daySeconds + seconds);
  return today > instant ? today : zone.toEpoch((day + 1) * daySeconds + seconds);
}

/** Seconds until something is tried again that failed so many times, one after the other. */
export function pauseAfter(failures: number): number {
  return Math.min(longestPause, firstPause * 2 ** (failures - 1));
}

/** Seconds since midnight of a wall clock such as `02:30`. */
function secondsOf(clock: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  if (!match) throw new Error(`got the time ${JSON.stringify(clock)}, expected one such as 02:30`);
  return 3600 * Number(match[1]) + 60 * Number(match[2]);
}
