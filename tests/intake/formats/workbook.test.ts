import * as sheets from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { dateText } from '../../../src/intake/formats/sheetReader.ts';
import { isDateFormat } from '../../../src/intake/formats/workbook.ts';
import type { MappingFile } from '../../../src/intake/mapping.ts';
import { importFile } from '../../support/exports.ts';

// Guards: a workbook's cells become what a person sees in them: dates (1900 and 1904), numbers, texts in and out of the
// table of strings, booleans, last values of formulas; which sheet and which row is the header.

type Cell = string | number | boolean | sheets.CellObject | null;

function book(
  tables: Readonly<Record<string, readonly (readonly Cell[])[]>>,
  change: (book: sheets.WorkBook) => void = () => {},
  options = {},
): Uint8Array {
  const out = sheets.utils.book_new();
  for (const [name, rows] of Object.entries(tables)) {
    sheets.utils.book_append_sheet(out, sheets.utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  }
  change(out);
  return new Uint8Array(sheets.write(out, { type: 'array', bookType: 'xlsx', ...options }));
}

const day = (iso: string, from = 25_569) => Date.parse(iso) / 86_400_000 + from;
const date = (iso: string, format: string, from?: number): sheets.CellObject => ({
  t: 'n',
  v: day(iso, from),
  z: format,
});
const header = ['Request ID', 'Created Date', 'Ward', 'Topic'];

describe('a workbook', () => {
  it.each([false, true])(
    'reads dates, texts, numbers, booleans, formulas and errors; 1904: %s',
    async (date1904) => {
      const from = date1904 ? 24_107 : 25_569;
      const bytes = book(
        {
          S: [
            ['ref', 'opened', 'closed', 'when', 'rating', 'again', 'area', 'topic', 'sum'],
            [
              7,
              date('2026-03-01T14:30:00Z', 'dd/mm/yyyy hh:mm', from),
              date('2026-03-02T00:00:00Z', 'yyyy"year"-mm', from),
              date('2026-03-02T06:45:10Z', '[$-409]h:mm AM/PM;@', from),
              5,
              true,
              'North & South <x>',
              'line one\nline two',
              { t: 'n', v: 42, f: '6*7' },
            ],
            [
              8.5,
              date('2026-03-03T00:00:00Z', 'm/d/yy', from),
              { t: 'e', v: 42 },
              null,
              0.1,
              false,
              '_x0041_b',
              ' spaced ',
              { t: 's', v: 'x', f: '"x"' },
            ],
          ],
        },
        (out) => {
          out.Workbook = { WBProps: { date1904 } };
        },
      );
      const done = await importFile(bytes, {
        mapping: {
          columns: {
            ref: 'ref',
            opened: 'opened',
            resolved: 'closed',
            updated: 'when',
            satisfaction: 'rating',
            reopened: 'again',
            zone: 'area',
            topic: 'topic',
          },
          timeZone: 'UTC',
          zones: 'fromValues',
        },
      });
      expect(done.layout).toMatchObject({ format: 'xlsx', sheet: 'S', headerLine: 1, counted: 'row' });
      expect(done.layout.sample).toEqual([
        [
          '7',
          '2026-03-01 14:30:00',
          '2026-03-02',
          '2026-03-02 06:45:10',
          '5',
          'TRUE',
          'North & South <x>',
          'line one\nline two',
          '42',
        ],
        ['8.5', '2026-03-03', '', '', '0.1', 'FALSE', 'Ab', ' spaced ', 'x'],
      ]);
      expect(done.table.refs).toEqual(['7', '8.5']);
      expect(done.time('opened', 0)).toBe('2026-03-01T14:30:00Z');
      expect(done.time('resolved', 1)).toBeNull();
      expect(done.report.badValues).toMatchObject({
        satisfaction: { count: 1, examples: [{ line: 3, value: '0.1' }] },
      });
    },
  );

  it('agrees with SheetJS on what cells show, whether texts are shared or not', async () => {
    const rows = Array.from({ length: 300 }, (_, i): Cell[] => [
      `SR-${i}`,
      date(new Date(Date.UTC(2025, 0, 1) + i * 5_000_123).toISOString(), 'yyyy-mm-dd hh:mm:ss'),
      ['Ward 1', 'حي النخيل', 'Ward 2'][i % 3]!,
      `${'x'.repeat(i % 7)} ${i % 11}`,
    ]);
    for (const bookSST of [true, false]) {
      const bytes = book({ Requests: [header, ...rows] }, undefined, { bookSST, compression: true });
      const done = await importFile(bytes);
      const theirs = sheets.utils.sheet_to_json<string[]>(sheets.read(bytes).Sheets.Requests!, {
        header: 1,
        raw: false,
      });
      const seconds = (text: string) => text.padEnd(19, ' 00:00:00');
      expect(
        done.layout.sample.map((row) => row.map((value, i) => (i === 1 ? seconds(value) : value))),
      ).toEqual(theirs.slice(1));
      expect(done.report).toMatchObject({ read: 300, rows: 300, rejected: 0 });
    }
  });

  it('takes the sheet that looks most like requests, says so, and takes another where it is told', async () => {
    const rows = [header, ['1', '2026-01-01', 'North', 'Noise'], ['2', '2026-01-02', 'South', 'Noise']];
    const hidden = (out: sheets.WorkBook) => {
      out.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 0 }, { Hidden: 1 }] };
    };
    const bytes = book(
      {
        About: [['Requests'], ['made by', 'us']],
        'طلبات 2026': rows,
        Old: [...rows, ...rows.slice(1), ...rows.slice(1)],
      },
      hidden,
    );
    const done = await importFile(bytes);
    expect(done.report).toMatchObject({ sheet: 'طلبات 2026', read: 2, mapping: { sheet: 'طلبات 2026' } });
    expect(done.report.notes.join()).toContain(
      'Read: "طلبات 2026" (2); the workbook has also "About" (0), "Old" (6) (rows in brackets)',
    );
    const mapping: MappingFile = { columns: { opened: 'Created Date' }, zones: 'fromValues', sheet: 'old' };
    expect((await importFile(bytes, { mapping })).report).toMatchObject({ sheet: 'Old', read: 6 });
    await expect(importFile(bytes, { mapping: { ...mapping, sheet: 'Nwe' } })).rejects.toThrow(
      /no sheet "Nwe"; it has "About", "طلبات 2026", "Old"/,
    );
  });

  it('reads past titles, tells rows by their number in the sheet, and skips empty ones', async () => {
    const bytes = book({
      S: [
        ['Requests of 2026'],
        [],
        header,
        ['1', '2026-01-01', 'North', 'Noise'],
        [],
        ['2', 'soon', 'South', 'Noise'],
      ],
    });
    const done = await importFile(bytes, {
      mapping: { columns: { opened: 'Created Date' }, zones: 'fromValues' },
    });
    expect(done.report).toMatchObject({ headerLine: 3, read: 2, rejected: 1 });
    expect(done.rejects).toMatchObject([{ line: 6, column: 'Created Date', value: 'soon' }]);
  });

  it('joins a header of two rows, of which merged cells span the columns below', async () => {
    const bytes = book(
      {
        S: [
          ['Ref', 'Dates', '', 'Location', '', 'Topic'],
          ['', 'Created', 'Closed', 'Lat', 'Lon', ''],
          ['1', '2026-01-01', '2026-01-03', 25.2, 55.3, 'Noise'],
          ['2', '2026-01-02', '', 25.2, 55.3, 'Noise'],
        ],
      },
      (out) => {
        out.Sheets.S!['!merges'] = [{ s: { r: 0, c: 1 }, e: { r: 0, c: 2 } }];
      },
    );
    const done = await importFile(bytes);
    expect(done.layout).toMatchObject({
      header: ['Ref', 'Created', 'Closed', 'Lat', 'Lon', 'Topic'],
      headerLine: 2,
    });
    expect(done.report).toMatchObject({ read: 2, rows: 2, rejected: 0 });
  });

  it('is refused where it is another office file, has no table, or is damaged', async () => {
    await expect(importFile(book({ S: [] }))).rejects.toThrow(/no sheet with a header row/);
    const types = strToU8('<Types/>');
    const binary = zipSync({
      '[Content_Types].xml': types,
      '_rels/.rels': strToU8(
        '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
      ),
      'xl/workbook.bin': types,
    });
    await expect(importFile(binary)).rejects.toThrow(/the workbook is damaged/);
    const open = zipSync({
      mimetype: strToU8('application/vnd.oasis.opendocument.text'),
      'META-INF/manifest.xml': types,
    });
    await expect(importFile(open)).rejects.toThrow(/a document/);
    const whole = book({ S: [header, ['1', '2026-01-01', 'North', 'Noise']] });
    for (let length = 100; length < whole.length; length += 97) {
      await expect(importFile(whole.slice(0, length))).rejects.toThrow(/ends too early|damaged/);
    }
  });
});

describe('formats and serial days', () => {
  it.each<[number, string | undefined, boolean]>([
    [0, undefined, false],
    [14, undefined, true],
    [22, undefined, true],
    [164, 'yyyy-mm-dd', true],
    [164, '[h]:mm', true],
    [164, '[Red]#,##0.00', false],
    [164, '0.00" days"', false],
    [164, '[$-1010000]d\\/m\\/yyyy;@', true],
    [164, 'General', false],
    [164, '#,##0\\ "h"', false],
    [164, '@', false],
  ])('format %d %s is one of dates: %s', (id, code, expected) => {
    expect(isDateFormat(id, code)).toBe(expected);
  });

  it.each<[number, boolean, string]>([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [45_000.5, false, '2023-03-15 12:00:00'],
    [43_538.5, true, '2023-03-15 12:00:00'],
    [0.25, false, '06:00:00'],
    [45_000.999_999_99, false, '2023-03-16'],
    [-1, false, '-1'],
    [1e12, false, '1000000000000'],
  ])('%d, counted from 1904: %s, is %s', (serial, from1904, expected) => {
    expect(dateText(serial, from1904)).toBe(expected);
  });
});
