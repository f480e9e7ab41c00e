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

/** Bytes in the unit that fits. */
export function sizeText({ formats, language }: AdminText, bytes: number): string {
  const unit = bytes >= 1e9 ? 'gigabyte' : 'megabyte';
  return formats.number(bytes / (unit === 'gigabyte' ? 1e9 : 1e6), {
    ...{ style: 'unit', unit, unitDisplay: language === 'ar' ? 'long' : 'short' },
    maximumFractionDigits: bytes >= 1e9 && bytes < 1e10 ? 1 : 0,
  });
}

/** A delay, seconds while there are few. */
export function delayText({ formats, language }: AdminText, seconds: number): string {
  if (seconds >= 120) return formats.span(seconds);
  return formats.number(Math.max(0, seconds), {
    ...{ style: 'unit', unit: 'second', unitDisplay: language === 'ar' ? 'long' : 'short' },
    maximumFractionDigits: seconds < 10 ? 1 : 0,
  });
}

/** A reference with the white space at its ends to be seen. */
export function refText(ref: string): string {
  return ref.replace(/^\s+|\s+$/g, (spaces) => '␣'.repeat(spaces.length));
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
