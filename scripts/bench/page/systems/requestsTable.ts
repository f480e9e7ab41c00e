import { bool, tableFromArrays, tableToIPC, uint8, uint16 } from '@uwdata/flechette';
import type { Database } from '../../../../src/engine/database.ts';
import type { BenchRows } from '../../rows.ts';

const rowsAtOnce = 1_000_000;

/** Fills the table `requests`, sorted by day, with the leanest types. @returns milliseconds */
export async function fillRequests(database: Database, rows: BenchRows): Promise<number> {
  const started = performance.now();
  await database.query(
    'CREATE TABLE requests (day USMALLINT, zone USMALLINT, channel UTINYINT, category UTINYINT, completed BOOLEAN, onTime BOOLEAN)',
  );
  const types = {
    day: uint16(),
    zone: uint16(),
    channel: uint8(),
    category: uint8(),
    completed: bool(),
    onTime: bool(),
  };
  for (let from = 0; from < rows.day.length; from += rowsAtOnce) {
    const part = (column: keyof typeof types) => rows[column].subarray(from, from + rowsAtOnce);
    const columns = Object.keys(types).map((name) => [name, part(name as keyof typeof types)] as const);
    const stream = tableToIPC(tableFromArrays(Object.fromEntries(columns), { types }), { format: 'stream' });
    await database.append('requests', stream!);
  }
  return performance.now() - started;
}
