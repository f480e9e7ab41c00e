import { describe, expect, it } from 'vitest';
import { readRecords } from '../../../src/intake/formats/tableFile.ts';
import { inspect } from '../../../src/intake/importFile.ts';
import { fileOf, importFile, setupOf } from '../../support/exports.ts';

// Guards: the records of a JSON text are found however deep they lie and whatever wraps them.

const zones = ['Mirdif', 'Al Barsha First', 'Al Karama'];
const day = (i: number) => `2024-03-${String(i + 1).padStart(2, '0')}T08:00:00`;
const rows = Array.from({ length: 9 }, (_, i) => ({
  ref: `R-${i}`,
  created: day(i),
  zone: zones[i % 3]!,
  status: i % 2 ? 'Closed' : 'Open',
}));
const lists = rows.map((row) => Object.values(row));
const names = Object.keys(rows[0]!);

/** All records, as a reader tells them. */
async function recordsOf(content: unknown) {
  const file = fileOf(JSON.stringify(content), 'requests.json');
  const { layout } = await inspect(setupOf(file));
  const records: Record<string, string>[] = [];
  await readRecords(file, layout, (values) => {
    records.push(Object.fromEntries(layout.header.map((name, i) => [name, values[i] ?? ''])));
  });
  return { layout, records };
}

