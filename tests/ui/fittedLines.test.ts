import { describe, expect, test } from 'vitest';
import { fittedLines } from '../../src/ui/fittedLines.ts';

const letters = (line: string) => line.length;

describe('lines that fit', () => {
  test.each([
    ['what has room stays one line', 'Building a park', 20, 2, ['Building a park']],
    [
      'the second line takes what the first has no room for',
      'Building a park',
      12,
      2,
      ['Building a', 'park'],
    ],
    [
      'the last line ends in a sign of more',
      'Building a park or running track',
      12,
      2,
      ['Building a', 'park or run…'],
    ],
    ['one line only', 'Building a park', 10, 1, ['Building…']],
    ['a word wider than its line', 'Wastewatertreatment plant', 10, 2, ['Wastewate…', 'plant']],
    ['no room at all', 'Park', 0, 1, ['…']],
  ] as const)('%s', (_, text, width, lines, expected) => {
    expect(fittedLines(text, width, lines, letters)).toEqual(expected);
  });
});
