import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type DatabaseSyncInstance as DatabaseSync,
  DatabaseSync as openDatabase,
} from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import type { FileError } from '../../../src/intake/fileError.ts';
import { importFile } from '../../support/exports.ts';

// Guards: GeoPackages as GDAL and as the specification write them give their rows and points; areas are left aside and
// named; what is cut or damaged is refused.

const file = (name: string) => readFileSync(join(import.meta.dirname, 'files', name));

/** Three points in Dubai Local TM. */
const points: readonly (readonly [x: number, y: number])[] = [
  [494_056.17, 2_787_899.07],
  [497_868.16, 2_795_369.8],
  [481_399.07, 2_774_765.6],
];

/** A geometry as a GeoPackage holds it: a header, a box of the kind that is told, WKB. */
function geometry(
  type: number,
  numbers: readonly number[],
  { box = 0, ewkb = false, big = false } = {},
): Uint8Array {
  const body = new DataView(new ArrayBuffer(5 + (ewkb ? 4 : 0) + numbers.length * 8));
  body.setUint8(0, big ? 0 : 1);
  body.setUint32(1, ewkb ? type | 0x2000_0000 : type, !big);
  for (const [i, number] of numbers.entries()) body.setFloat64((ewkb ? 9 : 5) + i * 8, number, !big);
  const boxes = [0, 32, 48, 48, 64];
  return Uint8Array.from([
    0x47,
    0x50,
    0,
    1 | (box << 1),
    0,
    0,
    0,
    0,
    ...new Array(boxes[box]!).fill(0),
    ...new Uint8Array(body.buffer),
  ]);
}

/** A GeoPackage that some statements fill. */
function geoPackage(fill: (database: DatabaseSync) => void): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'gpkg-'));
  const path = join(folder, 'city.gpkg');
  const database = new openDatabase(path);
  database.exec(`PRAGMA application_id = 0x47504B47; PRAGMA journal_mode = WAL;
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('Dubai', 3997, 'EPSG', 3997, 'undefined', ''), ('none', 0, 'NONE', 0, 'undefined', '');
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT UNIQUE, description TEXT, last_change DATETIME, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);`);
  fill(database);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const bytes = new Uint8Array(readFileSync(path));
  database.close();
  rmSync(folder, { recursive: true });
  return bytes;
}

