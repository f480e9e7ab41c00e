import { fold } from '../../model/fold.ts';

/** A code of up to two digits, or a letter and a digit, before a word: "3 - Moderate", "P2: High", "(1) New". */
const codeBefore = /^\s*[([]?(?:\p{L}?[\d٠-٩]{1,2})[)\]]?\s*[-–—:.)|/]\s*(?=\p{L})/u;
/** The same in brackets after it: "High (2)". */
const codeAfter = /(?<=\p{L})\s*[([]\s*\p{L}?[\d٠-٩]{1,2}\s*[)\]]\s*$/u;

/**
 * The folded forms by which a word of a closed set may be known, the surest first: as it stands, and without the
 * code that lists of choices write beside it.
 */
export function wordForms(value: string): readonly string[] {
  const whole = fold(value);
  const bare = value.replace(codeBefore, '').replace(codeAfter, '');
  return bare === value ? [whole] : [whole, fold(bare)];
}
