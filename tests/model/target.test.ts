import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/model/day.ts';
import { parseTargets, type TargetEntry, type TargetKey, targetFor } from '../../src/model/target.ts';
import { seeded } from '../support/seeded.ts';

const base = { firstResponseHours: 8, resolutionHours: 40, from: '2020-01-01' };
const on = (text: string) => parseDay(text)!;

function resolutionHours(entries: readonly object[], key: Partial<TargetKey> = {}): number | null {
  const targets = parseTargets({ source: 'a test', entries });
  const target = targetFor(targets, {
    category: 'complaint',
    service: 'roads',
    priority: 'high',
    day: on('2024-01-01'),
    ...key,
  });
  return target && target.resolutionSeconds / 3600;
}

describe('targetFor', () => {
  it('is null where no entry fits', () => {
    expect(resolutionHours([])).toBeNull();
    expect(resolutionHours([{ ...base, category: 'inquiry' }])).toBeNull();
    expect(resolutionHours([{ ...base, priority: 'high' }], { priority: null })).toBeNull();
  });

  it('is valid on its first and last day', () => {
    const entries = [{ ...base, from: '2024-01-10', to: '2024-01-20' }];
    for (const [day, expected] of [
      ['2024-01-09', null],
      ['2024-01-10', 40],
      ['2024-01-20', 40],
      ['2024-01-21', null],
    ] as const) {
      expect(resolutionHours(entries, { day: on(day) })).toBe(expected);
    }
  });

  it('takes the entry that names most; then service before category before priority; then the later', () => {
    const all = [
      { ...base, resolutionHours: 1 },
      { ...base, resolutionHours: 2, priority: 'high' },
      { ...base, resolutionHours: 3, category: 'complaint' },
      { ...base, resolutionHours: 4, service: 'roads' },
      { ...base, resolutionHours: 5, category: 'complaint', priority: 'high' },
      { ...base, resolutionHours: 6, service: 'roads', priority: 'high' },
      { ...base, resolutionHours: 7, service: 'roads', category: 'complaint' },
      { ...base, resolutionHours: 8, service: 'roads', category: 'complaint', priority: 'high' },
    ];
    for (let count = 1; count <= all.length; count++) {
      expect(resolutionHours(all.slice(0, count))).toBe(count);
      expect(resolutionHours(all.slice(0, count).reverse())).toBe(count);
    }
    expect(
      resolutionHours([
        { ...base, resolutionHours: 1 },
        { ...base, resolutionHours: 2 },
      ]),
    ).toBe(2);
  });

  it('falls back to a less specific entry on days that the most specific is not valid', () => {
    const entries = [base, { ...base, resolutionHours: 4, category: 'complaint', from: '2025-01-01' }];
    expect(resolutionHours(entries)).toBe(40);
    expect(resolutionHours(entries, { day: on('2025-01-01') })).toBe(4);
  });

  it('remembers the right answer for each of many questions', () => {
    const random = seeded(3);
    const pick = (ids: readonly string[]) => ids[Math.floor(random() * ids.length)]!;
    const some = (ids: readonly string[], share: number) => (random() < share ? pick(ids) : null);
    const ids = ['a', 'b', 'c'];
    const entries: TargetEntry[] = Array.from({ length: 60 }, (_, i) => {
      const from = Math.floor(random() * 100);
      return {
        category: some(ids, 0.6),
        service: some(ids, 0.6),
        priority: some(ids, 0.6),
        from,
        to: random() < 0.5 ? null : from + Math.floor(random() * 60),
        firstResponseSeconds: i,
        resolutionSeconds: i,
      };
    });
    const targets = { source: 'random', entries };
    const fields = ['service', 'category', 'priority'] as const;
    for (let i = 0; i < 20_000; i++) {
      const key: TargetKey = {
        category: some(ids, 0.9),
        service: some(ids, 0.9),
        priority: some(ids, 0.9),
        day: Math.floor(random() * 170),
      };
      let best: TargetEntry | null = null;
      const named = (entry: TargetEntry) => fields.filter((field) => entry[field] !== null);
      for (const entry of entries) {
        if (named(entry).some((field) => entry[field] !== key[field])) continue;
        if (key.day < entry.from || (entry.to !== null && key.day > entry.to)) continue;
        const more = best ? named(entry).length - named(best).length : 1;
        const first = best && fields.find((field) => (entry[field] === null) !== (best![field] === null));
        if (more > 0 || (more === 0 && (!first || entry[first] !== null))) best = entry;
      }
      expect(targetFor(targets, key)).toBe(best);
    }
  });
});

describe('parseTargets', () => {
  it('reads hours as whole seconds', () => {
    const targets = parseTargets({
      source: '',
      entries: [{ ...base, firstResponseHours: 0.1, resolutionHours: 1 / 7 }],
    });
    expect(targets.entries[0]).toMatchObject({ firstResponseSeconds: 360, resolutionSeconds: 514, to: null });
  });

  it.each([
    [{}, 'targets: source: got undefined, expected "source"'],
    [
      { source: '', entries: [{ ...base, from: '2020-13-01' }] },
      'targets: entries.0.from: got "2020-13-01", expected a date such as "2026-03-01"',
    ],
    [
      { source: '', entries: [{ ...base, to: '2019-01-01' }] },
      'targets: entries.0: got 2020-01-01 to 2019-01-01, expected a last day not before the first',
    ],
    [
      { source: '', entries: [{ ...base, resolutionHours: 0 }] },
      'targets: entries.0.resolutionHours: got 0, expected >0',
    ],
    [
      { source: '', entries: [{ ...base, resolutionHours: '8' }] },
      'targets: entries.0.resolutionHours: got "8", expected number',
    ],
    [
      { source: '', entries: [{ ...base, prioriti: 'high' }] },
      'targets: entries.0.prioriti: got "prioriti", expected no such name',
    ],
  ])('refuses %j', (json, message) => {
    expect(() => parseTargets(json)).toThrow(message);
  });
});
