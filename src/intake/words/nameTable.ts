import { fold } from '../../model/fold.ts';
import { arabic } from './arabic.ts';
import { eastAsian } from './eastAsian.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { italian } from './italian.ts';
import { apart, wordsOf } from './keyWords.ts';
import { type Meaning, type NameWords, phrasesOf } from './nameWords.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';
import { turkish } from './turkish.ts';
import { urdu } from './urdu.ts';

/** All languages whose names of columns are known. */
export const languagesKnown: Readonly<Record<string, NameWords>> = {
  english,
  arabic,
  french,
  spanish,
  portuguese,
  german,
  urdu,
  italian,
  turkish,
  eastAsian,
};

interface Entry {
  readonly meaning: Meaning;
  /** 0: the name says something other. */
  readonly score: number;
  readonly begins: boolean;
  readonly ends: boolean;
}

/** Entries by their words, how many the longest has, and the words of English ones. */
const { entries, longest, vocabulary } = tableOf(languagesKnown);

function tableOf(languages: typeof languagesKnown) {
  const entries = new Map<string, Entry[]>();
  const vocabulary = new Set<string>();
  let longest = 0;
  for (const language of Object.values(languages)) {
    for (const [meaning, phrases] of Object.entries(language.names)) {
      for (const [score, list] of Object.entries(phrases)) {
        for (const phrase of phrasesOf(list as string, language.sets)) {
          const words = wordsOf(fold(phrase));
          longest = Math.max(longest, words.length);
          const those = entries.get(words.join(' ')) ?? [];
          entries.set(words.join(' '), those);
          those.push({
            meaning: meaning as Meaning,
            score: score === 'not' ? 0 : Number(score),
            begins: phrase.startsWith('^'),
            ends: phrase.endsWith('$'),
          });
          if (language === english) for (const word of words) if (word.length > 1) vocabulary.add(word);
        }
      }
    }
  }
  return { entries, longest, vocabulary };
}

const known = new Map<string, ReadonlyMap<Meaning, number>>();
const mostKnown = 5000;

/** How well a column's folded name fits each meaning; a name that says nothing else fits better. */
export function meaningsOf(key: string): ReadonlyMap<Meaning, number> {
  const before = known.get(key);
  if (before) return before;
  const found = lookUp(wordsOf(key).flatMap((word) => apart(word, vocabulary)));
  if (known.size >= mostKnown) known.clear();
  known.set(key, found);
  return found;
}

/** A phrase that was found, by the words from which to which. */
interface Span {
  readonly score: number;
  /** The phrase is a whole name. */
  readonly whole: boolean;
  readonly from: number;
  readonly to: number;
}

function lookUp(words: readonly string[]): Map<Meaning, number> {
  const spans = new Map<Meaning, Span[]>();
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= words.length && to - from <= longest; to++) {
      for (const { meaning, score, begins, ends } of entries.get(words.slice(from, to).join(' ')) ?? []) {
        if ((begins && from > 0) || (ends && to < words.length)) continue;
        const those = spans.get(meaning) ?? [];
        spans.set(meaning, those);
        those.push({ score, whole: begins && ends, from, to });
      }
    }
  }
  const found = new Map<Meaning, number>();
  for (const [meaning, those] of spans) {
    let best = 0;
    for (const span of those) {
      if (span.score === 0 || those.some((other) => speaksOver(other, span))) continue;
      best = Math.max(best, span.score + (0.4 * (span.to - span.from)) / words.length);
    }
    if (best > 0) found.set(meaning, best);
  }
  return found;
}

/** A longer phrase says more than those in it, a whole name more than a phrase; a word that says something other counts outside of a phrase. */
function speaksOver(other: Span, span: Span): boolean {
  if (other.score === 0) return other.from < span.from || other.to > span.to;
  const more = other.to - other.from - (span.to - span.from);
  return other.from <= span.from && other.to >= span.to && (more > 0 || (other.whole && !span.whole));
}
