import { describe, expect, it } from 'vitest';
import { type Cell, type MeasureId, measureIds, measures } from '../../src/model/measures.ts';
import { spreadOfTimes } from '../../src/model/noise.ts';
import { reachOf } from '../../src/model/reach.ts';
import {
  fewestBehind,
  isThin,
  meets,
  newsOf,
  ripeAfter,
  shortfall,
  standingOut,
  verdictOf,
} from '../../src/model/rule.ts';
import { seeded } from '../support/seeded.ts';

// Guards: what the page calls good, bad, news, or nothing at all.
const cell = (value: number, n = 5000): Cell => ({ kind: 'value', value, n });
const toneOf = (measure: MeasureId, now: Cell, before: Cell) => newsOf(measure, now, before)?.tone;

describe('a change', () => {
  it('has a direction as it is shown, and a tone by whether that is good', () => {
    expect(newsOf('open', cell(9000), cell(10_000))).toMatchObject({ heading: 'down', tone: 'good' });
    expect(newsOf('completionRate', cell(0.85), cell(0.8))).toMatchObject({ heading: 'up', tone: 'good' });
    expect(toneOf('onTimeRate', cell(0.8), cell(0.85))).toBe('bad');
    expect(toneOf('firstResponseP50', cell(2), cell(1))).toBe('bad');
    expect(newsOf('received', cell(1300, 1300), cell(1000, 1000))).toMatchObject({
      heading: 'up',
      tone: 'neutral',
      certain: true,
    });
    expect(newsOf('completionRate', cell(0.8), { kind: 'noData' })).toBeNull();
    expect(newsOf('received', cell(5, 5), cell(0, 0))).toBeNull();
  });

  it('that is shown as 0.0 is flat', () => {
    expect(newsOf('completionRate', cell(0.8004), cell(0.8))).toMatchObject({
      heading: 'flat',
      tone: 'neutral',
    });
    expect(newsOf('satisfaction', cell(4.04), cell(4))?.heading).toBe('flat');
    expect(newsOf('satisfaction', cell(4.06), cell(4))?.heading).toBe('up');
  });

  it('of 52 minutes to 52 minutes, and of a zone with 95 requests by half, is no news', () => {
    expect(newsOf('firstResponseP50', cell(0.8703, 46_000), cell(0.867, 45_000))).toMatchObject({
      tone: 'neutral',
      certain: false,
    });
    expect(toneOf('firstResponseP50', cell(0.544, 95), cell(1, 90))).toBe('neutral');
    expect(toneOf('completionRate', cell(1, 1), cell(0, 1))).toBe('neutral');
  });

  it('is measured against what its family moves by', () => {
    const now = cell(0.75, 900);
    expect(toneOf('completionRate', now, cell(0.84, 900))).toBe('bad');
    const news = newsOf('completionRate', now, cell(0.84, 900), { usual: { middle: 0, spread: 3 } });
    expect(news?.tone).toBe('neutral');
  });
});

