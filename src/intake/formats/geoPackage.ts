import { FileError } from '../fileError.ts';
import type { FileHints } from '../fileLayout.ts';
import { wkbCells } from '../text/wkb.ts';
import type { Book, OnRow } from './book.ts';
import type { Content } from './content.ts';
import { openSqlite, type SqliteDatabase, SqliteFault, type SqliteValue } from './sqlite.ts';

/** Rows are looked at so often, evenly spread over a table. */
const places = 6;
const rowsThere = 400;

/** A table of requests, or of shapes. */
interface Table {
  readonly name: string;
  /** What it is called by. */
  readonly title: string;
  readonly rows: number;
  /** The column of its geometries; null for a table without. */
  readonly geometry: string | null;
  readonly shapes: boolean;
  readonly crs: string | undefined;
}

/**
 * Opens a GeoPackage (OGC 12-128) as a book whose sheets are its tables of features and of attributes. A table of
 * lines or areas comes last.
 * @throws FileError where it is too large, cut, damaged, no GeoPackage, or holds lines or areas only
 */
export async function openGeoPackage(
  content: Content,
  _hints: FileHints,
  signal?: AbortSignal,
): Promise<Book> {
  const file = content.file.name;
  const database = await openSqlite(content, signal);
  const said = <T>(read: () => T): T => {
    try {
      return read();
    } catch (cause) {
      if (!(cause instanceof SqliteFault)) throw cause;
      throw new FileError(file, { code: 'damaged', what: 'geoPackage', at: content.file.size });
    }
  };
  try {
    const tables = said(() => tablesOf(database));
    if (tables === null) throw new FileError(file, { code: 'otherFormat', format: 'sqlite' });
    if (tables.length > 0 && tables.every(({ shapes }) => shapes)) {
      throw new FileError(file, { code: 'otherFormat', format: 'geometry' });
    }
    return {
      encoding: { label: 'utf-8', also: null, note: 'as GeoPackages are', bom: 0 },
      sheets: tables.map(({ title, shapes }) => ({ name: title, hidden: shapes })),
      counted: 'record',
      crs: (sheet) => tables[sheet]!.crs,
      async rows(sheet, onRow, onShare = () => {}, stop = () => false) {
        const table = tables[sheet]!;
        if (table.rows === 0) return;
        said(() =>
          readRows(database, table, '', (cells, row) => {
            onRow(cells, row);
            if (row % 1000 === 0) onShare(row / table.rows);
            return !stop();
          }),
        );
      },
      async further(sheet, from, onRow) {
        const table = tables[sheet]!;
        const step = Math.floor((table.rows - from) / places);
        for (let n = 0; n < places && step >= rowsThere; n++) {
          said(() =>
            readRows(database, table, `LIMIT ${rowsThere} OFFSET ${from + n * step}`, (cells, row) => {
              if (row > 0) onRow(cells, from + n * step + row);
              return true;
            }),
          );
        }
      },
      merges: async () => [],
      close: () => database.close(),
    };
  } catch (cause) {
    database.close();
    throw cause;
  }
}

/** Null for a database that is no GeoPackage. */
function tablesOf(database: SqliteDatabase): Table[] | null {
  const has = new Set(database.all("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").flat());
  if (!has.has('gpkg_contents')) return null;
  const geometries = has.has('gpkg_geometry_columns')
    ? `LEFT JOIN gpkg_geometry_columns AS g ON g.table_name = c.table_name
       LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id`
    : `LEFT JOIN (SELECT NULL AS column_name, NULL AS geometry_type_name) AS g
       LEFT JOIN (SELECT NULL AS organization, NULL AS organization_coordsys_id, NULL AS definition) AS s`;
  const listed = database.all(
    `SELECT c.table_name, c.identifier, g.column_name, g.geometry_type_name,
       s.organization, s.organization_coordsys_id, s.definition
     FROM gpkg_contents AS c ${geometries}
     WHERE c.data_type IN ('features', 'attributes') ORDER BY c.rowid`,
  );
  return listed.flatMap(([name, title, geometry, kind, organization, code, definition]): Table[] => {
    if (typeof name !== 'string' || !has.has(name)) return [];
    const [[rows] = []] = database.all(`SELECT count(*) FROM ${quoted(name)}`);
    const column = typeof geometry === 'string' ? geometry : null;
    return [
      {
        name,
        title: typeof title === 'string' && title !== '' ? title : name,
        rows: Number(rows),
        geometry: column,
        shapes: column !== null && !/POINT|^GEOMETRY|^$/i.test(String(kind ?? '')),
        crs: column === null ? undefined : crsOf(organization, code, definition),
      },
    ];
  });
}

/** The system of a table's geometries; 0 and −1 stand for none that is known. */
function crsOf(organization: unknown, code: unknown, definition: unknown): string | undefined {
  if (/^epsg$/i.test(String(organization)) && Number(code) > 0) return `EPSG:${code}`;
  return typeof definition === 'string' && /^\w+\s*\[/.test(definition) ? definition : undefined;
}

/** Tells the names of the columns as row 0, then the rows, until it is told to stop. */
function readRows(
  database: SqliteDatabase,
  { name, geometry }: Table,
  part: string,
  onRow: (...told: Parameters<OnRow>) => boolean,
): void {
  let at = -1;
  database.each(
    `SELECT * FROM ${quoted(name)} ${part}`,
    (columns) => {
      at = columns.findIndex((column) => column.toLowerCase() === geometry?.toLowerCase());
      const free = !columns.some((column) => column === 'longitude' || column === 'latitude');
      const pair = ['longitude', 'latitude'].map((one) => (free ? one : `${geometry}.${one}`));
      return onRow(
        columns.flatMap((column, i) => (i === at ? pair : column)),
        0,
      );
    },
    (values, row) =>
      onRow(
        values.flatMap((value, i) => (i === at ? pointCells(value) : cellOf(value))),
        row,
      ),
  );
}

function cellOf(value: SqliteValue): string {
  if (value === null) return '';
  return value instanceof Uint8Array ? `${value.length} bytes` : String(value);
}

/** The coordinates of a geometry: WKB behind a header of "GP" with a box of a length that it tells. */
function pointCells(value: SqliteValue): readonly [string, string] {
  if (!(value instanceof Uint8Array) || value[0] !== 0x47 || value[1] !== 0x50) return ['', ''];
  const box = [0, 32, 48, 48, 64][(value[3]! >> 1) & 7] ?? 0;
  return wkbCells(value.subarray(8 + box));
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
