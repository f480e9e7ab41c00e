import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/intake/fields.ts';
import { keyOf } from '../../../src/intake/profile.ts';
import { languagesKnown, meaningsOf } from '../../../src/intake/words/nameTable.ts';
import { type Meaning, type NameWords, phrasesOf } from '../../../src/intake/words/nameWords.ts';
import { csv, suggestionFor } from '../../support/exports.ts';

/** Meanings between which names decide, because their values are alike. */
const alike: readonly (readonly Meaning[])[] = [
  ['opened', 'responded', 'resolved', 'updated', 'dueResponse', 'dueResolution'],
  ['longitude', 'latitude'],
  ['reopened', 'firstContact'],
  ['stage', 'channel', 'priority', 'language', 'entity', 'about'],
  ['channel', 'priority', 'language', 'entity', 'area', 'category'],
];

interface Entry {
  readonly meaning: Meaning;
  readonly score: number;
  readonly phrase: string;
  /** It stands for a whole name, so that it says more than the same words as a phrase. */
  readonly whole: boolean;
}

/** Every phrase of a language as people write it. */
function entriesOf({ names, sets }: NameWords): Entry[] {
  return Object.entries(names).flatMap(([meaning, phrases]) =>
    Object.entries(phrases)
      .filter(([score]) => score !== 'not')
      .flatMap(([score, list]) =>
        phrasesOf(list as string, sets).map((phrase) => ({
          meaning: meaning as Meaning,
          score: Number(score),
          phrase: phrase.replace(/[$^]/g, ''),
          whole: /^\^.*\$$/.test(phrase),
        })),
      ),
  );
}

const spellings: Record<string, (phrase: string) => string> = {
  'As Titles': (phrase) => phrase.replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase()),
  as_names: (phrase) => phrase.replaceAll(' ', '_'),
  'AS CAPITALS': (phrase) => phrase.toUpperCase().replaceAll(' ', '_'),
  asCamels: (phrase) => phrase.replace(/\s\p{Ll}/gu, (letter) => letter.trim().toUpperCase()),
};

describe.each(Object.entries(languagesKnown))('names of columns in %s', (_, language) => {
  it.each(Object.entries(spellings))('%s: each says what it is for', (_name, spell) => {
    const faults: string[] = [];
    const entries = entriesOf(language);
    const wholes = new Set(
      entries.flatMap(({ meaning, phrase, whole }) => (whole ? [`${meaning} ${phrase}`] : [])),
    );
    for (const { meaning, score, phrase, whole } of entries) {
      if (!whole && wholes.has(`${meaning} ${phrase}`)) continue;
      const header = spell(phrase);
      const found = meaningsOf(keyOf(header));
      const own = found.get(meaning) ?? 0;
      if (own < score) faults.push(`${meaning}: ${header} has ${own}, expected ${score}`);
      const rivals = alike.filter((group) => group.includes(meaning)).flat();
      for (const rival of rivals) {
        if ((found.get(rival) ?? 0) > own) faults.push(`${meaning}: ${header} says rather ${rival}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('the first of each field make a header that is mapped whole', async () => {
    const fieldOf = (meaning: Meaning): Field | null =>
      meaning === 'area'
        ? 'zone'
        : meaning === 'about'
          ? 'topic'
          : meaning === 'service' || meaning === 'other' || meaning.endsWith('Span')
            ? null
            : (meaning as Field);
    const wanted: Record<string, string> = {};
    const entries = entriesOf(language);
    for (const meaning of Object.keys(language.names) as Meaning[]) {
      const field = fieldOf(meaning);
      const those = entries.filter((entry) => entry.meaning === meaning).sort((a, b) => b.score - a.score);
      if (field) wanted[field] = those[0]!.phrase;
    }
    expect((await suggestionFor(csv([Object.values(wanted)]))).columns).toEqual(wanted);
  });
});

it('a name that says something other than its words is not taken for them', () => {
  const says = (name: string, meaning: Meaning) => (meaningsOf(keyOf(name)).get(meaning) ?? 0) > 0;
  expect(says('Closed Date', 'opened')).toBe(false);
  expect(says('Resolution Due Date', 'resolved')).toBe(false);
  expect(says('Status Date', 'stage')).toBe(false);
  expect(says('Police District', 'area')).toBe(false);
  expect(says('Customer ID', 'ref')).toBe(false);
  expect(says('Resolved Category', 'service')).toBe(false);
  // A longer phrase that holds the word says what it says.
  expect(says('Case Reason', 'about')).toBe(true);
  expect(says('Status Reason', 'stage')).toBe(true);
  // A name in one piece is taken apart, where it consists of known words.
  expect(says('closeddate', 'resolved')).toBe(true);
  expect(says('undisclosed', 'resolved')).toBe(false);
});

it('refuses a set that is not there', () => {
  expect(() => phrasesOf('<thing> number', {})).toThrow('No set of words is called thing: <thing> number');
});
