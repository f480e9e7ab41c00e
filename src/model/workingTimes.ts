import type { RequestRow } from './schema.ts';
import type { Pause, SlaClock } from './slaClock.ts';

/** Seconds of working time that a request may take; null where no target holds. */
export interface Allowance {
  readonly firstResponseSeconds: number;
  readonly resolutionSeconds: number;
}

/**
 * Fills in what only the SLA clock knows: when a request is due, and how much working time its answers took.
 * A due time that the source gave itself stays.
 */
export function setWorkingTimes(
  row: RequestRow,
  clock: SlaClock,
  allowance: Allowance | null,
  pauses: readonly Pause[] = [],
): void {
  if (allowance) {
    row.dueResponse ??= clock.dueAt(row.opened, allowance.firstResponseSeconds, pauses);
    row.dueResolution ??= clock.dueAt(row.opened, allowance.resolutionSeconds, pauses);
  }
  row.responseWork = row.responded === null ? null : clock.workingSeconds(row.opened, row.responded, pauses);
  row.resolutionWork = row.resolved === null ? null : clock.workingSeconds(row.opened, row.resolved, pauses);
}
