import { describe, expect, test } from 'vitest';
import { answeredWithin, placeOf, responseCounts } from '../../../src/analysis/responseBuckets.ts';
import { makeText } from '../../../src/i18n/text.ts';
import { type ResponseBar, responseTimesOption } from '../../../src/views/responses/responseTimesOption.ts';
import { type Loose, look } from '../../support/plainLook.ts';
import { plain } from '../../support/plainText.ts';

const en = makeText('en');

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
