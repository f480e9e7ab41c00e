import { expect, it } from 'vitest';
import { csv, importFile } from '../../support/exports.ts';

const two = (n: number) => String(n).padStart(2, '0');

/** Requests of a border where two emirates have areas of one name, each fifth of Sharjah. */
async function mixed(column: string, names: readonly [dubai: string, sharjah: string], points = true) {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const isOther = i % 5 === 3;
    const [lat, lon] = isOther ? [25.305, 55.372] : [25.29, 55.37];
    return [
      ...[`R-${i}`, `2026-03-${two((i % 28) + 1)} 08:00`, i % 10 === 3 ? 'Al Majaz' : 'Al Nahda First'],
      ...[isOther ? names[1] : names[0]],
      ...(points ? [(lat + (i % 7) / 2000).toFixed(5), (lon + (i % 9) / 2000).toFixed(5)] : []),
    ];
  });
  const header = ['Reference', 'Opened', 'Area', column, ...(points ? ['Latitude', 'Longitude'] : [])];
  const file = await importFile(csv([header, ...rows]));
  const zones = rows.map((_, i) => file.id('zone', i));
  const noted = file.report.noted.filter(({ code }) => code === 'otherEmirate').map(({ values }) => values);
  return { zones, noted, of: (rest: number) => new Set(zones.filter((_, i) => i % 5 === rest)) };
}

// Guards: a zone's name alone makes no row one of ours where the row says that it is of another emirate.
it('counts rows that say another emirate as outside, and tells them', async () => {
  for (const [column, names] of [
    ['Emirate', ['Dubai', 'Sharjah']],
    ['الإمارة', ['إمارة دبي', 'الشارقة']],
    ['City', ['DUBAI', 'Sharjah City']],
  ] as const)
    for (const points of [true, false]) {
      const { noted, of, zones } = await mixed(column, names, points);
      expect(noted).toEqual([{ column, count: 12, line: 5, names: `${names[1]} 12` }]);
      expect(of(3)).toEqual(new Set(['outside']));
      expect(of(0)).toEqual(new Set([zones[0]]));
      expect(zones[0]).not.toBe('outside');
    }
});

it("takes no column of the customer's emirate, of words beside emirates, or of others alone for that", async () => {
  for (const [column, names] of [
    ['Customer emirate', ['Dubai', 'Sharjah']],
    ['City', ['Dubai', 'Al Dhaid']],
    ['Emirate', ['Ajman', 'Sharjah']],
  ] as const)
    expect((await mixed(column, names)).noted).toEqual([]);
});

it('knows its own city by its Arabic name, where no point tells it', async () => {
  const { zones } = await mixed('المدينة', ['دبي', 'دبي'], false);
  expect(new Set(zones)).toEqual(new Set([zones[0], null]));
  expect(zones[0]).toMatch(/^C\d+$/);
});
