import { RequestTable } from '../../src/model/requestTable.ts';
import {
  lastInstant,
  nullOf,
  type RequestColumn,
  type RequestRow,
  requestColumns,
} from '../../src/model/schema.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import { seeded } from './seeded.ts';

/**
 * Requests as no source should send them: events before the opening or long after, at changes of the clock and at the
 * ends of the ranges, values that contradict each other, nulls anywhere.
 */
export function oddTable(seed: number, rows: number, zoneName: string): RequestTable {
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  const one = <T>(...list: readonly T[]) => list[below(list.length)]!;
  const zone = timeZone(zoneName);
  const table = new RequestTable(zone);
  const changes = zone.transitions(1_700_000_000, 1_800_000_000).map(({ at }) => at);
  const wild = random() < 0.2;
  const clamped = (instant: number) => Math.min(Math.max(Math.round(instant), 0), lastInstant);
  const instant = (near: number) =>
    clamped(
      one(
        () => near + below(86_400),
        () => near + below(40 * 86_400),
        () => near - below(3 * 86_400),
        () => near,
        () => (changes.length > 0 ? one(...changes) + below(7200) - 3600 : near),
        () => zone.startOfDay(zone.dayOf(near)) + one(-1, 0, 43_199, 43_200, 43_201),
        () => one(0, 1, lastInstant, lastInstant - 1),
      )(),
    );
  const names = Object.keys(requestColumns) as RequestColumn[];
  const never = new Set(names.filter(() => random() < 0.1));
  for (let i = 0; i < rows; i++) {
    const opened = wild && random() < 0.3 ? below(2 ** 32 - 1) : instant(1_790_000_000);
    const known: number[] = [opened];
    const row = { ref: `odd-${i}`, version: one(1, 2, 3, below(2 ** 32 - 1)), opened } as RequestRow;
    for (const name of names) {
      if (name === 'rid' || name === 'version' || name === 'opened' || name === 'day' || name === 'hour')
        continue;
      const type = requestColumns[name];
      const most = nullOf[type];
      let value: number;
      if (type === 'bool') value = below(2);
      else if (type === 'i32')
        value = one(below(100), 55_000 + below(300), -most - 1, most + 1, below(2 ** 32) - 2 ** 31 || 1);
      else if (type !== 'u32') value = one(0, 1, below(5), below(5), below(most), most - 1);
      else if (name.endsWith('Work')) value = one(0, below(100_000), below(2 ** 32 - 1));
      else {
        value = random() < 0.4 ? one(...known) : instant(one(...known));
        known.push(value);
      }
      row[name] = never.has(name) || random() < 0.15 ? null : value;
    }
    table.add(row);
  }
  return table;
}
