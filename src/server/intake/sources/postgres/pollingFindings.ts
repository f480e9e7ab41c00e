import type { PollingOptions } from '../postgresOptions.ts';
import { type Connected, quoted } from './connection.ts';
import { advice, error, type Finding, readingFindings } from './findings.ts';
import { GoneColumn } from './goneColumn.ts';
import type { Records } from './records.ts';
import { columnOf } from './table.ts';

/** Whether the table can be read, and asked again and again by when its rows changed. */
export function pollingFindings(records: Records, options: PollingOptions): Finding[] {
  const { table } = records;
  const changed = columnOf(table, options.updatedAt);
  const { name, type, indexed } = changed;
  const gone = options.goneColumn === undefined ? [] : [columnOf(table, options.goneColumn)];
  const found = readingFindings(records, options.connection.user, [changed, ...gone]);
  for (const column of gone) {
    if (!new GoneColumn(column, options.goneWords).isReadable)
      found.push(
        error(
          `goneColumn: ${quoted(column.name)} of ${table.sql} is of type ${column.type}, expected a boolean, a date, a number or a word; name the values that mean gone as "goneWords", or follow a view that has a boolean.`,
        ),
      );
  }
  if (!/^timestamp/.test(type))
    found.push(
      error(
        `updatedAt: ${quoted(name)} of ${table.sql} is of type ${type}, expected a timestamp that every change sets.`,
      ),
    );
  if (/without time zone/.test(type))
    found.push(
      advice(
        `updatedAt: ${quoted(name)} has no time zone and is taken for ${options.updatedAtZone}. Where clocks are put back, changes of that hour are only found with "overlapSeconds" over 3600.`,
      ),
    );
  if (table.kind !== 'view' && !indexed)
    found.push(
      advice(
        `updatedAt: no index of ${table.sql} begins with ${quoted(name)}, so that each question reads the whole table; make one on (${quoted(name)}, ${quoted(options.key)}).`,
      ),
    );
  if (options.goneColumn === undefined)
    found.push(
      advice(
        'Rows that are deleted, and the old number of a row whose key is changed, are not seen by polling: they stay until all is read anew or the source is compared (npm run source). Name the column that marks deleted rows as "goneColumn", or use "follow": "replication".',
      ),
    );
  if (table.kind === 'view')
    found.push(
      advice(
        `${table.sql} is a view, whose rows do not tell when they were written: what changes without ${quoted(name)}, and transactions that take longer than "overlapSeconds" (${options.overlapSeconds}), are only found when the source is compared.`,
      ),
    );
  else if (!table.systemColumns && options.sweepMinutes > 0)
    found.push(
      advice(
        `${quoted(options.connection.user)} may read some columns of ${table.sql}, and so not when a row was written: what changes without ${quoted(name)}, and transactions that take longer than "overlapSeconds" (${options.overlapSeconds}), are only found when the source is compared. GRANT SELECT (ctid, xmin, tableoid) ON ${table.sql} TO ${quoted(options.connection.user)} lets it; they tell nothing of what is in a row.`,
      ),
    );
  return found;
}

/** How many different values of a mark are looked at. */
const mostWords = 200;

/**
 * Whether the values that mark rows as gone can be told apart: all rows could seem to be gone. Reads the whole table.
 * Never says a value: it could be anything, where the wrong column is named.
 */
export async function goneFindings(
  connected: Connected,
  { table }: Records,
  { goneColumn, goneWords }: PollingOptions,
): Promise<Finding[]> {
  if (goneColumn === undefined) return [];
  const gone = new GoneColumn(columnOf(table, goneColumn), goneWords);
  if (!gone.isReadable) return [];
  const rows = await connected.rows(
    `SELECT ${gone.sql}, count(*) FROM ${table.sql} t GROUP BY 1 ORDER BY 2 DESC LIMIT ${mostWords}`,
  );
  const count = (reading: boolean | null) => {
    const found = rows.filter(([value]) => gone.read(value!) === reading);
    return { values: found.length, rows: found.reduce((sum, row) => sum + Number(row[1]), 0) };
  };
  const name = `goneColumn: ${quoted(gone.column.name)} of ${table.sql}`;
  const unclear = count(null);
  if (unclear.values > 0) {
    return [
      error(
        `${name} has ${unclear.values} values (in ${unclear.rows} rows) that are neither a yes nor a no; name those that mean gone as "goneWords".`,
      ),
    ];
  }
  const marked = count(true);
  return marked.rows > 0 && count(false).rows === 0
    ? [
        advice(
          `${name} marks all rows (${marked.rows}) as gone, so that nothing is shown; is it the right column?`,
        ),
      ]
    : [];
}
