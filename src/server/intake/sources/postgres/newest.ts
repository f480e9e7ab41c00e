import type { PostgresOptions } from '../postgresOptions.ts';
import { atOneInstant, connect, quoted } from './connection.ts';
import { sourceError } from './fault.ts';
import { type Intake, Records } from './records.ts';
import { columnOf, readTable } from './table.ts';

/** Pages of a table that are looked through for its newest rows, from its end. */
const lastPages = 100;

/**
 * Reads some of the newest rows of a table under a mapping, and keeps nothing: what cannot be read is told to whoever
 * made the intake. Of a table that is followed in the log these are the rows at its end, or with the highest keys; else those changed last.
 * @returns how many rows were read
 * @throws SourceError
 */
export async function readNewest(options: PostgresOptions, intake: Intake, most: number): Promise<number> {
  try {
    await using ordinary = await connect(options.connection, AbortSignal.timeout(60_000));
    const table = await atOneInstant(ordinary, () => readTable(ordinary, options.table));
    const records = new Records(table, options, intake);
    await ordinary.rows('BEGIN READ ONLY');
    await ordinary.rows("SET LOCAL statement_timeout = '30s'");
    const rest =
      options.follow === 'polling'
        ? `ORDER BY t.${quoted(columnOf(table, options.updatedAt).name)} DESC NULLS LAST LIMIT ${most}`
        : !table.systemColumns
          ? `ORDER BY t.${quoted(records.key.name)} DESC LIMIT ${most}`
          : `WHERE t.ctid >= (SELECT format('(%s,0)', greatest(pg_relation_size(${Number(table.oid)}) / current_setting('block_size')::int - ${lastPages}, 0)))::tid LIMIT ${most}`;
    let count = 0;
    for await (const { rows } of ordinary.pieces(records.select(rest))) {
      for (const row of rows) records.ofRow(row, 0);
      count += rows.length;
    }
    return count;
  } catch (cause) {
    throw sourceError(cause, options.connection);
  }
}
