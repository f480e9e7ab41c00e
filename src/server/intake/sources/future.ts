import { tolerance } from '../store/store.ts';
import type { OnProblem } from './problemBook.ts';
import type { Batch } from './source.ts';

/** Seconds: what lies further ahead is no clock that is a little off. */
const aDay = 86_400;

const eventFields = ['opened', 'responded', 'firstResolved', 'resolved', 'updated'] as const;

/** Reports the requests of a batch that the store will hold, because something of them has not happened yet. */
export function reportFuture(report: OnProblem, source: string, { requests }: Batch, now: number): void {
  for (const { ref, order, row } of requests) {
    if (!row) continue;
    const field = eventFields.find((name) => (row[name] ?? 0) > now + tolerance);
    if (field === undefined) continue;
    const far = eventFields.some((name) => (row[name] ?? 0) > now + aDay);
    const told = field === 'firstResolved' ? 'resolved' : field;
    report(source, told, far ? 'farFuture' : 'future', { ref, order });
  }
}
