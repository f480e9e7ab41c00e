import { expect, test } from 'vitest';
import { cubeBudgetFor, shareFor } from '../../src/feed/machine.ts';

// Guards: the rule of docs/performance.md, which decides how much a machine is made to carry.
test.each([
  ['a desktop that tells nothing', { memory: null, handheld: false }, 10e6, 'all'],
  ['a desktop of 8 GB', { memory: 8, handheld: false }, 10e6, 'all'],
  ['a desktop of 8 GB', { memory: 8, handheld: false }, 11e6, 'heads'],
  ['a desktop of 4 GB', { memory: 4, handheld: false }, 4e6, 'all'],
  ['a desktop of 4 GB', { memory: 4, handheld: false }, 5e6, 'heads'],
  ['a phone that tells nothing', { memory: null, handheld: true }, 1e6, 'all'],
  ['a phone that says 8 GB', { memory: 8, handheld: true }, 2e6, 'heads'],
  ['a phone', { memory: null, handheld: true }, 11e6, 'heads'],
  ['a phone', { memory: null, handheld: true }, 12e6, 'overview'],
  ['a phone of 1 GB', { memory: 1, handheld: true }, 6e6, 'overview'],
] as const)('%s', (_, machine, rows, share) => {
  expect(shareFor(machine, { rows })).toBe(share);
});

test('cubes of 300 MB are for machines of 8 GB', () => {
  expect(cubeBudgetFor({ memory: 8, handheld: false })).toBe(400e6);
  expect(cubeBudgetFor({ memory: null, handheld: false })).toBe(400e6);
  expect(cubeBudgetFor({ memory: 4, handheld: false })).toBeLessThan(300e6);
  expect(cubeBudgetFor({ memory: 8, handheld: true })).toBeLessThan(300e6);
});
