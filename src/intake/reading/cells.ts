import { fold, latinDigits } from '../../model/fold.ts';
import { own } from '../privacy.ts';
import { isMissingMark, isZeroDate, usualMissing } from './missing.ts';

const mostRemembered = 50_000;

/** Reads the values of a record's columns, with everything that stands for none taken out. */
export class Cells {
  private readonly missing: ReadonlySet<string>;
  /** Whether a value that starts with a digit may stand for none. */
  private readonly missingNumbers: boolean;
  private readonly known = new Map<string, string>();

  /** @param missing what stands for none beside the usual */
  constructor(missing: readonly string[]) {
    this.missing = new Set([...usualMissing, ...missing.map(fold)]);
    this.missingNumbers = missing.some((value) => /^\d/.test(fold(value)));
  }

  /** The value of a column, trimmed; '' for anything that stands for none, and for no column. */
  text(values: readonly string[], index: number | null | undefined): string {
    if (index === undefined || index === null) return '';
    const value = values[index];
    if (value === undefined || value === '') return '';
    // Long values are never "N/A", and most of them are not worth remembering.
    if (value.length > 40) return value.trim();
    const first = value.charCodeAt(0);
    const second = value.charCodeAt(1);
    const numeric = (first >= 48 && first <= 57) || (first === 45 && second >= 48 && second <= 57);
    if (numeric && !this.missingNumbers && value.charCodeAt(value.length - 1) > 32)
      return isZeroDate(value) ? '' : value;
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const trimmed = value.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '');
    const folded = fold(trimmed);
    const text =
      folded === '' || this.missing.has(folded) || isMissingMark(trimmed) || isZeroDate(trimmed)
        ? ''
        : trimmed;
    if (this.known.size < mostRemembered) this.known.set(own(value), own(text));
    return text;
  }
}

/** A number as people write it: Latin or Arabic-Indic digits, a decimal point or comma. NaN if it is none. */
export function numberOf(text: string): number {
  if (isPlain(text)) return Number(text);
  const plain = /[٠-٩۰-۹٫−]/.test(text) ? latinDigits(text).replace('٫', '.').replace('−', '-') : text;
  return /^[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?°?$/i.test(plain)
    ? Number(plain.replace(',', '.').replace('°', ''))
    : Number.NaN;
}

/** Whether it is digits with at most a minus before and a point among them, as nearly all numbers of a file are. */
function isPlain(text: string): boolean {
  const { length } = text;
  let point = -1;
  const start = text.charCodeAt(0) === 45 ? 1 : 0;
  for (let i = start; i < length; i++) {
    const c = text.charCodeAt(i);
    if (c === 46 && point < 0 && i > start) point = i;
    else if (c < 48 || c > 57) return false;
  }
  return length > start && point !== length - 1;
}

/** A whole rating from 1 to 5: "4", "4/5", "٤ من ٥", "4 stars". Null for any other text. */
export function ratingOf(text: string): number | null {
  const match = /^(\S+?)(?:\s*(?:\/|of|out of|من)\s*[5٥]|\s*stars?|\s*\*)?$/iu.exec(text);
  const value = numberOf(match?.[1] ?? '');
  return Number.isInteger(value) && value >= 1 && value <= 5 ? value : null;
}