/** Draws of chance alone. */
function chance(seed: number) {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const poisson = (mean: number) => {
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    let k = 0;
    for (let p = random(); p > Math.exp(-mean); p *= random()) k++;
    return k;
  };
  const binomial = (n: number, p: number) => {
    let hits = 0;
    for (let i = 0; i < n; i++) if (random() < p) hits++;
    return hits;
  };
  const times = (n: number, spread: number) =>
    Array.from({ length: n }, () => Math.exp(spread * normal())).sort((a, b) => a - b);
  const rank = (sorted: readonly number[], share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
  return { random, poisson, binomial, times, rank };
}

describe('noise alone', () => {
  // By chance one in two thousand is beyond 3.5 deviations.
  const trials = 2000;
  const few = 6;

  it('is hardly ever news of a count', () => {
    const { random, poisson } = chance(1);
    let news = 0;
    for (let i = 0; i < trials; i++) {
      const mean = 1 + 400 * random() ** 3;
      const [now, before] = [poisson(mean), poisson(mean)];
      if (newsOf('open', cell(now, now), cell(before, before))?.certain) news++;
    }
    expect(news).toBeLessThanOrEqual(few);
  });

  it('is hardly ever news of a share', () => {
    const { random, binomial } = chance(2);
    let news = 0;
    for (let i = 0; i < trials; i++) {
      const [p, n] = [random(), 1 + Math.floor(300 * random() ** 2)];
      const draw = () => cell(binomial(n, p) / n, n);
      if (newsOf('completionRate', draw(), draw())?.certain) news++;
    }
    expect(news).toBeLessThanOrEqual(few);
  });

  it('is hardly ever news of half and of nine tenths of times, spread as usual or as is known', () => {
    const { random, times, rank } = chance(3);
    let news = 0;
    for (let i = 0; i < trials / 2; i++) {
      const spread = 0.5 + 1.7 * random();
      const n = 10 + Math.floor(100 * random());
      const [now, before] = [times(n, spread), times(n, spread)];
      for (const [id, share] of [
        ['firstResponseP50', 0.5],
        ['firstResponseP90', 0.9],
      ] as const) {
        if (newsOf(id, cell(rank(now, share), n), cell(rank(before, share), n))?.certain) news++;
      }
      const known = { spread: spreadOfTimes(rank(now, 0.5), rank(now, 0.9)) };
      if (newsOf('resolutionP50', cell(rank(now, 0.5), n), cell(rank(before, 0.5), n), known)?.certain)
        news++;
    }
    expect(news).toBeLessThanOrEqual(2 * few);
  });

  it('does not hide what is there: a third more, and ten points less, on a thousand requests', () => {
    expect(newsOf('open', cell(1330, 1330), cell(1000, 1000))?.certain).toBe(true);
    expect(newsOf('completionRate', cell(0.7, 1000), cell(0.8, 1000))?.certain).toBe(true);
    expect(newsOf('firstResponseP50', cell(2, 1000), cell(1, 1000))?.certain).toBe(true);
  });
});

describe('a value', () => {
  it('is thin where one more request could turn it, and a count never is', () => {
    for (const id of measureIds) {
      const { unit } = measures[id];
      const exact = unit === 'count' || unit === 'per1000';
      expect(isThin(id, cell(0.5, Math.max(0, fewestBehind(id) - 1))), id).toBe(!exact);
      expect(isThin(id, cell(0.5, fewestBehind(id))), id).toBe(false);
    }
  });

  it('is judged against its goal, a floor or a ceiling by its measure, and not where it is thin', () => {
    expect([meets('completionRate', 0.88, 0.88), meets('completionRate', 0.87, 0.88)]).toEqual([true, false]);
    expect([meets('open', 7500, 7500), meets('open', 7501, 7500)]).toEqual([true, false]);
    expect(meets('received', 5, 9)).toBe(true);
    expect(verdictOf('completionRate', cell(0.5), 0.8)).toBe(false);
    expect(verdictOf('completionRate', cell(0, 1), 0.8)).toBeNull();
    expect(verdictOf('completionRate', cell(0.5), null)).toBeNull();
    expect(verdictOf('received', cell(5), 9)).toBeNull();
    expect(verdictOf('onTimeRate', { kind: 'unavailable' }, 0.9)).toBeNull();
  });

  it('falls short of its goal on the bad side', () => {
    expect(shortfall('completionRate', 0.7, 0.8)).toBeCloseTo(0.1);
    expect(shortfall('completionRate', 0.9, 0.8)).toBeCloseTo(-0.1);
    expect(shortfall('overdueRate', 0.3, 0.2)).toBeCloseTo(0.1);
    expect(shortfall('firstResponseP50', 4, 2)).toBeCloseTo(Math.log(2));
  });
});

describe('a cohort and a period', () => {
  it('is ripe when what was promised had its time', () => {
    expect(ripeAfter('completionRate', { resolutionP90: 120 })).toBe(5);
    expect(ripeAfter('completionRate', {})).toBe(7);
    expect(ripeAfter('firstResponseP50', { firstResponseP90: 12 })).toBe(1);
    expect(ripeAfter('received', {})).toBe(0);
  });

  it('lies before, after, across or within the data', () => {
    const days = { from: 100, to: 200 };
    expect(reachOf({ from: 50, to: 99 }, days)).toBe('before');
    expect(reachOf({ from: 201, to: 250 }, days)).toBe('after');
    expect(reachOf({ from: 99, to: 100 }, days)).toBe('across');
    expect(reachOf({ from: 200, to: 201 }, days)).toBe('across');
    expect(reachOf(days, days)).toBe('within');
    expect(reachOf({ from: 1, to: 2 }, null)).toBe('within');
  });
});

it('a share is judged as it is shown: what reads 80.0% has reached 80%', () => {
  const share = (value: number): Cell => ({ kind: 'value', value, n: 5000 });
  expect(verdictOf('completionRate', share(0.79961), 0.8)).toBe(true);
  expect(verdictOf('completionRate', share(0.79949), 0.8)).toBe(false);
  expect(verdictOf('overdueRate', share(0.15004), 0.15)).toBe(true);
});

describe('periods of unlike length', () => {
  const cell = (value: number): Cell => ({ kind: 'value', value, n: value });

  it('counts are compared per day, stocks and shares as they are', () => {
    // 300 in 30 days against 100 in 10: as many a day.
    expect(newsOf('received', cell(300), cell(100), { span: 3 })).toMatchObject({
      change: 0,
      certain: false,
    });
    expect(newsOf('received', cell(300), cell(100))).toMatchObject({ change: 2, certain: true });
    expect(newsOf('open', cell(300), cell(100), { span: 3 })).toMatchObject({ change: 2 });
  });

  it('what is many times as many a day is news in either direction', () => {
    expect(newsOf('received', cell(900), cell(100), { span: 3 })).toMatchObject({ change: 2, certain: true });
    expect(newsOf('received', cell(100), cell(900), { span: 1 / 3 })).toMatchObject({ certain: true });
  });
});

describe('the best and the worst of some', () => {
  const share = (value: number, n: number): Cell => ({ kind: 'value', value, n });

  it('are marked only where they differ from the next by more than chance, and are never thin', () => {
    const some = [share(0.6, 4000), share(0.9, 4000), share(0.75, 4000), share(1, 3)];
    expect(standingOut('completionRate', some)).toEqual({ best: 1, worst: 0 });
    expect(standingOut('overdueRate', some)).toEqual({ best: 0, worst: 1 });
    // 76 and 75 of a hundred are the same to chance; 40 is not.
    expect(standingOut('completionRate', [share(0.76, 100), share(0.4, 100), share(0.75, 100)])).toEqual({
      best: null,
      worst: 1,
    });
    expect(standingOut('completionRate', [share(0.41, 100), share(0.9, 100), share(0.4, 100)])).toEqual({
      best: 1,
      worst: null,
    });
  });

  it('are none of a count, of a measure without a good direction, and of a lone one', () => {
    const counts = [share(10, 10), share(9000, 9000)];
    expect(standingOut('open', counts)).toEqual({ best: null, worst: null });
    expect(standingOut('received', counts)).toEqual({ best: null, worst: null });
    expect(standingOut('completionRate', [share(0.2, 900), { kind: 'noData' }, share(1, 2)])).toEqual({
      best: null,
      worst: null,
    });
  });
});
