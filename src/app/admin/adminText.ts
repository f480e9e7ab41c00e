import { useStore } from 'zustand';
import { type AdminMessageId, adminCatalogue } from '../../i18n/adminCatalogue.ts';
import type { MessageId } from '../../i18n/catalogue.ts';
import type { Digits, Language } from '../../i18n/language.ts';
import { makeText, type Text } from '../../i18n/text.ts';
import { preferences } from '../preferences.ts';

/** The text of the page, with the messages of the administrator's. */
export type AdminText = Text<MessageId | AdminMessageId>;

const known = new Map<string, AdminText>();

export function adminText(language: Language, digits: Digits): AdminText {
  const key = `${language} ${digits}`;
  let text = known.get(key);
  if (!text) {
    text = makeText(language, digits, adminCatalogue);
    known.set(key, text);
  }
  return text;
}

/** The language that the page is read in, with the administrator's own messages. */
export function useAdminText(): AdminText {
  const { language, digits } = useStore(preferences);
  return adminText(language, digits);
}

/** The message of an id that is made of parts; null where there is none, as of what a newer server tells. */
export function messageOf({ t }: AdminText, id: string): string | null {
  return id in adminCatalogue.en ? t(id as AdminMessageId) : null;
}

/** A field of a mapping in words; its own name where there are none. */
export function fieldName(text: AdminText, field: string): string {
  return messageOf(text, `field.${field}`) ?? field;
}

/** A kind of problem in words. */
export function problemName(text: AdminText, problem: string): string {
  return messageOf(text, `problem.${problem}`) ?? problem;
}
