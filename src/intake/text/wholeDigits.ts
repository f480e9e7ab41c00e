import { latinDigits } from '../../model/fold.ts';

/** Fewer digits behind the point than this, and Excel has rounded a number of ten digits. */
const leastDecimals = 6;

/**
 * The digits of a long number that may have passed through a spreadsheet: 3.00329532E9 is 3003295320, 3439441.0 is
 * 3439441. '' where it is no whole number, or was rounded.
 */
export function wholeDigits(text: string): string {
  const plain = latinDigits(text)
    .replace(/[\s\u200e\u200f]/g, '')
    .replace('٫', '.')
    .replace(/^'/, '');
  if (/^\d+$/.test(plain)) return plain;
  const [, before, zeros] = /^(\d+)[.,](0+)$/.exec(plain) ?? [];
  if (before !== undefined && zeros !== undefined && zeros.length !== 3) return before;
  const [, first, decimals, exponent] = /^(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i.exec(plain) ?? [];
  if (first === undefined || exponent === undefined) return '';
  const power = Number(exponent);
  const rest = decimals ?? '';
  if (rest.length > power || (rest.length < leastDecimals && rest.length < power)) return '';
  return first + rest.padEnd(power, '0');
}
