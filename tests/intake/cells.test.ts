import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberOf } from '../../src/intake/reading/cells.ts';

// Guards: the quick way for plain digits, against the forms as they are told.
test('a number is one of the forms that people write', () => {
  const parts = fc.constantFrom('-', '+', '.', ',', '0', '7', '25', 'e5', ' ', '', '°', '٣');
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 5 }), (parts) => {
      const text = parts.join('');
      const latin = text.replaceAll('٣', '3');
      const isNumber = /^[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?°?$/.test(latin);
      expect(numberOf(text)).toBe(isNumber ? Number(latin.replace(',', '.').replace('°', '')) : Number.NaN);
    }),
    { numRuns: 3000 },
  );
});
