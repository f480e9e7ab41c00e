import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../../src/intake/formats/tableFile.ts';
import { inspect, preview } from '../../../src/intake/importFile.ts';
import type { MappingFile } from '../../../src/intake/mapping.ts';
import { checkMapping } from '../../../src/intake/mapping.ts';
import { reportText } from '../../../src/intake/report/report.ts';
import {
  arabicDigits,
  csv,
  fileOf,
  type ImportedFile,
  importFile,
  setupOf,
  suggestionFor,
} from '../../support/exports.ts';

type Rows = readonly (readonly (string | number)[])[];

/** An export with these columns beside what every request has. */
function exported(columns: readonly string[], rows: Rows): string {
  return csv([
    ['Request No', 'Created Date', 'Topic', ...columns],
    ...rows.map((row, i) => [i + 1, `2026-03-0${(i % 9) + 1} 10:00`, 'Pothole', ...row]),
  ]);
}
const own: MappingFile['columns'] = { ref: 'Request No', opened: 'Created Date', topic: 'Topic' };
const zonesOf = (done: ImportedFile) =>
  Array.from({ length: done.table.length }, (_, row) => done.id('zone', row));
const codesOf = (done: ImportedFile) => done.report.noted.map(({ code }) => code);
/** An import by the proposed mapping, and what proposal and report say. */
async function proposed(content: string) {
  const [done, { reasons }] = await Promise.all([importFile(content), inspect(setupOf(fileOf(content)))]);
  return { done, codes: [...reasons.map(({ code }) => code), ...codesOf(done)] };
}

