import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import * as sheets from '@e965/xlsx';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Random } from '../../src/sample/random.ts';
import type { MadeExport } from './madeExport.ts';

/** A workbook of a kind that a library writes; its dates may be numbers. */
export function workbook(
  bookType: 'xlsx' | 'xlsb' | 'biff8' | 'ods',
  made: MadeExport,
  random: Random,
): Uint8Array {
  const from1904 = bookType === 'xlsx' && random.chance(0.2);
  const real = random.chance(0.6);
  const epoch = from1904 ? 24_107 : 25_569;
  const cells = made.rows.map((row) =>
    row.map((value, i) => {
      const at = real && made.isoColumns.has(i) ? Date.parse(`${value.replace(' ', 'T')}Z`) : Number.NaN;
      return Number.isNaN(at) ? value : { t: 'n', v: at / 86_400_000 + epoch, z: 'dd/mm/yyyy hh:mm' };
    }),
  );
  const title = random.chance(0.2) ? [['Requests of the city'], []] : [];
  const book = sheets.utils.book_new();
  const sheet = sheets.utils.aoa_to_sheet([...title, [...made.header], ...cells]);
  const other = sheets.utils.aoa_to_sheet([['Read me'], ['This workbook holds requests.']]);
  const first = random.chance(0.3);
  if (first) sheets.utils.book_append_sheet(book, other, 'About');
  sheets.utils.book_append_sheet(book, sheet, 'الطلبات');
  book.Workbook = { WBProps: { date1904: from1904 } };
  const bookSST = random.chance(0.7);
  const compression = random.chance(0.7);
  return new Uint8Array(sheets.write(book, { type: 'array', bookType, bookSST, compression }));
}

const escaped = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A page with a table, as programs call it a workbook. */
export function page(made: MadeExport, random: Random): string {
  const row = (values: readonly string[], tag: string) =>
    `<tr>${values.map((value) => `<${tag}>${escaped(value)}</${tag}>`).join('')}</tr>`;
  const body = `<table border=1>${row(made.header, 'th')}${made.rows.map((one) => row(one, 'td')).join('\n')}</table>`;
  const above = random.chance(0.3) ? '<h1>Requests &amp; more</h1>' : '';
  return `<html><head><meta charset="ENCODING"></head><body>${above}${body}</body></html>`;
}

/** A workbook of Excel 2003 in XML. */
export function excelXml(made: MadeExport): string {
  const row = (values: readonly string[]) =>
    `<Row>${values.map((value) => `<Cell><Data ss:Type="String">${escaped(value)}</Data></Cell>`).join('')}</Row>`;
  const rows = [made.header, ...made.rows].map(row).join('\n');
  const space = 'urn:schemas-microsoft-com:office:spreadsheet';
  return `<?xml version="1.0" encoding="ENCODING"?>\n<Workbook xmlns="${space}" xmlns:ss="${space}"><Worksheet ss:Name="A"><Table>${rows}</Table></Worksheet></Workbook>`;
}

/** Placemarks of KML with their data. */
export function kml(made: MadeExport): string {
  const placemarks = made.rows.map((row) => {
    const data = row.map(
      (value, i) => `<Data name="${escaped(made.header[i]!)}"><value>${escaped(value)}</value></Data>`,
    );
    return `<Placemark><ExtendedData>${data.join('')}</ExtendedData></Placemark>`;
  });
  return `<?xml version="1.0" encoding="ENCODING"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemarks.join('\n')}</Document></kml>`;
}

/** What a program makes that writes into a folder. */
async function fileOf(write: (path: string) => void | Promise<void>): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  try {
    const path = join(folder, 'export');
    await write(path);
    return new Uint8Array(readFileSync(path));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const name = (text: string) => `"${text.replaceAll('"', '""')}"`;
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** A GeoPackage with one table of attributes. */
export function geoPackage(made: MadeExport): Promise<Uint8Array> {
  return fileOf((path) => {
    const database = new DatabaseSync(path);
    database.exec(`CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT);
      INSERT INTO gpkg_contents VALUES ('requests', 'attributes', 'الطلبات');
      CREATE TABLE requests (${made.header.map((one) => `${name(one)} TEXT`).join(', ')})`);
    const insert = database.prepare(`INSERT INTO requests VALUES (${made.header.map(() => '?').join(', ')})`);
    for (const row of made.rows) insert.run(...row);
    database.close();
  });
}

let duckdb: Promise<DuckDBConnection> | null = null;

/** Parquet as DuckDB writes it; its dates may be timestamps. */
export async function parquet(made: MadeExport, random: Random): Promise<Uint8Array> {
  duckdb ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect());
  const connection = await duckdb;
  const codec = ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw'][random.below(6)]!;
  const real = random.chance(0.6);
  const columns = made.header.map((one, i) => {
    const column = `c${i}::VARCHAR`;
    return `${real && made.isoColumns.has(i) ? `TRY_CAST(${column} AS TIMESTAMP)` : column} AS ${name(one)}`;
  });
  const values = made.rows.map(
    (row) => `(${row.map((value) => (value === '' ? 'NULL' : text(value))).join(', ')})`,
  );
  const table = `(VALUES ${values.join(', ')}) AS t(${made.header.map((_, i) => `c${i}`).join(', ')})`;
  const none = made.header.map((_, i) => `NULL AS c${i}`).join(', ');
  const from = values.length > 0 ? table : `(SELECT ${none} WHERE false)`;
  return fileOf(async (path) => {
    await connection.run(
      `COPY (SELECT ${columns.join(', ')} FROM ${from}) TO ${text(path)} (FORMAT parquet, CODEC '${codec}')`,
    );
  });
}
