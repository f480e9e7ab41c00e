import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/intake/importFile.ts';
import { readZonesFile } from '../../src/intake/layer/zonesFile.ts';
import type { Note, NoteCode } from '../../src/intake/report/note.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { fileOf, type ImportedFile, importFile, setupOf } from '../support/exports.ts';

/** What a file has to become by its suggested mapping; what is left out is not looked at. */
interface Right {
  /** Requests that are kept: none may be rejected or superseded. */
  readonly rows: number;
  readonly unplaced?: number;
  readonly timeZone?: string;
  /** Requests by zone, in any order, or the zones of the rows. */
  readonly zones?: Readonly<Record<string, number>> | readonly string[];
  readonly channel?: Readonly<Record<string, number>>;
  readonly stage?: Readonly<Record<string, number>>;
  readonly topic?: Readonly<Record<string, number>>;
  readonly entity?: Readonly<Record<string, number>>;
  readonly priority?: Readonly<Record<string, number>>;
  /** By field, how many requests have a value. */
  readonly filled?: Readonly<Record<string, number>>;
  /** Which column is which field. */
  readonly columns?: Readonly<Record<string, unknown>>;
  /** The first requests' openings, ISO 8601 in UTC. */
  readonly opened?: readonly string[];
  readonly lastOpened?: string;
  /** Latitude and longitude of the first requests, in thousandths of a degree. */
  readonly points?: readonly (readonly [number, number])[];
  readonly refs?: readonly string[];
  readonly notes?: readonly NoteCode[];
}

const each = (count: number, ...names: string[]) => Object.fromEntries(names.map((name) => [name, count]));
const mirdifAndBarsha = each(12, 'C251', 'C373');
/** Days of the Gulf, which begin at 20:00 UTC. */
const days = (...dates: string[]) => dates.map((day) => `${day}T20:00:00Z`);

const imports: Readonly<Record<string, Right>> = {
  'ward-numbers.csv': {
    rows: 24,
    unplaced: 0,
    timeZone: 'Asia/Kolkata',
    zones: each(2, ...Array.from({ length: 12 }, (_, i) => String(111 + i))),
    points: [[12970, 77590]],
    notes: ['otherCity'],
  },
  'nested-created.json': {
    rows: 24,
    columns: { opened: 'createdAt' },
    opened: ['2024-03-01T08:00:00Z'],
    zones: mirdifAndBarsha,
  },
  'meem-time-first.csv': {
    rows: 24,
    opened: ['2024-03-01T04:00:00Z'],
    lastOpened: '2024-03-17T01:41:00Z',
  },
  'meem-years.csv': {
    rows: 24,
    opened: days('2024-02-29', '2024-03-01'),
    lastOpened: '2024-03-16T20:00:00Z',
  },
  'hijri-beside-gregorian.csv': {
    rows: 24,
    columns: { opened: 'تاريخ الطلب ميلادي' },
    opened: days('2024-02-29', '2024-03-01'),
  },
  'excel-ids.csv': { rows: 24, notes: ['refRounded'] },
  'sheet-per-month.xlsx': {
    rows: 24,
    opened: ['2024-01-02T05:00:00Z'],
    lastOpened: '2024-03-23T05:00:00Z',
    zones: mirdifAndBarsha,
    notes: ['sheetsTogether'],
  },
  'merged-zones.xlsx': {
    rows: 24,
    unplaced: 0,
    zones: each(8, 'C251', 'C373', 'C416'),
    notes: ['merged'],
  },
  'cyrillic-1251.csv': { rows: 24, timeZone: 'UTC', opened: ['2024-03-01T08:00:00Z'] },
  'ckan-datastore.json': { rows: 24, zones: mirdifAndBarsha },
  'odata-formatted.json': {
    rows: 24,
    unplaced: 24,
    stage: each(12, 'in-progress', 'resolved'),
    channel: each(8, 'call-centre', 'email', 'website'),
    zones: { null: 24 },
  },
  'esri-features.json': {
    rows: 24,
    unplaced: 0,
    filled: { pointLon: 24 },
    refs: ['E0', 'E1'],
    points: [[25100, 55190]],
  },
  'mysql-nulls.tsv': { rows: 24, filled: { resolved: 12 }, zones: { north: 8, south: 8, null: 8 } },
  'tick-x.csv': { rows: 24, filled: { channel: 0 } },
  'mail-and-email.csv': { rows: 24, channel: { mail: 12, email: 6, 'call-centre': 6 } },
  'votes-rating.json': { rows: 24, filled: { satisfaction: 0 }, notes: ['votes'] },
  'fixed-or-closed.csv': {
    rows: 24,
    filled: { resolved: 12 },
    // Fixed; no further action and unable to fix, which are done; the others are open.
    stage: { resolved: 6, closed: 12, 'in-progress': 6 },
  },
  'coded-priority.csv': { rows: 24, priority: each(6, 'urgent', 'high', 'normal', 'low') },
  'ward-codes.csv': { rows: 24, unplaced: 0, zones: each(8, 'e05900101', 'e05900102', 'e05900103') },
  'zone-name-after-time.csv': { rows: 24, timeZone: 'Asia/Dubai', opened: ['2024-03-01T04:00:00Z'] },
  'kibana-time.csv': { rows: 24, opened: ['2024-03-01T04:00:00Z', '2024-03-01T21:07:00Z'] },
  'portuguese.csv': {
    rows: 24,
    columns: { service: 'Tema', topic: 'Assunto', resolved: 'Data do Parecer', entity: 'Órgão' },
    filled: { resolved: 8 },
    topic: each(6, 'entulho', 'buraco', 'lixeira-cheia', 'calcada'),
    entity: each(12, 'obras', 'limpurb'),
    // FINALIZADA counts as closed, which is as done as resolved.
    stage: each(8, 'closed', 'received', 'in-progress'),
  },
  'german.csv': {
    rows: 24,
    columns: { ref: 'Vorgangsnummer', zone: 'Stadtbezirk', topic: 'Unterkategorie', service: 'Kategorie' },
    zones: each(12, 'nord', 'sud'),
    filled: { pointLon: 24, pointLat: 24 },
    points: [[50930, 6950]],
    refs: ['V000'],
  },
};

