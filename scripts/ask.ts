import { DataType, type Table, tableFromArrays, tableToIPC } from 'apache-arrow';
import { resultTable } from '../src/engine/queryResult.ts';
import { type Answer, type Ask, type Context, cellOf } from '../src/model/ask.ts';
import { type City, idOfKey } from '../src/model/city.ts';
import {
  choiceDimensions,
  type Dimension,
  dimensions,
  isWordDimension,
  noneId,
} from '../src/model/dimension.ts';
import { addClause, type Filter } from '../src/model/filter.ts';
import { versionOf } from '../src/model/manifest.ts';
import { isMeasure, type MeasureId, measureIds } from '../src/model/measures.ts';
import { openSnapshot } from '../src/server/openSnapshot.ts';
import { readManifest } from '../src/server/snapshotReader.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Asks a snapshot a question, with the engine and the SQL that the page uses, and prints only the answer; to standard
error it says of which version that is, as the page does when the pointer rests on how fresh it is.

  npm run ask -- --data DIR [--by D,…] [--measures M,…] [--where D=ID,…]… [--format json|csv|arrow]
  npm run ask -- --data DIR --sql "SELECT …"

  --data DIR      a folder made by "npm run snapshot" or "npm run sample"
  --by            dimensions, comma-separated; none: one row
                  ${dimensions.join(', ')}
  --measures      measures, comma-separated (default: received)
                  ${measureIds.join(', ')}
  --where         a choice, may be repeated: category=complaint,report   zone=none   opened=2026-01-01..2026-03-31
                  (local days, both ends included)
  --format        json (default): an array of flat objects, dimension fields hold ids (null: none), measure fields
                  raw numbers (shares 0 to 1, times in hours; null: no data); csv; arrow: an IPC stream
  --sql           SQL of your own over the table requests and the dictionaries dim_zone, dim_category, …
                  (code, id, en, ar); --by, --measures and --where do not apply
`;

const options = {
  data: { type: 'string' },
  by: { type: 'string' },
  measures: { type: 'string' },
  where: { type: 'string', multiple: true },
  format: { type: 'string' },
  sql: { type: 'string' },
} as const;

type Row = Record<string, string | number | bigint | boolean | null>;

await runCommand(help, options, async (values) => {
  if (!values.data) throw new UsageError('--data is missing: expected the folder of a snapshot');
  const format = values.format ?? 'json';
  if (!['json', 'csv', 'arrow'].includes(format))
    throw new UsageError(`--format ${format}: expected json, csv or arrow`);
  if (values.sql !== undefined && (values.by || values.measures || values.where)) {
    throw new UsageError('--sql: expected without --by, --measures and --where');
  }
  const ask = {
    by: names(values.by, isDimension, '--by', dimensions),
    measures: names(values.measures ?? 'received', isMeasure, '--measures', measureIds),
    filter: filterOf(values.where ?? []),
  };
  const found = await readManifest(values.data);
  const { engine, city, manifest } = await openSnapshot(found.folder, found.manifest);
  const asOf = new Date(manifest.asOf * 1000).toISOString();
  process.stderr.write(`Version ${versionOf(manifest)}: as of ${asOf}\n`);
  try {
    if (values.sql !== undefined) {
      const table = resultTable(await engine.query(values.sql));
      if (format === 'arrow') await print(tableToIPC(table, 'stream'));
      else await printRows(rowsOfTable(table), columnsOfTable(table), format);
      return;
    }
    checkIds(city, ask.filter);
    const {
      answers: [answer],
    } = await engine.answer([ask]);
    const rows = rowsOf({ city, fields: manifest.fields }, ask, answer!);
    const columns = [...ask.by, ...ask.measures];
    if (format === 'arrow') {
      const arrays = Object.fromEntries(columns.map((name) => [name, rows.map((row) => row[name] ?? null)]));
      await print(tableToIPC(tableFromArrays(arrays as Record<string, unknown[]>), 'stream'));
    } else await printRows(rows, columns, format);
  } finally {
    await engine.dispose();
  }
});

function isDimension(name: string): name is Dimension {
  return (dimensions as readonly string[]).includes(name);
}

function names<T extends string>(
  text: string | undefined,
  known: (name: string) => name is T,
  option: string,
  all: readonly T[],
): T[] {
  const list = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return [...new Set(list)].map((name) => {
    if (!known(name)) throw new UsageError(`${option} ${name}: expected one of ${all.join(', ')}`);
    return name;
  });
}

function filterOf(clauses: readonly string[]): Filter {
  return clauses.reduce<Filter>((filter, clause) => {
    const equals = clause.indexOf('=');
    if (equals < 1)
      throw new UsageError(`--where ${clause}: expected DIMENSION=ID, as in category=complaint`);
    try {
      return addClause(filter, clause.slice(0, equals).trim(), clause.slice(equals + 1).trim());
    } catch (error) {
      throw new UsageError(`--where ${error instanceof Error ? error.message : String(error)}`);
    }
  }, {});
}

function checkIds(city: City, filter: Filter): void {
  for (const dimension of choiceDimensions) {
    if (!isWordDimension(dimension)) continue;
    for (const id of filter[dimension] ?? []) {
      if (id === noneId || city.codeOf(dimension, id) >= 0) continue;
      const some = city.words[dimension].slice(0, 12).map((word) => word.id);
      throw new UsageError(
        `--where ${dimension}=${id}: no such id in this snapshot; expected ${noneId} or one of ${some.join(', ')}${city.words[dimension].length > 12 ? ', …' : ''}`,
      );
    }
  }
}

function rowsOf(context: Context, ask: Ask, answer: Answer): Row[] {
  return Array.from({ length: answer.rows }, (_, r) => {
    const row: Row = {};
    for (const [i, dimension] of ask.by.entries())
      row[dimension] = idOfKey(context.city, dimension, answer.keys[i]![r]!);
    for (const id of ask.measures as MeasureId[]) {
      const cell = cellOf(context, ask, answer, r, id);
      row[id] = cell.kind === 'value' ? cell.value : null;
    }
    return row;
  });
}

function columnsOfTable(table: Table): string[] {
  return table.schema.fields.map((field) => field.name);
}

function rowsOfTable(table: Table): Row[] {
  return Array.from({ length: table.numRows }, (_, r) =>
    Object.fromEntries(
      table.schema.fields.map((field, c) => [field.name, plain(field.type, table.getChildAt(c)?.get(r))]),
    ),
  );
}

function plain(type: DataType, value: unknown): Row[string] {
  if (value === null || value === undefined) return null;
  if (DataType.isDecimal(type)) return Number(String(value)) / 10 ** type.scale;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  return String(value);
}

async function printRows(rows: readonly Row[], columns: readonly string[], format: string): Promise<void> {
  if (format === 'json') {
    await print(
      `[${rows.map((row) => `\n ${JSON.stringify(row)}`).join(',')}${rows.length > 0 ? '\n' : ''}]\n`,
    );
    return;
  }
  const cell = (value: Row[string] | undefined) => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.join(','), ...rows.map((row) => columns.map((name) => cell(row[name])).join(','))];
  await print(`${lines.join('\n')}\n`);
}

function print(output: string | Uint8Array): Promise<void> {
  return new Promise((done, fail) => {
    process.stdout.write(output, (error) => (error ? fail(error) : done()));
  });
}
