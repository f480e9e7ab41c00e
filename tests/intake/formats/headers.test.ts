import { describe, expect, it } from 'vitest';
import { csv, importFile, suggestionFor } from '../../support/exports.ts';

// Guards: the row that names the columns is found whatever stands above it; rows that name them again are no requests
// and what stands below them is read in their order; rows that hold more values than names are doubted.

const zones = ['Mirdif', 'Al Barsha First', 'Al Karama'];
const day = (i: number) => `${String(i + 1).padStart(2, '0')}/03/2026 08:00`;
const row = (i: number) => [`R-${i}`, day(i), zones[i % 3]!, i % 2 ? 'Closed' : 'Open'];
const rows = Array.from({ length: 18 }, (_, i) => row(i));
const names = ['Request No', 'Request Date', 'Community', 'Status'];

describe('a header', () => {
  it.each<[string, string]>([
    [
      'below facts of the report',
      'From Date:,01/03/2026,To Date:,31/03/2026\r\nPrinted by:,System,on,01/04/2026\r\n\r\n',
    ],
    ['below facts in words', 'Department:,Roads,Period:,March\r\nCity:,Dubai,Emirate:,Dubai\r\n'],
    ['below numbers', 'Total,18,Open,9\r\n'],
    ['below a title', 'Register of requests\r\n'],
    ['at the top', ''],
  ])('is found %s', async (_, above) => {
    const done = await importFile(above + csv([names, ...rows]));
    expect(done.layout.header).toEqual(names);
    expect(done.report).toMatchObject({ read: 18, rows: 18, unplaced: 0 });
    expect(done.report.mapping.columns).toMatchObject({ ref: 'Request No', opened: 'Request Date' });
  });

  it('that has no values loses no rows, also where one of them tells none', async () => {
    const data = rows.map((one, i) => (i === 4 ? ['R-x', 'soon', 'Mirdif', 'Open'] : one));
    const { header, sample } = (await importFile(csv(data), { mapping: { columns: { opened: day(0) } } }))
      .layout;
    expect([header[0], sample.length]).toEqual(['R-0', 17]);
  });

  it('is the row above where values hold the delimiter, and that is doubted', async () => {
    const data = rows.map(([ref, opened], i) => [ref!, opened!, 25, `2${i}`, 55, `3${i}`, 'Open']);
    const text = csv([['Request No', 'Request Date', 'Latitude', 'Longitude', 'Status'], ...data]);
    const { layout, report } = await importFile(text);
    expect(layout.header[2]).toBe('Latitude');
    expect(report.noted).toContainEqual({ code: 'shifted', values: { count: 18, of: 18 } });
    expect((await suggestionFor(text)).columns).not.toHaveProperty('latitude');
    // Delimiters at the ends of rows are no values.
    const open = csv([names, ...rows.map((one) => [...one, '', ''])]);
    expect((await importFile(open)).report.noted.map(({ code }) => code)).not.toContain('shifted');
  });
});

describe('rows that name the columns again', () => {
  const joined = (second: readonly number[]) =>
    csv([names, ...rows.slice(0, 9)]) +
    csv([names, ...rows.slice(9)].map((one) => second.map((place) => one[place]!)));

  it.each<[string, string]>([
    ['in their order', joined([0, 1, 2, 3])],
    [
      'after the mark of a file that was joined',
      joined([0, 1, 2, 3]).replace(/(?<=\n)Request No/, '\ufeffRequest No'),
    ],
    ['in another order', joined([0, 3, 1, 2])],
    ['in an order that begins with another', joined([2, 1, 0, 3])],
  ])('are left out and counted: %s', async (_, text) => {
    const done = await importFile(text);
    expect(done.report).toMatchObject({ read: 18, rows: 18, rejected: 0, unplaced: 0 });
    expect(done.table.refs).toEqual(rows.map(([ref]) => ref));
    expect(rows.map((_, i) => done.time('opened', i)!.slice(8, 10))).toEqual(
      rows.map(([, at]) => at!.slice(0, 2)),
    );
    expect(done.report.noted).toContainEqual({ code: 'headersAgain', values: { count: 1, line: 11 } });
  });

  it('are told from requests whose words are those of columns', async () => {
    const data = rows.map(([ref, at, zone], i) => [i === 7 ? 'Status' : ref!, at!, zone!, 'Open']);
    const { report } = await importFile(csv([names, ...data]));
    expect(report).toMatchObject({ read: 18, rows: 18 });
    expect(report.noted.map(({ code }) => code)).not.toContain('headersAgain');
  });

  it('and others are doubted, with their line', async () => {
    const other = csv([
      ['Request No', 'Channel', 'Request Date', 'Community'],
      ...rows.slice(9).map(([ref, at, zone]) => [ref!, 'Phone', at!, zone!]),
    ]);
    const { report } = await importFile(csv([names, ...rows.slice(0, 9)]) + other, {
      mapping: { columns: { ref: 'Request No', opened: 'Request Date' } },
    });
    expect(report).toMatchObject({ read: 19, rows: 9, rejected: 10 });
    expect(report.noted).toContainEqual({ code: 'otherHeader', values: { count: 1, line: 11 } });
  });
});
