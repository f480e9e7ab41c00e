import { latinDigits } from '../../model/fold.ts';

/** "C373", "c 373", "373", "0373", "٣٧٣", "373.0": one code. */
export function codeKey(code: string): string {
  return latinDigits(code)
    .toLowerCase()
    .replace(/\.0+$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/^c?0*(?=\d+$)/, '');
}
