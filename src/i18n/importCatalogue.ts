import { importMessages } from './importMessages.ts';
import { inOneLanguage } from './messages.ts';

/** The name of a message of the import. */
export type ImportMessageId = keyof typeof importMessages;

/** The messages of the import in each language. */
export const importCatalogue = {
  ar: inOneLanguage(importMessages, 'ar'),
  en: inOneLanguage(importMessages, 'en'),
};