const gulf: Readonly<Record<string, Right>> = {
  'dltm-xy.csv': {
    rows: 3,
    zones: ['C345', 'C343', 'C336'],
    points: [
      [25197, 55274],
      [25202, 55262],
      [25217, 55283],
    ],
    notes: ['gridTaken'],
  },
  'utm40-xy.csv': {
    rows: 3,
    zones: ['C345', 'C119', 'C393'],
    points: [
      [25197, 55274],
      [25265, 55312],
      [25078, 55149],
    ],
    notes: ['gridTaken'],
  },
  'makani.csv': {
    rows: 3,
    zones: ['C119', 'C393', 'C119'],
    points: [
      [25265, 55312],
      [25078, 55149],
      [25265, 55312],
    ],
  },
  'makani-excel.csv': {
    rows: 3,
    zones: ['C532', 'C119', 'C393'],
    points: [
      [24844, 55080],
      [25265, 55312],
      [25078, 55149],
    ],
  },
  'plot-number.csv': { rows: 3, zones: ['C337', 'C343', 'C336'] },
  'latlng-one-column.csv': { rows: 3, zones: ['C119', 'C119', 'C393'] },
  'dms.csv': {
    rows: 2,
    zones: ['C119', 'C393'],
    points: [
      [25265, 55312],
      [25078, 55149],
    ],
  },
  'xy-swapped.csv': { rows: 2, zones: ['C119', 'C393'], timeZone: 'Asia/Dubai', notes: ['axesTurned'] },
  'hijri-dates.csv': {
    rows: 7,
    // 30 Safar 1447 as announced is 2025-08-24; the sixth is at half past ten.
    opened: days('2026-02-28', '2026-02-28', '2025-08-23', '2026-02-28', '2026-02-28').concat(
      '2026-03-01T06:30:00Z',
      '2026-02-28T20:00:00Z',
    ),
    notes: ['hijri'],
  },
  'cp720.csv': {
    rows: 4,
    zones: ['C373', 'C318', 'C364', 'C336'],
    columns: { ref: 'رقم الطلب', zone: 'المنطقة', channel: 'القناة', topic: 'الموضوع' },
    channel: { 'call-centre': 2, website: 1, whatsapp: 1 },
  },
  'gulf-midnight.xlsx': {
    rows: 6,
    opened: days('2026-02-28', '2026-03-01', '2026-03-02'),
    notes: ['midnights'],
  },
  'gulf-midnight.json': {
    rows: 3,
    opened: days('2026-02-28', '2026-03-01', '2026-03-02'),
    notes: ['midnights'],
  },
  'html-table.xls': {
    rows: 2,
    refs: ['00123', '00124'],
    opened: ['2026-03-05T06:00:00Z', '2026-03-06T07:30:00Z'],
    zones: ['C373', 'C318'],
  },
  'spreadsheetml-2003.xls': {
    rows: 1,
    refs: ['00123'],
    opened: ['2026-03-05T06:00:00Z'],
    zones: ['C318'],
  },
};

