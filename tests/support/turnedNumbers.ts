import makeBidi from 'bidi-js';

const bidi = makeBidi();

/**
 * A number with its signs, as it is written: 12.5%, +12, 2026-11-01, 14:05, SR-2026-000123. Arabic-Indic digits have
 * their sign and percent sign where their line reads on, at either side.
 */
const number = /[-+−]?(?:[A-Z]+-)?\d+(?:[.,:/-]\d+)*[\u200e\u200f]*%?|[٠-٩]+(?:[.,٫٬:/-][٠-٩]+)*/g;

/**
 * The numbers of a line that are not drawn from left to right as they are written, by the Unicode Bidirectional
 * Algorithm (UAX 9, in bidi-js): those that the letters around them turn.
 * @param direction of the line
 */
export function turnedNumbers(line: string, direction: 'rtl' | 'ltr'): string[] {
  const place: number[] = [];
  bidi.getReorderedIndices(line, bidi.getEmbeddingLevels(line, direction)).forEach((index, at) => {
    place[index] = at;
  });
  return [...line.matchAll(number)].flatMap((found) => {
    const drawn = Array.from(found[0], (letter, at) => ({ letter, at: found.index + at })).filter(
      ({ letter }) => !/[\u200e\u200f\u061c]/.test(letter),
    );
    const inOrder = drawn.every(({ at }, i) => i === 0 || place[at]! > place[drawn[i - 1]!.at]!);
    return inOrder ? [] : [found[0]];
  });
}
