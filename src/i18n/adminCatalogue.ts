import { adminMessages } from './adminMessages.ts';
import { inOneLanguage } from './messages.ts';

/** The name of a message of the administrator's page. */
export type AdminMessageId = keyof typeof adminMessages;

/** The messages of the administrator's page in each language. */
export const adminCatalogue = {
  ar: inOneLanguage(adminMessages, 'ar'),
  en: inOneLanguage(adminMessages, 'en'),
};
