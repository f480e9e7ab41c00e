import * as sheets from '@e965/xlsx';
import { gzipSync, strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { type Failure, failureOf } from '../../src/app/import/failure.ts';
import { failureWords, refusalWords } from '../../src/app/import/failureWords.ts';
import { importText, noteWords } from '../../src/app/import/importText.ts';
import { importCatalogue } from '../../src/i18n/importCatalogue.ts';
import { columnIndexes } from '../../src/intake/columnIndexes.ts';
import type { Expected } from '../../src/intake/expected.ts';
import type { FileProblem } from '../../src/intake/fileError.ts';
import { readZonesFile } from '../../src/intake/layer/zonesFile.ts';
import type { ZonesProblem } from '../../src/intake/layer/zonesFileError.ts';
import { type MappingFile, parseMapping } from '../../src/intake/mapping.ts';
import type { MappingProblem } from '../../src/intake/mappingError.ts';
import type { OtherFormat } from '../../src/intake/otherFormat.ts';
import { wordsOf } from '../../src/intake/reading/finalWords.ts';
import type { Note, NoteCode } from '../../src/intake/report/note.ts';
import { checkSourceMapping } from '../../src/server/intake/sources/sourceMapping.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { compound, importFile } from '../support/exports.ts';
import { geoJson, type Layer, shapefile } from '../support/layerFiles.ts';

// Guards: whatever is wrong with a file, the import window says it wholly in the reader's language, with the same
// values in both, and without a hole where a value belongs. The tables below have a row for each code: a new code
// does not compile without one, and without words in both languages.

/** What is refused: broken bytes, or the problem itself where the bytes would be too many for a test. */
type Case<Problem> = (() => unknown) | Problem;
type Cases<Problem extends { readonly code: string }> = {
  readonly [Code in Problem['code']]: Readonly<Record<string, Case<Problem & { readonly code: Code }>>>;
};

const utf8 = strToU8;
const table = 'ref,opened\nA-1,2026-01-01\nA-2,2026-01-02\n';
const list = JSON.stringify(
  Array.from({ length: 9 }, (_, i) => ({ ref: `A-${i}`, opened: '2026-01-01' })),
  null,
  1,
);
const xml = `<service_requests>${'<request>\n<ref>1</ref><opened>2026-01-01</opened></request>'.repeat(9)}</service_requests>`;
const mapping: MappingFile = { columns: { ref: 'ref', opened: 'opened' } };
const begins = (...bytes: number[]) => Uint8Array.from([...bytes, ...new Array(200).fill(1)]);
const change = (bytes: Uint8Array, at: number, value: number) => {
  const out = bytes.slice();
  out[at] = value;
  return out;
};

function book(rows: readonly (readonly string[])[]): Uint8Array {
  const made = sheets.utils.book_new(sheets.utils.aoa_to_sheet(rows.map((row) => [...row])), 'Requests');
  return new Uint8Array(sheets.write(made, { type: 'array', bookType: 'xlsx' }));
}
const workbook = book(table.split('\n').map((line) => line.split(',')));

/** A zip of one file, with two bytes of its headers set. */
function zipWith(local: number, central: number, value: number): Uint8Array {
  const zip = zipSync({ 'export.csv': utf8(table) });
  const directory = zip.findLastIndex(
    (_, i) => zip[i] === 0x50 && zip[i + 1] === 0x4b && zip[i + 2] === 1 && zip[i + 3] === 2,
  );
  return change(change(zip, local, value), directory + central, value);
}

const office = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, utf8(text)])));
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const others: Readonly<Record<OtherFormat, () => unknown>> = {
  xls: () => refused(compound('Book')),
  word: () => refused(office({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' })),
  pdf: () => refused('%PDF-1.7 …'),
  parquet: () => ({ code: 'otherFormat', format: 'parquet' }),
  arrow: () => refused(latin1('ARROW1\0\0')),
  sqlite: () => ({ code: 'otherFormat', format: 'sqlite' }),
  access: () => refused(latin1('\0\x01\0\0Standard ACE DB\0')),
  dbase: () => ({ code: 'otherFormat', format: 'dbase' }),
  shapefile: () =>
    refused(
      zipSync({ 'a.shp': latin1('\0\0\x27\x0a\0\0\0\0'), 'a.prj': utf8('GEOGCS["A",DATUM["B",1],0]') }),
    ),
  mapInfo: () => refused('!table\n!version 300\n'),
  geodatabase: () =>
    refused(zipSync({ 'a.gdb/gdb': new Uint8Array(4), 'a.gdb/a1.gdbtable': latin1('\x03\0') })),
  spss: () => refused(latin1('$FL2@(#) SPSS DATA FILE')),
  stata: () => refused('<stata_dta><header>'),
  sas: () => refused(latin1(`${'\0'.repeat(12)}\xc2\xea\x81\x60`)),
  outlook: () => refused(compound('__properties_version1.0')),
  numbers: () =>
    refused(
      zipSync({ 'Index/Document.iwa': latin1('\0\x01'), 'preview.jpg': begins(0xff, 0xd8, 0xff, 0xe0) }),
    ),
  lotus: () => refused(latin1('\0\0\x1a\0\0\x10')),
  html: () => refused('<!DOCTYPE html><html>'),
  xml: () => refused('<?xml version="1.0"?>\n<rss><item/></rss>'),
  geometry: () => refused(JSON.stringify(areas)),
  archive: () => refused(begins(0x37, 0x7a, 0xbc, 0xaf)),
  binary: () => refused(begins(0xff, 0xd8, 0xff, 0xe0)),
};

const refused = (content: string | Uint8Array, own: MappingFile = mapping) =>
  importFile(content, { mapping: own, name: 'طلبات export.dat' });

const feature = (geometry: unknown, properties: object = { name: 'A' }) => ({
  type: 'Feature',
  properties,
  geometry,
});
const square = [
  [55, 25],
  [56, 25],
  [56, 26],
  [55, 25],
];
const areas = {
  type: 'FeatureCollection',
  features: [feature({ type: 'Polygon', coordinates: [square] })],
};
const layer = areas as unknown as Layer;

const fileCases: Cases<FileProblem> = {
  otherFormat: others as Cases<FileProblem>['otherFormat'],
  truncated: {
    gzip: () => refused(gzipSync(utf8(table)).subarray(0, 40)),
    zip: () => refused(zipSync({ 'a.csv': utf8(table) }).subarray(0, 60)),
    workbook: () => refused(workbook.subarray(0, 900)),
    json: () => refused(list.slice(0, -20)),
    xml: () => refused(xml.slice(0, -20)),
    parquet: () => refused(latin1('PAR1 and no more')),
    geoPackage: () => refused(latin1('SQLite format 3\0')),
  },
  damaged: {
    gzip: () => {
      const whole = gzipSync(utf8(table));
      return refused(change(whole, whole.length - 6, whole.at(-6)! ^ 1));
    },
    parquet: () => refused(latin1('PAR1 no metadata PAR1')),
    'a workbook without its sheet': () => refused(renamed('xl/worksheets/sheet1.xml')),
  },
  syntax: {
    json: () => refused(list.replace('"A-3",', '"A-3"')),
    'json, a letter of no ASCII': () => refused(list.replace('"A-3"', 'رقم')),
    'json, a tab': () => refused(list.replace('A-3', 'A\t3')),
    lines: () => refused('{"ref": "1"}\n{"ref": oops}\n'),
    xml: () => refused(xml.replace('</opened>', '</opend>')),
    workbook: () => refused(stored('xl/worksheets/sheet1.xml', '<row', '<<ow')),
  },
  encoding: { noise: { code: 'encoding' } },
  tooDeep: {
    json: () => refused(`[{"opened": ${'['.repeat(600)}`),
    xml: () => refused(`<service_requests>${'<a>'.repeat(600)}`),
  },
  encrypted: {
    zip: () => refused(zipWith(6, 8, 1)),
    workbook: () => refused(compound('EncryptedPackage')),
    parquet: () => refused(latin1('PARE and no more PARE')),
  },
  files: {
    none: () => refused(zipSync({})),
    two: () => refused(zipSync({ 'a.csv': utf8(table), 'ب.csv': utf8(`x${table}`) })),
    many: () =>
      refused(
        zipSync(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.csv`, utf8(`${i}${table}`)]))),
      ),
  },
  method: { twelve: () => refused(zipWith(8, 10, 12)) },
  packedTwice: { 'four times': () => refused(gzipSync(gzipSync(gzipSync(gzipSync(utf8(table)))))) },
  tooLarge: {
    unpacked: { code: 'tooLarge', what: 'unpacked', most: 2 ** 26 },
    inner: { code: 'tooLarge', what: 'inner', most: 2 ** 27 },
    strings: { code: 'tooLarge', what: 'strings', most: 2 ** 27 },
    held: { code: 'tooLarge', what: 'held', most: 2 ** 26 },
    group: { code: 'tooLarge', what: 'group', most: 2 ** 29 },
    database: { code: 'tooLarge', what: 'database', most: 2 ** 29 },
  },
  longRecord: { csv: { code: 'longRecord', line: 12_345, most: 2 ** 26 } },
  manyColumns: { csv: () => refused(`${table}${','.repeat(17_000)}\n`) },
  noTable: {
    json: () => refused('["a", "b"]'),
    xlsx: () => refused(book([])),
    xml: () => refused('<kml><Document/></kml>'),
  },
  noSheet: { other: () => refused(workbook, { ...mapping, sheet: 'ورقة Other' }) },
  open311Error: {
    forbidden: () => refused('<errors><error><code>403</code><description>no</description></error></errors>'),
  },
};

/** The workbook without a part of this name. */
function renamed(part: string): Uint8Array {
  const { [part]: sheet, ...rest } = unzipSync(workbook);
  return zipSync({ ...rest, 'xl/other.xml': sheet! });
}

/** The workbook with other text in a part. */
function stored(part: string, from: string, to: string): Uint8Array {
  const files = unzipSync(workbook);
  return zipSync({ ...files, [part]: utf8(strFromU8(files[part]!).replace(from, to)) });
}

const own = (json: unknown) => parseMapping(JSON.stringify(json), 'مطابقة map.json');
const opened = { columns: { opened: 'opened' } };
const zoned = (words: object) =>
  refused('opened,area,state\n2026-01-01,Mirdif,Shut\n', {
    columns: { opened: 'opened', zone: 'area', stage: 'state' },
    words,
  } as MappingFile);
const many = Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [`w${i}`, { en: `Kind ${i}`, ar: `نوع ${i}` }]),
);

const pair: MappingFile = { columns: { opened: 'opened', longitude: 'ref', latitude: 'opened' } };

const mappingCases: Cases<MappingProblem> = {
  notJson: {
    cut: () => parseMapping('{"columns": {', 'map.json'),
    broken: () => parseMapping('{\n"columns": oops}', 'map.json'),
    'no text': () => parseMapping('', 'map.json'),
  },
  unknownKey: {
    close: () => own({ columns: { opened: 'a', chanel: 'b' } }),
    far: () => own({ ...opened, colour: 'red' }),
  },
  noOpened: { 'no columns': () => own({}), 'no opened': () => own({ columns: {} }) },
  badSystem: {
    unknown: () => refused(table, { ...pair, coordinates: { system: 'EPSG:999999' } }),
    datum: () => refused(table, { ...pair, coordinates: { system: 'EPSG:27700' } }),
  },
  misfit: {
    'the whole file': () => own(7),
    nothing: () => own(null),
    object: () => own({ ...opened, columns: 'x' }),
    list: () => own({ ...opened, missing: 'x' }),
    'got a list': () => own({ ...opened, timeZone: [] }),
    'got an object': () => own({ ...opened, missing: {} }),
    text: () => own({ ...opened, title: { en: 'T' } }),
    number: () => own({ ...opened, weekStart: 'Monday' }),
    whole: () => own({ ...opened, weekStart: 1.5 }),
    instant: () => own({ columns: { opened: 3 } }),
    instantOrSpan: () => own({ columns: { opened: 'a', resolved: 3 } }),
    either: () => own({ columns: { opened: 'a', point: 3 } }),
    words: () => own({ columns: { opened: 'a', zone: 3 } }),
    wordTarget: () => own({ ...opened, words: { stage: { x: 3 } } }),
    timeZone: () => own({ ...opened, timeZone: 'Dubai' }),
    encoding: () => own({ ...opened, encoding: 'utf-7b' }),
    oneOf: () => own({ ...opened, dates: { order: 'ydm' } }),
    atLeast: () => own({ ...opened, weekStart: 0 }),
    atMost: () => own({ ...opened, weekStart: 8 }),
  },
  noColumn: {
    close: () => columnIndexes(own({ columns: { opened: 'Creatd' } }), ['Created', 'تاريخ'], 'a.csv'),
    two: () => columnIndexes(own({ columns: { opened: 'Creatd', ref: 'الرقم' } }), ['Created'], 'a.csv'),
    none: () => columnIndexes(own(opened), [], 'a.csv'),
    many: () =>
      columnIndexes(
        own(opened),
        Array.from({ length: 60 }, (_, i) => `c${i}`),
        'a.csv',
      ),
  },
  alone: {
    longitude: () => columnIndexes(own({ columns: { opened: 'a', latitude: 'b' } }), ['a', 'b'], 'a.csv'),
    latitude: () => columnIndexes(own({ columns: { opened: 'a', longitude: 'b' } }), ['a', 'b'], 'a.csv'),
  },
  noZonesFile: { file: () => refused(table, { ...mapping, zones: 'file' }) },
  unknownWord: {
    stage: () => zoned({ stage: { Shut: 'closd' } }),
    zone: () => zoned({ zone: { Mirdif: 'Atlantis City' } }),
  },
  manyWords: {
    categories: () => wordsOf(referenceData(), [own({ ...opened, words: { category: many } })]),
  },
  noRef: { source: () => checkSourceMapping(opened, 'map.json') },
  constantTwice: {
    channel: () =>
      checkSourceMapping(
        { columns: { ref: 'a', opened: 'b', channel: 'c' }, constants: { channel: 'WhatsApp' } },
        'map.json',
      ),
  },
};

const zones = (content: string | Uint8Array, options: { code?: string } = {}) =>
  readZonesFile(
    typeof content === 'string' ? utf8(content) : content,
    'مناطق zones.json',
    referenceData(),
    options,
  );
const shape = (geometry: unknown) =>
  zones(geoJson({ type: 'FeatureCollection', features: [feature(geometry)] }));
const shp = (options: Parameters<typeof shapefile>[1]) => shapefile(layer, options);
/** A Shapefile with a part changed. */
function shpWith(ending: string, edit: (part: Uint8Array) => Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(shp({})));
  return zipSync(
    Object.fromEntries(parts.map(([name, part]) => [name, name.endsWith(ending) ? edit(part) : part])),
  );
}

const zonesCases: Cases<ZonesProblem> = {
  empty: { file: () => zones('') },
  shapefilePart: { shp: () => zones(Uint8Array.of(0, 0, 0x27, 0x0a, 0)) },
  geoPackage: { file: () => zones('SQLite format 3\0') },
  noLayer: { text: () => zones('zone;name\n1;a') },
  notJson: { cut: () => zones('{"type":"Feat'), broken: () => zones('{"type":\n\nFeature}') },
  otherJson: {
    typed: () => zones('{"type":"module"}'),
    'without a type': () => refuse({ code: 'otherJson', type: null }),
  },
  noFeatures: { none: () => zones('{"type":"FeatureCollection"}') },
  noObjects: { none: () => zones('{"type":"Topology","arcs":[]}') },
  badObject: {
    arcs: () =>
      zones('{"type":"Topology","arcs":[],"objects":{"z":{"type":"Polygon","arcs":[[7]]},"y":null}}'),
  },
  notXml: { cut: () => zones('<kml><Document></kml>') },
  otherXml: { gml: () => zones('<?xml version="1.0"?><gml/>') },
  badZip: { half: () => zones(zipSync({ 'a.geojson': geoJson(layer) }).subarray(0, 60)) },
  largeZip: { large: () => refuse({ code: 'largeZip', most: 500_000_000 }) },
  noLayerInZip: {
    nothing: () => zones(zipSync({})),
    text: () => zones(zipSync({ 'readme.txt': utf8('x') })),
    'no .shp': () => zones(shp({ without: ['shp'] })),
    geodatabase: () => zones(zipSync({ 'a.gdb/a1.gdbtable': new Uint8Array(1) })),
  },
  severalLayers: { two: () => zones(zipSync({ 'a.geojson': geoJson(layer), 'b.geojson': geoJson(layer) })) },
  noDbf: { without: () => zones(shp({ without: ['dbf'] })) },
  badPart: {
    shp: () => zones(shpWith('shp', () => Uint8Array.of(0, 0, 0x27, 0x0a))),
    dbf: () => zones(shpWith('dbf', (dbf) => dbf.subarray(0, 7))),
    'dbf, cut': () => zones(shpWith('dbf', (dbf) => dbf.subarray(0, -9))),
    'shp, a record of negative length': () => zones(shpWith('shp', (shp) => change(shp, 104, 0xff))),
  },
  unequal: { rows: () => zones(shpWith('dbf', (dbf) => change(dbf, 7, 0xff))) },
  noPolygons: {
    points: () => shape({ type: 'Point', coordinates: [55, 25] }),
    'no shapes': () => shape(null),
    'no features': () => zones('{"type":"FeatureCollection","features":[]}'),
  },
  badFeature: {
    'no object': () => zones('{"type":"FeatureCollection","features":[null]}'),
    'no rings': () => shape({ type: 'Polygon', coordinates: [7] }),
    'no coordinates': () => shape({ type: 'Polygon' }),
    'no positions': () => shape({ type: 'MultiPolygon', coordinates: [[[1, 2, 3]]] }),
  },
  badCoordinate: {
    text: () => shape({ type: 'Polygon', coordinates: [[[55, 'x'], ...square]] }),
  },
  notDegrees: {
    metres: () => shape({ type: 'Polygon', coordinates: [[[325_000, 2_780_000]]] }),
    mercator: () => shape({ type: 'Polygon', coordinates: [[[6_150_000, 2_900_000]]] }),
  },
  badSystem: {
    unknown: () => zones(shp({ prj: 'PROJCS["Site grid"]' })),
    datum: () => zones(shp({ prj: 'GEOGCS["Ain el Abd",DATUM["D",SPHEROID["International",6378388,297]]]' })),
  },
  noAttribute: {
    named: () => zones(geoJson(layer), { code: 'nix' }),
    'none at all': () =>
      zones(geoJson({ type: 'FeatureCollection', features: [feature(areas.features[0]!.geometry, {})] }), {
        code: 'nix',
      }),
  },
  noZones: { other: () => zones('{"wards": []}') },
  nameless: { first: () => zones('{"zones": [{"label": [1, 2]}]}') },
  twice: { second: () => zones('{"zones": [{"id": "A"}, {"id": "A"}]}') },
  misfit: { residents: () => zones('{"zones": [{"id": "A", "residents": "many"}]}') },
};
const refuse = (problem: ZonesProblem) => problem;

const expectedKinds: Readonly<Record<Expected['kind'], true>> = {
  object: true,
  list: true,
  text: true,
  number: true,
  whole: true,
  instant: true,
  words: true,
  instantOrSpan: true,
  either: true,
  wordTarget: true,
  timeZone: true,
  encoding: true,
  oneOf: true,
  atLeast: true,
  atMost: true,
};

/** Names that are the same in every language. */
const names =
  /\b(?:CSV|Excel|xlsx|dbf|zip|gz|JSON|GeoJSON|TopoJSON|KML|KMZ|Shapefile|GeoPackage|XML|PDF|Parquet|OpenDocument|Open311|NDJSON|UTF-8|UTC|NUL|Web Mercator|EPSG(?::\d+)?|UTM \d\dN|WGS 84|UTM 40N|Dubai Local TM|Asia\/Dubai|Arrow|ORC|Avro|Snappy|Zstandard|SQLite|dBASE|MapInfo|ArcGIS|File Geodatabase|SPSS|Stata|SAS|Outlook|Numbers|Pages|Keynote|Apple|Lotus(?: 1-2-3)?|Microsoft Access|Access|QGIS|External Data › Export|File › Export To|Export › Save Features As|WebAssembly|Chrome|Edge|Firefox|Safari)\b/g;
const isolates = /\u2068([^\u2068\u2069]*)\u2069/g;

/** Latin letters that are neither quoted from the file nor such a name. */
const latinIn = (text: string) =>
  text
    .replace(isolates, '')
    .replace(names, '')
    .match(/[A-Za-z]+/g) ?? [];
/** What is quoted, and the numbers over two (a dual has no digit in Arabic), in order of their text. */
const valuesIn = (text: string) =>
  [
    ...[...text.matchAll(isolates)]
      .map(([, value]) => value!)
      .filter((value) => !/^(\.\w+|sheet|npm run snapshot)$/.test(value)),
    ...(text
      .replace(isolates, '')
      .replace(names, '')
      .match(/\d[\d,.]*\d|[3-9]/g) ?? []),
  ].sort();

function said(failure: Failure): { readonly en: string; readonly ar: string } {
  const [en, ar] = (['en', 'ar'] as const).map((language) => {
    const { found, advice } = failureWords(importText(language, 'latn'), failure);
    expect(found).toMatch(/\S/);
    return `${found} ${advice}`;
  });
  return { en: en!, ar: ar! };
}

function expectBoth({ en, ar }: { readonly en: string; readonly ar: string }): void {
  expect(latinIn(ar)).toEqual([]);
  expect(ar).toMatch(/[\u0621-\u064a]{3}/);
  expect(en.replace(isolates, '')).not.toMatch(/[\u0600-\u06ff]/);
  for (const text of [en, ar]) expect(text.replace(isolates, '')).not.toMatch(/undefined|NaN|null|[{}]/);
  expect(valuesIn(ar)).toEqual(valuesIn(en));
}

async function failureFrom(kind: 'file' | 'mapping' | 'zones', code: string, one: unknown): Promise<Failure> {
  if (typeof one !== 'function') return { kind, problem: one } as Failure;
  const error: unknown = await Promise.resolve()
    .then(() => (one as () => unknown)())
    .catch((cause: unknown) => cause);
  if (!(error instanceof Error)) {
    expect(error).toMatchObject({ code });
    return { kind, problem: error } as Failure;
  }
  const failure = failureOf(error, 9);
  expect(failure, error.message).toMatchObject({ kind, problem: { code } });
  // It comes from the worker as a copy.
  return structuredClone(failure);
}

describe.each([
  ['file', fileCases],
  ['mapping', mappingCases],
  ['zones', zonesCases],
] as const)('what is wrong with a %s', (kind, cases) => {
  test.each(
    Object.entries(cases).flatMap(([code, all]) =>
      Object.entries(all).map(([name, one]) => [code, name, one]),
    ),
  )('%s: %s', async (code, _, one) => {
    expectBoth(said(await failureFrom(kind, code as string, one)));
  });
});

describe('other words', () => {
  const failures: Failure[] = [
    { kind: 'empty', bytes: 0 },
    { kind: 'headerOnly', columns: 3 },
    { kind: 'allRejected', rows: 12, rejected: new Blob() },
    { kind: 'memory', bytes: 2e9 },
    { kind: 'unreadable' },
    { kind: 'partMissing' },
    { kind: 'fault', detail: 'TypeError: x is undefined' },
  ];
  test.each(failures)('$kind', (failure) => {
    expectBoth(said(failure));
  });

  test('what a parser said is kept apart from our own words', async () => {
    const failure = await failureFrom('file', 'syntax', fileCases.syntax.xml);
    const words = failureWords(importText('ar', 'latn'), failure);
    expect(words.detail).toMatch(/tag/);
    expect(words.found).toContain('2');
  });

  test('a letter that breaks a JSON text is told by its line', async () => {
    const failure = await failureFrom('file', 'syntax', fileCases.syntax['json, a letter of no ASCII']);
    expect(failure).toMatchObject({ problem: { line: 15, got: 'ر' } });
    expect(await failureFrom('file', 'syntax', fileCases.syntax['json, a tab'])).toMatchObject({
      problem: { got: 'U+0009' },
    });
    expect(await failureFrom('mapping', 'notJson', mappingCases.notJson.broken)).toMatchObject({
      problem: { line: 2, got: 'o' },
    });
  });

  const kinds = Object.keys(expectedKinds) as Expected['kind'][];
  test.each(kinds)('what belongs in a place of a mapping: %s', async (kind) => {
    const failure = await failureFrom('mapping', 'misfit', mappingCases.misfit[kind]);
    expect(failure).toMatchObject({ problem: { expected: { kind } } });
  });

  test('what was dropped and is no file', () => {
    for (const refusal of [{ kind: 'several', count: 7 }, { kind: 'folder' }, { kind: 'nothing' }] as const) {
      const [en, ar] = (['en', 'ar'] as const).map((language) => {
        const { found, advice } = refusalWords(importText(language, 'latn'), refusal);
        return `${found} ${advice}`;
      });
      expectBoth({ en: en!, ar: ar! });
    }
  });

  /** Values as `note` is given them. */
  const values: Record<string, string | number> = {
    count: 7,
    field: 'topic',
    cap: 32,
    share: 94,
    system: 'UTM 40N (EPSG:32640)',
    order: 'dmy',
    unit: 'hours',
    why: 'region',
    sheet: 'Requests',
    sheets: '"May" (8), "June" (9)',
    files: '"a.csv" (8), "b.csv" (9)',
    others: '"Notes"',
    lines: '4, 9',
    encoding: 'windows-1256',
    utf8: 8,
    other: 9,
    names: '"2026-01-01"',
    column: 'Ward',
    words: '"Shut" is taken for closed',
    timeZone: 'Asia/Dubai',
    city: 'dubai',
    example: '03/04/2026',
    readings: '2026-04-03 or 2026-03-04',
    distinct: 11,
    of: 240,
    line: 7,
    lat: 25.2,
    lon: 55.3,
    columns: 'Complaints, Suggestions',
    mail: 'Mail',
    email: 'Email',
    clock: '00:00:00',
  };
  const noteCodes = Object.keys(importCatalogue.en).flatMap((id) =>
    id.startsWith('note.') && id !== 'note.stageWord' ? [id.slice(5) as NoteCode] : [],
  );
  test.each(noteCodes)('the note %s', (code) => {
    const one: Note = { code, values };
    const taken = { words: { stage: { Shut: 'closed' } } };
    const [en, ar] = (['en', 'ar'] as const).map((language) =>
      noteWords(importText(language, 'latn'), one, taken),
    );
    expectBoth({ en: en!, ar: ar! });
  });

  test('every Arabic message of the import is Arabic', () => {
    const places = /\{\w+(?:, \w+(?:,)?)?|\b(?:zero|one|two|few|many|other|yes)\b(?= \{)/g;
    const foreign = Object.entries(importCatalogue.ar).flatMap(([id, text]) => {
      const left = latinIn(text.replaceAll(places, ''));
      return left.length > 0 ? [`${id}: ${left.join(' ')}`] : [];
    });
    expect(foreign).toEqual([]);
  });
});
