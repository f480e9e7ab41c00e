import { latinDigits } from '../../model/fold.ts';

/** Degrees, and which of the two they are where the text tells. */
export interface Degrees {
  readonly degrees: number;
  readonly axis: 'longitude' | 'latitude' | null;
}

const number = String.raw`\d+(?:[.,]\d+)?`;
const pattern = new RegExp(
  String.raw`^([NSEW])?\s*([+-])?\s*(${number})\s*(?:°|º|˚|:|deg(?:rees)?\b|d(?!eg)|\s)?\s*` +
    String.raw`(?:(${number})\s*(?:'|:|min(?:utes)?\b|m(?!in)|\s)?\s*(?:(${number})\s*(?:"|''|sec(?:onds)?\b|s(?=\s*[NSEW]$))?\s*)?)?([NSEW])?$`,
  'i',
);

const directions: readonly (readonly [RegExp, string])[] = [
  [/(north|شمالا?|ش(?!\p{L}))/giu, 'N'],
  [/(south|جنوبا?|ج(?!\p{L}))/giu, 'S'],
  [/(east|شرقا?|ق(?!\p{L}))/giu, 'E'],
  [/(west|غربا?|غ(?!\p{L}))/giu, 'W'],
];

/**
 * Degrees with their minutes and seconds, or with a letter for the direction: 25°15'52.7"N, 55 18.73 E, N 25.26464.
 * Null for any other text, also for a number alone.
 */
export function degreesOf(text: string): Degrees | null {
  if (!/[\d٠-٩۰-۹]/.test(text)) return null;
  let plain = latinDigits(text)
    .replace(/[′’‘´`]/g, "'")
    .replace(/[″“”]|''/g, '"')
    .replace('٫', '.')
    .replace('−', '-')
    .replace(/(\dm\s*[\d.]+)s$/i, '$1')
    .trim();
  if (/\p{L}{2}|[\u0600-\u06ff]/u.test(plain))
    for (const [words, letter] of directions) plain = plain.replace(words, letter);
  const match = pattern.exec(plain);
  if (!match) return null;
  const [, before, sign, whole, minutes, seconds, after] = match;
  const letter = (before ?? after)?.toUpperCase();
  if ((before && after) || (letter === undefined && minutes === undefined && !/[°º˚]/.test(plain)))
    return null;
  if (sign !== undefined && letter !== undefined && sign === '-') return null;
  const value = (part: string | undefined) => (part === undefined ? 0 : Number(part.replace(',', '.')));
  // Only the last part has decimals.
  if ((minutes && !Number.isInteger(value(whole))) || (seconds && !Number.isInteger(value(minutes))))
    return null;
  if (value(minutes) >= 60 || value(seconds) >= 60 || value(whole) > 180) return null;
  const size = value(whole) + value(minutes) / 60 + value(seconds) / 3600;
  return {
    degrees: sign === '-' || letter === 'S' || letter === 'W' ? -size : size,
    axis: letter === undefined ? null : letter === 'N' || letter === 'S' ? 'latitude' : 'longitude',
  };
}
