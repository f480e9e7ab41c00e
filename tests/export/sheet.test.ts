import { read, type WorkSheet } from '@e965/xlsx';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { arrowOf } from '../../src/export/arrow.ts';
import { csvOf } from '../../src/export/csv.ts';
import { blobOf, fileFormats, fileName, mediaTypes } from '../../src/export/formats.ts';
import { type Bytes, type CellValue, pieceOf, type Sheet, type SheetColumn } from '../../src/export/sheet.ts';
import { xlsxOf } from '../../src/export/xlsx.ts';
import { TabNames } from '../../src/export/xlsxText.ts';
import { timeZone } from '../../src/model/timeZone.ts';

// Guards: whatever is handed out holds what it was made from, whoever opens it: the same texts, sums and instants,
// nothing that a spreadsheet would compute, and nothing dropped without a word.

const words = [
  { code: 'C226', name: 'القوز الصناعية الأولى' },
  { code: '=C1', name: 'A, "quoted" & <b>' },
];
const columns: readonly SheetColumn[] = [
  { kind: 'text', id: 'ref', title: 'Reference' },
  { kind: 'integer', id: 'count', title: 'Count' },
  { kind: 'number', id: 'hours', title: 'Hours' },
  { kind: 'share', id: 'rate', title: 'Rate' },
  { kind: 'instant', id: 'opened', title: 'Opened' },
  { kind: 'day', id: 'day', title: 'Day' },
  { kind: 'code', id: 'zone', title: 'Zone', codeTitle: 'Zone code', words },
];
const sheet: Sheet = {
  name: 'Overdue: Deira',
  columns,
  facts: [
    { name: 'Period', value: '1 Oct 2026 – 31 Oct 2026' },
    { name: 'Choice', value: '=1+1 & <x>' },
  ],
  rightToLeft: false,
  timeZone: 'Asia/Dubai',
  labels: { facts: 'About', part: '{n} tabs', cut: 'Cut', cutNote: '{n} texts' },
};

async function bytesOf(made: Bytes): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of made) parts.push(part);
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '=1+1',
    '@x',
    '+2',
    '-2',
    ' edge ',
    'two\nlines',
    '_x0041_',
    'بلاغ، "مهم"',
    '<&>',
    "'x",
    '',
  ),
);
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 6 });
const row = fc.tuple(
  orNull(text),
  orNull(fc.integer({ min: -1_000_000, max: 1_000_000_000 })),
  orNull(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  orNull(fc.double({ min: 0, max: 1, noNaN: true })),
  orNull(fc.integer({ min: 946_684_800, max: 4_000_000_000 })),
  orNull(fc.integer({ min: 10_000, max: 40_000 })),
  orNull(fc.integer({ min: 0, max: 1 })),
);
const rowsAndCut = fc.tuple(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }));

/** The rows in pieces of some size. */
function* inPieces(rows: readonly (readonly CellValue[])[], size: number) {
  for (let from = 0; from < rows.length; from += size)
    yield pieceOf(columns.length, rows.slice(from, from + size));
}

const zone = timeZone(sheet.timeZone);
/** What the wall clock of the city shows, as an ISO text. */
const shown = (at: number) =>
  new Date(zone.localSeconds(at) * 1000).toISOString().slice(0, 19).replace('T', ' ');
const dayText = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
/** A text without halves of surrogate pairs. */
const wellFormed = (value: string) => value.replace(/\p{Cs}/gu, '\uFFFD');
/** What a workbook can hold of a text. */
const held = (value: string) =>
  value
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Cs}]/gu, '');

function sheetRows(tab: WorkSheet, count: number): (Record<string, { v: unknown; t: string }> | undefined)[] {
  const dense = tab as unknown as { '!data': Record<string, { v: unknown; t: string }>[] };
  return Array.from({ length: count }, (_, i) => dense['!data'][i]);
}

