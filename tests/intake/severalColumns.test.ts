import { expect, it } from 'vitest';
import { csv, importFile } from '../support/exports.ts';

const two = (n: number) => String(n).padStart(2, '0');
const day = (i: number) => `2024-03-${two(i + 1)}`;

it('reads the end of requests that were fixed, and of those that were closed without', async () => {
  const states = ['Fixed - Council', 'No further action', 'Investigating', 'Unable to fix'];
  const rows = Array.from({ length: 24 }, (_, i) => [
    ...[900 + i, i % 2 === 0 ? 'Potholes' : 'Graffiti', `${day(i)}T08:00:00`],
    i % 2 === 1 ? `${day(i)}T10:00:00` : '',
    i % 4 === 0 ? `${day(i)}T13:00:00` : '',
    i % 4 === 1 ? `${day(i)}T15:00:00` : '',
    ...[states[i % 4]!, i % 2 === 0 ? 'Easton' : 'Redfield'],
  ]);
  const header = ['Report ID', 'Category', 'Created', 'Acknowledged', 'Fixed', 'Closed', 'Status', 'Ward'];
  const { table, words, report } = await importFile(csv([header, ...rows]));
  const resolved = rows.map((_, row) => {
    const at = table.value('resolved', row);
    return at === null ? null : (at - table.value('opened', row)!) / 3600;
  });
  expect(resolved).toEqual(rows.map((_, i) => [5, 7, null, null][i % 4]));
  const done = [...table.column('stage')].map((code) => words.stage[code]!.done);
  expect(done).toEqual(rows.map((_, i) => i % 4 !== 2));
  expect(report.unknownWords).toEqual({});
});

it('takes the first of several columns that is not missing, of dates, words and places', async () => {
  const file = csv([
    ['N', 'Day', 'Planned', 'Area', 'District', 'Kind', 'Other kind', 'Point', 'Place', 'Score', 'Stars'],
    ['1', '05/03/2024', '13/03/2024', 'N/A', 'Mirdif', 'Roads', 'x', '', '25.21, 55.42', '4', '2'],
    ['2', '-', '04/03/2024', 'Al Barsha First', 'Mirdif', '', 'Water', 'TBD', 'none', '', '3'],
    ['3', 'null', '', '', '', '', '', '', '', '', ''],
  ]);
  const { table, words, zones, report } = await importFile(file, {
    mapping: {
      columns: {
        ref: 'N',
        opened: { first: ['Day', 'Planned'] },
        zone: { first: ['Area', 'District'] },
        category: { first: ['Kind', 'Other kind'] },
        point: { first: ['Point', 'Place'] },
        satisfaction: { first: ['Score', 'Stars'] },
      },
      dates: { order: 'dmy' },
      missing: ['TBD'],
    },
  });
  const rowOf = (ref: string) => {
    const row = table.refs.indexOf(ref);
    return [
      new Date(table.value('opened', row)! * 1000).toISOString(),
      zones.zones[table.value('zone', row)!]!.en,
      words.category[table.value('category', row)!]!.en,
      [table.value('pointLat', row), table.value('pointLon', row)],
      table.value('satisfaction', row),
    ];
  };
  expect(rowOf('1')).toEqual(['2024-03-04T20:00:00.000Z', 'Mirdif', 'Roads', [25_210, 55_420], 4]);
  expect(rowOf('2')).toEqual(['2024-03-03T20:00:00.000Z', 'Al Barsha First', 'Water', [null, null], 3]);
  expect(report).toMatchObject({ read: 3, rows: 2, rejected: 1 });
});

it('finds the order of day and month in all columns of a date', async () => {
  const days = (late: string) =>
    csv([
      ['Opened', 'Fixed', 'Closed'],
      ['2024-03-01', '05/03/2024', ''],
      ['2024-03-01', '', late],
    ]);
  const orderOf = async (file: string) => {
    const mapping = { columns: { opened: 'Opened', resolved: { first: ['Fixed', 'Closed'] } } };
    const { table } = await importFile(file, { mapping });
    return new Date(table.value('resolved', 0)! * 1000).toISOString().slice(0, 10);
  };
  expect(await orderOf(days('13/04/2024'))).toBe('2024-03-04');
  expect(await orderOf(days('04/13/2024'))).toBe('2024-05-02');
});
