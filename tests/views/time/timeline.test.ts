import { describe, expect, test } from 'vitest';
import { makeText } from '../../../src/i18n/text.ts';
import { monthOfDay } from '../../../src/model/day.ts';
import { isWhole, timelineMarks, timelineOption } from '../../../src/views/time/timelineOption.ts';
import { type Loose, look } from '../../support/plainLook.ts';

const en = makeText('en');

describe('the timeline', () => {
  const buckets = [0, 7, 14, 21].map((from, i) => ({
    key: from,
    from,
    to: from + 6,
    value: i,
    complete: i < 3,
  }));
  const last = { from: 14, to: 27 };
  const all = { from: 0, to: 27 };

  test('the period is selected, the one before it emphasised', () => {
    expect(timelineMarks(buckets, last, { from: 0, to: 13 })).toEqual({
      selected: [2, 3],
      emphasised: [0, 1],
    });
  });

  test('a period shorter than a bar still shows', () => {
    expect(timelineMarks(buckets, { from: 8, to: 9 }, null)).toEqual({ selected: [1], emphasised: [] });
  });

  test('everything chosen is nothing marked', () => {
    expect(timelineMarks(buckets, all, null)).toEqual({ selected: [], emphasised: [] });
    expect([isWhole(buckets, all), isWhole(buckets, last)]).toEqual([true, false]);
  });

  // Guards: ECharts selects bars by their names, and the weeks of one month have one label.
  test('bars have names and colours of their own, and those of days that are not all there yet are paler', () => {
    const option = timelineOption(en, { buckets, whole: false, nameOf: String }, look, 900) as Loose;
    const [series] = option.series;
    expect(new Set(option.xAxis.data).size).toBe(buckets.length);
    expect([series.itemStyle.color, series.select.itemStyle.color, series.emphasis.itemStyle.color]).toEqual([
      'neutral',
      'accent',
      'bar',
    ]);
    expect(series.data.map((item: Loose) => item.itemStyle?.opacity)).toEqual([
      undefined,
      undefined,
      undefined,
      0.6,
    ]);
  });

  // Guards: in Arabic the axis named January, March, April, June: what ran into its neighbour had gone, and no more.
  test('months are named evenly, however narrow the chart is', () => {
    const weeks = Array.from({ length: 104 }, (_, i) => ({
      ...{ key: i, from: 20_089 + 7 * i, to: 20_095 + 7 * i, value: 1, complete: true },
    }));
    const monthsAt = (width: number) => {
      const option = timelineOption(
        en,
        { buckets: weeks, whole: false, nameOf: String },
        look,
        width,
      ) as Loose;
      const { interval } = option.xAxis.axisLabel;
      return weeks.flatMap(({ from }, i) => (interval(i) ? [monthOfDay(from)] : []));
    };
    for (const [width, step] of [
      [4000, 1],
      [1324, 2],
      [700, 3],
      [400, 6],
    ] as const) {
      const months = monthsAt(width);
      expect(months.length, String(width)).toBeGreaterThan(2);
      expect(
        months.slice(1).map((month, i) => month - months[i]!),
        String(width),
      ).toEqual(months.slice(1).map(() => step));
    }
  });
});
