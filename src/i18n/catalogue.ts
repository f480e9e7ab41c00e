import { messages as ar } from './ar.ts';
import { messages as en } from './en.ts';
import type { Language } from './language.ts';
import type { pageMessages } from './pageMessages.ts';

/** The name of a message. */
export type MessageId = keyof typeof pageMessages;

/** Every message in one language. */
export type Catalogue = Readonly<Record<MessageId, string>>;

const catalogues: Readonly<Record<Language, Catalogue>> = { ar, en };

/** The messages in a language; here all are there at once. The built page has `lateCatalogue.ts` in this place. */
export function messagesIn(language: Language): Catalogue {
  return catalogues[language];
}

/** Brings the messages in a language, for `messagesIn`. */
export async function bringMessages(_: Language): Promise<void> {}
