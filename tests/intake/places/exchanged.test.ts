import { expect, it } from 'vitest';
import { csv, importFile } from '../../support/exports.ts';

const two = (n: number) => String(n).padStart(2, '0');
const codes = new Set(['pointsTurned', 'pointsExchanged', 'pointsOutside', 'farPoints', 'oftenUnread']);

interface Row {
  zone: string;
  lat: string | number;
  lon: string | number;
}

/** Requests in Mirdif, of which each may be changed. */
async function told(count: number, change: (row: Row, i: number) => void, names = ['Latitude', 'Longitude']) {
  const rows = Array.from({ length: count }, (_, i) => {
    const row: Row = { zone: 'Mirdif', lat: (25.22 + i / 1e5).toFixed(5), lon: (55.42 + i / 1e5).toFixed(5) };
    change(row, i);
    return [`R-${i}`, `2026-03-${two((i % 28) + 1)} 08:00`, row.zone, row.lat, row.lon];
  });
  const file = await importFile(csv([['Reference', 'Opened', 'Zone', ...names], ...rows]));
  const points = rows.map((_, i) => [file.table.value('pointLon', i), file.table.value('pointLat', i)]);
  const noted = file.report.noted
    .filter(({ code }) => codes.has(code))
    .map(({ code, values }) => ({ code, ...values }));
  return { file, points, noted };
}

const exchange = (row: Row) => {
  [row.lat, row.lon] = [row.lon, row.lat];
};

// Guards: a row whose coordinates stand the other way round than the others' is found; what is not sure is not changed.
it('reads exchanged coordinates the right way round where they then lie in the zone that the row names', async () => {
  const clean = await told(60, () => {});
  const some = await told(60, (row, i) => {
    if (i % 6 === 2) exchange(row);
  });
  expect(clean.noted).toEqual([]);
  expect(some.noted).toEqual([{ code: 'pointsTurned', count: 10, line: 4 }]);
  expect(some.points).toEqual(clean.points);
  expect(some.file.report.notes.join()).toContain('In 10 rows longitude and latitude are exchanged');
});

it('tells those that name no zone, or another, and reads them as they stand', async () => {
  const { noted, points } = await told(60, (row, i) => {
    if (i % 6 !== 2) return;
    exchange(row);
    row.zone = i % 12 === 2 ? '' : 'Al Karama';
  });
  // Those of another zone lie far from it as well.
  expect(noted).toEqual([
    { code: 'pointsExchanged', count: 10, line: 4 },
    { code: 'pointsOutside', count: 5, line: 4 },
  ]);
  expect(points[2]).toEqual([25_220, 55_420]);
});

it('does so in metres, and of both coordinates in one column', async () => {
  const metres = await told(
    60,
    (row, i) => {
      Object.assign(row, { lat: 2_790_000 + i, lon: 508_700 + i });
      if (i % 6 === 2) exchange(row);
    },
    ['Northing', 'Easting'],
  );
  expect(metres.noted).toEqual([{ code: 'pointsTurned', count: 10, line: 4 }]);
  expect(new Set(metres.points.map(([lon]) => Math.round(lon! / 100)))).toEqual(new Set([554]));
  const rows = Array.from({ length: 60 }, (_, i) => [
    ...[`R-${i}`, `2026-03-${two((i % 28) + 1)} 08:00`, 'Mirdif'],
    i % 6 === 2 ? `55.42${i}, 25.22${i}` : `25.22${i}, 55.42${i}`,
  ]);
  const { report, table } = await importFile(csv([['Reference', 'Opened', 'Zone', 'Location'], ...rows]));
  expect(report.noted.find(({ code }) => code === 'pointsTurned')?.values).toEqual({ count: 10, line: 4 });
  expect(table.value('pointLat', 2)).toBe(25_222);
});

it('tells them of a city without shapes by where the others lie', async () => {
  const { noted, points } = await told(60, (row, i) => {
    Object.assign(row, {
      zone: `Ward ${i % 4}`,
      lat: (12.97 + i / 1e4).toFixed(4),
      lon: (77.59 + i / 1e4).toFixed(4),
    });
    if (i % 6 === 2) exchange(row);
  });
  expect(noted).toEqual([{ code: 'pointsExchanged', count: 10, line: 4 }]);
  expect(points[2]).toEqual([12_970, 77_590]);
});
