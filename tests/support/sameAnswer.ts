import { expect } from 'vitest';
import { type Answer, type Ask, aggregatesOf } from '../../src/model/ask.ts';
import type { Aggregate } from '../../src/model/measures.ts';

/** What the oracle says: the aggregates of each group, by its keys joined with commas. */
export type Expected = ReadonlyMap<string, Partial<Record<Aggregate, number | null>>>;

/**
 * Expects an answer to be the oracle's. A group of which every asked number is 0 or none may be there or not; an
 * estimate must lie within its bound.
 */
export function expectSame(ask: Ask, answer: Answer, expected: Expected): void {
  const asked = aggregatesOf(ask.measures);
  const found = new Map<string, Record<string, number | null>>();
  for (let r = 0; r < answer.rows; r++) {
    const id = answer.keys.map((column) => column[r]).join();
    expect(found.has(id), `${JSON.stringify(ask)}: two rows ${id}`).toBe(false);
    const values: Record<string, number | null> = {};
    for (const aggregate of asked) {
      const value = answer.ints[aggregate]![r]!;
      const exact = expected.get(id)?.[aggregate] ?? null;
      const bound = answer.bounds?.[aggregate]?.[r];
      values[aggregate] = bound === undefined ? value : withinBound(value, bound, exact) ? exact : value;
    }
    found.set(id, values);
  }
  const some = (values: Partial<Record<string, number | null>>) =>
    asked.some((aggregate) => values[aggregate]);
  const told = [...found].filter(([id, values]) => id === '' || some(values)).sort();
  const wanted = [...expected]
    .filter(([id, values]) => id === '' || some(values))
    .map(([id, values]) => [id, Object.fromEntries(asked.map((a) => [a, values[a]]))])
    .sort();
  expect(Object.fromEntries(told), JSON.stringify(ask)).toEqual(Object.fromEntries(wanted));
}

function withinBound(value: number | null, bound: number | null, exact: number | null): boolean {
  if (value === null || exact === null) return value === exact;
  return bound === null ? exact >= value : Math.abs(value - exact) <= bound;
}

/** Expects rows in ascending order of their keys. */
export function expectInOrder(ask: Ask, answer: Answer): void {
  for (let r = 1; r < answer.rows; r++) {
    const i = answer.keys.findIndex((column) => column[r] !== column[r - 1]);
    expect(answer.keys[i]![r]!, `${JSON.stringify(ask)}: row ${r}`).toBeGreaterThan(answer.keys[i]![r - 1]!);
  }
}
