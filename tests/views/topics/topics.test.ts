import { describe, expect, test } from 'vitest';
import { paretoOf } from '../../../src/analysis/pareto.ts';
import { makeText } from '../../../src/i18n/text.ts';
import { type TopicBar, topicsOption } from '../../../src/views/topics/topicsOption.ts';
import { type Loose, look } from '../../support/plainLook.ts';

const ar = makeText('ar');
const en = makeText('en');

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