/** The fields of `right`, as the import has them. */
function looked(done: ImportedFile, reasons: readonly Note[], right: Right): Right {
  const { table, report } = done;
  const all = Array.from({ length: table.length }, (_, row) => row);
  const count = (column: 'zone' | 'channel' | 'stage' | 'topic' | 'entity' | 'priority') => {
    const counts: Record<string, number> = {};
    for (const row of all) {
      const id = String(done.id(column, row));
      counts[id] = (counts[id] ?? 0) + 1;
    }
    return counts;
  };
  const codes = new Set([...reasons, ...report.noted].map(({ code }) => code));
  const found: Record<keyof Right, () => unknown> = {
    rows: () => report.rows,
    unplaced: () => report.unplaced,
    timeZone: () => report.timeZone,
    zones: () => (Array.isArray(right.zones) ? all.map((row) => done.id('zone', row)) : count('zone')),
    channel: () => count('channel'),
    stage: () => count('stage'),
    topic: () => count('topic'),
    entity: () => count('entity'),
    priority: () => count('priority'),
    filled: () =>
      Object.fromEntries(
        Object.keys(right.filled!).map((column) => [
          column,
          all.filter((row) => table.value(column as 'resolved', row) !== null).length,
        ]),
      ),
    columns: () =>
      Object.fromEntries(
        Object.keys(right.columns!).map((field) => [field, report.mapping.columns[field as 'ref']]),
      ),
    opened: () => right.opened!.map((_, row) => done.time('opened', row)),
    lastOpened: () => done.time('opened', table.length - 1),
    points: () => right.points!.map((_, row) => [table.value('pointLat', row), table.value('pointLon', row)]),
    refs: () => right.refs!.map((_, row) => table.refs[row]),
    notes: () => right.notes!.filter((code) => codes.has(code)),
  };
  return Object.fromEntries(
    Object.keys(right).map((key) => [key, found[key as keyof Right]()]),
  ) as unknown as Right;
}

const root = new URL('../../../shared/cases/', import.meta.url);
const read = (path: string) => new Uint8Array(readFileSync(new URL(path, root)));

async function expectRight(folder: string, name: string, right: Right) {
  const bytes = read(`${folder}/${name}`);
  const done = await importFile(bytes, { name });
  const { reasons } = await inspect(setupOf(fileOf(bytes, name)));
  expect(looked(done, reasons, right)).toEqual(right);
  expect([done.report.read, done.report.rejected, done.report.superseded]).toEqual([right.rows, 0, 0]);
  return done;
}

// Guards: files as people bring them give their right answer by the suggested mapping alone. The files lie beside the
// project, not in it (skipped where they do not); each kind of them is held by a test of its own as well.
describe.skipIf(!existsSync(root))('files that people bring', () => {
  it('are all tried here', () => {
    const files = (folder: string) =>
      readdirSync(new URL(folder, root))
        .filter((name) => name !== 'README.md')
        .sort();
    expect(files('imports')).toEqual([...Object.keys(imports), 'counts-table.csv'].sort());
    expect(files('gulf')).toEqual([...Object.keys(gulf), 'nahrwan-points.csv', 'nahrwan-zones.zip'].sort());
  });

  it.each(Object.entries(imports))('%s', async (name, right) => {
    await expectRight('imports', name, right);
  });

  it.each(Object.entries(gulf))('%s (Gulf)', async (name, right) => {
    await expectRight('gulf', name, right);
  });

  it('meem-time-first.csv: none in the afternoon', async () => {
    const done = await expectRight('imports', 'meem-time-first.csv', { rows: 24 });
    const hours = Array.from({ length: 24 }, (_, row) => done.table.value('hour', row)!);
    expect(Math.max(...hours)).toBeLessThanOrEqual(12);
  });

  it("ward-numbers.csv: neither Dubai's calendar nor its targets", async () => {
    const { calendar, targets } = await expectRight('imports', 'ward-numbers.csv', { rows: 24 });
    expect([calendar, targets]).toEqual([null, null]);
  });

  it('sheet-per-month.xlsx: eight requests in each month', async () => {
    const done = await expectRight('imports', 'sheet-per-month.xlsx', { rows: 24 });
    const months = Array.from({ length: 24 }, (_, row) => done.time('opened', row)!.slice(0, 7));
    expect(months.filter((month, i) => month === months[i - 1]).length).toBe(21);
    expect([...new Set(months)]).toEqual(['2024-01', '2024-02', '2024-03']);
    expect(months.filter((month) => month === '2024-02').length).toBe(8);
  });

  it('counts-table.csv is taken for counts, and no opening is proposed', async () => {
    const { mapping, reasons } = await inspect(
      setupOf(fileOf(read('imports/counts-table.csv'), 'counts-table.csv')),
    );
    expect(mapping.columns.opened).toBeUndefined();
    expect(reasons.map(({ code }) => code)).toContain('countsTable');
  });

  it('nahrwan-zones.zip is shifted, so that the first of nahrwan-points.csv lies in A1', async () => {
    const zonesFile = await readZonesFile(
      read('gulf/nahrwan-zones.zip'),
      'nahrwan-zones.zip',
      referenceData(),
    );
    const mapping = {
      columns: { ref: 'Request No', opened: 'Created Date', longitude: 'Longitude', latitude: 'Latitude' },
      zones: 'file',
    } as const;
    const done = await importFile(read('gulf/nahrwan-points.csv'), { mapping, zonesFile });
    expect(done.id('zone', 0)?.toLowerCase()).toBe('a1');
    expect(zonesFile.notes.join()).toContain('were brought to degrees WGS 84');
  });
});
