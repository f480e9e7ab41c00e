import type { Catalogue } from './catalogue.ts';
import type { Language } from './language.ts';

const files: Readonly<Record<Language, () => Promise<{ readonly messages: Catalogue }>>> = {
  ar: () => import('./ar.ts'),
  en: () => import('./en.ts'),
};
const brought = new Map<Language, Catalogue>();

/**
 * The messages in a language: what stands in the place of `catalogue.ts` in the built page, where each language is a
 * file of its own.
 * @throws Error before they were brought
 */
export function messagesIn(language: Language): Catalogue {
  const messages = brought.get(language);
  if (!messages) throw new Error(`messagesIn: ${language} is not there; expected bringMessages before`);
  return messages;
}

/** Brings the messages in a language, once. Rejects where their file cannot be loaded. */
export async function bringMessages(language: Language): Promise<void> {
  if (!brought.has(language)) brought.set(language, (await files[language]()).messages);
}
