import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../../src/intake/fileError.ts';
import type { MappingFile } from '../../../src/intake/mapping.ts';
import { compound, csv, importFile, oneByte, utf16 } from '../../support/exports.ts';

// Guards: one table gives the same snapshot whatever it is written in, packed in and called; what is cut, damaged or
// no table is refused in a sentence, and never half imported.

const header = ['ref', 'opened', 'closed', 'area', 'topic', 'status'];
const rows = [
  ['A-1', '2026-01-01 08:00', '2026-01-03', 'North', 'Street lights', 'closed'],
  ['A-2', '2026-01-02 09:30', '', 'South', 'الإنارة', 'open'],
  ['A-3', 'soon', '', 'South', 'Noise', 'open'],
  ['A-1', '2026-01-05 10:00', '', 'West', 'Street lights', 'open'],
  ['A-4', '2026-01-06', '', '', 'Noise', ''],
];
const mapping: MappingFile = {
  columns: {
    ref: 'ref',
    opened: 'opened',
    resolved: 'closed',
    zone: 'area',
    topic: 'topic',
    stage: 'status',
  },
  timeZone: 'UTC',
  zones: 'fromValues',
};
const records = rows.map((row) => Object.fromEntries(row.map((value, i) => [header[i]!, value])));
const utf8 = (text: string) => new TextEncoder().encode(text);
const json = JSON.stringify(records);
const lines = records.map((record) => JSON.stringify(record)).join('\n');
const xml = `<?xml version="1.0" encoding="utf-8"?>\n<service_requests>\n${records
  .map(
    (record) =>
      `<request>${Object.entries(record)
        .map(([name, value]) => `<${name}>${value}</${name}>`)
        .join('')}</request>`,
  )
  .join('\n')}\n</service_requests>`;
const table = csv([header, ...rows]);

