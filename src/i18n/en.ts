import { inOneLanguage } from './messages.ts';
import { pageMessages } from './pageMessages.ts';

/** The page's messages in English. In the built page they stand here as they are (scripts/messages/plugin.ts). */
export const messages = inOneLanguage(pageMessages, 'en');
