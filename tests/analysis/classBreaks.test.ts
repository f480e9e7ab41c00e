import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  classBreaks,
  classCounts,
  classOf,
  divergingBreaks,
  roundest,
} from '../../src/analysis/classBreaks.ts';

describe('classOf', () => {
  it('puts a value that equals a break into the class above it', () => {
    expect([4.9, 5, 9, 10, 11].map((value) => classOf([5, 10], value))).toEqual([0, 1, 1, 2, 2]);
  });
});

describe('classBreaks', () => {
  it('makes classes of about equal size with round breaks', () => {
    const values = Array.from({ length: 200 }, (_, i) => 0.5 + i / 400);
    const breaks = classBreaks(values, 5);
    expect(breaks).toEqual([0.6, 0.7, 0.8, 0.9]);
    expect(classCounts(breaks, values)).toEqual([40, 40, 40, 40, 40]);
  });

  it('finds natural groups where a few values are far larger than the rest', () => {
    const values = [1, 1.1, 1.2, 1.3, 10, 11, 12, 13, 100, 110, 120, 2000];
    expect(classBreaks(values, 4)).toEqual([10, 100, 2000]);
  });

  it('does not spend a class on an outlier', () => {
    const values = [...Array.from({ length: 99 }, (_, i) => 1 + i / 20), 900];
    expect(Math.max(...classBreaks(values, 5))).toBeLessThan(10);
  });

  it('gives fewer classes where values are equal, and none for one value', () => {
    expect(classBreaks([], 5)).toEqual([]);
    expect(classBreaks([3, 3, 3], 5)).toEqual([]);
    expect(classBreaks([1, 1, 1, 1, 2], 5)).toEqual([2]);
  });

  it('leaves no class empty and its breaks ascend, for any values', () => {
    const values = fc.array(
      fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.double({ min: 0, max: 1, noNaN: true })),
    );
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 7 }), (list, count) => {
        const breaks = classBreaks(list, count);
        expect(breaks.length).toBeLessThan(count);
        expect(breaks.every((at, i) => i === 0 || at > breaks[i - 1]!)).toBe(true);
        if (breaks.length > 0) expect(Math.min(...classCounts(breaks, list))).toBeGreaterThan(0);
      }),
      { seed: 360, numRuns: 500 },
    );
  });
});

describe('roundest', () => {
  it('prefers the largest step', () => {
    expect(roundest(83, 117)).toBe(100);
    expect(roundest(0.81, 0.84)).toBe(0.82);
    expect(roundest(0.79, 0.83)).toBe(0.8);
    expect(roundest(41, 44)).toBe(42);
    expect(roundest(0, 0)).toBe(0);
  });
});

describe('divergingBreaks', () => {
  const share = { spacing: 'difference', sides: 3, least: 0, greatest: 1 } as const;

  it('lies at equal distances on both sides of the target', () => {
    const values = Array.from({ length: 100 }, (_, i) => 0.75 + i / 500);
    expect(divergingBreaks(values, 0.88, share)).toEqual({
      breaks: [0.78, 0.83, 0.88, 0.93, 0.98],
      target: 2,
    });
  });

  it('leaves out classes beyond what there can be', () => {
    const values = Array.from({ length: 100 }, (_, i) => 0.3 + i / 150);
    const { breaks, target } = divergingBreaks(values, 0.88, share);
    expect(breaks).toEqual([0.38, 0.63, 0.88]);
    expect(breaks[target]).toBe(0.88);
  });

  it('takes proportions for durations', () => {
    const values = [0.3, 0.5, 1, 1.5, 2, 2.5, 3, 6, 8, 9];
    const options = { spacing: 'ratio', sides: 3, least: 0, greatest: Number.POSITIVE_INFINITY } as const;
    expect(divergingBreaks(values, 2, options)).toEqual({ breaks: [0.5, 1, 2, 4, 8], target: 2 });
  });
});
