import { setImmediate as breathe } from 'node:timers/promises';
import { firstDayOfMonth, formatMonth, monthOfDay, parseMonth } from '../../../model/day.ts';
import { matchHash } from '../matching/matchHash.ts';
import type { Part, PartSums, SourceSums, StageSum } from '../sources/source.ts';
import { arrays } from './requestReader.ts';
import { type DatabaseSyncInstance, ofSource } from './sqlite.ts';

/** Rows between two pauses, in which others have a turn. */
const slice = 2000;

/**
 * Counts and check sums of what the store has of a source, as the source tells its own.
 * @param how what the source could tell
 */
export async function sumsOf(
  db: DatabaseSyncInstance,
  source: string,
  { byMonth, summed }: Pick<SourceSums, 'byMonth' | 'summed'>,
): Promise<PartSums> {
  const sums = new Map<Part, Map<number | null, StageSum>>();
  const columns = ['stage', ...summed];
  for await (const [part, ref, stage, ...instants] of rowsOf(db, source, byMonth, columns)) {
    let ofPart = sums.get(part);
    if (!ofPart) {
      ofPart = new Map();
      sums.set(part, ofPart);
    }
    const before = ofPart.get(stage!) ?? { count: 0, sum: 0 };
    ofPart.set(stage!, { count: before.count + 1, sum: (before.sum + matchHash(ref, instants)) % 2 ** 32 });
  }
  return sums;
}

/** The references of a source's requests in a part, but for those with a later rid than the last one. */
export async function refsOf(
  db: DatabaseSyncInstance,
  source: string,
  part: Part,
  lastRid: number,
): Promise<Set<string>> {
  const refs = new Set<string>();
  const add = async (condition: string, ...values: number[]) => {
    const statement = arrays(
      db,
      `SELECT rid, ref FROM requests WHERE ${condition} rid > ? AND rid <= ? AND ${ofSource} AND gone = 0
       ORDER BY rid LIMIT ${slice}`,
    );
    for (let after = -1; ; ) {
      const rows = statement.all(...values, after, lastRid, source) as unknown as [number, string][];
      for (const [, ref] of rows) refs.add(ref);
      if (rows.length < slice) return;
      after = rows.at(-1)![0];
      await breathe();
    }
  };
  if (part === 'all') await add('');
  const month = parseMonth(part);
  if (month !== null)
    for (let day = firstDayOfMonth(month); day < firstDayOfMonth(month + 1); day++)
      await add('day = ? AND', day);
  return refs;
}

async function* rowsOf(
  db: DatabaseSyncInstance,
  source: string,
  byMonth: boolean,
  columns: readonly string[],
): AsyncIterable<readonly [part: Part, ref: string, ...(number | null)[]]> {
  const statement = arrays(
    db,
    `SELECT rid, ref, day${columns.map((name) => `, "${name}"`).join('')} FROM requests
     WHERE rid > ? AND ${ofSource} AND gone = 0 ORDER BY rid LIMIT ${slice}`,
  );
  const months = new Map<number, Part>();
  const partOf = (day: number): Part => {
    if (!byMonth) return 'all';
    let month = months.get(day);
    if (month === undefined) {
      month = formatMonth(monthOfDay(day));
      months.set(day, month);
    }
    return month;
  };
  for (let after = -1; ; ) {
    const rows = statement.all(after, source) as unknown as [number, string, number, ...(number | null)[]][];
    for (const [, ref, day, ...values] of rows) yield [partOf(day), ref, ...values];
    if (rows.length < slice) return;
    after = rows.at(-1)![0];
    await breathe();
  }
}