function layer(
  database: DatabaseSync,
  table: string,
  blobs: readonly (Uint8Array | null)[],
  type = 'POINT',
): void {
  database.exec(`INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('${table}', 'features', '${table}', 3997);
    INSERT INTO gpkg_geometry_columns VALUES ('${table}', 'Geom', '${type}', 3997, 0, 0);
    CREATE TABLE "${table}" (fid INTEGER PRIMARY KEY, geom BLOB, ref TEXT, opened DATETIME, number INTEGER, share REAL, photo BLOB)`);
  const insert = database.prepare(
    `INSERT INTO "${table}" (geom, ref, opened, number, share, photo) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const photo = new Uint8Array(3);
  for (const [i, blob] of blobs.entries()) {
    insert.run(blob, `${table}-${i}`, `2026-03-0${i + 1}T06:30:00.000Z`, 9_007_199_254_740_993n, 0.5, photo);
  }
}

const problemOf = (bytes: Uint8Array) =>
  importFile(bytes).then(
    () => null,
    (cause: unknown) => (cause as FileError).problem,
  );

describe('a GeoPackage', () => {
  it('of GDAL gives its requests at their places, and names its areas', async () => {
    const done = await importFile(gunzipSync(file('gdal.gpkg.gz')), { name: 'export.gpkg' });
    expect(done.layout).toMatchObject({
      format: 'geoPackage',
      counted: 'record',
      sheet: 'requests',
      crs: 'EPSG:3997',
    });
    expect(done.report).toMatchObject({ read: 9, rows: 9, rejected: 0, unplaced: 1 });
    expect(done.table.refs).toEqual(Array.from({ length: 9 }, (_, i) => `00${120 + i}`));
    expect([0, 1, 2].map((row) => done.id('zone', row))).toEqual(['C345', 'C119', 'C393']);
    expect(done.time('opened', 0)).toBe('2026-03-01T06:30:00Z');
    expect(done.words.topic.map(({ en }) => en).sort()).toEqual(['إنارة & "ضوء"', 'حفرة <كبيرة>']);
    expect(done.report.noted).toContainEqual({
      code: 'sheet',
      values: { sheet: '"requests" (9)', others: '"districts" (1)' },
    });
  });

  it('is read as it is specified: boxes, EWKB, either order of bytes, empty points, integers of 64 bits', async () => {
    const [a, b, c] = points as [[number, number], [number, number], [number, number]];
    const blobs = [
      geometry(1, a, { box: 1 }),
      geometry(1, b, { ewkb: true, big: true }),
      geometry(1001, [...c, 7], { box: 4 }),
      geometry(1, [Number.NaN, Number.NaN]),
      null,
      geometry(2, [0.1, 0.1]),
    ];
    const done = await importFile(
      geoPackage((database) => layer(database, 'requests', blobs)),
      {
        mapping: { columns: { ref: 'ref', opened: 'opened', longitude: 'longitude', latitude: 'latitude' } },
      },
    );
    expect(done.layout.header).toEqual([
      'fid',
      'longitude',
      'latitude',
      'ref',
      'opened',
      'number',
      'share',
      'photo',
    ]);
    expect(done.layout.sample[0]).toEqual([
      '1',
      '494056.17',
      '2787899.07',
      'requests-0',
      '2026-03-01T06:30:00.000Z',
      '9007199254740993',
      '0.5',
      '3 bytes',
    ]);
    expect(done.layout.sample.slice(3).map((row) => row[1])).toEqual(['', '', 'LineString']);
    expect([0, 1, 2].map((row) => done.id('zone', row))).toEqual(['C345', 'C119', 'C393']);
    expect(done.report).toMatchObject({ rows: 6, unplaced: 3 });
    expect(done.report.badValues.longitude).toMatchObject({ count: 1 });
  });

  it('reads tables of the same columns as one, and tables without geometries', async () => {
    const blobs = points.map((point) => geometry(1, point));
    const both = await importFile(
      geoPackage((database) => {
        layer(database, 'january', blobs);
        layer(database, 'february', blobs.slice(1));
      }),
    );
    expect(both.report).toMatchObject({ read: 5, rows: 5 });
    expect(both.report.noted.map(({ code }) => code)).toContain('sheetsTogether');
    const plain = await importFile(
      geoPackage((database) =>
        database.exec(`INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('r "x"', 'attributes', 'Requests');
          CREATE TABLE "r ""x""" (ref TEXT, opened DATE, Zone TEXT); INSERT INTO "r ""x""" VALUES ('A', '2026-03-01', 'Mirdif')`),
      ),
    );
    expect(plain.layout).toMatchObject({ sheet: 'Requests', header: ['ref', 'opened', 'Zone'] });
    expect(plain.report).toMatchObject({ read: 1, unplaced: 0 });
  });

  it('is refused where all of it are areas, where it is another database, cut or damaged', async () => {
    const whole = geoPackage((database) =>
      layer(
        database,
        'requests',
        points.map((point) => geometry(1, point)),
      ),
    );
    const areas = geoPackage((database) => layer(database, 'districts', [geometry(3, [])], 'MULTIPOLYGON'));
    expect(await problemOf(areas)).toEqual({ code: 'otherFormat', format: 'geometry' });
    const other = geoPackage((database) =>
      database.exec('DROP TABLE gpkg_contents; CREATE TABLE requests (a)'),
    );
    expect(await problemOf(other)).toEqual({ code: 'otherFormat', format: 'sqlite' });
    for (const length of [20, 5000, whole.length - 1]) {
      expect(await problemOf(whole.subarray(0, length))).toMatchObject({
        code: 'truncated',
        what: 'geoPackage',
      });
    }
    const broken = whole.slice();
    broken.fill(0xff, 4096 * 3, 4096 * 3 + 16);
    expect(await problemOf(broken)).toMatchObject({ code: 'damaged', what: 'geoPackage' });
  });
});
