import { fold } from '../../model/fold.ts';

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
  'non renseigne',
  'non precise',
  'non defini',
  'sin dato',
  'sin datos',
  'sin informacion',
  'no aplica',
  'nao informado',
  'nao se aplica',
  'sem informacao',
  'keine angabe',
  'nicht angegeben',
  'k a',
  'لا يوجد',
  'غير متوفر',
  'غير محدد',
  'غير معروف',
  'غير متاح',
  'لا ينطبق',
  'غير مدخل',
  'غير مذكور',
  'نا معلوم',
  'نامعلوم',
];

/** What programs write for no value that reads as a word once it is folded: MySQL's and a spreadsheet's errors. */
const marks = new Set(['\\N', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NUM!', '#NULL!']);

const usual = new Set(usualMissing);

/** A date of noughts, as databases write one for none: 0000-00-00 00:00:00, 00000000. */
const zeroDate = /^0{2,4}([-/.]?)0{2}\1?0{2,4}(?:[ T]?[0:.]+)?Z?$/;

/** Whether a trimmed value is a date of noughts. */
export function isZeroDate(value: string): boolean {
  return (
    value.length >= 8 && value.charCodeAt(0) === 48 && value.charCodeAt(1) === 48 && zeroDate.test(value)
  );
}

/** Whether a trimmed value is the mark of a program for no value. */
export function isMissingMark(value: string): boolean {
  return marks.has(value);
}

const starts = new Set(usualMissing.map((word) => word.charCodeAt(0)));

/** Whether a value that begins so is none of the words: a digit or Latin letter stays what it is when it is folded. */
function startsOtherwise(first: number): boolean {
  if (first >= 48 && first <= 57) return true;
  const letter = first | 32;
  return letter >= 97 && letter <= 122 && first < 128 && !starts.has(letter);
}

/** Whether a value stands for none whatever the mapping says. */
export function isMissing(value: string): boolean {
  if (isZeroDate(value)) return true;
  if (value.length > 40 || startsOtherwise(value.charCodeAt(0))) return false;
  if (marks.has(value.trim())) return true;
  const folded = fold(value);
  return folded === '' || usual.has(folded);
}
