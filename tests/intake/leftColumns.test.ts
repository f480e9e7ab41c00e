import { describe, expect, it } from 'vitest';
import { csv, importFile } from '../support/exports.ts';

const two = (n: number) => String(n).padStart(2, '0');
const cycle =
  (...values: readonly string[]) =>
  (row: number) =>
    values[row % values.length]!;
const kinds = cycle('Potholes', 'Waste', 'Lights', 'Trees', 'Noise');

const usual: Readonly<Record<string, (row: number) => string>> = {
  'Request ID': (row) => `R-${row}`,
  'Created Date': (row) => `2026-03-${two(1 + (row % 28))} ${two(row % 24)}:15`,
  Status: (row) => (row % 7 < 3 ? 'Open' : 'Closed'),
  Channel: cycle('Website', 'WhatsApp', 'Call centre', 'E-mail'),
  Community: cycle('Mirdif', 'Al Karama', 'Hatta'),
};

/** What is said of columns that are left, in a file of 60 requests with these columns beside the usual ones. */
async function told(
  columns: Readonly<Record<string, (row: number) => string>>,
  without: readonly string[] = [],
) {
  const all = Object.entries({ ...usual, ...columns }).filter(([name]) => !without.includes(name));
  const rows = Array.from({ length: 60 }, (_, row) => all.map(([, value]) => value(row)));
  const { report } = await importFile(csv([all.map(([name]) => name), ...rows]));
  return report.noted.filter(({ code }) => code === 'columnLeft').map(({ values }) => values);
}

// Guards: what a file says and the proposal does not understand is not dropped without a word, and nobody is bothered
// with columns that no figure needs.
describe('a full column that is mapped to nothing', () => {
  it('is told with its count and first row where nothing else says what requests are about, or where they lie', async () => {
    const left = (column: string, count: number, line: number) => [{ column, count, distinct: 5, line }];
    expect(await told({ 'Field 7': kinds })).toEqual(left('Field 7', 60, 2));
    expect(await told({ 'Field 7': (row) => (row < 3 ? '' : kinds(row)) })).toEqual(left('Field 7', 57, 5));
    expect(await told({ Topic: kinds })).toEqual([]);
    const places = (row: number) =>
      cycle('North', 'South', 'East', 'West', 'Harbour')(row + Math.floor(row / 5));
    expect(await told({ Topic: kinds, 'Field 8': places }, ['Community'])).toEqual(left('Field 8', 60, 2));
    expect(await told({ Topic: kinds, 'Field 8': places })).toEqual([]);
  });

  it.each<[why: string, name: string, value: (row: number) => string]>([
    ['is a constant', 'Field 7', () => 'CRM'],
    ['answers yes or no', 'Field 7', cycle('Yes', 'No', 'Y', 'N', 'yes')],
    ['holds codes', 'Field 7', cycle('PW1', 'PW2', 'WM', 'ST_3', 'X')],
    ['holds numbers', 'Field 7', cycle('12', '13', '14', '15', '16')],
    ['is half empty', 'Field 7', (row) => (row % 2 ? '' : kinds(row >> 1))],
    ['is another text in each row', 'Field 7', (row) => `${kinds(row)} near house ${row}`],
    ['says no more than a column that is taken', 'Field 7', cycle('self-service', 'chat', 'agent', 'letter')],
    ['is named as personal data', 'Customer name', kinds],
  ])('is not told where it %s', async (_, name, value) => {
    expect(await told({ [name]: value })).toEqual([]);
  });
});
