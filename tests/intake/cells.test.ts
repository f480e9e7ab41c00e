import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberOf } from '../../src/intake/reading/cells.ts';
import { isMissing, usualMissing } from '../../src/intake/reading/missing.ts';
import { fold } from '../../src/model/fold.ts';

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

// Guards: how a value begins is looked at before it is folded, and that must not change what stands for none.
test('knows the words for none however they are written, and takes nothing else for one', () => {
  for (const word of usualMissing) {
    for (const written of [word, word.toUpperCase(), ` ${word}.`, `(${word})`, word.replaceAll(' ', '/')])
      expect([written, isMissing(written)]).toEqual([written, true]);
    expect(isMissing(`${word[0]}\u0301${word.slice(1)}`)).toBe(true);
    expect(isMissing(`${word}x`)).toBe(false);
  }
  const wrong: string[] = [];
  for (let code = 0; code < 0x700; code++)
    for (const rest of ['one', 'ull', '/a', 'ير محدد']) {
      const value = String.fromCharCode(code) + rest;
      if (isMissing(value) !== usualMissing.includes(fold(value))) wrong.push(value);
    }
  expect(wrong).toEqual([]);
});