describe('records of JSON', () => {
  it.each<[string, unknown, string, string]>([
    [
      'two levels down',
      { success: true, result: { records: rows, total: 9 } },
      '$.result.records',
      'objects',
    ],
    [
      'beside definitions of their columns, as CKAN answers',
      { result: { fields: names.map((id) => ({ id, type: 'text' })), records: rows } },
      '$.result.records',
      'objects',
    ],
    [
      'beside an empty answer of the same form',
      { now: { records: rows, warnings: [] }, before: { records: [], warnings: [] } },
      '$.now.records',
      'objects',
    ],
    ['in OData 2', { d: { results: rows } }, '$.d.results', 'objects'],
    ['five levels down', { a: { b: { c: { d: { e: rows } } } } }, '$.a.b.c.d.e', 'objects'],
    [
      'hits of a search',
      {
        took: 3,
        hits: {
          total: { value: 9 },
          hits: rows.map((row) => ({ _index: 'a', _id: row.ref, _score: 1, _source: row })),
        },
      },
      '$.hits.hits',
      'objects',
    ],
    [
      'of GraphQL',
      { data: { requests: { edges: rows.map((node) => ({ cursor: 'x', node })) } } },
      '$.data.requests.edges',
      'objects',
    ],
    [
      'of JSON:API',
      { data: rows.map(({ ref, ...attributes }) => ({ type: 'request', id: ref, attributes })) },
      '$.data',
      'objects',
    ],
    ['held by their ids', Object.fromEntries(rows.map(({ ref, ...row }) => [ref, row])), '$', 'keyed'],
    [
      'held by their ids within an object',
      { requests: Object.fromEntries(rows.map(({ ref, ...row }) => [ref, row])) },
      '$.requests',
      'keyed',
    ],
    ['lists of values below their names', [names, ...lists], '$', 'lists'],
    [
      'lists of values below their names, in an object',
      { range: 'A1:D10', values: [names, ...lists] },
      '$.values',
      'lists',
    ],
    ['lists of values beside their names', { columns: names, index: [0], data: lists }, '$.data', 'lists'],
    [
      'lists of values before their definitions, as CKAN answers',
      { result: { records: lists, fields: names.map((id) => ({ id, type: 'text' })) } },
      '$.result.records',
      'lists',
    ],
  ])('are found: %s', async (_, content, path, kind) => {
    const { layout, records } = await recordsOf(content);
    expect(layout.place).toMatchObject({ path, rows: kind });
    expect(records).toHaveLength(9);
    const id = Object.keys(records[0]!).find((name) => ['ref', 'id', '_id'].includes(name))!;
    expect(records.map((record) => record[id])).toEqual(rows.map(({ ref }) => ref));
    expect(records.map((record) => record.created)).toEqual(rows.map(({ created }) => created));
    expect(records.map((record) => record.zone)).toEqual(rows.map(({ zone }) => zone));
    const done = await importFile(JSON.stringify(content), { name: 'requests.json' });
    expect(done.report).toMatchObject({ read: 9, rows: 9, rejected: 0, unplaced: 0 });
  });

  it('are found with the parts of their values, as Socrata defines them', async () => {
    const columns = [
      { name: 'created_at', fieldName: ':created_at', dataTypeName: 'meta_data' },
      ...names.map((name) => ({ name, fieldName: name })),
      {
        name: 'Location',
        subColumnTypes: ['human_address', 'latitude', 'longitude', 'machine_address', 'needs_recoding'],
      },
    ];
    const data = lists.map((row, i) => [1772352000, ...row, [null, '25.2', `55.${i}`, null, false]]);
    const { layout, records } = await recordsOf({ meta: { view: { columns } }, data });
    // What the portal notes of its own upload is no column of a request.
    expect(layout.remarks).toEqual([{ code: 'annotations', values: { count: 1 } }]);
    expect(layout.header).toEqual([
      ...names,
      ...['human_address', 'latitude', 'longitude', 'machine_address', 'needs_recoding'].map(
        (one) => `Location.${one}`,
      ),
    ]);
    expect(records[3]).toMatchObject({
      ref: 'R-3',
      'Location.latitude': '25.2',
      'Location.longitude': '55.3',
    });
  });

  it('take the words of OData for codes and keys, and no annotation for a column', async () => {
    const words = '@OData.Community.Display.V1.FormattedValue';
    const value = rows.map((row, i) => ({
      '@odata.etag': 'W/"1"',
      ticketnumber: row.ref,
      createdon: row.created,
      [`createdon${words}`]: '3/1/2024 8:00 AM',
      statecode: i % 2,
      [`statecode${words}`]: i % 2 ? 'Resolved' : 'Active',
      _subjectid_value: '7b1f9c55-1111-2222-3333-444455556666',
      [`_subjectid_value${words}`]: 'Roads',
      '_subjectid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'subject',
      amount: 1234.5,
      [`amount${words}`]: 'AED 1,234.50',
    }));
    const { layout, records } = await recordsOf({ '@odata.context': 'x', value });
    expect(layout.header).toEqual(['ticketnumber', 'createdon', 'statecode', '_subjectid_value', 'amount']);
    expect(records[1]).toEqual({
      ticketnumber: 'R-1',
      createdon: rows[1]!.created,
      statecode: 'Resolved',
      _subjectid_value: 'Roads',
      amount: '1234.5',
    });
    expect(layout.remarks).toEqual([{ code: 'annotations', values: { count: 6 } }]);
    const done = await importFile(JSON.stringify({ value }));
    expect(done.report.noted).toContainEqual({ code: 'annotations', values: { count: 6 } });
  });

  it("take a search's @timestamp for a column, and its score for none", async () => {
    const hits = rows.map(({ created, ...row }, i) => ({
      ...{ _index: 'requests', _id: `h${i}`, _score: 1 + i / 8, sort: [i] },
      _source: { '@timestamp': created, ...row },
    }));
    const { layout } = await recordsOf({ hits: { total: 9, hits } });
    expect(layout.header).toEqual(['_id', '@timestamp', 'ref', 'zone', 'status']);
    expect(layout.remarks).toEqual([]);
  });

  it('take what people see of values that come with their codes, as ServiceNow has them', async () => {
    const result = rows.map((row) => ({
      number: { display_value: row.ref, value: row.ref },
      opened_at: { display_value: '14/03/2026 12:00:00', value: '2026-03-14 08:00:00' },
      closed_at: { display_value: '', value: '' },
      state: { display_value: 'Awaiting Info', value: '18' },
      zone: { display_value: row.zone, link: 'https://city.example/api/now/table/zone/1', value: 'a1' },
    }));
    const { records } = await recordsOf({ result });
    expect(records[0]).toEqual({
      number: 'R-0',
      opened_at: '14/03/2026 12:00:00',
      closed_at: '',
      state: 'Awaiting Info',
      zone: 'Mirdif',
    });
    const done = await importFile(JSON.stringify({ result }));
    expect([done.time('opened', 0), done.table.refs[0]]).toEqual(['2026-03-14T08:00:00Z', 'R-0']);
  });

  it('take the words that a map server defines for codes, wherever it defines them', async () => {
    const codedValues = [
      { name: 'Received', code: 0 },
      { name: 'Closed', code: 3 },
    ];
    const fields = [
      { name: 'ref' },
      { name: 'status', alias: 'Status', domain: { type: 'codedValue', name: 'states', codedValues } },
    ];
    const features = rows.map((row, i) => ({ attributes: { ...row, status: [0, 3, 7][i % 3] } }));
    for (const content of [
      { fields, features },
      { features, fields },
    ]) {
      const { layout, records } = await recordsOf(content);
      // A code without a word stays what it is.
      expect(records.slice(0, 3).map(({ status }) => status)).toEqual(['Received', 'Closed', '7']);
      expect(layout.remarks).toEqual([{ code: 'codedWords', values: { columns: 'status' } }]);
    }
  });

  it('are those of all pages of an answer that follow each other', async () => {
    const pages = [rows.slice(0, 5), rows.slice(5)];
    for (const text of [
      pages.map((page) => JSON.stringify(page)).join('\n'),
      pages.map((value, i) => JSON.stringify({ count: 9, next: `page ${i + 2}`, value })).join(''),
      // The first page is longer than what is looked at to find the list.
      pages
        .map((page) => JSON.stringify({ value: page.map((row) => ({ ...row, text: 'x'.repeat(5e5) })) }))
        .join('\n'),
    ]) {
      const done = await importFile(text, { name: 'pages.json' });
      expect(done.report).toMatchObject({ read: 9, rows: 9, rejected: 0 });
      expect(done.table.refs.at(-1)).toBe('R-8');
    }
  });

  it('that follow each other may hold lists of objects and stay records', async () => {
    const notes = [
      { at: day(1), text: 'a' },
      { at: day(2), text: 'b' },
    ];
    const text = rows.map((row) => JSON.stringify({ ...row, notes })).join('\n');
    const done = await importFile(text, { name: 'requests.jsonl' });
    expect(done.report).toMatchObject({ format: 'jsonLines', read: 9, rows: 9 });
  });

  it('reads instants of OData 2', async () => {
    const content = {
      d: { results: rows.map((row, i) => ({ ...row, created: `/Date(${1709280000000 + i}+0000)/` })) },
    };
    const done = await importFile(JSON.stringify(content));
    expect(done.time('opened', 0)).toBe('2024-03-01T08:00:00Z');
  });

  it('takes the attributes and the point of a map server, and what it says of its coordinates', async () => {
    const features = rows.map((row, i) => ({
      attributes: row,
      geometry: { x: 494056.17 + i, y: 2787899.07 },
    }));
    const { layout, records } = await recordsOf({
      geometryType: 'esriGeometryPoint',
      spatialReference: { wkid: 102100, latestWkid: 3997 },
      fields: names.map((name) => ({ name, type: 'esriFieldTypeString' })),
      features,
    });
    expect(layout.crs).toBe('EPSG:3997');
    expect(records[1]).toEqual({ ...rows[1], 'geometry.x': '494057.17', 'geometry.y': '2787899.07' });
  });

  it.each<[unknown, string | undefined]>([
    [{ wkid: 102100 }, 'EPSG:3857'],
    [{ wkt: 'PROJCS["x"]' }, 'PROJCS["x"]'],
    [{}, undefined],
  ])('passes on the system of coordinates %j', async (spatialReference, expected) => {
    const features = rows.map((attributes) => ({ attributes, geometry: { x: 1, y: 2 } }));
    expect((await recordsOf({ spatialReference, features })).layout.crs).toBe(expected);
  });

  it('passes on the system of coordinates of GeoJSON', async () => {
    const features = rows.map((properties) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Point', coordinates: [326128, 2787897] },
    }));
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32640' } };
    const { layout } = await recordsOf({ type: 'FeatureCollection', crs, features });
    expect([layout.format, layout.crs]).toEqual(['geojson', 'EPSG:32640']);
  });

  it('keeps one record with objects in it one record', async () => {
    const one = {
      ref: 'R-1',
      created: day(0),
      zone: { id: 1, name: 'Mirdif' },
      status: { id: 2, name: 'Open' },
    };
    const { records } = await recordsOf(one);
    expect(records).toEqual([
      {
        ref: 'R-1',
        created: day(0),
        'zone.id': '1',
        'zone.name': 'Mirdif',
        'status.id': '2',
        'status.name': 'Open',
      },
    ]);
  });
});
