import type { Direction } from './language.ts';

const ltrIsolate = '\u2066';
const rtlIsolate = '\u2067';
const firstStrong = '\u2068';
const end = '\u2069';
const arabic = /[\u0590-\u08ff\ufb1d-\ufefc]/;
const arabicLetter = /[\u0620-\u064a\u066e-\u06d3]/;
/** Whoever made the value has held its parts apart already. */
const isolates = /[\u2066-\u2069]/;
/** What turns around beside Arabic letters: Latin words, and signs that belong to a number. */
const turns = /[A-Za-z]|[-+−<>≈%٪/:]|[\u200e\u200f\u061c]/;

/**
 * A value that goes into a sentence, held apart from its letters: after an Arabic letter a bare `12.5%`, `+12` or
 * `2026-11-01` is drawn turned around (Unicode Bidirectional Algorithm, rules W2 to W7). What needs nothing gets
 * nothing, so that names stay clean where they are read aloud or copied.
 */
export function isolate(value: string, direction: Direction): string {
  if (value === '' || isolates.test(value)) return value;
  if (direction === 'ltr') return arabic.test(value) ? `${firstStrong}${value}${end}` : value;
  if (!turns.test(value)) return value;
  // Arabic-Indic numbers bring a mark of their own, and read as the line does: their sign first, at the right.
  const reads = arabicLetter.test(value) || value.includes('\u061c') ? rtlIsolate : ltrIsolate;
  return `${reads}${value}${end}`;
}

/** Without the marks that hold runs apart: for names of files, addresses and tables of data. */
export function unmarked(text: string): string {
  return text.replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, '');
}
