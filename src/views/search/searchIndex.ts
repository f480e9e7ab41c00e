import { fold } from '../../model/fold.ts';
import { othersFor } from './everyday.ts';
import { isNear, likenessTo, soundOf } from './sound.ts';

/** What a search can find; where two are equally good, what stands first here is meant. */
export const searchKinds = [
  'request',
  'makani',
  'district',
  'zone',
  'place',
  'sector',
  'category',
  'channel',
  'account',
  'service',
  'topic',
  'entity',
  'action',
] as const;
export type SearchKind = (typeof searchKinds)[number];

/** One thing to find. */
export interface Findable {
  readonly kind: SearchKind;
  readonly id: string;
  /** Its names, in all languages. */
  readonly names: readonly string[];
  /** The number that it is known by. */
  readonly code?: string | undefined;
  /** Former names and usual spellings, as they are written. */
  readonly aliases?: readonly string[];
}

interface Form {
  /** Index of what is called so. */
  readonly entry: number;
  readonly written: string;
  readonly folded: string;
  /** Which letters are in it. */
  readonly letters: number;
  /** How it sounds, without spaces. */
  readonly joined: string;
  readonly isAlias: boolean;
}

/** One thing to find. */
interface SearchEntry {
  readonly item: Findable;
  /** Its id, folded. */
  readonly id: string;
  readonly kind: number;
  /** Where it stands among those of its kind: areas by their names, other things as they came. */
  readonly place: number;
}

export interface SearchIndex {
  readonly entries: readonly SearchEntry[];
  /** The forms of all names, with which a query is matched; those of one entry one after the other. */
  readonly forms: readonly Form[];
  /** All words of the forms, as they sound, and of each the forms that have it: a query's words are held against each once. */
  readonly vocabulary: readonly { readonly word: string; readonly forms: readonly number[] }[];
  /** Of each form the index of its first word. */
  readonly firstWords: Int32Array;
}

export function searchIndex(items: readonly Findable[]): SearchIndex {
  const known = new Map<string, number>();
  const vocabulary: { word: string; forms: number[] }[] = [];
  const firstWords: number[] = [];
  const forms: Form[] = [];
  const add = (entry: number, written: string, isAlias: boolean) => {
    const sounds = soundOf(written);
    const folded = fold(written);
    for (const [i, word] of sounds.entries()) {
      const at = known.get(word) ?? known.size;
      if (!known.has(word)) {
        known.set(word, at);
        vocabulary.push({ word, forms: [] });
      }
      vocabulary[at]!.forms.push(forms.length);
      if (i === 0) firstWords[forms.length] = at;
    }
    firstWords[forms.length] ??= -1;
    forms.push({
      entry,
      written,
      folded,
      letters: lettersOf(folded),
      joined: sounds.join(''),
      isAlias,
    });
  };
  const names: string[] = [];
  for (const [entry, item] of items.entries()) {
    const first = forms.length;
    for (const name of item.names) if (name) add(entry, name, false);
    for (const alias of item.aliases ?? []) add(entry, alias, true);
    names.push(forms[first]?.joined ?? '');
  }
  const places = placesOf(items, names);
  return {
    entries: items.map((item, i) => ({
      item,
      id: fold(item.id),
      kind: searchKinds.indexOf(item.kind),
      place: places[i]!,
    })),
    forms,
    vocabulary,
    firstWords: Int32Array.from(firstWords),
  };
}

const areas: readonly SearchKind[] = ['district', 'zone', 'place', 'sector'];

/** The places of areas in the order of their names, first before second; 0 of other things. */
function placesOf(items: readonly Findable[], names: readonly string[]): Int32Array {
  const { compare } = new Intl.Collator();
  const places = new Int32Array(items.length);
  const order = [...items.keys()].filter((at) => areas.includes(items[at]!.kind));
  order.sort((a, b) => compare(names[a]!, names[b]!));
  for (const [place, at] of order.entries()) places[at] = place;
  return places;
}

/** A bit for each letter of a text, shared by few others: where a bit is missing, the letter is. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 31);
  return letters;
}

export interface Found {
  readonly item: Findable;
  /** The former name or spelling that it was found by; null where it was by one of its names. */
  readonly alias: string | null;
}

export interface SearchResult {
  /** Best first. */
  readonly found: readonly Found[];
  /** How many more there are. */
  readonly more: number;
  /** Whether nothing is called so, and what was found is only the nearest. */
  readonly nearest: boolean;
}

const nothing = Number.POSITIVE_INFINITY;
/** From here on a name only holds the query somewhere, or sounds like it but for one letter. */
const weak = 5;
/** Where fewer are good, those that differ by a letter come behind them. */
const few = 6;

/**
 * Entries that a query may mean: exactly; by its sound; that begin with it; that have all its words; that have other
 * words for them; that hold it. Where few of these are good, those too that differ by one letter in a word; where there are
 * none, the nearest.
 */
