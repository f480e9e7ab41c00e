import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { gzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileError } from '../../../src/intake/fileError.ts';
import type { OnRecord } from '../../../src/intake/fileLayout.ts';
import { inspectFile, readRecords } from '../../../src/intake/formats/tableFile.ts';
import { fileOf, importFile } from '../../support/exports.ts';
import { byteArray, int96, plainParquet } from '../../support/plainParquet.ts';

// Guards: Parquet as DuckDB writes it, in all its compressions, gives the values that were written; what is cut or
// damaged is refused; memory holds one row group.

const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
let duckdb: DuckDBConnection;
beforeAll(async () => {
  duckdb = await (await DuckDBInstance.create(':memory:')).connect();
  await duckdb.run("SET TimeZone = 'UTC'");
});
afterAll(() => {
  duckdb.closeSync();
  rmSync(folder, { recursive: true });
});

/** A Parquet file of what a query answers. */
async function parquet(query: string, options = ''): Promise<Uint8Array> {
  const path = join(folder, 'requests.parquet');
  await duckdb.run(`COPY (${query}) TO '${path}' (FORMAT parquet${options})`);
  return new Uint8Array(readFileSync(path));
}

async function rowsOf(bytes: Uint8Array): Promise<{ header: readonly string[]; rows: string[][] }> {
  const file = fileOf(bytes, 'requests.parquet');
  const layout = await inspectFile(file);
  const rows: string[][] = [];
  const take: OnRecord = (values) => rows.push(values);
  await readRecords(file, layout, take);
  return { header: layout.header, rows };
}

const requests = `SELECT '00' || (120 + n) AS "رقم الطلب", TIMESTAMP '2026-03-01 10:30:00' + to_days(n::int) AS "Created Date",
  ['Mirdif', 'البرشاء الأولى', 'Al Karama'][1 + n % 3] AS "Zone", CASE WHEN n % 2 = 0 THEN 'حفرة' END AS "الموضوع" FROM range(9) AS r(n)`;

