import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { districtsSaid } from '../../src/intake/report/districtsSaid.ts';
import type { Zones } from '../../src/model/zones.ts';

// Guards: rows that name a district in the place of a zone are told as such, however they spell it.
const zones = JSON.parse(readFileSync('data/zones.json', 'utf8')) as Zones;
const said = (...values: [string, number][]) =>
  districtsSaid(
    zones,
    values.map(([value, count]) => ({ value, count })),
  ).map(({ district, count }) => [district.id, count]);

describe('districtsSaid', () => {
  it('knows a district by its names in both languages and by spellings of them, added up', () => {
    expect(
      said(['ديره', 100], ['Deira', 95], ['DEIRA ', 2], ['', 40], ['jumeira', 3], ['بَرْ دبي', 4]),
    ).toEqual([
      ['deira', 197],
      ['bur-dubai', 4],
      ['jumeirah', 3],
    ]);
  });

  it('knows none where there is none, and in a city without districts', () => {
    expect(said(['Atlantis', 3], ['', 2])).toEqual([]);
    expect(districtsSaid({ ...zones, districts: undefined }, [{ value: 'Deira', count: 1 }])).toEqual([]);
  });
});
