import { fold, slug } from '../../model/fold.ts';
import type { Word } from '../../model/words.ts';
import { meant } from '../closestName.ts';
import type { WordTarget } from '../mapping.ts';
import { MappingError } from '../mappingError.ts';
import { notAWord, own, shownWord } from '../privacy.ts';
import { wordForms } from '../text/wordText.ts';

/** Why a value is no word of a dictionary. */
export type NoWord = 'unknown' | 'personal' | 'full';

const mostListed = 1000;
const mostRemembered = 200_000;

interface Remembered {
  readonly code: number;
  readonly why: NoWord | null;
}

/** An entry that the source brought: its spellings are counted, so that the usual one becomes its name. */
interface NewEntry {
  readonly code: number;
  readonly id: string | null;
  readonly fixed: { readonly en: string; readonly ar: string } | null;
  readonly en: Map<string, number>;
  readonly ar: Map<string, number>;
}

export interface DictionaryOptions<W extends Word> {
  readonly known: readonly W[];
  readonly synonyms?: ReadonlyMap<string, readonly string[]> | undefined;
  /** The mapping's own translations: a source's word → an id, a new word, or null for none. */
  readonly targets?: Readonly<Record<string, WordTarget>> | undefined;
  /** Asked before a word that is not known becomes a new entry; null: none ever does. */
  readonly hasRoom: (() => boolean) | null;
}

/**
 * The words of one dictionary. A value is matched by id, by either name and by synonyms, folded; what is not known
 * becomes an entry of its own where the dictionary is open. A code is the position in the dictionary as it grows.
 */
export class Dictionary<W extends Word> {
  readonly known: readonly W[];
  readonly unknown = new Map<string, number>();
  /** Rows that brought something that may not be a word, and rows for whose word there was no room. */
  readonly refused: Record<NoWord, number> = { unknown: 0, personal: 0, full: 0 };
  /** Why the last value that was asked for is no word; null where it is one. */
  why: NoWord | null = null;
  private readonly options: DictionaryOptions<W>;
  private readonly codes: Map<string, number>;
  private readonly remembered = new Map<string, Remembered>();
  private readonly added: NewEntry[] = [];

  constructor(options: DictionaryOptions<W>) {
    this.options = options;
    this.known = options.known;
    this.codes = new Map(codesOf(options.known, options.synonyms ?? noSynonyms));
    for (const [text, target] of Object.entries(options.targets ?? {})) this.translate(text, target);
  }

  /** How many entries it holds. */
  get size(): number {
    return this.known.length + this.added.length;
  }

  /**
   * The code of a value, −1 where it is no word of this dictionary; counted either way.
   * @param other the same in the other language, where a source has two columns; '' where it does not
   */
  codeOf(value: string, other = ''): number {
    const key = other === '' ? value : `${value}\u0000${other}`;
    let found = this.remembered.get(key);
    if (!found) {
      found = this.find(value, other);
      if (this.remembered.size < mostRemembered) this.remembered.set(own(key), found);
    }
    this.why = found.why;
    if (found.why !== null) {
      this.refused[found.why]++;
      const listed = shownWord(value || other);
      const count = this.unknown.get(listed);
      if (count !== undefined || this.unknown.size < mostListed) this.unknown.set(listed, (count ?? 0) + 1);
    } else if (found.code >= this.known.length) {
      const entry = this.added[found.code - this.known.length]!;
      if (!entry.fixed) {
        if (value !== '') entry.en.set(own(value), (entry.en.get(value) ?? 0) + 1);
        if (other !== '') entry.ar.set(own(other), (entry.ar.get(other) ?? 0) + 1);
      }
    }
    return found.code;
  }

  /** The code of a value that is already a word, −1 for any other; nothing is counted or added. */
  match(value: string): number {
    for (const form of wordForms(value)) {
      const code = this.codes.get(form);
      if (code !== undefined) return code;
    }
    return -1;
  }

  /** The names of a code as far as they are settled: of a known word, or of one that the mapping names; else null. */
  nameOf(code: number): { readonly en: string; readonly ar: string } | null {
    return this.known[code] ?? this.added[code - this.known.length]?.fixed ?? null;
  }

  /**
   * The entries that the source brought, with their codes, named by their most frequent spelling, in alphabetical
   * order of that, so that they do not depend on the order of rows. Ids are free of those in `taken`.
   */
  entries(taken: Set<string>): { readonly code: number; readonly word: Word }[] {
    const named = this.added.map((entry) => {
      const en = entry.fixed?.en ?? (usual(entry.en) || usual(entry.ar));
      const ar = entry.fixed?.ar ?? (usual(entry.ar) || en);
      return { code: entry.code, id: entry.id, en, ar };
    });
    named.sort((a, b) => natural.compare(a.en, b.en) || (a.en < b.en ? -1 : 1));
    return named.map(({ code, id, en, ar }) => ({
      code,
      word: { id: freeId(id ?? slug(en), taken), en, ar },
    }));
  }

