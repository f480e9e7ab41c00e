import { expect, test } from 'vitest';
import goalsFile from '../../data/goals.json' with { type: 'json' };
import { goalsOn } from '../../src/intake/reference.ts';
import { goalFor, goalKey, goalValue } from '../../src/model/goal.ts';
import { seeded } from '../support/seeded.ts';

// Guards: which goal a choice is held against.
const goals = {
  completionRate: 0.8,
  'completionRate@category=inquiry': 0.95,
  'completionRate@category=report': 0.7,
  'completionRate@category=complaint': 0.7,
  'completionRate@channel=email': 0.6,
  'completionRate@category=report&channel=email': 0.5,
};

test('the goal that names most of a choice holds; of two that name one each, the category’s', () => {
  expect(goalFor(goals, 'completionRate', {})).toEqual({ value: 0.8, ownOf: [] });
  expect(goalFor(goals, 'completionRate', { category: ['inquiry'] })).toEqual({
    value: 0.95,
    ownOf: ['category'],
  });
  expect(goalValue(goals, 'completionRate', { category: ['suggestion'] })).toBe(0.8);
  expect(goalValue(goals, 'completionRate', { category: ['report'], channel: ['email'] })).toBe(0.5);
  expect(goalValue(goals, 'completionRate', { category: ['inquiry'], channel: ['email'] })).toBe(0.95);
  expect(goalValue(goals, 'completionRate', { service: ['x'], zone: ['C101'] })).toBe(0.8);
  expect(goalFor(goals, 'onTimeRate', {})).toBeNull();
});

test('several that agree have one goal, several that differ have none', () => {
  expect(goalValue(goals, 'completionRate', { category: ['report', 'complaint'] })).toBe(0.7);
  expect(goalFor(goals, 'completionRate', { category: ['report', 'inquiry'] })).toBe('differ');
  const many = Array.from({ length: 9 }, (_, i) => `x${i}`);
  expect(goalFor(goals, 'completionRate', { category: many, service: many })).toBe('differ');
});

test('of any goals and choice it is what a plain search finds', () => {
  const random = seeded(7);
  const pick = (stem: string) => (random() < 0.5 ? undefined : `${stem}${Math.floor(random() * 2)}`);
  for (let i = 0; i < 300; i++) {
    const entries = Array.from({ length: 6 }, () => ({
      category: pick('a'),
      channel: pick('b'),
      service: pick('c'),
      value: random(),
    }));
    const found: Record<string, number> = {};
    for (const { value, ...scope } of entries) found[goalKey('onTimeRate', scope)] = value;
    const own = { category: pick('a'), channel: pick('b'), service: pick('c') };
    const choice = Object.fromEntries(Object.entries(own).flatMap(([d, id]) => (id ? [[d, [id]]] : [])));
    const weight = (entry: (typeof entries)[number]) =>
      (entry.category ? 104 : 0) + (entry.channel ? 102 : 0) + (entry.service ? 101 : 0);
    const best = entries
      .filter(
        (entry) =>
          (!entry.category || entry.category === own.category) &&
          (!entry.channel || entry.channel === own.channel) &&
          (!entry.service || entry.service === own.service),
      )
      // Of two with the same key the later was kept.
      .toReversed()
      .toSorted((a, b) => weight(b) - weight(a))[0];
    expect(goalValue(found, 'onTimeRate', choice)).toBe(best?.value ?? null);
  }
});

test('the file has goals of the whole city and of categories and channels, as of a day', () => {
  const today = goalsOn(goalsFile.entries, '2026-11-29');
  expect(today.completionRate).toBe(0.8);
  expect(goalValue(today, 'completionRate', { category: ['suggestion'] })).toBe(0.35);
  expect(goalValue(today, 'firstContactRate', { channel: ['call-centre'] })).toBe(0.75);
  expect(goalsOn(goalsFile.entries, '2019-01-01')).toEqual({});
});
