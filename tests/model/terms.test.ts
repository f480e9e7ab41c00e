import { expect, test } from 'vitest';
import { parseDay } from '../../src/model/day.ts';
import { Terms } from '../../src/model/terms.ts';

// Guards: that a reorganisation changes what comes from its day on, and nothing before it.
const word = (id: string, more: object = {}) => ({ id, en: id, ar: id, ...more });
const day = (text: string) => parseDay(text)!;

test('a word leads to the successor from the day after the last one, and to the one before until then', () => {
  const terms = Terms.of([
    word('old', { until: '2026-11-29', successor: 'new' }),
    word('other'),
    word('new', { from: '2026-11-30' }),
  ])!;
  expect(terms.on(0, day('2026-11-29'))).toBe(0);
  expect(terms.on(0, day('2026-11-30'))).toBe(2);
  expect(terms.on(2, day('2026-11-29'))).toBe(0);
  expect(terms.on(2, day('2026-11-30'))).toBe(2);
  expect(terms.on(1, day('2020-01-01'))).toBe(1);
  // An entry that the source brought.
  expect(terms.on(7, day('2026-11-30'))).toBe(7);
});

test('it leads on and on, and back only where one entry was there before', () => {
  const terms = Terms.of([
    word('a', { until: '2024-12-31', successor: 'c' }),
    word('b', { until: '2024-12-31', successor: 'c' }),
    word('c', { from: '2025-01-01', until: '2025-12-31', successor: 'd' }),
    word('d', { from: '2026-01-01' }),
  ])!;
  expect(terms.on(0, day('2026-05-01'))).toBe(3);
  expect(terms.on(0, day('2025-05-01'))).toBe(2);
  expect(terms.on(3, day('2025-05-01'))).toBe(2);
  // Nobody knows whether it was a or b.
  expect(terms.on(3, day('2024-05-01'))).toBe(2);
  expect(terms.on(2, day('2024-05-01'))).toBe(2);
});

test('what ends without a successor, or with one that is not there, keeps its requests', () => {
  const terms = Terms.of([
    word('a', { until: '2025-12-31' }),
    word('b', { until: '2025-12-31', successor: 'gone' }),
    word('c', { from: '2026-01-01' }),
  ])!;
  for (const code of [0, 1, 2])
    for (const at of ['2024-01-01', '2027-01-01']) expect(terms.on(code, day(at))).toBe(code);
});

test('a circle ends, and entries that always hold have no terms', () => {
  const circle = Terms.of([
    word('a', { until: '2025-12-31', successor: 'b' }),
    word('b', { until: '2025-12-31', successor: 'a' }),
  ])!;
  expect([0, 1]).toContain(circle.on(0, day('2026-01-01')));
  expect(Terms.of([word('a'), word('b')])).toBeNull();
});
