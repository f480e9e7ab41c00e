import type { Table } from 'apache-arrow';
import type { Answer, Ask } from '../model/ask.ts';
import type { City } from '../model/city.ts';
import { wordDimensions } from '../model/dimension.ts';
import { type Manifest, versionOf } from '../model/manifest.ts';
import type { Aggregate } from '../model/measures.ts';
import { type ColumnType, requestColumnNames, requestColumns } from '../model/schema.ts';
import { streamOf } from '../model/segment/segment.ts';
import { askQuery } from '../query/askQuery.ts';
import { derivedColumns, isStraggler } from '../query/conditions.ts';
import { duckdb, packedDatabase } from '../query/dialect.ts';
import { listQuery, pointsQuery } from '../query/listQuery.ts';
import { mergeFlow, mergeLevel } from '../query/merge.ts';
import type { Database } from './database.ts';
import type { SqlEngine } from './engine.ts';
import { openKeptList } from './keptList.ts';
import { resultTable } from './queryResult.ts';
import { noReferences, type ReferenceBook } from './references.ts';
import { sheetOf } from './sheet.ts';
import { Turns } from './turns.ts';

const sqlTypes: Record<ColumnType, string> = {
  u8: 'UTINYINT',
  u16: 'USMALLINT',
  u32: 'UINTEGER',
  i32: 'INTEGER',
  bool: 'BOOLEAN',
};

const plainColumns = requestColumnNames.map((name) => `${name} ${sqlTypes[requestColumns[name]]}`).join(', ');

/** Appends rows to the table `incoming`. */
async function append(database: Database, stream: Uint8Array, rows: number): Promise<void> {
  await database.append('incoming', stream);
  const count = numbersOf(await database.query('SELECT count(*) AS n FROM incoming'), 'n')[0] ?? 0;
  if (count !== rows) throw new Error(`the engine took ${count} rows of a segment, expected ${rows}`);
}

/** The rows of `incoming` with the columns that are derived from others. */
function withDerived(city: City): string {
  return `SELECT *, ${derivedColumns({ city })
    .map(({ name, sql }) => `${sql} AS ${name}`)
    .join(', ')} FROM incoming`;
}

/** An engine that is being filled. */
export interface DuckdbLoader {
  /** Appends a segment's rows. @throws Error if the number of rows that arrived is not `rows` */
  append(stream: Uint8Array, rows: number): Promise<void>;
  /** The engine over what was appended. */
  ready(): Promise<SqlEngine>;
}

/**
 * Makes the tables of a snapshot in a database: `requests`, and for joins in hand-written SQL one table
 * `dim_zone`, `dim_category`, … (code, id, en, ar) a dictionary. `requests` also has the columns of
 * `derivedColumns`. Requests are held compressed: at ten million rows a quarter of the memory, at the same speed
 * (docs/sample-city.md).
 * @param references what the requests of its lists are called by
 */
export async function openDuckdb(
  database: Database,
  city: City,
  manifest: Manifest,
  references = noReferences,
): Promise<DuckdbLoader> {
  await database.query('SET autoload_known_extensions=false; SET autoinstall_known_extensions=false;');
  const added = derivedColumns({ city }).map(({ name }) => `${name} UINTEGER`);
  await database.query(`ATTACH ':memory:' AS ${packedDatabase} (COMPRESS)`);
  await database.query(`CREATE TABLE ${duckdb.requests} (${[plainColumns, ...added].join(', ')})`);
  // A view of the plain name costs a query some 2 ms to plan: it is for hand-written SQL.
  await database.query(`CREATE VIEW requests AS FROM ${duckdb.requests}`);
  await database.query(`CREATE TABLE incoming (${plainColumns})`);
  for (const dimension of wordDimensions) {
    await database.query(`CREATE TABLE dim_${dimension} (code INTEGER, id VARCHAR, en VARCHAR, ar VARCHAR)`);
    const rows = city.words[dimension].map(
      (word, code) => `(${code}, ${literal(word.id)}, ${literal(word.en)}, ${literal(word.ar)})`,
    );
    if (rows.length > 0) await database.query(`INSERT INTO dim_${dimension} VALUES ${rows.join(', ')}`);
  }
  return {
    async append(stream, rows) {
      await append(database, stream, rows);
      await database.query(`INSERT INTO ${duckdb.requests} ${withDerived(city)}; TRUNCATE incoming`);
    },
    async ready() {
      await database.query(
        `DROP TABLE incoming; CREATE TABLE ${duckdb.stragglers} AS FROM ${duckdb.requests} WHERE ${isStraggler}; CHECKPOINT ${packedDatabase}`,
      );
      return duckdbEngine(database, city, manifest, references);
    },
  };
}

