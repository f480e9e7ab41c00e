import { expect, test } from 'vitest';
import { headingOf, meets, toneOf } from '../../src/views/change.ts';

test('the shape says the direction, the tone whether it is good', () => {
  expect([headingOf('open', -0.08), toneOf('open', -0.08)]).toEqual(['down', 'good']);
  expect([headingOf('completionRate', 0.014), toneOf('completionRate', 0.014)]).toEqual(['up', 'good']);
  expect(toneOf('onTimeRate', -0.006)).toBe('bad');
  expect(toneOf('firstResponseP50', 0.2)).toBe('bad');
});

test('more requests are neither good nor bad', () => {
  expect([headingOf('received', 0.3), toneOf('received', 0.3)]).toEqual(['up', 'neutral']);
});

test('what is shown as 0.0 is flat', () => {
  expect([headingOf('completionRate', 0.0004), toneOf('completionRate', 0.0004)]).toEqual([
    'flat',
    'neutral',
  ]);
  expect(headingOf('satisfaction', 0.04)).toBe('flat');
  expect(headingOf('satisfaction', 0.06)).toBe('up');
});

test('a goal is a floor or a ceiling by its measure', () => {
  expect([meets('completionRate', 0.88, 0.88), meets('completionRate', 0.87, 0.88)]).toEqual([true, false]);
  expect([meets('open', 7500, 7500), meets('open', 7501, 7500)]).toEqual([true, false]);
  expect(meets('received', 5, 9)).toBe(true);
});