async function refusal(content: string | Uint8Array, name = 'export.csv'): Promise<FileError> {
  const error = await importFile(content, { mapping, name }).then(
    () => null,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(FileError);
  return error as FileError;
}

describe('one table in many formats', () => {
  it.each<[string, string | Uint8Array, string, readonly string[]]>([
    ['CSV', table, 'csv', []],
    ['tabs', csv([header, ...rows], '\t'), 'csv', []],
    ['JSON', json, 'json', []],
    ['JSON with a mark', `\ufeff${json}`, 'json', []],
    ['JSON in UTF-16', utf16(json, 'le'), 'json', []],
    ['JSON in an object', JSON.stringify({ meta: { links: [] }, data: records }, null, 2), 'json', []],
    ['JSON Lines', `${lines}\n`, 'jsonLines', []],
    [
      'pretty records one after the other',
      records.map((one) => JSON.stringify(one, null, 2)).join('\n'),
      'jsonLines',
      [],
    ],
    ['Open311 JSON', JSON.stringify({ service_requests: records }), 'open311Json', []],
    ['Open311 XML', xml, 'open311Xml', []],
    [
      'Open311 XML in Windows-1256',
      oneByte(xml.replace('utf-8', 'windows-1256'), 'windows-1256'),
      'open311Xml',
      [],
    ],
    ['CSV in gzip', gzipSync(utf8(table)), 'csv', ['gzip']],
    [
      'CSV in zip',
      zipSync({ 'a/': new Uint8Array(0), 'a/export.csv': utf8(table), '__MACOSX/a/._export.csv': utf8('x') }),
      'csv',
      ['zip'],
    ],
    ['CSV in zip, not packed', zipSync({ 'export.csv': utf8(table) }, { level: 0 }), 'csv', ['zip']],
    ['JSON in gzip in zip', zipSync({ 'export.json.gz': gzipSync(utf8(json)) }), 'json', ['zip', 'gzip']],
    ['XML in gzip', gzipSync(utf8(xml)), 'open311Xml', ['gzip']],
  ])('reads %s, whatever it is called', async (_, content, format, packing) => {
    for (const name of ['export.csv', 'export.pdf']) {
      const done = await importFile(content, { mapping, name });
      expect(done.report).toMatchObject({
        read: 5,
        rows: 3,
        rejected: 1,
        superseded: 1,
        unplaced: 1,
        format,
        packing,
      });
      expect(done.table.refs).toEqual(['A-1', 'A-2', 'A-4']);
      expect(done.zones.zones.map((zone) => zone.id)).toEqual(['south', 'west']);
      expect([0, 1, 2].map((row) => done.id('topic', row))).toEqual(['street-lights', 'الاناره', 'noise']);
      expect(done.time('opened', 0)).toBe('2026-01-05T10:00:00Z');
      const third = format === 'csv' ? 4 : 3;
      expect(done.rejects.map(({ line, value }) => [line, value])).toEqual([[third, 'soon']]);
    }
  });

  it('reads gzip of several members, as when files are joined', async () => {
    const cut = 40;
    const bytes = utf8(table);
    const parts = [gzipSync(bytes.subarray(0, cut)), gzipSync(bytes.subarray(cut))];
    const done = await importFile(Uint8Array.from(parts.flatMap((part) => [...part])), { mapping });
    expect(done.report).toMatchObject({ read: 5, rows: 3 });
  });

  it('learns columns that only later records have, and lays nested ones flat', async () => {
    const nested = [
      { id: 1, at: { opened: '2026-01-01' }, tags: ['a', 'b'], notes: [{ by: 'x' }], where: null },
      {
        id: 2,
        at: { opened: '2026-01-02', closed: '2026-01-03' },
        where: { type: 'Point', coordinates: [55.3, 25.2] },
      },
      { id: 12345678901234567890n, at: { opened: '2026-01-04' }, flag: false },
    ];
    const text = JSON.stringify(nested, (_, value) =>
      typeof value === 'bigint' ? `!${value}!` : value,
    ).replace(/"!(\d+)!"/, '$1');
    const done = await importFile(text, {
      mapping: {
        columns: {
          ref: 'id',
          opened: 'at.opened',
          resolved: 'at.closed',
          topic: 'tags',
          longitude: 'where.longitude',
          latitude: 'where.latitude',
        },
        timeZone: 'UTC',
      },
    });
    expect(done.layout.header).toEqual([
      'id',
      'at.opened',
      'tags',
      'notes',
      'where',
      'at.closed',
      'where.longitude',
      'where.latitude',
      'flag',
    ]);
    // No digit of a long number is lost.
    expect(done.table.refs).toEqual(['1', '2', '12345678901234567890']);
    expect(done.id('topic', 0)).toBe('a-b');
    expect(done.time('resolved', 1)).toBe('2026-01-03T00:00:00Z');
    expect(done.table.value('pointLon', 1)).toBe(55300);
    expect(done.table.value('pointLon', 0)).toBeNull();
  });

  it('reads GeoJSON points, and refuses GeoJSON areas', async () => {
    const feature = (geometry: unknown) => ({
      type: 'Feature',
      id: 7,
      properties: { opened: '2026-01-01', topic: 'Noise' },
      geometry,
    });
    const point = { type: 'Point', coordinates: [55.3, 25.2] };
    const done = await importFile(
      JSON.stringify({ type: 'FeatureCollection', features: [feature(point), feature(null)] }),
    );
    expect(done.report).toMatchObject({
      format: 'geojson',
      read: 2,
      rows: 2,
      mapping: { columns: { opened: 'opened', longitude: 'longitude', latitude: 'latitude' } },
    });
    expect(done.table.value('pointLat', 0)).toBe(25200);
    const area = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    };
    const error = await refusal(JSON.stringify({ type: 'FeatureCollection', features: [feature(area)] }));
    expect(error.problem).toEqual({ code: 'otherFormat', format: 'geometry' });
  });

  it('suggests the mapping of Open311 requests, as servers answer them', async () => {
    const request = (i: number) => ({
      service_request_id: `${i}-26`,
      status: i % 2 ? 'open' : 'closed',
      service_name: i % 3 ? 'Pothole' : 'Graffiti',
      service_code: '001',
      description: 'There is a hole at my door',
      agency_responsible: 'Public Works',
      requested_datetime: `2026-01-${String((i % 28) + 1).padStart(2, '0')}T10:00:00-06:00`,
      ...(i % 2 ? {} : { updated_datetime: '2026-02-01T10:00:00-06:00' }),
      address: `${i} Main St`,
      lat: 41.9,
      long: -87.6,
      media_url: null,
    });
    const requests = Array.from({ length: 40 }, (_, i) => request(i));
    const element = (one: object) =>
      `<request>${Object.entries(one)
        .map(([name, value]) => (value === null ? `<${name}/>` : `<${name}>${value}</${name}>`))
        .join('')}</request>`;
    for (const text of [
      JSON.stringify(requests),
      JSON.stringify({ service_requests: { request: requests } }),
      `<service_requests>${requests.map(element).join('')}</service_requests>`,
    ]) {
      const done = await importFile(text);
      expect(done.report).toMatchObject({ read: 40, rows: 40, rejected: 0, timeZone: 'America/Chicago' });
      expect(done.report.mapping.columns).toEqual({
        ref: 'service_request_id',
        opened: 'requested_datetime',
        updated: 'updated_datetime',
        stage: 'status',
        longitude: 'long',
        latitude: 'lat',
        topic: 'service_name',
        entity: 'agency_responsible',
      });
      expect(done.report.format).toMatch(/^open311/);
    }
  });

  it('has no rows for an empty list', async () => {
    for (const text of ['[]', '{"service_requests": []}', '<service_requests/>']) {
      await expect(importFile(text, { mapping })).rejects.toThrow(/has no column "ref"/);
    }
  });
});

