import type { Language } from './language.ts';
import { ar } from './messages/ar.ts';
import { besideMessages } from './messages/beside.ts';
import { en } from './messages/en.ts';
import { exportMessages } from './messages/exports.ts';
import { mapMessages } from './messages/map.ts';
import { ratingsMessages } from './messages/ratings.ts';
import { ruleMessages } from './messages/rule.ts';
import { searchMessages } from './messages/search.ts';

/** Every message of every language. A room with messages of its own adds its file here, once for each language. */
export const catalogue = {
  ar: {
    ...ar,
    ...mapMessages.ar,
    ...ruleMessages.ar,
    ...exportMessages.ar,
    ...searchMessages.ar,
    ...besideMessages.ar,
    ...ratingsMessages.ar,
  },
  en: {
    ...en,
    ...mapMessages.en,
    ...ruleMessages.en,
    ...exportMessages.en,
    ...searchMessages.en,
    ...besideMessages.en,
    ...ratingsMessages.en,
  },
} as const satisfies Readonly<
  Record<
    Language,
    Readonly<
      Record<
        | keyof typeof en
        | keyof typeof mapMessages.en
        | keyof typeof ruleMessages.en
        | keyof typeof exportMessages.en
        | keyof typeof searchMessages.en
        | keyof typeof besideMessages.en
        | keyof typeof ratingsMessages.en,
        string
      >
    >
  >
>;

/** The name of a message. */
export type MessageId = keyof (typeof catalogue)['en'];
