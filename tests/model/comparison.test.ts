import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  type Comparison,
  comparedTo,
  formatComparison,
  type Held,
  parseComparison,
} from '../../src/model/comparison.ts';
import { weekdayOfDay } from '../../src/model/day.ts';
import { formatRange, parseRange } from '../../src/model/filter.ts';
import { lengthOf } from '../../src/model/period.ts';
import { seasonsSchema } from '../../src/model/season.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import { seeded } from '../support/seeded.ts';

// Guards: which days a period is held against, at which age, and that it is said where the two are unlike.
const zone = timeZone('Asia/Dubai');
const seasons = v.parse(
  seasonsSchema,
  JSON.parse(readFileSync(new URL('../../data/calendar.json', import.meta.url), 'utf8')),
);
const asOf = zone.toEpoch(parseRange('2026-11-21')!.from * 86_400 + 15 * 3600);
const held: Held = {
  timeZone: zone,
  seasons,
  days: parseRange('2023-01-01..2026-11-21'),
  asOf,
  cut: asOf - 3 * 3600,
};

function daysOf(period: string, wanted: Comparison, of: Held = held): string | null {
  const compared = comparedTo(parseRange(period)!, wanted, of);
  return compared && formatRange(compared.period);
}

describe('the period before', () => {
  test.each([
    ['2026-10-25..2026-11-21', '2026-09-27..2026-10-24', 'days that are no month'],
    ['2026-10-01..2026-10-31', '2026-09-01..2026-09-30', 'a month: the month before'],
    ['2026-11-01..2026-11-21', '2026-10-01..2026-10-21', 'a month so far: as far into the one before'],
    ['2026-04-01..2026-06-30', '2026-01-01..2026-03-31', 'a quarter of thirteen weeks'],
    ['2026-07-01..2026-09-30', '2026-04-01..2026-06-30', 'a quarter: the quarter before'],
    ['2026-10-01..2026-11-21', '2026-07-01..2026-08-21', 'a quarter so far: as far into the one before'],
    ['2026-01-01..2026-11-21', '2025-01-01..2025-11-21', 'a year so far: as far into the one before'],
    ['2025-01-01..2025-12-31', '2024-01-01..2024-12-31', 'a year'],
    ['2026-01-01..2026-06-30', '2025-07-01..2025-12-31', 'half a year'],
    ['2026-03-01..2026-03-31', '2026-02-01..2026-02-28', 'no day runs over the end of its month'],
    ['2026-02-01..2026-02-28', '2026-01-04..2026-01-31', 'four weeks that are a month'],
    ['2026-10-01..2026-10-20', '2026-09-11..2026-09-30', 'the beginning of a month that went on'],
  ])('%s is held against %s: %s', (period, expected) => {
    expect(daysOf(period, 'before')).toBe(expected);
  });
});

describe('a year before', () => {
  test.each([
    ['2026-10-25..2026-11-21', '2025-10-26..2025-11-22', 'weeks'],
    ['2026-07-01..2026-09-30', '2025-07-01..2025-09-30', 'dates'],
    ['2026-10-01..2026-11-21', '2025-10-01..2025-11-21', 'dates'],
    // Ramadan began on 18 February 2026 and on 1 March 2025: eleven days earlier.
    ['2026-02-18..2026-03-19', '2025-03-01..2025-03-30', 'season'],
    // The Eid of May 2026 is the one of June 2025.
    ['2026-05-25..2026-05-31', '2025-06-04..2025-06-10', 'season'],
  ])('%s is held against %s, by %s', (period, expected, alignment) => {
    const compared = comparedTo(parseRange(period)!, 'yearBefore', held)!;
    expect([formatRange(compared.period), compared.alignment.kind]).toEqual([expected, alignment]);
  });

  test('a quarter that shares Ramadan unevenly says so, with the days in each', () => {
    const compared = comparedTo(parseRange('2024-04-01..2024-06-30')!, 'yearBefore', held)!;
    expect(compared.uneven.map(({ season, now, then }) => [season.id, now, then])).toContainEqual([
      'ramadan',
      9,
      20,
    ]);
  });

  test('a holiday that keeps its date needs no care', () => {
    const compared = comparedTo(parseRange('2025-12-01..2025-12-07')!, 'yearBefore', held)!;
    expect([formatRange(compared.period), compared.alignment.kind]).toEqual([
      '2024-12-02..2024-12-08',
      'weeks',
    ]);
    expect(compared.uneven).toEqual([]);
  });
});

test('days of the reader’s own are taken as they are, and longer ones make counts smaller', () => {
  const compared = comparedTo(
    parseRange('2026-11-01..2026-11-15')!,
    parseRange('2026-03-01..2026-03-30')!,
    held,
  )!;
  expect([compared.kind, compared.span]).toEqual(['chosen', 0.5]);
});

test('there is none where the data do not hold all of its days, or none is wanted', () => {
  expect(daysOf('2023-01-01..2023-01-31', 'before')).toBeNull();
  expect(daysOf('2023-06-01..2023-06-30', 'yearBefore')).toBeNull();
  expect(daysOf('2026-11-01..2026-11-15', parseRange('2026-11-10..2026-12-05')!)).toBeNull();
  expect(daysOf('2026-11-01..2026-11-15', 'none')).toBeNull();
  expect(daysOf('2026-11-01..2026-11-15', 'before', { ...held, days: null })).toBeNull();
});

test('random periods: the last day is as old as the period’s own, and weeks keep their weekdays', () => {
  const random = seeded(20_261_129);
  let weeks = 0;
  for (let i = 0; i < 2000; i++) {
    const from = held.days!.from + 500 + Math.floor(random() * 800);
    const period = { from, to: Math.min(held.days!.to, from + Math.floor(random() * 120)) };
    for (const wanted of ['before', 'yearBefore'] as const) {
      const compared = comparedTo(period, wanted, held)!;
      expect(compared.period.to).toBeLessThan(period.from + (wanted === 'before' ? 0 : lengthOf(period)));
      // Dubai has no summer time: equal ages are whole days apart.
      expect(held.asOf - ((held.asOf - held.cut) % 60) - compared.at).toBe(
        (period.to - compared.period.to) * 86_400,
      );
      if (compared.alignment.kind === 'weeks') {
        weeks++;
        expect(weekdayOfDay(compared.period.from)).toBe(weekdayOfDay(period.from));
      }
      if (compared.alignment.kind !== 'dates') expect(compared.span).toBe(1);
    }
  }
  expect(weeks).toBeGreaterThan(1000);
});

test('a comparison is read from an address as it was written', () => {
  for (const wanted of ['before', 'yearBefore', 'none', { from: 100, to: 120 }] as const)
    expect(parseComparison(formatComparison(wanted))).toEqual(wanted);
  expect(parseComparison('last')).toBeNull();
});
