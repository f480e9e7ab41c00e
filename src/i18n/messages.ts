import type { Language } from './language.ts';

/**
 * One message in every language, in ICU message syntax. Arabic plurals name all forms that Arabic has: zero, one, two,
 * few, many, other.
 */
export type Words = Readonly<Record<Language, string>>;

/** The messages of a subject by their ids. */
export type Messages = Readonly<Record<string, Words>>;

/** Messages in one of their languages. */
export function inOneLanguage<Id extends string>(
  messages: Readonly<Record<Id, Words>>,
  language: Language,
): Readonly<Record<Id, string>> {
  return Object.fromEntries(
    Object.entries<Words>(messages).map(([id, words]) => [id, words[language]]),
  ) as Record<Id, string>;
}
