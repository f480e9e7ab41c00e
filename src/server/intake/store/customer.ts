import { fold, latinDigits } from '../../../model/fold.ts';

/** Countries' codes need no table: only numbers that are written without one are of this country. */
const homeCode = '971';

/**
 * What tells one customer from another; null where the text names nobody. A phone number and an address of mail mean
 * the same person in every source, anything else only within its source.
 *
 * Phone numbers are equal however they are written: `+971 50 123 4567`, `00971501234567`, `050-1234567` and
 * `501234567` are one. A number without a country's code is of the United Arab Emirates.
 */
export function customerKey(source: string, customer: string | null): string | null {
  if (customer === null) return null;
  const text = latinDigits(customer.normalize('NFKC')).trim();
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return `mail:${text.toLowerCase()}`;
  const phone = phoneNumber(text);
  if (phone !== null) return `tel:${phone}`;
  const account = fold(text);
  return account === '' ? null : `${source}:${account}`;
}

/** The digits of a phone number with its country's code; null for what is none, as an account's number. */
function phoneNumber(text: string): string | null {
  const written = text.replace(/^tel:?\s*/i, '');
  if (!/^\+?[\d\s().\-/]+$/.test(written)) return null;
  const digits = written.replace(/\D/g, '');
  const international = written.startsWith('+')
    ? digits
    : digits.startsWith('00')
      ? digits.slice(2)
      : /^971(0?[2-9])\d{7,8}$/.test(digits)
        ? digits
        : /^0[1-9]\d{7,8}$/.test(digits)
          ? homeCode + digits.slice(1)
          : /^5\d{8}$/.test(digits)
            ? homeCode + digits
            : '';
  // "+971 (0)50": the zero is for calls within the country.
  const plain = international.replace(/^9710/, homeCode);
  return /^[1-9]\d{7,14}$/.test(plain) ? plain : null;
}
