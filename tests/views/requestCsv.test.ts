import { expect, test } from 'vitest';
import { csvOf } from '../../src/views/requestCsv.ts';

test('opens in a spreadsheet as it is', () => {
  expect(csvOf(['Reference', 'المنطقة'], [['A-1', 'مردف']])).toBe('\uFEFFReference,المنطقة\r\nA-1,مردف\r\n');
});

test('quotes what would break a cell', () => {
  expect(csvOf(['a'], [['x,y'], ['say "so"'], ['two\nlines'], [null], [30]])).toBe(
    '\uFEFFa\r\n"x,y"\r\n"say ""so"""\r\n"two\nlines"\r\n\r\n30\r\n',
  );
});

test('keeps a formula as text, and a negative number a number', () => {
  expect(csvOf(['a'], [['=1+1'], ['@x'], ['-2'], [-2]])).toBe("\uFEFFa\r\n'=1+1\r\n'@x\r\n'-2\r\n-2\r\n");
});
