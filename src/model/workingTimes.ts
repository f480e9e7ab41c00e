import type { RequestRow } from './schema.ts';
import type { Pause, SlaClock } from './slaClock.ts';
import type { Target } from './target.ts';

/**
 * Fills in what only the SLA clock knows: when a request is due, and how much working time its answers took.
 * A due time that the source gave itself stays.
 */
export function setWorkingTimes(
  row: RequestRow,
  clock: SlaClock,
  target: Target | null,
  pauses: readonly Pause[] = [],
): void {
  if (target) {
    row.dueResponse ??= clock.dueAt(row.opened, target.firstResponseSeconds, pauses);
    row.dueResolution ??= clock.dueAt(row.opened, target.resolutionSeconds, pauses);
  }
  row.responseWork = row.responded === null ? null : clock.workingSeconds(row.opened, row.responded, pauses);
  row.resolutionWork = row.resolved === null ? null : clock.workingSeconds(row.opened, row.resolved, pauses);
}
