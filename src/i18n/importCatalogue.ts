import type { Language } from './language.ts';
import { importAr } from './messages/importAr.ts';
import { importEn } from './messages/importEn.ts';

/** The messages of the import in every language; they come with its window. */
export const importCatalogue = { ar: importAr, en: importEn } as const satisfies Readonly<
  Record<Language, Readonly<Record<keyof typeof importEn, string>>>
>;

/** The name of a message of the import. */
export type ImportMessageId = keyof typeof importEn;
