import type { Findable } from '../../src/views/search/searchIndex.ts';
import { search, searchIndex } from '../../src/views/search/searchIndex.ts';
import { seeded } from '../../tests/support/seeded.ts';

/** A name in both languages. */
export type Name = readonly [en: string, ar: string];

/** Zones of so many names: those given first, then others that are put together of their words, each with a wrong letter. */
export function namesOf(given: readonly Name[], count: number, seed: number): Findable[] {
  const random = seeded(seed);
  const drawn = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const misspelt = (text: string) => withWrongLetter(text, random);
  const wordsOf = (language: 0 | 1) => given.flatMap((name) => name[language].split(' '));
  const words = [wordsOf(0), wordsOf(1)] as const;
  return Array.from({ length: count }, (_, i): Findable => {
    const names = given[i] ?? words.map((list) => `${misspelt(drawn(list))} ${drawn(list)} ${(i % 9) + 1}`);
    return { kind: 'zone', id: `N${i}`, names, code: String(i) };
  });
}

/** What is in the field after each key: names typed to their end in either language, every second with a wrong letter. */
export function keysOf(items: readonly Findable[], typed: number, seed: number): string[] {
  const random = seeded(seed);
  return Array.from({ length: typed }, (_, i) => {
    const { names } = items[Math.floor(random() * items.length)]!;
    let name = names[i % 2]!;
    if (i % 4 >= 2) name = withWrongLetter(name, random);
    return Array.from(name, (_, at) => name.slice(0, at + 1));
  }).flat();
}

/** A text in which one letter is another one of its letters. */
function withWrongLetter(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  return text.slice(0, at) + text[Math.floor(random() * text.length)]! + text.slice(at + 1);
}

/** Of each key how long its search takes, in milliseconds. */
export function timesOf(items: readonly Findable[], keys: readonly string[]): number[] {
  const index = searchIndex(items);
  for (const key of keys.slice(0, 100)) search(index, key);
  return keys.map((key) => {
    const started = performance.now();
    search(index, key);
    return performance.now() - started;
  });
}
