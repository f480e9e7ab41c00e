import { describe, expect, it } from 'vitest';
import { homeBounds } from '../../src/analysis/homeBounds.ts';

describe('homeBounds', () => {
  it('is not stretched by a far place with few residents', () => {
    const points = [
      { at: [55.1, 25.0], weight: 300 },
      { at: [55.2, 25.1], weight: 400 },
      { at: [55.3, 25.2], weight: 290 },
      { at: [56.1, 24.8], weight: 10 },
    ] as const;
    expect(homeBounds(points)).toEqual([55.1, 25.0, 55.3, 25.2]);
    expect(homeBounds(points, 1)).toEqual([55.1, 24.8, 56.1, 25.2]);
  });

  it('counts all points alike where none has residents', () => {
    const points = [
      { at: [1, 1], weight: 0 },
      { at: [2, 2], weight: 0 },
    ] as const;
    expect(homeBounds(points)).toEqual([1, 1, 2, 2]);
  });

  it('is null without points', () => {
    expect(homeBounds([])).toBeNull();
  });
});