function duckdbEngine(
  database: Database,
  city: City,
  manifest: Manifest,
  references: ReferenceBook,
): SqlEngine {
  let sheet = sheetOf(city, manifest, manifest);
  let version = versionOf(manifest);
  const turns = new Turns();

  async function answerOne(ask: Ask, signal?: AbortSignal): Promise<Answer> {
    const { cohort, aggregates, stock } = askQuery(sheet, ask, duckdb);
    signal?.throwIfAborted();
    const answer = answerOf(await database.query(cohort), ask.by.length, aggregates);
    if (stock === null) return answer;
    signal?.throwIfAborted();
    const stocks = answerOf(await database.query(stock.sql), ask.by.length, stock.aggregates);
    return stock.kind === 'level' ? mergeLevel(ask, answer, stocks) : mergeFlow(sheet, ask, answer, stocks);
  }

  return {
    answer: (asks, { signal } = {}) =>
      turns.read(async () => {
        const answers: Answer[] = [];
        for (const ask of asks) answers.push(await answerOne(ask, signal));
        return { version, answers };
      }),
    list: (ask, signal) =>
      turns.read(() => openKeptList(database, listQuery(sheet, ask, duckdb), version, references, signal)),
    async points(filter, signal) {
      const table = resultTable(await turns.read(() => database.query(pointsQuery(sheet, filter, duckdb))));
      signal?.throwIfAborted();
      const positions = new Float32Array(table.numRows * 2);
      const weights = new Float32Array(table.numRows);
      const [lon, lat, received] = ['pointLon', 'pointLat', 'received'].map((name) => table.getChild(name)!);
      for (let i = 0; i < table.numRows; i++) {
        positions[2 * i] = Number(lon!.get(i)) * manifest.pointStep;
        positions[2 * i + 1] = Number(lat!.get(i)) * manifest.pointStep;
        weights[i] = Number(received!.get(i));
      }
      return { positions, weights };
    },
    apply: ({ values, gone, ...moment }) =>
      turns.change(async () => {
        await database.query(`CREATE OR REPLACE TABLE incoming (${plainColumns})`);
        await append(database, streamOf(values), values.rid.length);
        const replaced = `rid IN (SELECT rid FROM incoming)${gone.length > 0 ? ` OR rid IN (${gone.join(', ')})` : ''}`;
        await database.query(
          `BEGIN; DELETE FROM ${duckdb.requests} WHERE ${replaced}; DELETE FROM ${duckdb.stragglers} WHERE ${replaced}; ` +
            `INSERT INTO ${duckdb.requests} ${withDerived(city)}; ` +
            `INSERT INTO ${duckdb.stragglers} SELECT * FROM (${withDerived(city)}) AS derived WHERE ${isStraggler}; ` +
            'COMMIT; DROP TABLE incoming',
        );
        sheet = sheetOf(city, manifest, moment);
        version = versionOf(moment);
      }),
    query: (sql) => database.query(sql),
    dispose: () => database.dispose(),
  };
}

function answerOf(file: Uint8Array, keys: number, aggregates: readonly Aggregate[]): Answer {
  const table = resultTable(file);
  return {
    rows: table.numRows,
    keys: Array.from({ length: keys }, (_, i) => columnOf(table, `k${i}`).map((key) => key ?? -1)),
    ints: Object.fromEntries(aggregates.map((aggregate) => [aggregate, columnOf(table, aggregate)])),
  };
}

function columnOf(table: Table, name: string): (number | null)[] {
  const column = table.getChild(name);
  if (!column) throw new Error(`answer: got no column "${name}"`);
  return Array.from(column, (value) => (value === null ? null : Number(value)));
}

function numbersOf(file: Uint8Array, name: string): (number | null)[] {
  return columnOf(resultTable(file), name);
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
