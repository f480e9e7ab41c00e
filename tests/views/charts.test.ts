import { describe, expect, test } from 'vitest';
import { makeText } from '../../src/i18n/text.ts';
import type { Look } from '../../src/ui/look.ts';
import { paretoOf } from '../../src/views/pareto.ts';
import { answeredWithin, placeOf, responseCounts } from '../../src/views/responseBuckets.ts';
import { type ResponseBar, responseTimesOption } from '../../src/views/responseTimesOption.ts';
import { isWhole, timelineMarks, timelineOption } from '../../src/views/timelineOption.ts';
import { type TopicBar, topicsOption } from '../../src/views/topicsOption.ts';
import { plain } from '../support/plainText.ts';

const look: Look = {
  ink: 'ink',
  ink2: 'ink2',
  line: 'line',
  card: 'card',
  accent: 'accent',
  bar: 'bar',
  neutral: 'neutral',
  track: 'track',
  good: 'good',
  bad: 'bad',
  font: 'font',
  fonts: 0,
  rem: 16,
  textXs: 12,
  textS: 13,
  textM: 14,
};
const ar = makeText('ar');
const en = makeText('en');
// An option is data for ECharts: tests look into it as such.
// biome-ignore lint/suspicious/noExplicitAny: ECharts' own types are unions too wide to look into
type Loose = any;

describe('pareto', () => {
  test('the largest parts, the rest, and how many make four fifths', () => {
    const pareto = paretoOf([50, 20, 15, 10, 5], (n) => n, 3);
    expect(pareto.top.map(({ cumulative }) => cumulative)).toEqual([0.5, 0.7, 0.85]);
    expect(pareto.rest).toEqual({ items: 2, count: 15 });
    expect([pareto.needed, pareto.reached, pareto.total]).toEqual([3, 0.85, 100]);
  });

  test('nothing is nothing, not a division by zero', () => {
    const pareto = paretoOf([0, 0], (n) => n, 3);
    expect(pareto.top.map(({ cumulative }) => cumulative)).toEqual([0, 0]);
    expect([pareto.needed, pareto.reached]).toEqual([0, 0]);
  });
});

describe('topics', () => {
  const bar = (id: string, received: number, more: Partial<TopicBar> = {}): TopicBar => ({
    id,
    name: id,
    service: '',
    received,
    cumulative: 0.5,
    selected: false,
    rest: false,
    ...more,
  });
  const bars = [bar('a', 50), bar('b', 20), bar('rest', 900, { rest: true })];

  test('bars grow from the side where reading starts', () => {
    const rtl: Loose = topicsOption(ar, bars, look, 500, 300);
    const ltr: Loose = topicsOption(en, bars, look, 500, 300);
    expect([rtl.xAxis.inverse, rtl.yAxis[0].position]).toEqual([true, 'right']);
    expect([ltr.xAxis.inverse, ltr.yAxis[0].position]).toEqual([false, 'left']);
  });

  test('the rest has a count and no bar, and does not stretch the scale', () => {
    const option: Loose = topicsOption(en, bars, look, 500, 300);
    expect(option.series[0].data).toEqual([50, 20, null]);
    expect(option.xAxis.max).toBe(50);
    expect(option.yAxis[1].data[2]).toBe('900');
  });

  test('what is chosen stands out of the others', () => {
    const colours = (chosen: string) => {
      const selected = bars.map((one) => ({ ...one, selected: one.id === chosen }));
      const [series] = (topicsOption(en, selected, look, 500, 300) as Loose).series;
      return series.data.map((item: Loose) => item?.itemStyle?.color ?? series.itemStyle.color);
    };
    expect(colours('b').slice(0, 2)).toEqual(['neutral', 'accent']);
    expect(colours('none').slice(0, 2)).toEqual(['bar', 'bar']);
  });
});

describe('time to first response', () => {
  const answer = { rows: 4, keys: [[-1, 0, 2, 8]], ints: { received: [4, 10, 5, 1] } };

  test('buckets without a request are zero, those not answered apart', () => {
    expect(responseCounts(answer)).toEqual({ buckets: [10, 0, 5, 0, 0, 0, 0, 0, 1], pending: 4, total: 20 });
  });

  test('the target lies in its bucket by the proportion of time', () => {
    expect([placeOf(900), placeOf(7200), placeOf(5400), placeOf(0)]).toEqual([1, 3, 2.5, 0]);
    expect(placeOf(99 * 86_400)).toBeNull();
  });

  test('answered within a time is known at the end of a bucket only', () => {
    const counts = responseCounts(answer);
    expect(answeredWithin(counts, 7200)).toBe(15);
    expect(answeredWithin(counts, 5000)).toBeNull();
  });

  const bar = (edge: string, pending = false): ResponseBar => ({
    id: edge,
    name: edge,
    edge,
    received: 1,
    cumulative: pending ? null : 0.5,
    selected: false,
    pending,
  });
  const bars = ['0', '15 min', '1 h', '2 h'].map((edge) => bar(edge)).concat(bar('', true));

  test('edges that would run into each other are thinned', () => {
    const edges = (width: number) => {
      const { customValues, formatter } = (responseTimesOption(en, bars, null, look, width) as Loose).xAxis[1]
        .axisLabel;
      return customValues.map((at: number) => [at, plain(formatter(at))]);
    };
    expect(edges(600)).toEqual([
      [0, '0'],
      [1, '15 min'],
      [2, '1 h'],
      [3, '2 h'],
    ]);
    expect(edges(170)).toEqual([
      [0, '0'],
      [2, '1 h'],
    ]);
  });

  test('the line ends where no one has answered, and there is no target line without a target', () => {
    const option: Loose = responseTimesOption(en, bars, null, look, 600);
    expect(option.series[1].data).toEqual([0.5, 0.5, 0.5, 0.5, null]);
    expect(option.series[2].markLine.data).toEqual([]);
    const withTarget: Loose = responseTimesOption(en, bars, { at: 3, label: 'target 2 h' }, look, 600);
    expect(withTarget.series[2].markLine.data).toEqual([{ xAxis: 3 }]);
  });
});

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
    const option = timelineOption(en, { buckets, whole: false, nameOf: String }, look) as Loose;
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
});
