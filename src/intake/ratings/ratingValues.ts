import { latinDigits } from '../../model/fold.ts';

/** A whole number of ratings, also with marks between its thousands: 10,061 or ١٠٬٠٦١. Null for any other text. */
export function countOf(text: string): number | null {
  const plain = plainNumber(text);
  const whole = /^\d{1,3}(?:[,٬' ]\d{3})+$/.test(plain)
    ? plain.replace(/\D/g, '')
    : plain.replace(/\.0+$/, '');
  if (!/^\d{1,12}$/.test(whole)) return null;
  return Number(whole);
}

/** A per cent as it is printed: its value, and the size of a unit of its last digit. */
export interface PrintedShare {
  readonly value: number;
  readonly unit: number;
  /** Whether it may be a part of one and not of a hundred, as a spreadsheet holds it: 0.0805. */
  readonly mayBePart: boolean;
}

/** Reads 8.05, 8.05 %, ٨٫٠٥٪, 8,05 or 0.0805. Null for any other text. */
export function shareIn(text: string): PrintedShare | null {
  const plain = plainNumber(text);
  const [, digits, sign] = /^(\d+(?:[.,]\d+)?) ?(%?)$/.exec(plain) ?? [];
  if (digits === undefined) return null;
  const [, decimals = ''] = digits.split(/[.,]/);
  const value = Number(digits.replace(',', '.'));
  return { value, unit: 10 ** -decimals.length, mayBePart: sign === '' && value <= 1 };
}

/** Whether a printed per cent is this part of a whole, rounded or cut to the digits that it has. */
export function isShareOf({ value, unit, mayBePart }: PrintedShare, part: number, whole: number): boolean {
  if (whole === 0) return false;
  const exact = (part / whole) * 100;
  const near = (one: number, other: number) => Math.abs(one - other) < unit * (1 + 1e-9);
  return near(exact, value) || (mayBePart && near(exact / 100, value));
}

function plainNumber(text: string): string {
  return latinDigits(text)
    .replace(/[\p{Cf}]/gu, '')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .replace('٫', '.')
    .replace('٪', '%')
    .trim();
}