describe('Excel', () => {
  test('any rows are read back by another reader, typed, with equal sums', async () => {
    await fc.assert(
      fc.asyncProperty(rowsAndCut, async ([rows, size]) => {
        const book = read(await bytesOf(xlsxOf(sheet, inPieces(rows, size))), { dense: true });
        const tab = book.Sheets[book.SheetNames[0]!]!;
        const [header, ...body] = sheetRows(tab, rows.length + 1);
        expect(Object.values(header!).map(({ v }) => v)).toEqual([
          'Reference',
          'Count',
          'Hours',
          'Rate',
          'Opened',
          'Day',
          'Zone code',
          'Zone',
        ]);
        for (const [i, values] of rows.entries()) {
          const cell = (column: number) => body[i]?.[column];
          const [ref, count, hours, rate, opened, day, code] = values;
          if (ref !== null && held(ref) !== '') {
            expect(cell(0)?.t).toBe('s');
            expect(cell(0)?.v).toBe(held(ref));
          }
          expect(cell(1)?.v ?? null).toBe(count);
          // A workbook knows no negative zero.
          expect(cell(2)?.v ?? null).toBe(hours === null ? null : hours + 0);
          expect(cell(3)?.v ?? null).toBe(rate);
          const serial = cell(4)?.v as number | undefined;
          expect(
            serial === undefined
              ? null
              : new Date(Math.round((serial - 25_569) * 86_400) * 1000)
                  .toISOString()
                  .slice(0, 19)
                  .replace('T', ' '),
          ).toBe(opened === null ? null : shown(opened));
          expect(cell(5)?.v ?? null).toBe(day === null ? null : day + 25_569);
          expect(cell(6)?.v ?? null).toBe(code === null ? null : words[code]!.code);
          expect(cell(7)?.v ?? null).toBe(code === null ? null : words[code]!.name);
        }
        const sum = body.reduce((total, cells) => total + Number(cells?.[1]?.v ?? 0), 0);
        expect(sum).toBe(rows.reduce((total, values) => total + (values[1] ?? 0), 0));
      }),
      { numRuns: 60 },
    );
  });

  test('dates are dates, the header is frozen, Arabic is read from the right, and a second tab says what it is', async () => {
    const rows = [['R-1', 1, 1, 0.5, 1_790_000_000, 20_000, 0]];
    const file = await bytesOf(xlsxOf({ ...sheet, rightToLeft: true }, inPieces(rows, 5)));
    const book = read(file, { cellDates: false, cellNF: true });
    const tab = book.Sheets['Overdue Deira']!;
    expect(tab.E2.w).toBe(shown(1_790_000_000).slice(0, 16));
    expect(tab.D2.w).toBe('50.0%');
    const about = book.Sheets.About!;
    expect([about.A2.v, about.B2.v, about.A3.v, about.B3.v]).toEqual([
      'Period',
      '1 Oct 2026 – 31 Oct 2026',
      'Choice',
      '=1+1 & <x>',
    ]);
    expect(about.B3.f).toBeUndefined();
    const xml = new TextDecoder().decode(unzipSync(file)['xl/worksheets/sheet1.xml']);
    expect(xml).toContain('rightToLeft="1"');
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<autoFilter ref="A1:H2"/>');
  });

  test('rows beyond the end of a tab go on in further tabs, which is said, and none is lost', async () => {
    const rows = Array.from({ length: 23 }, (_, i) => [`R-${i}`, i, null, null, null, null, null]);
    const book = read(await bytesOf(xlsxOf(sheet, inPieces(rows, 4), 10)), { dense: true });
    expect(book.SheetNames).toEqual(['Overdue Deira', 'Overdue Deira 2', 'Overdue Deira 3', 'About']);
    const counts = book.SheetNames.slice(0, 3).flatMap((name) =>
      sheetRows(book.Sheets[name]!, 10)
        .slice(1)
        .flatMap((cells) => (cells?.[1] ? [cells[1].v] : [])),
    );
    expect(counts).toEqual(rows.map(([, count]) => count));
    const about = sheetRows(book.Sheets.About!, 4);
    expect(about[3]?.[1]?.v).toBe('3 tabs');
  });

  test('a text longer than a cell is cut, and how many were is said', async () => {
    const long = 'ب'.repeat(32_766) + '😀'.repeat(3);
    const book = read(await bytesOf(xlsxOf(sheet, inPieces([[long], ['short']], 5))));
    expect(book.Sheets['Overdue Deira']!.A2.v).toBe('ب'.repeat(32_766));
    expect(book.Sheets.About!.B4.v).toBe('1 texts');
  });

  test('names of tabs are short, clean and never alike', () => {
    const names = new TabNames();
    const wanted = [
      'Deira',
      'deira',
      "'a/b'",
      '',
      'x'.repeat(40),
      'x'.repeat(40),
      'History',
      'طلبات: الكل؟*',
    ];
    const taken = wanted.map((name) => names.take(name));
    expect(taken).toEqual([
      'Deira',
      'deira 2',
      'a b',
      'Sheet',
      'x'.repeat(31),
      `${'x'.repeat(29)} 2`,
      'History 2',
      'طلبات الكل؟',
    ]);
  });
});

