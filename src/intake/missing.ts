import { fold } from '../model/fold.ts';

/** Values that stand for none, folded. A value without a letter or digit does too. */
export const usualMissing: readonly string[] = [
  'null',
  'n a',
  'na',
  'nan',
  'none',
  'nil',
  'not available',
  'not applicable',
  'not specified',
  'unspecified',
  'unknown',
  'undefined',
  'لا يوجد',
  'غير متوفر',
  'غير محدد',
  'غير معروف',
  'غير متاح',
  'لا ينطبق',
];

const usual = new Set(usualMissing);

/** Whether a value stands for none whatever the mapping says. */
export function isMissing(value: string): boolean {
  if (value.length > 40) return false;
  const folded = fold(value);
  return folded === '' || usual.has(folded);
}
