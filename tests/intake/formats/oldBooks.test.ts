import * as sheets from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../../src/intake/fileError.ts';
import { compound, importFile, oneByte } from '../../support/exports.ts';

// Guards: workbooks that are not .xlsx give the same table: Excel 97, binary, OpenDocument, Excel 2003 XML, and web
// pages that are called workbooks. One that is cut or damaged is refused.

const header = ['رقم الطلب', 'Created Date', 'Zone', 'الموضوع'];
const zones = ['Mirdif', 'البرشاء الأولى', 'Al Karama'];
const rows = Array.from({ length: 9 }, (_, i) => [
  `0012${i}`,
  `2026-03-0${i + 1} 10:3${i}`,
  zones[i % 3]!,
  i % 2 ? 'إنارة & "ضوء"' : 'حفرة <كبيرة>',
]);

const serial = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 86_400_000 + 25_569;

/** The table as a library writes it; dates are numbers that are shown as dates. */
function written(bookType: sheets.BookType, merge = false): Uint8Array {
  const book = sheets.utils.book_new();
  const cells = rows.map((row, i) =>
    row.map((value, k) =>
      k === 1
        ? { t: 'n' as const, v: serial(value), z: 'dd/mm/yyyy hh:mm' }
        : merge && k === 2 && i % 3 > 0
          ? null
          : { t: 's' as const, v: merge && k === 2 ? zones[0]! : value },
    ),
  );
  const sheet = sheets.utils.aoa_to_sheet([header, ...cells]);
  if (merge) sheet['!merges'] = ['C2:C4', 'C5:C7', 'C8:C10'].map((one) => sheets.utils.decode_range(one));
  sheets.utils.book_append_sheet(book, sheet, 'طلبات');
  sheets.utils.book_append_sheet(book, sheets.utils.aoa_to_sheet([['About'], ['us']]), 'About');
  return new Uint8Array(sheets.write(book, { type: 'array', bookType }));
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const cellsOf = (row: readonly string[], tag: string, style = '') =>
  row.map((value) => `<${tag}${style}>${escaped(value)}</${tag}>`).join('');
const text = ` style='mso-number-format:"\\@"'`;
const page = (body: string, head = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">') =>
  `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>${head}<style><!-- td {x: "<td>"} --></style></head><body>${body}</body></html>`;
const table = `<table border="1"><tr>${cellsOf(header, 'th')}</tr>${rows.map((row) => `<tr>${cellsOf(row, 'td', text)}</tr>`).join('\n')}</table>`;
const closedNowhere = `<TABLE><TR><TD>${header.join('<TD>')}${rows.map((row) => `<TR><TD nowrap>${row.map(escaped).join('<td>')}`).join('')}</TABLE>`;
const layout = `<table><tr><td colspan=2>${table}</td></tr></table>`;

const xmlRow = (row: readonly string[], dated: boolean) =>
  `<Row>${row
    .map((value, i) =>
      dated && i === 1
        ? `<Cell ss:StyleID="d"><Data ss:Type="DateTime">${value.replace(' ', 'T')}:00.000</Data></Cell>`
        : `<Cell><Data ss:Type="String">${escaped(value)}</Data></Cell>`,
    )
    .join('')}</Row>`;
const workbook = (table: string) =>
  `<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="About"><Table><Row><Cell><Data ss:Type="String">About</Data></Cell></Row></Table></Worksheet><Worksheet ss:Name="طلبات"><Table>${table}</Table></Worksheet></Workbook>`;
const excelXml = workbook([xmlRow(header, false), ...rows.map((row) => xmlRow(row, true))].join('\n'));

const utf8 = (text: string) => new TextEncoder().encode(text);
const books: readonly (readonly [format: string, bytes: Uint8Array])[] = [
  ['xls', written('biff8')],
  ['xlsb', written('xlsb')],
  ['ods', written('ods')],
  ['excelXml', utf8(excelXml)],
  ['html', utf8(page(table))],
];

describe('a workbook that is not .xlsx', () => {
  it.each<[string, string, Uint8Array]>([
    ...books.map(([format, bytes]): [string, string, Uint8Array] => [format, format, bytes]),
    ['excelXml as a library writes it', 'excelXml', written('xlml')],
    ['html as a library writes it', 'html', written('html')],
    ['html whose tags are not closed', 'html', utf8(closedNowhere)],
    ['html within a table for the layout', 'html', utf8(page(layout))],
    ['html in Windows-1256', 'html', oneByte(page(table, ''), 'windows-1256')],
  ])('gives the same table: %s', async (_, format, bytes) => {
    const done = await importFile(bytes, { name: 'export.xls' });
    expect(done.report).toMatchObject({ format, read: 9, rows: 9, rejected: 0, unplaced: 0 });
    expect(done.table.refs).toEqual(rows.map(([ref]) => ref));
    expect(done.report.mapping.columns).toMatchObject({
      opened: 'Created Date',
      zone: 'Zone',
      topic: 'الموضوع',
    });
    expect([0, 1, 2].map((row) => done.id('zone', row))).toEqual(
      ['C251', 'C373', 'C318'].map(() => expect.anything()),
    );
    expect(done.words.topic.map(({ en }) => en).sort()).toEqual(['إنارة & "ضوء"', 'حفرة <كبيرة>']);
    // 10:30 in Dubai.
    if (!_.includes('html as a library')) expect(done.time('opened', 0)).toBe('2026-03-01T06:30:00Z');
  });

  it.each(['biff8', 'ods', 'xlsb'] as const)('fills merged cells: %s', async (type) => {
    const done = await importFile(written(type, true));
    expect(done.report).toMatchObject({ read: 9, unplaced: 0 });
    expect(done.report.noted).toContainEqual({ code: 'merged', values: { count: 6 } });
  });

  it('fills merged cells of a page and of Excel 2003 XML, past gaps', async () => {
    const spans = `<table><tr>${['Zone', 'رقم الطلب', 'Created Date'].map((name) => `<th>${name}</th>`).join('')}</tr>${rows
      .map(([ref, at, zone], i) => `<tr>${i % 3 ? '' : `<td rowspan=3>${zone}`}<td>${ref}<td>${at}</tr>`)
      .join('')}</table>`;
    const xml = rows.map(
      ([ref, at, zone], i) =>
        `<Row ss:Index="${i + 4}"><Cell><Data ss:Type="String">${ref}</Data></Cell><Cell><Data ss:Type="String">${at}</Data></Cell>${i % 3 ? '' : `<Cell ss:MergeDown="2"><Data ss:Type="String">${zone}</Data></Cell>`}</Row>`,
    );
    for (const content of [page(spans), workbook(xmlRow(header.slice(0, 3), false) + xml.join(''))]) {
      const done = await importFile(content);
      expect(done.report).toMatchObject({ read: 9, unplaced: 0 });
      expect(done.report.noted).toContainEqual({ code: 'merged', values: { count: 6 } });
    }
  });

  it('reads the exact number behind one that a page shows rounded', async () => {
    const numbers = `<table><tr><td>Request ID<td>Created Date</tr>${[1, 2]
      .map((i) => `<tr><td x:num="20261100000${i}">2.02611E+11<td>2026-03-0${i}</tr>`)
      .join('')}</table>`;
    expect((await importFile(page(numbers))).table.refs).toEqual(['202611000001', '202611000002']);
  });

  it.each(books)('is refused where it is cut anywhere: %s', async (_, bytes) => {
    const step = Math.ceil(bytes.length / 40);
    for (let length = 600; length < bytes.length - 20; length += step) {
      const done = await importFile(bytes.slice(0, length)).catch((error: unknown) => error);
      expect((done as Error).name).toMatch(/FileError|MappingError/);
    }
    const error = await importFile(bytes.slice(0, Math.floor(bytes.length * 0.7))).catch(
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(FileError);
    expect((error as FileError).problem.code).toMatch(/truncated|damaged/);
  });

  it.each(books.slice(0, 3))(
    'gives its rows or is refused where a bit is turned: %s',
    async (format, bytes) => {
      const step = Math.ceil(bytes.length / 150);
      for (let at = 0; at < bytes.length; at += step) {
        const broken = bytes.slice();
        broken[at]! ^= 1 << (at % 8);
        const done = await importFile(broken).catch((error: unknown) => error);
        if (done instanceof Error) expect(done.name).toMatch(/FileError|MappingError/);
        // What is packed has check sums.
        else if (format !== 'xls') expect(done).toMatchObject({ report: { read: 9, rows: 9 } });
      }
    },
  );

  it('is told from other old office files', async () => {
    const problemOf = async (stream: string) =>
      ((await importFile(compound(stream)).catch((error: unknown) => error)) as FileError).problem;
    expect(await problemOf('Book')).toEqual({ code: 'otherFormat', format: 'xls' });
    expect(await problemOf('WordDocument')).toEqual({ code: 'otherFormat', format: 'word' });
    expect(await problemOf('EncryptedPackage')).toEqual({ code: 'encrypted', what: 'xlsx' });
    expect(await problemOf('Workbook')).toEqual({ code: 'noTable', what: 'xlsx' });
  });
});
