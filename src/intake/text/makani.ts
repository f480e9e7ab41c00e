import { wholeDigits } from './wholeDigits.ts';

/**
 * The ten digits of a Makani number, also where a spreadsheet lost its leading zeros or made an exponent of it. Null for
 * any other text.
 */
export function makaniNumber(text: string): string | null {
  const digits = wholeDigits(text.replace(/^\s*(makani|مكاني)[^\d٠-٩۰-۹]*/i, '').replaceAll('-', ''));
  return digits.length < 6 || digits.length > 10 ? null : digits.padStart(10, '0');
}
