import { describe, expect, it } from 'vitest';
import type { NoteCode } from '../../src/intake/report/note.ts';
import { csv, importFile } from '../support/exports.ts';
import { seeded } from '../support/seeded.ts';

const two = (n: number) => String(n).padStart(2, '0');
const doubts = new Set<NoteCode>(['halfSwapped', 'oftenBefore', 'onePoint', 'farPoints', 'sharedRefs']);

interface Row {
  ref: string;
  opened: string;
  resolved: string;
  zone: string;
  lat: string;
  lon: string;
}

/** Where Mirdif and Al Karama are, within a kilometre. */
const places = [
  ['Mirdif', 25.22, 55.42],
  ['Al Karama', 25.247, 55.303],
] as const;

/** Requests of some months of 2026, as an export writes them: 25/03/2026 14:05. */
function requests(
  count: number,
  months: readonly number[],
  change: (row: Row, i: number, at: Date) => void,
): Row[] {
  const random = seeded(count);
  const written = (at: Date) =>
    `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  return Array.from({ length: count }, (_, i) => {
    const month = months[i % months.length]!;
    const at = new Date(
      Date.UTC(2026, month - 1, 1 + Math.floor(random() * 28), 0, Math.floor(random() * 1440)),
    );
    const [zone, lat, lon] = places[i % 2]!;
    const row: Row = {
      ref: `R-${1000 + i}`,
      opened: written(at),
      resolved: i % 3 === 0 ? '' : written(new Date(at.getTime() + random() * 5 * 86_400_000)),
      zone,
      lat: (lat + random() / 20).toFixed(5),
      lon: (lon + random() / 20).toFixed(5),
    };
    change(row, i, at);
    return row;
  });
}

async function doubted(rows: readonly Row[]) {
  const header = ['Reference', 'Opened', 'Resolved', 'Zone', 'Latitude', 'Longitude'];
  const { report } = await importFile(csv([header, ...rows.map((row) => Object.values(row))]));
  return report.noted
    .filter(({ code }) => doubts.has(code))
    .map(({ code, values }): Readonly<Record<string, string | number>> => ({ code, ...values }));
}

/** A day up to the 12th as a spreadsheet of the United States takes it: the month. */
const exchanged = (text: string) => text.replace(/^(0\d|1[0-2])\/(\d\d)/, '$2/$1');
const asIso = (text: string) => {
  const [, day, month] = /^(\d\d)\/(\d\d)/.exec(text)!;
  return Number(day) > 12 ? text : `2026-${day}-${month}${text.slice(10)}:00`;
};

// Guards: what no row shows alone is seen when all were read, and said with its count; a clean file says none of it.
describe('a second look at all rows', () => {
  it('has no doubt of clean files', async () => {
    const all = Array.from({ length: 12 }, (_, i) => i + 1);
    for (const months of [[3], [1, 2, 3], [2, 3, 4, 5, 6, 7], all.slice(0, 9)]) {
      expect(await doubted(requests(600, months, () => {}))).toEqual([]);
    }
  });

  it('sees days and months that a spreadsheet exchanged', async () => {
    for (const months of [[3], [1, 2, 3], [2, 3, 4, 5, 6]]) {
      const rows = requests(600, months, (row) => {
        row.opened = exchanged(row.opened);
        row.resolved = '';
      });
      const [doubt, ...others] = await doubted(rows);
      expect(others).toEqual([]);
      expect(doubt).toMatchObject({ code: 'halfSwapped', field: 'opened' });
      // Those whose exchanged month is not one of the file's.
      expect(Number(doubt!.count)).toBeGreaterThan(600 * (12 / 28) * 0.4);
    }
    const year = requests(900, [1, 2, 3, 4, 5, 6, 7, 8, 9], (row) => {
      row.opened = asIso(row.opened);
      row.resolved = '';
    });
    const early = year.filter(({ opened }) => opened.startsWith('2026-')).length;
    expect(await doubted(year)).toMatchObject([{ code: 'halfSwapped', field: 'opened', count: early }]);
  });

  it('sees that resolutions lie before the openings', async () => {
    const rows = requests(300, [3], (row) => {
      if (row.resolved !== '') [row.opened, row.resolved] = [row.resolved, row.opened];
    });
    const header = { opened: 'Opened', resolved: 'Resolved', ref: 'Reference', zone: 'Zone' };
    const text = csv([
      ['Reference', 'Opened', 'Resolved', 'Zone', 'Latitude', 'Longitude'],
      ...rows.map((row) => Object.values(row)),
    ]);
    const { report } = await importFile(text, { mapping: { columns: header, dates: { order: 'dmy' } } });
    expect(report.noted).toContainEqual(
      expect.objectContaining({
        code: 'oftenBefore',
        values: expect.objectContaining({ field: 'resolved' }),
      }),
    );
  });

  it('sees a point that stands for an unknown place', async () => {
    const rows = requests(600, [3], (row, i) => {
      if (i % 10 === 4) Object.assign(row, { lat: '25.26', lon: '55.3', zone: '' });
    });
    const [doubt] = await doubted(rows);
    expect(doubt).toMatchObject({ code: 'onePoint', count: 60, lat: 25.26, lon: 55.3, line: 6 });
  });

  it('sees points that lie far from the zones that their rows name', async () => {
    const rows = requests(600, [3], (row, i) => {
      if (i % 3 === 0)
        Object.assign(row, { lat: (24.45 + i / 1e4).toFixed(5), lon: (54.38 + i / 1e4).toFixed(5) });
    });
    expect(await doubted(rows)).toMatchObject([{ code: 'farPoints', count: 200, of: 600, line: 2 }]);
  });

  it('sees references that requests share', async () => {
    const rows = requests(600, [3], (row, i) => {
      row.ref = `R-${i % 400}`;
    });
    expect(await doubted(rows)).toMatchObject([{ code: 'sharedRefs', count: 200, line: 402 }]);
    // Rows of one request, told again as it goes on, are none.
    const [first, ...rest] = requests(600, [3], () => {});
    const again = [first!, ...rest.flatMap((row) => [{ ...row, resolved: '' }, row])];
    expect(await doubted(again)).toEqual([]);
  });
});
