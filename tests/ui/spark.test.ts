import { expect, test } from 'vitest';
import { sparkOf } from '../../src/ui/spark.ts';

test('the lowest value is at the bottom, the highest at the top, the last one marked', () => {
  expect(sparkOf([10, 20, 15])).toEqual({ path: 'M0 100L50 0L100 50', end: { x: 100, y: 50 } });
});

test('missing values break the line and are never drawn as zero', () => {
  expect(sparkOf([4, null, 2, Number.NaN, 3]).path).toBe('M0 0M50 100M100 50');
  expect(sparkOf([4, 2, null]).end).toEqual({ x: 50, y: 100 });
});

test('a line without ups and downs runs through the middle', () => {
  expect(sparkOf([7, 7]).path).toBe('M0 50L100 50');
  expect(sparkOf([7])).toEqual({ path: 'M100 50', end: { x: 100, y: 50 } });
});

test('nothing known, nothing drawn', () => {
  expect(sparkOf([null, null])).toEqual({ path: '', end: null });
  expect(sparkOf([])).toEqual({ path: '', end: null });
});