export function search(index: SearchIndex, query: string, most = 14): SearchResult {
  const { entries, forms } = index;
  const asked = askedOf(query);
  if (asked.folded === '') return { found: [], more: 0, nearest: false };
  const best = new Best(index);
  addGood(best, index, asked);
  if (best.count(weak) < few) addNear(best, index, asked);
  const nearest = best.hits.length === 0;
  if (nearest) addNearest(best, index, asked);
  const hits = best.hits.map((at) => ({
    entry: entries[at]!,
    form: forms[best.forms[at]!]!,
    rank: best.ranks[at]!,
  }));
  hits.sort(
    (a, b) =>
      a.rank - b.rank ||
      Number(a.form.isAlias) - Number(b.form.isAlias) ||
      a.entry.kind - b.entry.kind ||
      a.entry.place - b.entry.place,
  );
  const shown = nearest ? 5 : most;
  return {
    found: hits.slice(0, shown).map(({ entry, form }) => ({
      item: entry.item,
      alias: form.isAlias ? form.written : null,
    })),
    more: nearest ? 0 : Math.max(0, hits.length - most),
    nearest,
  };
}

/** Of each entry the form that it was found by best. */
class Best {
  readonly hits: number[] = [];
  readonly ranks: Float64Array;
  readonly forms: Int32Array;

  constructor({ entries }: SearchIndex) {
    this.ranks = new Float64Array(entries.length).fill(nothing);
    this.forms = new Int32Array(entries.length);
  }

  add(entry: number, form: number, rank: number): void {
    if (rank >= this.ranks[entry]!) return;
    if (this.ranks[entry] === nothing) this.hits.push(entry);
    this.ranks[entry] = rank;
    this.forms[entry] = form;
  }

  /** How many were found better than a rank. */
  count(rank: number): number {
    return this.hits.filter((entry) => this.ranks[entry]! < rank).length;
  }
}

interface Asked {
  readonly folded: string;
  readonly sounds: readonly string[];
  readonly joined: string;
}

function askedOf(query: string): Asked {
  const sounds = soundOf(query);
  return { folded: fold(query), sounds, joined: sounds.join('') };
}

function addGood(best: Best, index: SearchIndex, asked: Asked): void {
  const { entries, forms } = index;
  const begun = formsWith(index, asked, (typed) => (word) => word.startsWith(typed));
  const meant = formsWith(index, asked, (typed) => {
    const others = othersFor(typed);
    return (word) => others.includes(word) || word.startsWith(typed);
  });
  const letters = lettersOf(asked.folded);
  const inside = asked.folded.length >= 3;
  let last = -1;
  for (let i = 0; i < forms.length; i++) {
    const form = forms[i]!;
    if (form.entry !== last) {
      last = form.entry;
      const { item, id } = entries[last]!;
      if (item.code === asked.folded || id === asked.folded) best.add(last, i, 0);
    }
    const holds = (form.letters & letters) === letters;
    if (form.joined.startsWith(asked.joined) || (holds && form.folded.startsWith(asked.folded)))
      best.add(last, i, form.folded === asked.folded ? 0 : form.joined === asked.joined ? 1 : 2);
    else if (begun[i]) best.add(last, i, 3);
    else if (meant[i]) best.add(last, i, 4);
    else if (inside && holds && form.folded.includes(asked.folded)) best.add(last, i, weak);
  }
}

function addNear(best: Best, index: SearchIndex, asked: Asked): void {
  const { forms } = index;
  const known = new Set(best.hits);
  const whole = formsWith(
    index,
    asked,
    (typed) => (word) => word.startsWith(typed) || isNear(typed, word, false),
  );
  const begun = formsWith(
    index,
    asked,
    (typed) => (word) => word.startsWith(typed) || isNear(typed, word, true),
  );
  for (let i = 0; i < forms.length; i++) {
    const { entry, joined } = forms[i]!;
    if (known.has(entry)) continue;
    if (isNear(asked.joined, joined, false)) best.add(entry, i, weak + 1);
    else if (whole[i]) best.add(entry, i, weak + 2);
    else if (isNear(asked.joined, joined, true)) best.add(entry, i, weak + 3);
    else if (begun[i]) best.add(entry, i, weak + 4);
  }
}

/** Tells of each form whether each word that was typed matches one of its words. */
function formsWith(
  { forms, vocabulary }: SearchIndex,
  { sounds }: Asked,
  matchesOf: (typed: string) => (word: string) => boolean,
): Uint8Array {
  const matched = new Uint8Array(forms.length);
  for (const [i, typed] of sounds.entries()) {
    const matches = matchesOf(typed);
    for (const { word, forms: having } of vocabulary) {
      if (!matches(word)) continue;
      for (const form of having) if (matched[form] === i) matched[form] = i + 1;
    }
  }
  return matched.map((count) => Number(count === sounds.length));
}

/** Those whose names are alike. */
function addNearest(best: Best, { forms, vocabulary, firstWords }: SearchIndex, { joined }: Asked): void {
  const likeness = likenessTo(joined);
  const likeWord = vocabulary.map(({ word }) => likeness(word) * 0.95);
  for (let i = 0; i < forms.length; i++) {
    const form = forms[i]!;
    const like = Math.max(likeness(form.joined), likeWord[firstWords[i]!] ?? 0);
    if (1 - like < 0.7) best.add(form.entry, i, 1 - like);
  }
}
