import { dateOfDay, dayOfDate } from '../../../model/day.ts';
import { RequestTable } from '../../../model/requestTable.ts';
import type { TimeZone } from '../../../model/timeZone.ts';
import type { RequestReader } from './requestReader.ts';

/** The requests by the local month in which they were opened, the earliest first; a table for each that has some. */
export function* monthTables(reader: RequestReader, zone: TimeZone): Iterable<RequestTable> {
  const days = reader.days();
  if (!days) return;
  let from = days.first;
  while (from <= days.last) {
    const { year, month } = dateOfDay(from);
    const next = month === 12 ? dayOfDate(year + 1, 1, 1) : dayOfDate(year, month + 1, 1);
    const table = new RequestTable(zone);
    for (const { rid, row } of reader.rowsOfDays(from, next - 1)) table.add(row, rid);
    if (table.length > 0) yield table;
    from = next;
  }
}
