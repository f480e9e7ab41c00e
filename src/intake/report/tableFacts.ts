import { formatDay } from '../../model/day.ts';
import type { RequestTable } from '../../model/requestTable.ts';
import { nullOf, type RequestColumn, requestColumnNames, requestColumns } from '../../model/schema.ts';
import type { Report, WordCount } from './report.ts';

/** How many rows have a value, by column. */
export function filledOf(table: RequestTable): Partial<Record<RequestColumn, number>> {
  const out: Partial<Record<RequestColumn, number>> = {};
  for (const name of requestColumnNames) {
    const missing = nullOf[requestColumns[name]];
    const values = table.column(name);
    let filled = 0;
    for (let row = 0; row < values.length; row++) if (values[row] !== missing) filled++;
    if (filled > 0) out[name] = filled;
  }
  return out;
}

/** The first and the last day of opening; null of no rows. */
export function openedDays(table: RequestTable): Report['opened'] {
  const days = table.column('day');
  if (days.length === 0) return null;
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const day of days) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return { first: formatDay(first), last: formatDay(last) };
}

/** How many rows were opened after an instant. */
export function openedAfter(table: RequestTable, at: number): number {
  let later = 0;
  for (const opened of table.column('opened')) if (opened > at) later++;
  return later;
}

/** Words by how often they come, the most frequent first. */
export function mostFirst(counts: ReadonlyMap<string, number>): WordCount[] {
  return [...counts]
    .map(([value, n]) => ({ value, count: n }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
