import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/model/day.ts';
import { channelUses } from '../../src/sample/channels.ts';
import { planDays } from '../../src/sample/dayPlan.ts';
import { alwaysOnDuty } from '../../src/sample/handling.ts';
import { Random } from '../../src/sample/random.ts';
import { monthsEarlier } from '../../src/sample/requests.ts';
import { adhaTopics, rainTopics, ramadanTopics, seasons } from '../../src/sample/seasons.ts';
import { serviceSettings, topicSettings } from '../../src/sample/settings.ts';
import { pointStep, shapesOf, spotsOf } from '../../src/sample/spots.ts';
import { Weighted } from '../../src/sample/weighted.ts';
import { referenceData } from '../../src/server/referenceData.ts';

describe('Random', () => {
  it('gives the same numbers for the same seed and name, others for another', () => {
    const draw = (seed: number, name: string) => {
      const random = new Random(seed, name);
      return Array.from({ length: 5 }, () => random.float());
    };
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(2, 'a')).not.toEqual(draw(1, 'a'));
    expect(draw(1, 'b')).not.toEqual(draw(1, 'a'));
    expect(draw(1 + 2 ** 32, 'a')).not.toEqual(draw(1, 'a'));
  });

  it('draws from the distributions that it names', () => {
    const random = new Random(5, 'distributions');
    const draws = (draw: () => number) => Array.from({ length: 40_000 }, draw);
    const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    const middle = (list: number[]) => [...list].sort((a, b) => a - b)[list.length / 2]!;
    expect(mean(draws(() => random.float()))).toBeCloseTo(0.5, 1);
    expect(mean(draws(() => random.normal()))).toBeCloseTo(0, 1);
    expect(mean(draws(() => random.normal() ** 2))).toBeCloseTo(1, 1);
    expect(middle(draws(() => random.logNormal(8, 1))) / 8).toBeCloseTo(1, 1);
    expect(middle(draws(() => random.weibull(10, 0.7))) / (10 * Math.log(2) ** (1 / 0.7))).toBeCloseTo(1, 1);
    expect(mean(draws(() => random.poisson(3))) / 3).toBeCloseTo(1, 1);
    expect(mean(draws(() => random.poisson(200))) / 200).toBeCloseTo(1, 1);
  });
});

describe('Weighted', () => {
  it('draws in proportion, and never what weighs nothing', () => {
    const random = new Random(1, 'weighted');
    const weighted = new Weighted([0, 1, 3, 0, 6]);
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 100_000; i++) counts[weighted.draw(random)]!++;
    expect(counts[0]! + counts[3]!).toBe(0);
    expect(counts[1]! / 100_000).toBeCloseTo(0.1, 2);
    expect(counts[2]! / 100_000).toBeCloseTo(0.3, 2);
    expect(counts[4]! / 100_000).toBeCloseTo(0.6, 2);
  });

  it('refuses weights that cannot be drawn from', () => {
    expect(() => new Weighted([1, -1])).toThrow('weight -1 at 1');
    expect(() => new Weighted([Number.NaN])).toThrow('weight NaN');
    expect(() => new Weighted([0, 0])).toThrow('2 weights of 0');
  });
});

describe('planDays', () => {
  it.each([0, 1, 7, 999, 100_000])('gives out %i requests exactly', (rows) => {
    const plan = planDays(rows, [1, 2, 0, 4, 1], 3);
    expect(plan.reduce((a, b) => a + b, 0)).toBe(rows);
    expect(plan[2]).toBe(0);
    expect(plan.every((count) => count >= 0)).toBe(true);
  });

  it('scatters about the weights', () => {
    const plan = planDays(100_000, [1, 3], 1);
    expect(plan[1]! / plan[0]!).toBeGreaterThan(2.5);
    expect(plan[1]! / plan[0]!).toBeLessThan(3.5);
    expect(plan).not.toEqual([25_000, 75_000]);
  });
});

describe('monthsEarlier', () => {
  it.each([
    ['2026-11-22', 24, '2024-11-23'],
    ['2026-03-31', 1, '2026-03-01'],
    ['2026-01-15', 1, '2025-12-16'],
    ['2024-02-29', 12, '2023-03-01'],
    ['2026-12-31', 12, '2026-01-01'],
  ])('the history of %s and %i months begins on %s', (day, months, first) => {
    expect(monthsEarlier(parseDay(day)!, months)).toBe(parseDay(first));
  });
});

describe('spotsOf', () => {
  const square = (from: number, to: number) => ({
    type: 'Polygon' as const,
    coordinates: [
      [
        [from, 25],
        [to, 25],
        [to, 25.1],
        [from, 25.1],
        [from, 25],
      ],
    ],
  });
  const zone = { id: 'Z', en: 'Z', ar: 'Z', label: [55.05, 25.05] as const, areaKm2: 20 };

  it('keeps within the disc of the area and within the shape', () => {
    const all = spotsOf(zone, undefined, new Random(1, 'spots'))!;
    const half = spotsOf(zone, square(55.05, 55.2), new Random(1, 'spots'))!;
    // 20 km² hold 20 / 0.01122 grid points.
    expect(all.lon.length / (20 / (0.11132 ** 2 * Math.cos((25.05 * Math.PI) / 180)))).toBeCloseTo(1, 1);
    expect(half.lon.length / all.lon.length).toBeCloseTo(0.5, 1);
    expect(Math.min(...half.lon) * pointStep).toBeGreaterThanOrEqual(55.05 - 1e-9);
  });

  it('takes the label where nothing else is left, and nothing without one', () => {
    const far = spotsOf(zone, square(54, 54.1), new Random(1, 'spots'))!;
    expect([...far.lon, ...far.lat]).toEqual([55_050, 25_050]);
    expect(spotsOf({ ...zone, label: undefined }, undefined, new Random(1, 'spots'))).toBeNull();
  });

  it('finds the shapes of all zones but the outside', () => {
    const { zones, geometry } = referenceData();
    const shapes = shapesOf(geometry);
    expect(zones.zones.filter(({ id }) => !shapes.has(id)).map(({ id }) => id)).toEqual(['outside']);
    expect(shapesOf(null).size).toBe(0);
  });
});

describe('the rules of the sample city', () => {
  const { words, topics } = referenceData();
  const known = (list: readonly { readonly id: string }[], ids: Iterable<string>) => {
    const all = new Set(list.map(({ id }) => id));
    return [...ids].filter((id) => !all.has(id));
  };

  it('name only words that data/ has', () => {
    expect(
      known(
        words.topic,
        [seasons, rainTopics, ramadanTopics, adhaTopics, topicSettings].flatMap(Object.keys),
      ),
    ).toEqual([]);
    expect(known(words.service, Object.keys(serviceSettings))).toEqual([]);
    expect(known(words.entity, alwaysOnDuty)).toEqual([]);
    expect(
      known(
        words.category,
        channelUses.flatMap(({ categories }) => Object.keys(categories)),
      ),
    ).toEqual([]);
  });

  it('name only channels that data/ has, and every category of them has a topic', () => {
    expect(
      known(
        words.channel,
        channelUses.map(({ id }) => id),
      ),
    ).toEqual([]);
    const served = new Set(topics.flatMap(({ categories }) => categories));
    expect(
      known(
        [...served].map((id) => ({ id })),
        channelUses.flatMap(({ categories }) => Object.keys(categories)),
      ),
    ).toEqual([]);
  });

  it('have shares of channels that add up', () => {
    for (const when of [0, 1]) {
      expect(channelUses.reduce((sum, { share }) => sum + share[when]!, 0)).toBeCloseTo(1, 1);
    }
  });
});
