import { describe, expect, test } from 'vitest';
import { bucketsOf } from '../../../src/analysis/buckets.ts';
import { dayOfDate, formatDay, monthOfDay, weekStart } from '../../../src/model/day.ts';
import { formatRange } from '../../../src/model/filter.ts';
import { presetIds, presetOf, presetRange } from '../../../src/model/presets.ts';
import { overlap, timeScale } from '../../../src/views/time/timeScale.ts';

const days = { from: dayOfDate(2024, 11, 22), to: dayOfDate(2026, 11, 21) };
const today = dayOfDate(2026, 11, 21);
const words = (range: { from: number; to: number } | null) => range && formatRange(range);

describe('presets', () => {
  test('are the days that they say', () => {
    expect(presetIds.map((id) => words(presetRange(id, days, today)))).toEqual([
      '2026-11-15..2026-11-21',
      '2026-10-25..2026-11-21',
      '2026-08-24..2026-11-21',
      '2026-11-01..2026-11-21',
      '2026-10-01..2026-10-31',
      '2026-10-01..2026-11-21',
      '2026-07-01..2026-09-30',
      '2026-01-01..2026-11-21',
      '2025-01-01..2025-12-31',
      null,
    ]);
  });

  test('stay within the data, also where the data end before today', () => {
    const short = { from: dayOfDate(2026, 11, 10), to: dayOfDate(2026, 11, 20) };
    expect(words(presetRange('28', short, today))).toBe('2026-11-10..2026-11-20');
    expect(presetRange('lastMonth', short, today)).toBeNull();
  });

  test('are recognised', () => {
    expect(presetIds.map((id) => presetOf(presetRange(id, days, today) ?? undefined, days, today))).toEqual([
      ...presetIds,
    ]);
    expect(presetOf(days, days, today)).toBe('all');
    expect(presetOf({ from: today, to: today }, days, today)).toBeNull();
  });
});

describe('buckets', () => {
  const period = { from: dayOfDate(2026, 10, 28), to: dayOfDate(2026, 11, 9) };

  test('a day without a request has a bucket of its own', () => {
    const answer = { rows: 1, keys: [[period.from + 2]], ints: { received: [7] } };
    const buckets = bucketsOf(answer, 'day', period, 1);
    expect(buckets.map(({ value }) => value)).toEqual([0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('weeks and months are cut at the ends of the data, and say so', () => {
    const weeks = bucketsOf(
      { rows: 1, keys: [[weekStart(period.from)]], ints: { received: [5] } },
      'week',
      period,
      1,
    );
    expect(weeks.map((bucket) => [formatRange(bucket), bucket.value, bucket.complete])).toEqual([
      ['2026-10-28..2026-11-01', 5, false],
      ['2026-11-02..2026-11-08', 0, true],
      ['2026-11-09..2026-11-09', 0, false],
    ]);
    const months = bucketsOf(
      { rows: 1, keys: [[monthOfDay(period.to)]], ints: { received: [9] } },
      'month',
      period,
      1,
    );
    expect(months.map(({ value, complete }) => [value, complete])).toEqual([
      [0, false],
      [9, false],
    ]);
  });

  test('a week may begin on another day', () => {
    const weeks = bucketsOf({ rows: 0, keys: [[]], ints: {} }, 'week', period, 7);
    expect(weeks.map(({ from }) => formatDay(from))).toEqual(['2026-10-28', '2026-11-01', '2026-11-08']);
  });
});

describe('the scale of the brush', () => {
  for (const step of ['day', 'week', 'month'] as const) {
    test(`a day of ${step} bars lies where its place leads back to it`, () => {
      const scale = timeScale(bucketsOf({ rows: 0, keys: [[]], ints: {} }, step, days, 1));
      for (let day = days.from; day <= days.to; day++) {
        const middle = (scale.position(day) + scale.position(day + 1)) / 2;
        expect(scale.stepAt(middle)).toBe(day);
      }
      expect([scale.position(days.from), scale.position(days.to + 1)]).toEqual([0, 1]);
      expect([scale.stepAt(0), scale.stepAt(1)]).toEqual([days.from, days.to]);
    });
  }

  test('a click chooses a whole bar', () => {
    const scale = timeScale(bucketsOf({ rows: 0, keys: [[]], ints: {} }, 'month', days, 1));
    expect(formatRange(scale.barOf(dayOfDate(2026, 2, 10)))).toBe('2026-02-01..2026-02-28');
    expect(formatRange(scale.barOf(days.from))).toBe('2024-11-22..2024-11-30');
  });

  test('how much of a bucket a period has', () => {
    const week = { from: 10, to: 16 };
    expect([
      overlap(week, { from: 0, to: 9 }),
      overlap(week, { from: 13, to: 99 }),
      overlap(week, week),
    ]).toEqual([0, 4 / 7, 1]);
  });
});