/** Points of the zones 345, 119, 393, as the rules have them. */
const inZones = ['C345', 'C119', 'C393'];
interface Case {
  readonly columns: readonly string[];
  readonly rows: Rows;
  /** What a mapping says by hand, beside what every request has. */
  readonly told: Partial<MappingFile['columns']>;
  readonly coordinates?: MappingFile['coordinates'];
  readonly zones?: readonly string[];
  /** What the report says. */
  readonly note: string;
}
const cases: Readonly<Record<string, Case>> = {
  'Dubai Local TM': {
    columns: ['X', 'Y'],
    rows: [
      [494056.17, 2787899.07],
      [497862.4, 2795371.8],
      [481372.6, 2774750.9],
    ],
    told: { longitude: 'X', latitude: 'Y' },
    coordinates: { system: 'EPSG:3997' },
    note: 'gridTaken',
  },
  'UTM 40N with marks between thousands': {
    columns: ['Easting', 'Northing'],
    rows: [
      ['326,128.24', '2,787,897.55'],
      ['330,032', '2,795,320'],
      ['313,270', '2,774,915'],
    ],
    told: { longitude: 'Easting', latitude: 'Northing' },
    coordinates: { system: '32640' },
    note: 'gridTaken',
  },
  'Web Mercator, northing first': {
    columns: ['الإحداثي ص', 'الإحداثي س'],
    rows: [
      [2899984.48, 6153113.61],
      [2908296.0, 6157322.6],
      [2885349.8, 6139109.5],
    ],
    told: { longitude: 'الإحداثي س', latitude: 'الإحداثي ص' },
    coordinates: { system: 'EPSG:3857' },
    note: 'gridTaken',
  },
  'columns without a known name': {
    columns: ['a', 'b'],
    rows: [
      [494056.17, 2787899.07],
      [497862.4, 2795371.8],
      [481372.6, 2774750.9],
    ],
    told: { longitude: 'a', latitude: 'b' },
    note: 'gridTaken',
  },
  'degrees the wrong way round': {
    columns: ['X', 'Y'],
    rows: [
      [25.19719, 55.27436],
      [25.26464, 55.31217],
      [25.07846, 55.14856],
    ],
    told: { longitude: 'X', latitude: 'Y' },
    note: 'axesTurned',
  },
  'latitude, longitude in one column': {
    columns: ['Coordinates'],
    rows: [['25.19719,55.27436'], ['25.26464, 55.31217'], ['25.07846 55.14856']],
    told: { point: 'Coordinates' },
    note: 'pointTaken',
  },
  'longitude first in one column': {
    columns: ['Location'],
    rows: [['55.27436, 25.19719'], ['55.31217, 25.26464'], ['55.14856, 25.07846']],
    told: { point: 'Location' },
    note: 'axesTurned',
  },
  'metres in one column': {
    columns: ['xy'],
    rows: [['494056.17, 2787899.07'], ['497862.4, 2795371.8'], ['481372.6, 2774750.9']],
    told: { point: 'xy' },
    coordinates: { system: 'EPSG:3997' },
    note: 'gridTaken',
  },
  WKT: {
    columns: ['geom'],
    rows: [['POINT (55.27436 25.19719)'], ['POINT(55.31217 25.26464)'], ['POINT (55.14856 25.07846)']],
    told: { point: 'geom' },
    note: 'pointTaken',
  },
  'EWKT in metres': {
    columns: ['the_geom'],
    rows: [
      ['SRID=3997;POINT(494056.17 2787899.07)'],
      ['SRID=32640;POINT(330032 2795320)'],
      ['SRID=4326;POINT(55.14856 25.07846)'],
    ],
    told: { point: 'the_geom' },
    note: 'pointTaken',
  },
  'GeoJSON text': {
    columns: ['geometry'],
    rows: [
      ['{"type":"Point","coordinates":[55.27436,25.19719]}'],
      ['{"type":"Point","coordinates":[55.31217,25.26464]}'],
      ['{"type":"Point","coordinates":[55.14856,25.07846]}'],
    ],
    told: { point: 'geometry' },
    note: 'pointTaken',
  },
  'degrees, minutes, seconds': {
    columns: ['Latitude', 'Longitude'],
    rows: [
      [`25°11'49.9"N`, `55°16'27.7"E`],
      [`25° 15' 52.7" N`, `55° 18' 43.8" E`],
      [arabicDigits(`25°4′42.5″ ش`), arabicDigits(`55°8′54.8″ ق`)],
    ],
    told: { longitude: 'Longitude', latitude: 'Latitude' },
    note: 'degreesMarked',
  },
  'Makani numbers': {
    columns: ['Makani No'],
    rows: [['26128 87898'], ['30032 95320'], [1327074915]],
    told: { makani: 'Makani No' },
    note: 'byMakani',
  },
  'Makani numbers that Excel wrote': {
    columns: ['رقم مكاني'],
    rows: [['2.612887898E9'], [arabicDigits('30032 95320')], ['600049000']],
    told: { makani: 'رقم مكاني' },
    zones: ['C345', 'C119', 'C532'],
    note: 'byMakani',
  },
  'parcel numbers': {
    columns: ['Plot No'],
    rows: [['345-457'], [1199441], ['393 - 4802']],
    told: { parcel: 'Plot No' },
    note: 'byParcel',
  },
};

describe.each(Object.entries(cases))(
  '%s',
  (_, { columns, rows, told, coordinates, zones = inZones, note }) => {
    const content = exported(columns, rows);

    it('is proposed, read and told', async () => {
      const { done, codes } = await proposed(content);
      expect(zonesOf(done)).toEqual(zones);
      expect(codes).toContain(note);
      expect(done.report.timeZone).toBe('Asia/Dubai');
      expect(done.report.badValues).toEqual({});
    });

    it('is read by a mapping that names the columns', async () => {
      const mapping: MappingFile = { columns: { ...own, ...told }, ...(coordinates ? { coordinates } : {}) };
      const done = await importFile(content, { mapping });
      expect(zonesOf(done)).toEqual(zones);
      expect(codesOf(done)).toContain(note);
    });
  },
);

