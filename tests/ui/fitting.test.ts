import { expect, test } from 'vitest';
import { fitting } from '../../src/ui/fitting.ts';

// Guards: what is chosen is on the screen, or counted there; never just cut off.
test('all are shown where they fit to the pixel, and room for the count is kept where they do not', () => {
  expect(fitting([100, 100, 100], 312, 6, 48)).toBe(3);
  expect(fitting([100, 100, 100], 311, 6, 48)).toBe(2);
  expect(fitting([100, 100, 100], 259, 6, 48)).toBe(1);
  expect(fitting([100, 100, 100], 260, 6, 48)).toBe(2);
});

test('the first is always shown, however wide it is', () => {
  expect(fitting([500, 100], 200, 6, 48)).toBe(1);
  expect(fitting([500], 200, 6, 48)).toBe(1);
  expect(fitting([], 200, 6, 48)).toBe(0);
});
