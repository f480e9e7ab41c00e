import { expect, test } from 'vitest';
import { usualChoice } from '../../src/model/choice.ts';
import { openingOf } from '../support/opening.ts';
import { randomCity } from '../support/randomCity.ts';

test('a page opens with 28 days only where there are 28 before them, and with a measure that the source knows', async () => {
  const { city, manifest } = await openingOf(randomCity(2, 50));
  const days = manifest.days!;
  const openedOf = (from: number) =>
    usualChoice(city, { ...manifest, days: { from, to: days.to } }).filter.opened;
  expect(openedOf(days.from)).toEqual({ from: days.to - 27, to: days.to });
  expect(openedOf(days.to - 55)).toBeDefined();
  expect(openedOf(days.to - 54)).toBeUndefined();
  expect(usualChoice(city, manifest).measure).toBe('completionRate');
  expect(usualChoice(city, { ...manifest, fields: ['rid', 'opened'] }).measure).toBe('received');
});
