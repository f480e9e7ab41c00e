import type { Language } from './language.ts';
import { adminAr } from './messages/adminAr.ts';
import { adminEn } from './messages/adminEn.ts';

/** The messages of the administrator's page in every language; they come with it. */
export const adminCatalogue = { ar: adminAr, en: adminEn } as const satisfies Readonly<
  Record<Language, Readonly<Record<keyof typeof adminEn, string>>>
>;

/** The name of a message of the administrator's page. */
export type AdminMessageId = keyof typeof adminEn;
