import { fold } from '../../model/fold.ts';
import { dictionaryCaps, type Word } from '../../model/words.ts';
import { type Field, wordFields } from '../fields.ts';
import type { WordTargets } from '../mapping.ts';
import type { Profile } from '../profile.ts';
import type { Reference } from '../reference.ts';
import { type Note, note } from '../report/note.ts';
import { wordForms } from '../text/wordText.ts';
import { areaScore, isOther, nameScore, wellNamed } from '../words/columnNames.ts';
import type { Assignment } from './assignment.ts';
import { mailBesideEmail } from './doubts.ts';
import { stageWords } from './stageWords.ts';

const dictionaries = [
  'category',
  'channel',
  'stage',
  'priority',
  'language',
  'customerKind',
  'entity',
] as const satisfies readonly Field[];
type WordDictionary = (typeof dictionaries)[number];
/** Stages that a column may tell: what has more is no column of stages. */
const mostStages = 60;

/** Whether a field's words are those of a dictionary. */
export function isDictionary(field: Field): field is WordDictionary {
  return (dictionaries as readonly Field[]).includes(field);
}

/** Gives the columns of the fixed dictionaries; returns what words of theirs mean that are unknown or doubtful. */
export function giveWordColumns(
  given: Assignment,
  reference: Reference,
): { readonly [F in WordDictionary]?: WordTargets } {
  const words: { [F in WordDictionary]?: WordTargets } = {};
  const give = (...[field, ...how]: WordRule) => {
    const found = byWords(given, reference, field, ...how);
    const meant = found && meantWords(field, found, reference);
    if (!meant) return;
    words[field] = meant.words;
    given.notes.push(meant.note);
  };
  const short = (profile: Profile) => profile.values.size <= mostStages && profile.meanLength <= 40;
  give('stage', { named: 0, unnamed: 0.6 }, short);
  give('channel', { named: 0, unnamed: 0.6 }, (profile) => short(profile) && profile.words);
  give('category', { named: 0.5, unnamed: 0.7 });
  give('priority', { named: 0.3, unnamed: 0.9 });
  give('language', { named: 0.3, unnamed: 0.9 });
  give('customerKind', { named: 0.3, unnamed: 0.9 });
  return words;
}

/** What words of a field's column mean that its dictionary lacks, or means otherwise alone; null where none do. */
export function meantWords(
  field: Field,
  profile: Profile,
  reference: Reference,
): { readonly words: WordTargets; readonly note: Note } | null {
  if (field === 'stage' && profile.values.size <= mostStages) {
    const words = stageWords(profile, spellings(reference, 'stage'));
    const said = Object.entries(words).map(([word, id]) => `"${word}" is taken for ${id}`);
    return said.length === 0 ? null : { words, note: note('stageWords', { words: said.join(', ') }) };
  }
  const neighbours = field === 'channel' ? mailBesideEmail(profile) : null;
  return (
    neighbours && {
      words: { [neighbours.weak]: { id: 'mail', en: 'Mail', ar: 'البريد العادي' } },
      note: note('mailBesideEmail', { mail: neighbours.weak, email: neighbours.strong }),
    }
  );
}

/** Gives the column of entities. */
export function giveEntityColumn(given: Assignment, reference: Reference): void {
  const rate = rateOf(reference, 'entity');
  given.take('entity', (profile) => {
    const named = nameScore('entity', profile.key);
    if (given.empty) return named;
    if (!profile.words || profile.values.size > dictionaryCaps.entity * 1.5) return 0;
    const share = rate(profile);
    return named > 0 || share > 0.6 ? named + share : 0;
  });
}

/** Gives fields of words both columns that are one in two languages. */
export function givePairs({ pairs, columns }: Assignment): void {
  for (const field of wordFields) {
    const pair = pairs.get(String(columns[field]));
    if (pair) columns[field] = pair;
  }
}

/** Which field, the shares of known words that a column needs with its name and without, what else it must be. */
type WordRule = [
  field: WordDictionary,
  least: { readonly named: number; readonly unnamed: number },
  also?: (profile: Profile) => boolean,
];

/** Words, by values first: names of columns lie. */
function byWords(
  given: Assignment,
  reference: Reference,
  ...[field, least, also = () => true]: WordRule
): Profile | null {
  const rate = rateOf(reference, field);
  const weak: Profile[] = [];
  const found = given.take(field, (profile) => {
    if (areaScore(profile.key) > 0) return 0;
    const named = nameScore(field, profile.key);
    if (given.empty) return named;
    if (profile.filled === 0 || !also(profile)) return 0;
    const share = rate(profile);
    const enough =
      named > 0
        ? share >= least.named
        : share >= least.unnamed && profile.filled >= 10 && !isOther(profile.key);
    if (!enough) return 0;
    if (named < wellNamed && (share < 0.5 || isOther(profile.key))) {
      weak.push(profile);
      return 0;
    }
    return share * 3 + named + 0.01;
  });
  if (!found) given.doubt(field, weak);
  return found;
}

/** How many rows of a column hold words of a dictionary, 0 to 1. */
export function rateOf(reference: Reference, dictionary: WordDictionary): (profile: Profile) => number {
  const known = spellings(reference, dictionary);
  return (profile) => {
    if ((!profile.words && profile.filled >= 50) || isTick(profile)) return 0;
    let rows = 0;
    for (const [value, count] of profile.values)
      if (wordForms(value).some((form) => known.has(form))) rows += count;
    return profile.filled === 0 ? 0 : rows / profile.filled;
  };
}

/** Marked or not: one sign, such as "x", is an answer and no word. */
function isTick({ values }: Profile): boolean {
  return values.size === 1 && [...values.keys()].every((value) => [...value].length === 1);
}

const spellingsKnown = new WeakMap<Reference, Map<WordDictionary, ReadonlySet<string>>>();

/** All folded spellings of a dictionary's words; found once for a reference. */
function spellings(reference: Reference, dictionary: WordDictionary): ReadonlySet<string> {
  const known = spellingsKnown.get(reference) ?? new Map<WordDictionary, ReadonlySet<string>>();
  spellingsKnown.set(reference, known);
  const before = known.get(dictionary);
  if (before) return before;
  const out = new Set<string>();
  for (const word of reference.words[dictionary] as readonly Word[]) {
    for (const text of [word.id, word.en, word.ar, ...(reference.synonyms[dictionary].get(word.id) ?? [])]) {
      out.add(fold(text));
    }
  }
  known.set(dictionary, out);
  return out;
}
