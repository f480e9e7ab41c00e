import type { Language } from './language.ts';
import { ar } from './messages/ar.ts';
import { en } from './messages/en.ts';
import { mapMessages } from './messages/map.ts';

/** Every message of every language. A room with messages of its own adds its file here, once for each language. */
export const catalogue = {
  ar: { ...ar, ...mapMessages.ar },
  en: { ...en, ...mapMessages.en },
} as const satisfies Readonly<
  Record<Language, Readonly<Record<keyof typeof en | keyof typeof mapMessages.en, string>>>
>;

/** The name of a message. */
export type MessageId = keyof (typeof catalogue)['en'];
