import { describe, expect, it } from 'vitest';
import { type PartMovement, partsOfChange, whereaboutsOf } from '../../src/analysis/partsOfChange.ts';
import { seeded } from '../support/seeded.ts';

// Guards: the parts of a change add up to it, and what is said of where it happened is what they say.
const group = (key: number, now: [number, number], before: [number, number]): PartMovement => ({
  key,
  now: { value: now[0], n: now[1] },
  before: { value: before[0], n: before[1] },
});
const sum = (parts: readonly { readonly by: number }[]) => parts.reduce((total, { by }) => total + by, 0);

describe('the parts of a change', () => {
  const random = seeded(5);
  const count = () => Math.floor(random() * 60);

  it('add up to the change of a count, per day where the periods are of unlike length', () => {
    const groups = Array.from({ length: 30 }, (_, key) => {
      const [now, before] = [count(), count()];
      return group(key, [now, now], [before, before]);
    });
    const [now, before] = [
      groups.reduce((total, one) => total + one.now.value, 0),
      groups.reduce((total, one) => total + one.before.value, 0),
    ];
    expect(sum(partsOfChange('count', groups))).toBeCloseTo(now - before, 9);
    expect(sum(partsOfChange('count', groups, 3))).toBeCloseTo(now - 3 * before, 9);
  });

  it('add up to the change of a share, whatever the groups’ sizes have become', () => {
    const groups = Array.from({ length: 30 }, (_, key) => {
      const [n, m] = [count(), count()];
      const rate = (of: number) => (of === 0 ? 0 : Math.floor(random() * (of + 1)) / of);
      return group(key, [rate(n), n], [rate(m), m]);
    });
    const whole = (of: 'now' | 'before') =>
      groups.reduce((total, one) => total + one[of].value * one[of].n, 0) /
      groups.reduce((total, one) => total + one[of].n, 0);
    expect(sum(partsOfChange('share', groups))).toBeCloseTo(whole('now') - whole('before'), 12);
  });

  it('are a group’s own fall, not its size: one that stays at the earlier share gives nothing', () => {
    const parts = partsOfChange('share', [
      group(1, [0.8, 400], [0.8, 100]),
      group(2, [0.5, 100], [0.8, 100]),
    ]);
    expect(parts[0]!.by).toBeCloseTo(0, 12);
    expect(parts[1]!.by).toBeCloseTo(-0.06, 12);
    expect(partsOfChange('share', [group(1, [0.5, 10], [0, 0])])).toEqual([]);
  });
});

describe('where most of a change happened', () => {
  const of = (...by: number[]) => whereaboutsOf(by.map((one, key) => ({ key, by: one })));

  it('are as few groups as have half of it, at most three', () => {
    expect(of(6, 1, 3)).toEqual({ kind: 'most', keys: [0], share: 0.6 });
    expect(of(-1, -3, -4, -2)).toEqual({ kind: 'most', keys: [2, 1], share: 0.7 });
    expect(of(2, 2, 2, 2, 2, 2, 2, 2, 2, 2)).toMatchObject({ kind: 'spread', keys: [0, 1, 2] });
    expect(of(2, 2, 2, 2, 2, 2, 2, 2, 2, 2)?.share).toBeCloseTo(0.3, 12);
  });

  it('say that the rest went the other way where they have more than all of it', () => {
    expect(of(9, -5, 0)).toEqual({ kind: 'beyond', keys: [0], share: 2.25 });
  });

  it('are nothing where nothing changed', () => {
    expect(of(3, -3)).toBeNull();
    expect(of()).toBeNull();
  });
});
