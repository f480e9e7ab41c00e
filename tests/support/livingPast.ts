import { parseCalendar } from '../../src/model/calendar.ts';
import { makeCity } from '../../src/model/city.ts';
import { RequestTable } from '../../src/model/requestTable.ts';
import type { RequestRow } from '../../src/model/schema.ts';
import { slaClock } from '../../src/model/slaClock.ts';
import { parseTargets } from '../../src/model/target.ts';
import { rowOf } from '../../src/sample/living/life.ts';
import type { PastRequests } from '../../src/sample/living/past.ts';
import { makeSampleCity } from './sampleCity.ts';

/** Seconds. */
export const day = 86_400;
export const asOf = Date.UTC(2026, 10, 15, 6) / 1000;
/** A city of four months that is to live on. */
export const sample = makeSampleCity({ rows: 60_000, seed: 1, asOf, months: 4 });
export const city = makeCity(sample.zones, sample.words, sample.timeZone);
export const reckoning = {
  city,
  clock: slaClock(parseCalendar(sample.calendar)),
  targets: parseTargets(sample.targets),
};
export const all = Array.from({ length: sample.table.length }, (_, i) => rowOf({ table: sample.table }, i));
export const isDone = (row: RequestRow) => city.stages[row.stage!]!.done;

/** What a store tells the simulator: what is open, and what was opened or changed in the last ten weeks. */
export function pastOf(rows: Iterable<RequestRow>, now: number): PastRequests {
  const table = new RequestTable(city.timeZone);
  for (const row of rows)
    if (!isDone(row) || row.opened > now - 70 * day || row.updated! > now - 70 * day) table.add(row);
  return { table, asOf: now };
}

export const past = pastOf(all, asOf);
