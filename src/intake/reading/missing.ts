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

/** How the words begin: by the code of the first character, and by those of the first two. */
const firsts = new Set(usualMissing.map((word) => word.charCodeAt(0)));
const firstTwos = new Set(usualMissing.map((word) => pairOf(word.charCodeAt(0), word.charCodeAt(1))));

function pairOf(first: number, second: number): number {
  return first * 65536 + second;
}

/**
 * Whether a value is none of the words by how it begins: a digit or Latin letter stays what it is when it is folded, and
 * an Arabic letter becomes none with which a word begins unless it is that one.
 */
function startsOtherwise(value: string): boolean {
  const first = value.charCodeAt(0);
  if (first >= 48 && first <= 57) return true;
  if (isLatin(first)) {
    const second = value.charCodeAt(1);
    return isLatin(second) ? !firstTwos.has(pairOf(first | 32, second | 32)) : !firsts.has(first | 32);
  }
  return first >= 0x621 && first <= 0x64a && first !== tatweel && !firsts.has(first);
}

const tatweel = 0x640;

function isLatin(code: number): boolean {
  const letter = code | 32;
  return letter >= 97 && letter <= 122 && code < 128;
}

/** Whether a value stands for none whatever the mapping says. */
export function isMissing(value: string): boolean {
  if (isZeroDate(value)) return true;
  if (value.length > 40 || startsOtherwise(value)) return false;
  if (marks.has(value.trim())) return true;
  const folded = fold(value);
  return folded === '' || usual.has(folded);
}
