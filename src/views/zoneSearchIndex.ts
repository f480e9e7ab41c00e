import type { City } from '../model/city.ts';
import { fold, nameSkeleton } from '../model/fold.ts';
import type { Word } from '../model/words.ts';

/** What a search can find. */
export const searchKinds = ['zone', 'place', 'sector', 'topic'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** One thing that can be found, with the forms of its names that a query is matched with. */
export interface SearchEntry {
  readonly kind: SearchKind;
  readonly word: Word;
  readonly code: string | undefined;
  readonly names: readonly string[];
  /** Former names and usual spellings, as they are written. */
  readonly aliases: readonly string[];
  readonly skeletons: readonly string[];
}

/** All that a city's search can find, zones first. */
export function searchIndex(city: City): SearchEntry[] {
  return searchKinds.flatMap((kind) =>
    city.words[kind].map((word): SearchEntry => {
      const { aliases = [], code } = word as { aliases?: readonly string[]; code?: string };
      const names = [word.en, word.ar, ...aliases].filter(Boolean);
      return {
        kind,
        word,
        code,
        aliases,
        names: names.map(fold),
        skeletons: kind === 'topic' ? [] : names.map(nameSkeleton),
      };
    }),
  );
}

export interface SearchResult {
  /** Best first; in the order of kinds where equally good. */
  readonly found: readonly SearchEntry[];
  /** How many more there are. */
  readonly more: number;
}

/**
 * Entries whose name in either language, former name or number answers a query. A name that begins with it comes
 * before one with a word that does, that before one that holds it, and that before one that only sounds like it.
 */
export function search(index: readonly SearchEntry[], query: string, most = 12): SearchResult {
  const wanted = fold(query);
  if (wanted === '') return { found: [], more: 0 };
  const sound = nameSkeleton(query);
  const ranks: SearchEntry[][] = [[], [], [], [], []];
  for (const entry of index) ranks[rankOf(entry, wanted, sound)]?.push(entry);
  const all = ranks.flatMap((entries) => entries.sort(byName));
  return { found: all.slice(0, most), more: Math.max(0, all.length - most) };
}

function rankOf({ names, code, skeletons }: SearchEntry, wanted: string, sound: string): number {
  if (code === wanted || names.includes(wanted)) return 0;
  if (names.some((name) => begins(name, wanted))) return 1;
  if (names.some((name) => ` ${name}`.includes(` ${wanted}`))) return 2;
  if (names.some((name) => name.includes(wanted))) return 3;
  if (sound.length >= 3 && skeletons.some((skeleton) => skeleton.startsWith(sound))) return 4;
  return Number.POSITIVE_INFINITY;
}

/** In the order of names, first before second; topics stay in their order. */
function byName(a: SearchEntry, b: SearchEntry): number {
  const [one, other] = [a.skeletons[0], b.skeletons[0]];
  return a.kind === b.kind && one !== undefined && other !== undefined ? one.localeCompare(other) : 0;
}

/** The alias that a query found an entry by; null where one of its two names holds the query. */
export function foundAs({ word, aliases }: SearchEntry, query: string): string | null {
  const wanted = fold(query);
  if ([word.en, word.ar].some((name) => fold(name).includes(wanted))) return null;
  return aliases.find((alias) => fold(alias).includes(wanted)) ?? null;
}

/** Whether a name begins with a query, with or without its article. */
function begins(name: string, wanted: string): boolean {
  return name.startsWith(wanted) || name.replace(/^(al |ال)/, '').startsWith(wanted);
}