describe('what is proposed', () => {
  it('says the system, the count and the share inside the zones', async () => {
    const suggestion = await suggestionFor(exported(['X', 'Y'], cases['Dubai Local TM']!.rows));
    expect(suggestion.coordinates).toEqual({ system: 'EPSG:3997' });
    expect(suggestion.notes[0]).toBe(
      'coordinates: "X", "Y" are Dubai Local TM (EPSG:3997): 100 % of 3 points looked at lie inside the zones.',
    );
  });

  it('leaves metres of another city alone, and says so', async () => {
    const { done, codes } = await proposed(
      exported(
        ['Ward', 'X', 'Y'],
        [
          ['A', 630084.3, 4833438.5],
          ['B', 631002.1, 4834001.2],
          ['A', 629500, 4832000],
        ],
      ),
    );
    expect(done.report.mapping.columns).not.toHaveProperty('longitude');
    expect(codes).toContain('gridUnknown');
    const told = await importFile(exported(['Ward', 'X', 'Y'], [['A', 630084.3, 4833438.5]]), {
      mapping: {
        columns: { ...own, zone: 'Ward', longitude: 'X', latitude: 'Y' },
        coordinates: { system: 'EPSG:26917' },
        zones: 'fromValues',
      },
    });
    expect([told.table.value('pointLon', 0), told.table.value('pointLat', 0)]).toEqual([-79387, 43643]);
  });

  it('takes a column of numbers for no Makani number that is not named so', async () => {
    const numbers = exported(
      ['Mobile', 'Account'],
      [
        ['0501234567', '3003295320'],
        ['0507654321', '1327074915'],
      ],
    );
    expect((await suggestionFor(numbers)).columns).not.toHaveProperty('makani');
  });

  it('turns the degrees of another city round only where they can be meant so', async () => {
    const turned = exported(
      ['X', 'Y'],
      [
        [28.61, 77.21],
        [28.65, 77.19],
      ],
    );
    expect((await suggestionFor(turned)).columns).toMatchObject({ longitude: 'X', latitude: 'Y' });
    const riyadh = exported(
      ['X', 'Y'],
      [
        [24.7, 46.7],
        [24.71, 46.69],
      ],
    );
    expect((await suggestionFor(riyadh)).columns).toMatchObject({ longitude: 'Y', latitude: 'X' });
    const impossible = exported(
      ['X', 'Y'],
      [
        [45.42, -95.7],
        [45.4, -95.6],
      ],
    );
    expect((await suggestionFor(impossible)).columns).toMatchObject({ longitude: 'Y', latitude: 'X' });
    const right = exported(
      ['Longitude', 'Latitude'],
      [
        [-75.7, 45.42],
        [-75.6, 45.4],
      ],
    );
    const { columns, notes } = await suggestionFor(right);
    expect(columns).toMatchObject({ longitude: 'Longitude', latitude: 'Latitude' });
    expect(notes.join(' ')).not.toMatch(/exchanged/);
  });

  it('takes the old datum only where the zones that rows name speak for it', async () => {
    const { zones } = await import('../../../src/server/referenceData.ts').then(({ referenceData }) =>
      referenceData(),
    );
    const all = zones.zones.filter(({ label }) => label).slice(0, 40);
    const rows = all.map(({ code, label }) => [code!, label![0], label![1]]);
    const done = await importFile(exported(['Community', 'Longitude', 'Latitude'], rows));
    expect(codesOf(done).filter((code) => /grid|axes/.test(code))).toEqual([]);
  });
});

