import { describe, expect, it } from 'vitest';
import type { Cell } from '../../src/model/measures.ts';
import { zoneGoal } from '../../src/views/mapMeasures.ts';
import { countScale, fillOf, makeScale } from '../../src/views/mapScale.ts';

const value = (number: number): Cell => ({ kind: 'value', value: number, n: 10 });
const blank = (kind: 'noData' | 'tooFew' | 'suppressed' | 'unavailable'): Cell => ({ kind });
const light = { theme: 'light', goal: null } as const;

describe('makeScale', () => {
  it('keeps zero, nothing to measure and too few residents apart from the least class', () => {
    const cells = [value(0), value(2), value(30), value(400), blank('noData'), blank('tooFew')];
    const scale = makeScale('per1000', cells, light);
    const looks = cells.map((cell) => JSON.stringify(fillOf(scale, cell)));
    expect(new Set(looks).size).toBe(6);
    expect(fillOf(scale, blank('noData'))).toEqual({ blank: 'noData' });
    expect(countScale(scale, cells)).toEqual({
      classes: [1, 1, 1],
      zero: 1,
      thin: 0,
      noData: 1,
      tooFew: 1,
      suppressed: 0,
    });
  });

  it('counts a rate of zero as the lowest class, not as none', () => {
    const cells = [value(0), value(0.5), value(1)];
    const scale = makeScale('completionRate', cells, light);
    expect(scale.zero).toBeNull();
    expect(fillOf(scale, cells[0]!)).toEqual({ colour: scale.colours[0] });
    expect(countScale(scale, cells).classes.reduce((a, b) => a + b)).toBe(3);
  });

  it('parts the colours at the target, and a value on it is on the good side', () => {
    const cells = [0.6, 0.7, 0.8, 0.88, 0.9, 0.99].map(value);
    const scale = makeScale('completionRate', cells, { theme: 'light', goal: 0.88 });
    const at = scale.breaks.indexOf(0.88);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(fillOf(scale, value(0.88))).toEqual({ colour: scale.colours[at + 1] });
    expect(fillOf(scale, value(0.8799))).toEqual({ colour: scale.colours[at] });
  });

  it('turns the colours round for a measure that is better when it is less', () => {
    const hours = [0.5, 1, 2, 4, 8].map(value);
    const less = makeScale('firstResponseP50', hours, { theme: 'light', goal: 2 });
    const more = makeScale('completionRate', [0.5, 0.7, 0.9, 1].map(value), { theme: 'light', goal: 0.8 });
    const above = less.colours[less.breaks.indexOf(2) + 1];
    const below = more.colours[more.breaks.indexOf(0.8)];
    expect(above).toBe(below);
  });

  it('draws a rate of few requests pale, and lets it not shape the classes', () => {
    const few: Cell = { kind: 'value', value: 1, n: 9 };
    const cells = [value(0.7), value(0.75), value(0.8), few];
    const scale = makeScale('completionRate', cells, light);
    expect(Math.max(...scale.breaks)).toBeLessThanOrEqual(0.8);
    const last = scale.colours[scale.colours.length - 1];
    expect(fillOf(scale, value(1))).toEqual({ colour: last });
    expect(fillOf(scale, few)).not.toEqual({ colour: last });
    expect(countScale(scale, cells).thin).toBe(1);
    expect(countScale(makeScale('received', [few], light), [few]).thin).toBe(0);
  });

  it('has one class and no breaks where there is nothing to divide', () => {
    const scale = makeScale('completionRate', [], light);
    expect(scale.breaks).toEqual([]);
    expect(scale.colours).toHaveLength(1);
  });

  it('leaves a zone plain where the source does not know the measure', () => {
    expect(fillOf(makeScale('satisfaction', [], light), blank('unavailable'))).toBeNull();
  });
});

describe('zoneGoal', () => {
  it('is the goal of a rate or a duration, and of no count', () => {
    const goals = { completionRate: 0.88, open: 7500, received: 10, firstResponseP50: 2 };
    expect(zoneGoal('completionRate', goals)).toBe(0.88);
    expect(zoneGoal('firstResponseP50', goals)).toBe(2);
    expect(zoneGoal('open', goals)).toBeNull();
    expect(zoneGoal('onTimeRate', goals)).toBeNull();
  });
});
