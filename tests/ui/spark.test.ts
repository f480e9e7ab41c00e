import { expect, test } from 'vitest';
import { sparkOf } from '../../src/ui/spark.ts';

test('the lowest value is at the bottom, the highest at the top, the last one marked', () => {
  expect(sparkOf([10, 20, 15])).toEqual({ path: 'M0 100L50 0L100 50', young: '', end: { x: 100, y: 50 } });
});

test('missing values break the line and are never drawn as zero', () => {
  expect(sparkOf([4, null, 2, Number.NaN, 3]).path).toBe('M0 0M50 100M100 50');
  expect(sparkOf([4, 2, null]).end).toEqual({ x: 50, y: 100 });
});

test('a line without ups and downs runs through the middle', () => {
  expect(sparkOf([7, 7]).path).toBe('M0 50L100 50');
  expect(sparkOf([7])).toEqual({ path: 'M100 50', young: '', end: { x: 100, y: 50 } });
});

test('nothing known, nothing drawn', () => {
  expect(sparkOf([null, null])).toEqual({ path: '', young: '', end: null });
  expect(sparkOf([])).toEqual({ path: '', young: '', end: null });
});

test('the end that is not ripe goes on from the last ripe point, as a line of its own', () => {
  expect(sparkOf([10, 20, 15, 0], 2)).toEqual({
    path: 'M0 50L33.3 0',
    young: 'M33.3 0L66.7 25L100 100',
    end: { x: 100, y: 100 },
  });
  expect(sparkOf([10, null, 20, 0], 1)).toMatchObject({ path: 'M0 50', young: 'M66.7 0L100 100' });
  expect(sparkOf([10, 20], 0)).toMatchObject({ path: '', young: 'M0 100L100 0' });
});

test('lines of one scale can be held against each other', () => {
  const scale = { low: 0, high: 20 };
  expect(sparkOf([5, 10], 2, scale).path).toBe('M0 75L100 50');
  expect(sparkOf([20, 20], 2, scale).path).toBe('M0 0L100 0');
  expect(sparkOf([0, 0], 2, { low: 0, high: 0 }).path).toBe('M0 50L100 50');
});
