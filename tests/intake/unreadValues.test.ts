import { expect, it } from 'vitest';
import { isDoubt } from '../../src/intake/report/note.ts';
import { csv, importFile } from '../support/exports.ts';

const two = (n: number) => String(n).padStart(2, '0');
const header = ['Reference', 'Opened', 'Resolved', 'Zone', 'Latitude', 'Longitude'];
type Row = [ref: string, opened: string, resolved: string, zone: string, lat: string, lon: string];

/** Requests of which each may be spoiled. */
async function notedOf(count: number, spoil: (row: Row, i: number) => void) {
  const rows = Array.from({ length: count }, (_, i) => {
    const day = `2026-03-${two((i % 28) + 1)}`;
    const row: Row = [
      ...[`R-${i}`, `${day} 08:${two(i % 60)}`, `${day} 18:00`, 'Mirdif'],
      ...[(25.22 + (i % 10) / 500).toFixed(5), (55.42 + Math.floor(i / 10) / 500).toFixed(5)],
    ] as Row;
    spoil(row, i);
    return row;
  });
  const { report } = await importFile(csv([header, ...rows]));
  return {
    report,
    doubts: report.noted.filter(isDoubt).map(({ code, values }) => ({ code, ...values })),
  };
}

// Guards: values that cannot be read by the dozen are a fault of the file, and said as one, with where to look.
it('says how many openings cannot be read, and takes no such row', async () => {
  const { report, doubts } = await notedOf(100, (row, i) => {
    if (i % 5 === 2) row[1] = `week ${i % 9}`;
  });
  expect(doubts).toEqual([{ code: 'openedRejected', count: 20, of: 100, line: 4, example: 'week 2' }]);
  expect([report.rows, report.rejected]).toEqual([80, 20]);
  expect(report.notes.join()).toContain(
    'the date of 20 of 100 rows cannot be read (the first at 4: week 2), so they were rejected',
  );
});

it('says how many rows have no opening', async () => {
  const { report, doubts } = await notedOf(100, (row, i) => {
    if (i % 10 === 3) row[1] = i % 20 === 3 ? '' : 'N/A';
  });
  expect(doubts).toEqual([{ code: 'unopened', count: 10, of: 100, line: 5 }]);
  expect([report.rows, report.rejected]).toEqual([90, 10]);
});

it('says how many other dates and coordinates cannot be read', async () => {
  const { doubts } = await notedOf(100, (row, i) => {
    if (i % 4 === 1) row[2] = 'later';
    if (i % 10 === 0) row[4] = 'unknown place';
  });
  expect(doubts).toEqual([
    { code: 'oftenUnread', field: 'latitude', count: 10, of: 100, line: 2, example: 'unknown place' },
    { code: 'oftenUnread', field: 'resolved', count: 25, of: 100, line: 3, example: 'later' },
  ]);
});

it('has no doubt of a few that people wrote wrong', async () => {
  const { report, doubts } = await notedOf(100, (row, i) => {
    if (i % 25 === 7) row[1] = 'soon';
    if (i % 25 === 8) row[2] = 'soon';
    // A resolution that is not there, and one before the opening, are no values that cannot be read.
    if (i % 3 === 1) row[2] = '';
  });
  expect(doubts).toEqual([]);
  expect(report.rejected).toBe(4);
});