describe('a system that the file names', () => {
  const features = [
    [494056.17, 2787899.07],
    [497862.4, 2795371.8],
  ];
  it('GeoJSON with a crs', async () => {
    const text = JSON.stringify({
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3997' } },
      features: features.map((coordinates, i) => ({
        type: 'Feature',
        properties: { id: i, opened: '2026-03-01', topic: 'Pothole' },
        geometry: { type: 'Point', coordinates },
      })),
    });
    const done = await importFile(text, { name: 'points.geojson' });
    expect(zonesOf(done)).toEqual(['C345', 'C119']);
    expect(done.layout.crs).toBe('EPSG:3997');
    const by = await importFile(text, {
      mapping: { columns: { opened: 'opened', longitude: 'longitude', latitude: 'latitude' } },
    });
    expect(zonesOf(by)).toEqual(['C345', 'C119']);
    expect(codesOf(by)).toContain('gridTaken');
  });

  it('the geometry.x and geometry.y of ArcGIS', async () => {
    const text = JSON.stringify({
      spatialReference: { wkid: 102100, latestWkid: 3857 },
      features: [
        [6153113.61, 2899984.48],
        [6157322.6, 2908296.0],
      ].map(([x, y], i) => ({
        attributes: { OBJECTID: i, created_date: 1772352000000, topic: 'Pothole' },
        geometry: { x, y },
      })),
    });
    const mapping: MappingFile = {
      columns: { opened: 'created_date', longitude: 'geometry.x', latitude: 'geometry.y' },
    };
    const done = await importFile(text, { mapping });
    expect(zonesOf(done)).toEqual(['C345', 'C119']);
    expect((await suggestionFor(text)).columns).toMatchObject({
      longitude: 'geometry.x',
      latitude: 'geometry.y',
    });
  });
});

describe('Makani and parcel numbers are personal', () => {
  const secret = ['3003295320', '30032 95320', '1327074915', '9999999999', '1111111111'];
  const content = exported(
    ['Makani', 'Plot', 'Area'],
    [
      ['30032 95320', '119-77001', ''],
      ['1327074915', '393-77002', ''],
      ['9999999999', '000-77003', ''],
      ['1111111111', '119-77004', 'حتا'],
    ],
  );
  const mapping: MappingFile = {
    columns: { ...own, makani: 'Makani', parcel: 'Plot', zone: 'Area' },
    pointStep: 0.00001,
  };

  it('stand in no snapshot, report or preview', async () => {
    const done = await importFile(content, { mapping });
    expect(done.report.badValues.makani).toMatchObject({
      count: 2,
      examples: [{ problem: 'notMakani' }, {}],
    });
    expect(done.report.badValues.parcel).toMatchObject({ count: 1, examples: [{ problem: 'notParcel' }] });
    const setup = setupOf(fileOf(content));
    const layout = await inspectFile(setup.file);
    const first = await preview(setup, layout, checkMapping(mapping, 'mapping'));
    const { table, ...rest } = done;
    const said =
      JSON.stringify([first, rest.report, rest.words, rest.unplaced, done.rejects, table.refs]) +
      reportText(done.report);
    for (const number of [...secret, '77001', '77002', '77003', '77004']) expect(said).not.toContain(number);
    expect(first.rows[0]!.values.makani!.result).toEqual({ en: '25.265, 55.312', ar: '25.265, 55.312' });
  });

  it('give a point that is rounded to some 100 m, however fine the others are', async () => {
    const done = await importFile(content, { mapping });
    expect([done.table.value('pointLon', 0), done.table.value('pointLat', 0)]).toEqual([
      5_531_200, 2_526_500,
    ]);
    const fine = await importFile(exported(['Lon', 'Lat'], [[55.312174, 25.264639]]), {
      mapping: { columns: { ...own, longitude: 'Lon', latitude: 'Lat' }, pointStep: 0.00001 },
    });
    expect([fine.table.value('pointLon', 0), fine.table.value('pointLat', 0)]).toEqual([
      5_531_217, 2_526_464,
    ]);
  });

  it('lie in Hatta only where the row names it', async () => {
    const both = exported(
      ['Makani', 'Area'],
      [
        ['0600049000', ''],
        ['0600049000', 'حتا'],
        ['0600049000', 'Hatta'],
      ],
    );
    const done = await importFile(both, { mapping: { columns: { ...own, makani: 'Makani', zone: 'Area' } } });
    expect(zonesOf(done)).toEqual(['C532', 'C891', 'C891']);
    expect([0, 1, 2].map((row) => done.table.value('pointLon', row))).toEqual([55080, 56070, 56070]);
  });
});
