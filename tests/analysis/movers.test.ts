import { describe, expect, test } from 'vitest';
import { moversOf } from '../../src/analysis/movers.ts';
import type { Movement } from '../../src/model/noise.ts';
import { seeded } from '../support/seeded.ts';

interface Named extends Movement {
  readonly name: string;
}

const count = (name: string, before: number, now: number): Named => ({
  name,
  before: { value: before, n: before },
  now: { value: now, n: now },
});
const share = (name: string, before: number, now: number, n: number): Named => ({
  name,
  before: { value: before, n },
  now: { value: now, n },
});
const names = (found: ReturnType<typeof moversOf<Named>>) => found.map(({ movement }) => movement.name);
/** Counts that only chance moves. */
function quiet(groups: number, seed: number, spread = 1): Named[] {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: groups }, (_, i) => {
    const mean = 40 + 900 * random();
    const draw = () => Math.max(0, Math.round(mean + spread * Math.sqrt(mean) * normal()));
    return count(`quiet ${i}`, draw(), draw());
  });
}

describe('movers', () => {
  test('chance alone moves nothing, in twenty cities of 300 groups', () => {
    const found = Array.from({ length: 20 }, (_, seed) =>
      moversOf([{ kind: 'count', movements: quiet(300, seed) }]),
    );
    expect(found.flat().length).toBeLessThanOrEqual(3);
  });

  test('waves that all groups have are usual: three times the noise of Poisson is no news', () => {
    const found = Array.from({ length: 20 }, (_, seed) =>
      moversOf([{ kind: 'count', movements: quiet(300, seed, 3) }]),
    );
    expect(found.flat().length).toBeLessThanOrEqual(10);
  });

  test('what stands out is found, the clearest first', () => {
    const movements = [
      ...quiet(50, 1),
      count('doubled', 300, 600),
      count('tripled', 300, 900),
      count('halved', 400, 200),
    ];
    expect(names(moversOf([{ kind: 'count', movements }]))).toEqual(['tripled', 'doubled', 'halved']);
    expect(moversOf([{ kind: 'count', movements }]).map(({ score }) => Math.sign(score))).toEqual([1, 1, -1]);
  });

  test('what moves everywhere alike is not repeated line by line', () => {
    const all = Array.from({ length: 20 }, (_, i) => count(`group ${i}`, 500 + i, 650 + i));
    expect(moversOf([{ kind: 'count', movements: all }])).toEqual([]);
    expect(names(moversOf([{ kind: 'count', movements: [...all, count('more', 500, 1200)] }]))).toEqual([
      'more',
    ]);
  });

  test('a group that only failed to follow the others has not moved', () => {
    const all = Array.from({ length: 20 }, (_, i) => count(`group ${i}`, 500 + i, 800 + i));
    expect(moversOf([{ kind: 'count', movements: [...all, count('stayed', 500, 560)] }])).toEqual([]);
  });

  test('a certain but tiny change is not worth a line', () => {
    expect(moversOf([{ kind: 'count', movements: [count('huge', 1_000_000, 1_020_000)] }])).toEqual([]);
    expect(moversOf([{ kind: 'share', movements: [share('huge', 0.9, 0.91, 1_000_000)] }])).toEqual([]);
  });

  test('shares are judged by their n', () => {
    const family = (n: number) => [{ kind: 'share' as const, movements: [share('rate', 0.9, 0.8, n)] }];
    expect(names(moversOf(family(2000)))).toEqual(['rate']);
    expect(moversOf(family(20))).toEqual([]);
    expect(moversOf(family(0))).toEqual([]);
  });

  test('a share that is all or nothing both times has no noise to divide by', () => {
    const all = Array.from({ length: 6 }, (_, i) => share(`all ${i}`, 1, 1, 500));
    expect(names(moversOf([{ kind: 'share', movements: [...all, share('fell', 0.9, 0.7, 500)] }]))).toEqual([
      'fell',
    ]);
  });
});
