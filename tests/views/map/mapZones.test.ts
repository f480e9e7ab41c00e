import { describe, expect, it } from 'vitest';
import type { Answer, Ask } from '../../../src/model/ask.ts';
import { plainChoice } from '../../../src/model/choice.ts';
import { makeCity } from '../../../src/model/city.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import { makeScreen, type Screen } from '../../../src/model/screen.ts';
import { outsideZone } from '../../../src/model/zones.ts';
import { offMap, ranked, zoneRows } from '../../../src/views/map/mapZones.ts';

const none = {
  category: [],
  channel: [],
  account: [],
  service: [],
  topic: [],
  entity: [],
  stage: [],
  priority: [],
  language: [],
  customerKind: [],
};
const zones = {
  sectors: [],
  zones: [
    { id: 'A', en: 'Ayal', ar: 'عيال', residents: 1000 },
    { id: 'B', en: 'Barsha', ar: 'برشاء', residents: 20 },
    { id: 'C', en: 'Creek', ar: 'خور', residents: 500 },
  ],
  places: [],
};
const manifest = { asOf: 0, timeZone: 'Asia/Dubai', days: null, fields: ['stage'] } as unknown as Manifest;
const screen: Screen = makeScreen(
  makeCity(zones, none, 'Asia/Dubai'),
  manifest,
  plainChoice({}, 'completionRate'),
);
const ask: Ask = { by: ['zone'], measures: ['received', 'completionRate', 'per1000'], filter: {} };
const answer = (keys: number[], received: number[], completed: number[]): Answer => ({
  rows: keys.length,
  keys: [keys],
  ints: { received, completed },
});
const now = { ask, answer: answer([-1, 0, 1], [7, 40, 10], [1, 30, 9]) };

describe('zoneRows', () => {
  const before = { ask, answer: answer([0], [20], [10]) };
  const [a, b, c] = zoneRows(screen, now, before);

  it('has every zone, in the order of the city, with requests or without', () => {
    expect([a, b, c].map((row) => row?.area.id)).toEqual(['A', 'B', 'C']);
    expect(c?.cells.received).toEqual({ kind: 'value', value: 0, n: 0 });
    expect(c?.cells.completionRate).toEqual({ kind: 'noData' });
    expect(b?.cells.per1000).toEqual({ kind: 'tooFew' });
  });

  it('compares with the same zone before', () => {
    expect(a?.changes.received).toMatchObject({ change: 1, heading: 'up', tone: 'neutral' });
    expect(a?.changes.completionRate).toMatchObject({ change: 0.25, heading: 'up', tone: 'neutral' });
    expect(b?.changes.completionRate).toBeUndefined();
  });

  it('ranks what asks for attention first, and what rests on too few requests after all others', () => {
    expect(ranked([a!, b!, c!], 'completionRate', null).map((row) => row.area.id)).toEqual(['A', 'B']);
    const cells = (value: number, n: number) => ({ completionRate: { kind: 'value', value, n } as const });
    const rows = [
      { area: zones.zones[0]!, cells: cells(1, 50), changes: {} },
      { area: zones.zones[1]!, cells: cells(0, 2), changes: {} },
      { area: zones.zones[2]!, cells: cells(0.6, 50), changes: {} },
    ];
    expect(ranked(rows, 'completionRate', 0.8).map((row) => row.area.id)).toEqual(['C', 'A', 'B']);
  });

  it('takes what lies outside of the city for no zone of it', () => {
    const more = { ...zones, zones: [...zones.zones, outsideZone] };
    const city = makeCity(more, none, 'Asia/Dubai');
    const wider = makeScreen(city, manifest, plainChoice({}, 'completionRate'));
    const asked = { ask, answer: answer([-1, 0, 3], [7, 40, 12], [1, 30, 0]) };
    expect(zoneRows(wider, asked, null).map((row) => row.area.id)).toEqual(['A', 'B', 'C']);
    expect(offMap(wider, asked)).toEqual({ unplaced: 7, outside: 12 });
    expect(offMap(screen, { ask, answer: answer([0], [1], [1]) })).toEqual({ unplaced: 0, outside: 0 });
  });
});
