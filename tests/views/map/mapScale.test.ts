import { describe, expect, it } from 'vitest';
import { plainChoice } from '../../../src/model/choice.ts';
import { makeCity } from '../../../src/model/city.ts';
import type { Filter } from '../../../src/model/filter.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import { type Cell, type MeasureId, measures } from '../../../src/model/measures.ts';
import { makeScreen } from '../../../src/model/screen.ts';
import { mapMeasures, zoneGoal } from '../../../src/views/map/mapMeasures.ts';
import { countScale, fillOf, makeScale, radiusOf } from '../../../src/views/map/mapScale.ts';
import { goalSteps, largeCount } from '../../../src/views/map/mapSteps.ts';

const value = (number: number): Cell => ({ kind: 'value', value: number, n: 10 });
const blank = (kind: 'noData' | 'tooFew' | 'suppressed' | 'unavailable'): Cell => ({ kind });
const light = { theme: 'light', goal: null, fixed: null } as const;

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
      outside: false,
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
    const scale = makeScale('completionRate', cells, { ...light, goal: 0.88 });
    const at = scale.breaks.indexOf(0.88);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(fillOf(scale, value(0.88))).toEqual({ colour: scale.colours[at + 1] });
    expect(fillOf(scale, value(0.8799))).toEqual({ colour: scale.colours[at] });
  });

  it('turns the colours round for a measure that is better when it is less', () => {
    const hours = [0.5, 1, 2, 4, 8].map(value);
    const less = makeScale('firstResponseP50', hours, { ...light, goal: 2 });
    const more = makeScale('completionRate', [0.5, 0.7, 0.9, 1].map(value), { ...light, goal: 0.8 });
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

describe('fixed steps', () => {
  const manifest = {
    asOf: Date.UTC(2026, 10, 20, 9) / 1000,
    cut: Date.UTC(2026, 10, 20) / 1000,
    timeZone: 'Asia/Dubai',
    days: { from: 20_000, to: 20_729 },
    rows: 1_000_000,
    fields: ['stage'],
    goals: { open: 52_000 },
  } as unknown as Manifest;
  const zones = {
    sectors: [],
    zones: Array.from({ length: 224 }, (_, i) => ({ id: `Z${i}`, en: '', ar: '', residents: 15_000 })),
    places: [],
  };
  const words = {
    ...{ category: [{ id: 'report', en: '', ar: '' }], channel: [], account: [], service: [], topic: [] },
    ...{ entity: [], stage: [], priority: [], language: [], customerKind: [] },
  };
  const city = makeCity(zones, words, 'Asia/Dubai');
  const screenOf = (filter: Filter, id: MeasureId) => makeScreen(city, manifest, plainChoice(filter, id));
  const opened = { from: 20_702, to: 20_729 };

  it('are the same for all values and all choices, so that a value has one colour', () => {
    for (const id of mapMeasures) {
      for (const goal of [null, 0.8]) {
        const scales = [
          makeScale(id, [0.1, 0.2, 0.9].map(value), {
            ...{ theme: 'light', goal },
            fixed: screenOf({ opened }, id),
          }),
          makeScale(id, [400, 800].map(value), {
            ...{ theme: 'light', goal },
            fixed: screenOf({ opened, category: ['report'], zone: ['Z1'] }, id),
          }),
          makeScale(id, [], { theme: 'light', goal, fixed: screenOf({ opened }, id) }),
        ];
        expect(new Set(scales.map((scale) => JSON.stringify(scale))).size, id).toBe(1);
      }
    }
  });

  it('rise, part at the goal, and stay within what the measure can be', () => {
    for (const [id, goal] of [
      ['completionRate', 0.8],
      ['completionRate', 0.97],
      ['onTimeRate', 0.9],
      ['overdueRate', 0.15],
      ['reopenedRate', 0.04],
      ['satisfaction', 4.25],
      ['firstResponseP50', 2],
    ] as const) {
      const { breaks, target } = goalSteps(id, goal);
      expect(breaks[target], id).toBe(goal);
      expect(breaks, id).toEqual(breaks.toSorted((a, b) => a - b));
      expect(breaks.length, id).toBeGreaterThanOrEqual(4);
      expect(breaks[0], id).toBeGreaterThan(0);
      if (measures[id].unit === 'share') expect(breaks.at(-1), id).toBeLessThan(1);
    }
  });

  it('of counts grow with the period and not with what stands open, and areas grow with the count', () => {
    const month = largeCount('received', screenOf({ opened }, 'received'));
    const week = largeCount('received', screenOf({ opened: { from: 20_723, to: 20_729 } }, 'received'));
    expect([week, month]).toEqual([500, 2000]);
    expect(largeCount('open', screenOf({ opened }, 'open'))).toBe(2000);
    expect(radiusOf(2000, 2000)).toBe(18);
    expect(radiusOf(2000, 500)).toBe(9);
    expect(radiusOf(2000, 1)).toBe(2);
    expect(radiusOf(2000, 1e6)).toBe(36);
    const scale = makeScale('received', [], { ...light, fixed: screenOf({ opened }, 'received') });
    expect(fillOf(scale, { kind: 'value', value: 500, n: 500 })).toEqual({ radius: 9 });
    expect(fillOf(scale, { kind: 'value', value: 0, n: 0 })).toEqual({ colour: scale.zero });
  });

  it('give way to what is shown when asked, and say where a period is not in the data', () => {
    const cells = [2, 30, 411].map(value);
    expect(makeScale('received', cells, light).large).toBe(400);
    const outside: Cell[] = [{ kind: 'outside' }, { kind: 'outside' }];
    const scale = makeScale('completionRate', outside, { ...light, fixed: screenOf({}, 'completionRate') });
    expect(countScale(scale, outside).outside).toBe(true);
    expect(outside.map((cell) => fillOf(scale, cell))).toEqual([null, null]);
  });
});

describe('zoneGoal', () => {
  it('is the goal of a rate or a duration, and of no count', () => {
    const goals = {
      completionRate: 0.88,
      'completionRate@category=report': 0.7,
      open: 7500,
      received: 10,
      firstResponseP50: 2,
    };
    expect(zoneGoal('completionRate', goals, {})).toBe(0.88);
    expect(zoneGoal('completionRate', goals, { category: ['report'] })).toBe(0.7);
    expect(zoneGoal('firstResponseP50', goals, {})).toBe(2);
    expect(zoneGoal('open', goals, {})).toBeNull();
    expect(zoneGoal('onTimeRate', goals, {})).toBeNull();
  });
});
