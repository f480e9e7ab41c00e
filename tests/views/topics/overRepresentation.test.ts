import { describe, expect, it } from 'vitest';
import { overRepresentation } from '../../../src/views/topics/overRepresentation.ts';

describe('overRepresentation', () => {
  it('is the quotient of the shares, where it is more than chance', () => {
    expect(overRepresentation(60, 200, 1_000, 10_000)).toBeCloseTo(3, 9);
    expect(overRepresentation(20, 1_000, 1_000, 10_000)).toBeCloseTo(0.2, 9);
  });

  it('says nothing of few requests, of what chance would show, and of nothing', () => {
    expect(overRepresentation(5, 10, 10, 10_000)).toBeNull();
    expect(overRepresentation(22, 200, 1_000, 10_000)).toBeNull();
    expect(overRepresentation(0, 0, 5, 100)).toBeNull();
    expect(overRepresentation(12, 40, 0, 100)).toBeNull();
  });
});
