import type { RequestTable } from '../../src/model/requestTable.ts';
import { type RequestRow, requestColumnNames } from '../../src/model/schema.ts';
import type { SourceRequest } from '../../src/server/intake/sources/source.ts';

/** A request of a table as a source tells it. */
export function told(
  table: RequestTable,
  index: number,
  order: number,
  ref = table.refs[index]!,
): SourceRequest {
  return { ref, order, row: rowOf(table, index, ref), personal: null };
}

/** A request of a table as a row. */
export function rowOf(table: RequestTable, index: number, ref = table.refs[index]!): RequestRow {
  const values = requestColumnNames.map((name) => [name, table.value(name, index)]);
  return { ...Object.fromEntries(values), ref } as RequestRow;
}

/** Takes back what happened after an instant, so that a table is of it; due times stay. */
export function endAt(
  table: RequestTable,
  asOf: number,
  stages: readonly { readonly done: boolean }[],
): void {
  const undone = stages.findIndex(({ done }) => !done);
  for (let i = 0; i < table.length; i++) {
    const row = rowOf(table, i);
    row.opened = Math.min(row.opened, asOf);
    for (const name of ['responded', 'firstResolved', 'resolved', 'updated'] as const)
      if (row[name] !== null && row[name] > asOf) row[name] = null;
    if (row.resolved === null && row.stage !== null && stages[row.stage]?.done && i % 7 !== 0)
      row.stage = undone;
    // Many fall due about the time that the data are of.
    if (i % 3 === 0) row.dueResolution = asOf - 40_000 + ((i * 7919) % 200_000);
    table.set(i, row);
  }
}