describe('a Parquet file', () => {
  it.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4', 'lz4_raw'])(
    'is read: %s',
    async (codec) => {
      const bytes = await parquet(requests, `, CODEC '${codec}'`);
      const done = await importFile(bytes, { name: 'export.dat' });
      expect(done.layout).toMatchObject({ format: 'parquet', counted: 'record', headerLine: 0 });
      expect(done.report).toMatchObject({ read: 9, rows: 9, rejected: 0, unplaced: 0 });
      expect(done.table.refs).toEqual(Array.from({ length: 9 }, (_, n) => `00${120 + n}`));
      expect(done.time('opened', 8)).toBe('2026-03-09T06:30:00Z');
      expect(done.id('zone', 1)).toBe(done.id('zone', 4));
      expect(done.id('topic', 1)).toBeNull();
    },
  );

  it('tells values as they were written, whatever they are stored as', async () => {
    const columns: readonly (readonly [sql: string, cell: string])[] = [
      ["TIMESTAMP '2026-03-01 10:30:15.75'", '2026-03-01 10:30:15'],
      ["TIMESTAMP_MS '2026-03-01 10:30:15'", '2026-03-01 10:30:15'],
      ["TIMESTAMP_NS '1969-12-31 23:59:59'", '1969-12-31 23:59:59'],
      ["TIMESTAMPTZ '2026-03-01 10:30:15+04'", '2026-03-01T06:30:15Z'],
      ["DATE '1447-09-12'", '1447-09-12'],
      ["TIME '23:59:48'", '23:59:48'],
      ['9007199254740993::BIGINT', '9007199254740993'],
      ['18446744073709551615::UBIGINT', '18446744073709551615'],
      ['4294967295::UINTEGER', '4294967295'],
      ['-5::TINYINT', '-5'],
      ['202600000000123456.70::DECIMAL(38, 2)', '202600000000123456.7'],
      ['-0.05::DECIMAL(5, 2)', '-0.05'],
      ['4.6::FLOAT', '4.6'],
      ['55.27436::DOUBLE', '55.27436'],
      ["'nan'::DOUBLE", ''],
      ['TRUE', 'true'],
      ["'0b6e2b8c-3f0d-4a8e-9c1f-000000000001'::UUID", '0b6e2b8c-3f0d-4a8e-9c1f-000000000001'],
      ["'Open'::ENUM ('Open', 'Closed')", 'Open'],
      ['\'{"a": 1}\'::JSON', '{"a": 1}'],
      ["INTERVAL '2 days 03:04:05'", '2 days 03:04:05'],
      ["['a', NULL, 'b']", 'a, b'],
      ["[TIMESTAMP '2026-03-01 10:30:15']", '2026-03-01 10:30:15'],
      ['[{x: 1}, {x: 2}]', '2'],
      ["MAP {'k': 1, 'l': NULL}", 'k: 1, l: '],
      ['NULL::VARCHAR', ''],
      ["''", ''],
    ];
    const list = columns.map(([sql], i) => `${sql} AS c${i}`).join(', ');
    const { header, rows } = await rowsOf(
      await parquet(`SELECT ${list}, {a: 7, b: {c: DATE '2026-03-01'}} AS s`),
    );
    expect(header).toEqual([...columns.map((_, i) => `c${i}`), 's.a', 's.b.c']);
    expect(rows).toEqual([[...columns.map(([, cell]) => cell), '7', '2026-03-01']]);
  });

  it('tells instants of 96 bits, and lists of which only the logical type tells', async () => {
    const days = [
      '2026-03-01T06:30:15Z',
      '1969-12-31T23:59:59Z',
      '2026-03-03T00:00:00Z',
      '2026-03-04T12:00:00Z',
    ];
    const item = (value: string, repetition: number) => ({ bytes: byteArray(value), repetition });
    const none = (definition: number) => ({ bytes: null, repetition: 0, definition });
    const bytes = plainParquet(
      [
        {
          path: [{ name: 'opened', repetition: 'required' }],
          type: 'INT96',
          values: days.map((day) => ({ bytes: int96(day) })),
        },
        {
          path: [
            { name: 'tags', repetition: 'optional', logical: 'LIST' },
            { name: 'list', repetition: 'repeated' },
            { name: 'element', repetition: 'optional', logical: 'STRING' },
          ],
          type: 'BYTE_ARRAY',
          // ['أ', 'b'], [], none, ['c']
          values: [item('أ', 0), item('b', 1), none(1), none(0), item('c', 0)],
        },
      ],
      4,
    );
    const { header, rows } = await rowsOf(bytes);
    expect(header).toEqual(['opened', 'tags']);
    expect(rows).toEqual([
      [days[0], 'أ, b'],
      [days[1], ''],
      [days[2], ''],
      [days[3], 'c'],
    ]);
  });

  it('gives what DuckDB gives, over row groups and nulls', async () => {
    const query = `SELECT n, CASE WHEN n % 7 > 0 THEN 'topic ' || n % 50 END AS t, CASE WHEN n % 3 > 0 THEN n * 1.5::DOUBLE END AS d,
      CASE WHEN n % 5 > 0 THEN range(n % 4) END AS l FROM range(30000) AS r(n)`;
    const { rows } = await rowsOf(await parquet(query, ", ROW_GROUP_SIZE 4096, CODEC 'zstd'"));
    const answer = await duckdb.runAndReadAll(
      `SELECT n::VARCHAR, coalesce(t, ''), coalesce(d, 0), coalesce(array_to_string(l, ', '), '') FROM (${query})`,
    );
    expect(rows.length).toBe(30_000);
    expect(rows.map(([n, t, d, l]) => [n, t, Number(d), l])).toEqual(answer.getRows());
  });

  it('shows rows from all over it, and reads only their groups', async () => {
    const bytes = await parquet(
      `SELECT n AS ref, CASE WHEN n > 50000 THEN DATE '2026-03-01' END AS closed FROM range(60000) AS r(n)`,
      ', ROW_GROUP_SIZE 2048',
    );
    let read = 0;
    const file = fileOf(bytes);
    const counted = async (from: number, to: number) => {
      read += to - from;
      return file.read(from, to);
    };
    const { sample } = await inspectFile({ ...file, read: counted });
    // A group ends within one of the six places.
    expect(sample.length).toBe(6096);
    expect(sample.filter(([, closed]) => closed === '2026-03-01').length).toBe(400);
    expect(read).toBeLessThan(bytes.length);
  });

  it.each<[string, string, string, string | undefined]>([
    [
      'degrees where it tells no system',
      '{"encoding": "WKB", "geometry_types": ["Point"]}',
      '55.27436 25.19719',
      undefined,
    ],
    [
      'the system that it names',
      '{"encoding": "WKB", "geometry_types": [], "crs": {"id": {"authority": "EPSG", "code": 3997}}}',
      '494056.17 2787899.07',
      'EPSG:3997',
    ],
  ])('is placed by its geometry: %s', async (_, column, point, crs) => {
    const [x, y] = point.split(' ').map(Number);
    const hex = (number: number) => Buffer.from(new Float64Array([number]).buffer).toString('hex');
    const geo = `{"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": ${column}}}`;
    const bytes = await parquet(
      `SELECT 'R' || n AS ref, TIMESTAMP '2026-03-01 10:30:00' AS opened,
        CASE WHEN n < 9 THEN from_hex('0101000000${hex(x!)}${hex(y!)}') END AS geometry FROM range(10) AS r(n)`,
      `, KV_METADATA {geo: '${geo}'}`,
    );
    const done = await importFile(bytes);
    expect(done.layout.crs).toBe(crs);
    expect(done.layout.header).toEqual(['ref', 'opened', 'longitude', 'latitude']);
    expect(done.report).toMatchObject({ rows: 10, unplaced: 1 });
    expect(done.id('zone', 0)).toBe('C345');
    expect(done.table.value('pointLon', 0)).toBe(55_274);
  });

  it('is refused where its geometries are areas, or its datum is another', async () => {
    const geo = (column: string) =>
      `, KV_METADATA {geo: '{"primary_column": "g", "columns": {"g": {"encoding": "WKB", ${column}}}}'}`;
    const areas = await parquet(
      "SELECT 'a' AS ref, from_hex('01') AS g",
      geo('"geometry_types": ["Polygon"]'),
    );
    await expect(importFile(areas)).rejects.toThrow(/areas or lines/);
    const old = await parquet(
      "SELECT 'R1' AS ref, DATE '2026-03-01' AS opened, from_hex('010100000000000000000000000000000000000000') AS g",
      geo('"geometry_types": ["Point"], "crs": {"id": {"authority": "EPSG", "code": 4229}}'),
    );
    const mapping = { columns: { opened: 'opened', longitude: 'longitude', latitude: 'latitude' } };
    await expect(importFile(old, { mapping })).rejects.toThrow(/its datum is not WGS 84/);
  });

  it('is refused in a sentence where it is cut or damaged, packed or not', async () => {
    const bytes = await parquet(requests, ", CODEC 'zstd'");
    const problem = async (broken: Uint8Array) =>
      (
        await importFile(broken).then(
          () => null,
          (cause: unknown) => cause as FileError,
        )
      )?.problem;
    for (const length of [4, 11, 200, bytes.length - 1]) {
      expect(await problem(bytes.subarray(0, length))).toMatchObject({ code: 'truncated', what: 'parquet' });
    }
    const flipped = bytes.slice();
    for (let at = 8; at < 60; at++) flipped[at] = 0xff;
    expect(await problem(flipped)).toMatchObject({ code: 'damaged', what: 'parquet' });
    const footer = bytes.slice();
    footer[bytes.length - 6] = 0xff;
    expect(await problem(footer)).toMatchObject({ code: 'damaged', what: 'parquet' });
    expect((await importFile(gzipSync(bytes))).report).toMatchObject({ read: 9, packing: ['gzip'] });
  });
});
