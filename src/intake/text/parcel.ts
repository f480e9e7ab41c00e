import { wholeDigits } from './wholeDigits.ts';

/** The community's code of a parcel number, its first three digits: 337-457, 3439441. Null for any other text. */
export function parcelCommunity(text: string): string | null {
  const digits = wholeDigits(text.replace(/(?<=\p{Nd})\s*[-/–]\s*(?=\p{Nd})/gu, ''));
  return digits.length >= 5 && digits.length <= 10 ? digits.slice(0, 3) : null;
}