describe('CSV', () => {
  test('any rows are read back, and no text is left that a spreadsheet computes', async () => {
    await fc.assert(
      fc.asyncProperty(rowsAndCut, async ([rows, size]) => {
        const file = await bytesOf(csvOf(sheet, inPieces(rows, size)));
        expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
        const [, ...body] = parse(new TextDecoder().decode(file), {
          bom: true,
          relax_column_count: false,
          record_delimiter: '\r\n',
        }) as string[][];
        expect(body).toHaveLength(rows.length);
        for (const [i, [ref, count, hours, rate, opened, day, code]] of rows.entries()) {
          const guard = /^[=+\-@\t\r]/;
          const cells = body[i]!;
          const text = wellFormed(ref ?? '');
          expect(cells[0]).toBe(guard.test(text) ? `'${text}` : text);
          expect(cells[1]).toBe(count === null ? '' : String(count));
          expect(cells[2] === '' ? null : Number(cells[2])).toBe(hours === 0 ? 0 : hours);
          expect(cells[3] === '' ? null : Number(cells[3])).toBe(rate);
          expect(cells[4]).toBe(opened === null ? '' : shown(opened));
          expect(cells[5]).toBe(day === null ? '' : dayText(day));
          expect(cells[6]).toBe(code === null ? '' : code === 1 ? "'=C1" : words[code]!.code);
          expect(cells[7]).toBe(code === null ? '' : words[code]!.name);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('Arrow', () => {
  test('any rows are read back, with the facts beside them', async () => {
    await fc.assert(
      fc.asyncProperty(rowsAndCut, async ([rows, size]) => {
        const table = tableFromIPC(await bytesOf(arrowOf(sheet, inPieces(rows, size))));
        expect(table.numRows).toBe(rows.length);
        expect(table.schema.metadata.get('Period')).toBe('1 Oct 2026 – 31 Oct 2026');
        const column = (name: string) => Array.from(table.getChild(name)!, (value) => value as unknown);
        expect(column('ref')).toEqual(rows.map(([ref]) => (ref === null ? null : wellFormed(ref))));
        expect(column('count').map((value) => (value === null ? null : Number(value)))).toEqual(
          rows.map((values) => values[1]),
        );
        expect(column('rate')).toEqual(rows.map((values) => values[3]));
        expect(column('opened').map((value) => (value === null ? null : Number(value) / 1000))).toEqual(
          rows.map((values) => values[4]),
        );
        expect(column('zoneCode')).toEqual(
          rows.map(({ 6: code }) => (code === null ? null : words[code]!.code)),
        );
        expect(column('zone')).toEqual(rows.map(({ 6: code }) => (code === null ? null : words[code]!.name)));
      }),
      { numRuns: 40 },
    );
  });
});

// Guards: a fault or a cancel on the way reaches whoever waits for the file.
test.each([csvOf, xlsxOf, arrowOf])('%o: what the rows throw is thrown', async (make) => {
  async function* broken() {
    yield pieceOf(columns.length, [['R-1', 1]]);
    throw new Error('given up');
  }
  await expect(bytesOf(make(sheet, broken()))).rejects.toThrow('given up');
});

test.each(fileFormats)('as %s it is a file of its own kind', async (format) => {
  const blob = await blobOf(format, sheet, inPieces([['R-1', 1, 2, 0.5, 1_790_000_000, 20_000, 0]], 1));
  expect(blob.type).toBe(mediaTypes[format]);
  const start = new TextDecoder('latin1').decode(await blob.slice(0, 4).arrayBuffer());
  expect(start).toBe(
    { xlsx: 'PK\u0003\u0004', csv: '\u00EF\u00BB\u00BFR', arrow: '\u00FF\u00FF\u00FF\u00FF' }[format],
  );
});

test('a file is named by what it holds, in whatever language', () => {
  expect(fileName(['Overdue', 'Al Twar / Second', '', '1\u2013\u206631\u2069 Oct: 2026'], 'xlsx')).toBe(
    'Overdue - Al Twar Second - 1–31 Oct 2026.xlsx',
  );
  expect(fileName(['***'], 'csv')).toBe('file.csv');
  expect(fileName(['ب'.repeat(300)], 'csv')).toBe(`${'ب'.repeat(100)}.csv`);
});
