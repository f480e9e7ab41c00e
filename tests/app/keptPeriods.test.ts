import { expect, test } from 'vitest';
import { readPeriods, storedPeriods } from '../../src/app/keptPeriods.ts';

// Guards: what readers kept stays theirs, whatever form it was kept in.
test('kept periods are texts of choices; two days of before are read too, anything else is left out', () => {
  const ramadan = { name: 'رمضان', from: 20_500, to: 20_529 };
  expect(storedPeriods([ramadan])).toEqual([{ name: 'رمضان', choice: 'v=1&opened=2026-02-16..2026-03-17' }]);
  expect(readPeriods(JSON.parse(JSON.stringify(storedPeriods([ramadan]))))).toEqual([ramadan]);
  expect(readPeriods([ramadan])).toEqual([ramadan]);
  expect(
    readPeriods([null, {}, { name: 'a', from: 2, to: 1 }, { name: 'b', choice: 'v=1' }, { name: 3 }]),
  ).toEqual([]);
  expect(readPeriods(undefined)).toEqual([]);
  expect(readPeriods({})).toEqual([]);
});