describe('what is no table', () => {
  const bytes = (...values: number[]) => Uint8Array.from([...values, ...new Array(200).fill(1)]);
  it.each<[string, string | Uint8Array, object, RegExp]>([
    [
      'an old workbook',
      compound('Book'),
      { code: 'otherFormat', format: 'xls' },
      /an Office before 1997.*; save it as \.xlsx/,
    ],
    ['a PDF', '%PDF-1.7 …', { code: 'otherFormat', format: 'pdf' }, /a PDF/],
    ['a web page', '<!DOCTYPE html><html>', { code: 'otherFormat', format: 'html' }, /a web page/],
    [
      'other XML',
      '<?xml version="1.0"?>\n<!-- x --><rss><item/></rss>',
      { code: 'otherFormat', format: 'xml' },
      /XML that is neither Open311/,
    ],
    [
      'a 7-Zip archive',
      bytes(0x37, 0x7a, 0xbc, 0xaf),
      { code: 'otherFormat', format: 'archive' },
      /unpack it first/,
    ],
    ['a photo', bytes(0xff, 0xd8, 0xff, 0xe0), { code: 'otherFormat', format: 'binary' }, /no text/],
    ['numbers in JSON', '["a", "b"]', { code: 'noTable', what: 'json' }, /JSON without a list of records/],
    [
      'an error of an Open311 server',
      '<errors><error><code>403</code><description>no</description></error></errors>',
      { code: 'open311Error', detail: '403 no' },
      /403 no/,
    ],
    [
      'a zip of two tables',
      zipSync({ 'a.csv': utf8(table), 'b.csv': utf8(`x${table}`) }),
      { code: 'files', names: ['a.csv', 'b.csv'] },
      /holds 2 files \("a\.csv", "b\.csv"\), expected one table, or several with the same columns/,
    ],
    ['an empty zip', zipSync({}), { code: 'files', names: [] }, /empty/],
    [
      'a document',
      zipSync({ '[Content_Types].xml': utf8('<Types/>'), 'word/document.xml': utf8('<w/>') }),
      { code: 'otherFormat', format: 'word' },
      /a document/,
    ],
    [
      'four packings',
      gzipSync(gzipSync(gzipSync(gzipSync(utf8(table))))),
      { code: 'packedTwice', most: 3 },
      /more than 3 times/,
    ],
  ])('is refused in a sentence: %s', async (_, content, problem, message) => {
    const error = await refusal(content, 'city.dat');
    expect(error.problem).toEqual(problem);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^city\.dat: /);
  });

  it('says in which line a text breaks', async () => {
    const broken = JSON.stringify(records, null, 1).replace('"A-3",', '"A-3"');
    expect((await refusal(broken)).problem).toMatchObject({ code: 'syntax', what: 'json', line: 20 });
    expect((await refusal(xml.replace('</area>', '</aera>'))).problem).toMatchObject({
      code: 'syntax',
      what: 'xml',
      line: 3,
    });
    expect((await refusal(`${lines}\n{"ref": oops}`)).problem).toMatchObject({ code: 'syntax', line: 6 });
  });

  it.each<[string, Uint8Array]>([
    ['JSON', utf8(json)],
    ['XML', utf8(xml)],
    ['gzip', gzipSync(utf8(table))],
    ['zip', zipSync({ 'export.csv': utf8(table) })],
    ['zip, not packed', zipSync({ 'export.csv': utf8(table) }, { level: 0 })],
  ])('is never half imported: %s cut anywhere', async (_, whole) => {
    for (let length = 8; length < whole.length; length += 7) {
      const done = await importFile(whole.slice(0, length), { mapping }).catch((error: unknown) => error);
      expect(done).toBeInstanceOf(Error);
      expect((done as Error).name).toMatch(/FileError|MappingError/);
    }
    expect((await refusal(whole.slice(0, whole.length - 3))).problem.code).toMatch(/truncated|damaged/);
  });

  it.each<[string, Uint8Array]>([
    ['gzip', gzipSync(utf8(table))],
    ['zip', zipSync({ 'export.csv': utf8(table) })],
    ['zip, not packed', zipSync({ 'export.csv': utf8(table) }, { level: 0 })],
  ])('is never imported wrong: %s with a bit turned anywhere', async (_, whole) => {
    for (let at = 0; at < whole.length; at += 3) {
      const bytes = whole.slice();
      bytes[at]! ^= 1 << (at % 8);
      const done = await importFile(bytes, { mapping }).catch((error: unknown) => error);
      if (done instanceof Error) expect(done.name).toMatch(/FileError|MappingError/);
      else if ((done as Awaited<ReturnType<typeof importFile>>).report.packing.length > 0)
        expect(done).toMatchObject({ report: { read: 5, rows: 3 } });
    }
  });

  it('refuses a file that unpacks to far more than a table would', async () => {
    const bomb = gzipSync(new Uint8Array(2 ** 27).fill(0x41));
    expect((await refusal(bomb)).problem).toMatchObject({ code: 'tooLarge', what: 'unpacked' });
  });

  it('refuses a line of 70 MB, which is no row', async () => {
    const line = new Uint8Array(70 * 2 ** 20).fill(0x61);
    line.set(utf8(`${header.join()}\n1,`));
    expect((await refusal(line)).problem).toMatchObject({ code: 'longRecord', line: 2 });
  });

  it.each([
    ['JSON', `[${'['.repeat(100_000)}`],
    ['XML', `<service_requests>${'<a>'.repeat(100_000)}`],
  ])('refuses %s that is nested without end', async (_, text) => {
    expect((await refusal(text)).problem).toMatchObject({ code: expect.stringMatching(/tooDeep|noTable/) });
    const first = text.startsWith('[') ? `[{"opened": ${text}` : text;
    expect((await refusal(first)).message).toMatch(/more than 500 levels/);
  });

  it('stops where it is told to', async () => {
    const { importFile: bringIn, inspect } = await import('../../../src/intake/importFile.ts');
    const { fileOf, setupOf } = await import('../../support/exports.ts');
    const signal = AbortSignal.abort(new Error('enough'));
    const setup = setupOf(fileOf(table));
    await expect(inspect(setup, undefined, signal)).rejects.toThrow('enough');
    const { layout, mapping } = await inspect(setup);
    const { checkMapping } = await import('../../../src/intake/mapping.ts');
    const options = { title: { en: '', ar: '' }, asOf: null, notes: [], onRejected: () => {} };
    await expect(
      bringIn(setup, layout, checkMapping(mapping, 'm'), options, undefined, signal),
    ).rejects.toThrow('enough');
  });
});