  private find(value: string, other: string): Remembered {
    for (const form of [value, other].flatMap((text) => (text === '' ? [] : wordForms(text)))) {
      const code = this.codes.get(form);
      if (code !== undefined) return { code, why: null };
    }
    for (const text of [value, other]) {
      if (notAWord(text) !== null) return { code: -1, why: 'personal' };
    }
    const key = fold(value) || fold(other);
    const { hasRoom } = this.options;
    if (key === '' || hasRoom === null) return { code: -1, why: 'unknown' };
    if (!hasRoom()) return { code: -1, why: 'full' };
    const code = this.add(null, null);
    for (const text of [value, other]) this.learn(text, code);
    return { code, why: null };
  }

  private add(id: string | null, fixed: { en: string; ar: string } | null): number {
    const code = this.size;
    this.added.push({ code, id, fixed, en: new Map(), ar: new Map() });
    return code;
  }

  private translate(text: string, target: WordTarget): void {
    const key = fold(text);
    if (target === null) {
      this.codes.set(key, -1);
      return;
    }
    const wanted = typeof target === 'string' ? target : (target.id ?? target.en);
    // What tells its own id is that word, whatever else is called so.
    let code =
      typeof target === 'string' || target.id === undefined
        ? this.codes.get(fold(wanted))
        : this.codeOfId(target.id);
    if (code === undefined) {
      if (this.options.hasRoom === null) {
        const known = this.known.map((word) => word.id);
        throw new MappingError('mapping', {
          code: 'unknownWord',
          at: 'words',
          word: text,
          got: wanted,
          meant: meant(wanted, known),
          known,
        });
      }
      const names =
        typeof target === 'string' ? { en: target, ar: target } : { en: target.en, ar: target.ar };
      code = this.add(typeof target === 'string' ? null : (target.id ?? null), names);
      this.learn(wanted, code);
      this.learn(names.en, code);
      this.learn(names.ar, code);
    }
    this.codes.set(key, code);
  }

  private codeOfId(id: string): number | undefined {
    const known = this.known.findIndex((word) => word.id === id);
    return known >= 0 ? known : this.added.find((entry) => entry.id === id)?.code;
  }

  private learn(text: string, code: number): void {
    const key = fold(text);
    if (key !== '' && !this.codes.has(key)) this.codes.set(key, code);
  }
}

type Synonyms = ReadonlyMap<string, readonly string[]>;

const noSynonyms: Synonyms = new Map();
const codesKnown = new WeakMap<readonly Word[], WeakMap<Synonyms, ReadonlyMap<string, number>>>();

/** Codes by folded text: ids and names first, then synonyms. Found once for the same words. */
function codesOf(known: readonly Word[], synonyms: Synonyms): ReadonlyMap<string, number> {
  const bySynonyms = codesKnown.get(known) ?? new WeakMap<Synonyms, ReadonlyMap<string, number>>();
  codesKnown.set(known, bySynonyms);
  const before = bySynonyms.get(synonyms);
  if (before) return before;
  const codes = new Map<string, number>();
  const learn = (text: string, code: number) => {
    const key = fold(text);
    if (key !== '' && !codes.has(key)) codes.set(key, code);
  };
  known.forEach((word, code) => {
    for (const text of [word.id, word.en, word.ar]) learn(text, code);
  });
  known.forEach((word, code) => {
    for (const text of synonyms.get(word.id) ?? []) learn(text, code);
  });
  bySynonyms.set(synonyms, codes);
  return codes;
}

/** Compares names as people order them: Ward 2 before Ward 14. */
export const natural = new Intl.Collator('en', { numeric: true });

/** An id that is not taken yet, and now is: the wanted one, or with -2, -3 … after it. */
export function freeId(wanted: string, taken: Set<string>): string {
  const base = wanted === '' || wanted === 'none' ? 'word' : wanted.replaceAll(',', '-');
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  taken.add(id);
  return id;
}

function usual(spellings: ReadonlyMap<string, number>): string {
  let best = '';
  let most = 0;
  for (const [spelling, count] of spellings) {
    if (count > most || (count === most && spelling < best)) {
      best = spelling;
      most = count;
    }
  }
  return best.replace(/\s+/gu, ' ').trim();
}
