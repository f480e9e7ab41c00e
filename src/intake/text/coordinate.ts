import { latinDigits } from '../../model/fold.ts';
import { numberOf } from '../reading/cells.ts';
import { degreesOf } from './dms.ts';

/** A number that has marks between its thousands: 494,056.17, 2 787 899, 2.787.899,07. */
const thousands = /^([+-]?\d{1,3})((?:[ \u00a0\u202f'’]\d{3})+|(?:,\d{3})+|(?:\.\d{3}){2,})([.,]\d+)?$/;

/** One coordinate in degrees as people write it; NaN if the text is none. */
export function degreeOf(text: string): number {
  const number = numberOf(text);
  return Number.isNaN(number) ? (degreesOf(text)?.degrees ?? Number.NaN) : number;
}

/** One coordinate in metres as people write it, also with marks between thousands; NaN if the text is none. */
export function metresOf(text: string): number {
  const plain = text
    .trim()
    .replace(/\s?(m|metres?|meters?|م|متر)$/i, '')
    .replace('٬', ',');
  const match = thousands.exec(latinDigits(plain).replace('٫', '.'));
  if (!match) return numberOf(plain);
  const [, first, groups, rest = ''] = match;
  return Number(`${first}${groups!.replace(/\D/g, '')}${rest.replace(',', '.')}`);
}
