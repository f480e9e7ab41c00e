import * as sheets from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { importFile as bringIn, inspect } from '../../../src/intake/importFile.ts';
import { checkMapping } from '../../../src/intake/mapping.ts';
import { fileOf, type ImportedFile, importFile, setupOf } from '../../support/exports.ts';

// Guards: of a workbook nothing is lost without a word: sheets with the same columns are one table, merged cells are
// filled, a table may begin lower down.

type Rows = readonly (readonly (string | number | null)[])[];

function book(tables: Readonly<Record<string, Rows>>, merges: readonly string[] = []): Uint8Array {
  const out = sheets.utils.book_new();
  for (const [name, rows] of Object.entries(tables)) {
    const sheet = sheets.utils.aoa_to_sheet(rows.map((row) => [...row]));
    sheet['!merges'] = merges.map((reference) => sheets.utils.decode_range(reference));
    sheets.utils.book_append_sheet(out, sheet, name);
  }
  return new Uint8Array(sheets.write(out, { type: 'array', bookType: 'xlsx' }));
}

const header = ['Request ID', 'Created Date', 'Zone', 'Topic'];
const zones = ['Mirdif', 'Al Barsha First', 'Nadd Al Hamar'];
const month = (number: number) =>
  Array.from({ length: 8 }, (_, i) => [
    `${number}-${i}`,
    `2026-0${number}-${String(i + 10)}`,
    zones[i % 3]!,
    i % 2 ? 'Noise' : 'Pothole',
  ]);
const codes = ({ report }: ImportedFile) => report.noted.map(({ code, values }) => [code, values]);

/** How many requests each zone has. */
function byZone(done: ImportedFile): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let row = 0; row < done.table.length; row++) {
    const id = String(done.id('zone', row));
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts;
}

describe('sheets with the same columns', () => {
  it('are read as one table, in any order of the columns, and the others are named with their rows', async () => {
    const turned = [header, ...month(3)].map((row) => [...row].reverse());
    const bytes = book({
      January: [header, ...month(1)],
      February: [['Requests of February'], [], header, ...month(2)],
      March: turned,
      People: [
        ['Name', 'Room'],
        ['Aisha', '12'],
        ['Omar', '13'],
      ],
      Empty: [],
    });
    const done = await importFile(bytes);
    expect(done.report).toMatchObject({ read: 24, rows: 24, superseded: 0, unplaced: 0, sheet: null });
    expect(done.report.mapping).not.toHaveProperty('sheet');
    for (let number = 1; number <= 3; number++) {
      const mine = done.table.refs.filter((ref) => ref.startsWith(`${number}-`));
      expect(mine).toHaveLength(8);
    }
    expect(done.time('opened', 23)).toBe('2026-03-16T20:00:00Z');
    expect(codes(done)).toContainEqual([
      'sheetsTogether',
      { count: 3, sheets: '"January" (8), "February" (8), "March" (8)' },
    ]);
    expect(codes(done)).toContainEqual([
      'sheet',
      { sheet: '"January" (8), "February" (8), "March" (8)', others: '"People" (2), "Empty"' },
    ]);
    // Said once, though it was said before the import as well.
    const setup = setupOf(fileOf(bytes));
    const { layout, mapping, reasons } = await inspect(setup);
    expect(reasons.map(({ code }) => code)).toContain('sheetsTogether');
    const { report } = await bringIn(setup, layout, checkMapping(mapping, 'm'), {
      title: { en: '', ar: '' },
      asOf: null,
      notes: reasons,
      onRejected: () => {},
    });
    expect(report.noted.filter(({ code }) => code === 'sheetsTogether')).toHaveLength(1);
  });

  it('have each row a number of its own, which stands for its reference', async () => {
    const rows = (number: number) => [header, ...month(number)].map((row) => row.slice(1));
    const done = await importFile(book({ January: rows(1), February: rows(2) }));
    expect(new Set(done.table.refs).size).toBe(16);
    expect(done.table.refs.slice(7, 9)).toEqual(['#9', '#11']);
  });

  it('are read alone where one is told', async () => {
    const bytes = book({ January: [header, ...month(1)], February: [header, ...month(2)] });
    const mapping = { columns: { ref: 'Request ID', opened: 'Created Date' }, sheet: 'february' } as const;
    const done = await importFile(bytes, { mapping });
    expect(done.report).toMatchObject({ read: 8, sheet: 'February' });
    expect(done.table.refs[0]).toBe('2-0');
  });

  it('are not read where they only repeat rows of another', async () => {
    const all = [...month(1), ...month(2)].map((row) => row.slice(1));
    const columns = header.slice(1);
    const bytes = book({
      Potholes: [columns, ...all.filter((row) => row[2] === 'Pothole')],
      All: [columns, ...all],
      Copy: [columns, ...all],
    });
    const done = await importFile(bytes);
    expect(done.report).toMatchObject({ read: 16, sheet: 'All' });
    expect(codes(done)).toContainEqual(['sheetCopies', { count: 2, sheets: '"Potholes" (8), "Copy" (16)' }]);
  });
});

describe('merged cells', () => {
  it('give each of their rows the value of the whole, and it is said', async () => {
    const rows = Array.from({ length: 24 }, (_, i) => [
      i % 8 === 0 ? zones[i / 8]! : null,
      `R-${i}`,
      `2026-01-${String(i + 1).padStart(2, '0')}`,
      i === 3 ? null : 'Noise',
    ]);
    const bytes = book({ S: [['Zone', 'Request ID', 'Created Date', 'Topic'], ...rows] }, [
      'A2:A9',
      'A10:A17',
      'A18:A25',
      'C5:D5',
    ]);
    const done = await importFile(bytes);
    expect(done.report).toMatchObject({ read: 24, rows: 24, unplaced: 0 });
    expect(Object.values(byZone(done))).toEqual([8, 8, 8]);
    expect(codes(done)).toContainEqual(['merged', { count: 22 }]);
    expect(done.layout.sample[3]).toEqual(['Mirdif', 'R-3', '2026-01-04', '2026-01-04']);
  });

  it('do not fill the header, nor rows that have no value of their own', async () => {
    const bytes = book(
      {
        S: [
          ['Requests of the city'],
          ['Zone', 'Request ID', 'Created Date', 'Room'],
          ['Mirdif', 'R-1', '2026-01-01'],
          [null, 'R-2', '2026-01-02'],
          [null, null, null],
          ['Al Karama', 'R-3', '2026-01-03'],
        ],
      },
      ['A1:C1', 'A3:A5', 'D2:D4'],
    );
    const done = await importFile(bytes);
    expect(done.layout.header).toEqual(['Zone', 'Request ID', 'Created Date', 'Room']);
    expect(done.layout.sample[0]).toEqual(['Mirdif', 'R-1', '2026-01-01', '']);
    expect(done.report).toMatchObject({ read: 3, rows: 3 });
    expect(Object.values(byZone(done))).toEqual([2, 1]);
  });
});

it('finds a table that begins below a page of notes', async () => {
  const notes = Array.from({ length: 60 }, (_, i) => [`Note ${i}: how this export is to be read`]);
  const done = await importFile(book({ S: [...notes, [], header, ...month(1), ...month(2)] }));
  expect(done.layout).toMatchObject({ header, headerLine: 62 });
  expect(done.report).toMatchObject({ read: 16, rows: 16 });
});
