import type { ReactNode } from 'react';
import { createIntl, createIntlCache, type IntlShape } from 'react-intl';
import { noneId } from '../model/dimension.ts';
import type { Word } from '../model/words.ts';
import { type MessageId, messagesIn } from './catalogue.ts';
import { type Formats, formatsOf } from './format.ts';
import { isolate } from './isolate.ts';
import { type Digits, type Direction, directionOf, type Language, localeOf } from './language.ts';

/** What a message's places are filled with. */
export type Values = Readonly<Record<string, string | number>>;

/** One language: its messages and its formats. */
export interface Text<Id extends string = MessageId> {
  readonly language: Language;
  readonly direction: Direction;
  readonly formats: Formats;
  readonly intl: IntlShape;
  /** The message as text; values that would turn around beside its letters are isolated. */
  t(id: Id, values?: Values): string;
  /** The message with elements in its places. */
  rich(id: Id, values: Readonly<Record<string, ReactNode>>): ReactNode;
  /** The name of a word in this language, as its source wrote it, in the digits of the choice. */
  name(word: Word): string;
}

const intlCache = createIntlCache();

/** Messages that come with a part of the page which is loaded later. */
export type MoreMessages<Id extends string> = Readonly<Record<Language, Readonly<Record<Id, string>>>>;

/**
 * The text of a language, in the browser and on the server.
 * The page brings the messages before (`bringMessages`).
 * @param more messages beside those of the catalogue
 */
export function makeText<Id extends string = never>(
  language: Language,
  digits: Digits = 'latn',
  more?: MoreMessages<Id>,
): Text<MessageId | Id> {
  const messages = { ...messagesIn(language), ...more?.[language] };
  const intl = createIntl({ locale: localeOf(language, digits), messages }, intlCache);
  /** Messages without places, as they are shown. */
  const plain = new Map<string, string>();
  const apart = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' ? (isolate(value, directionOf[language]) as Value) : value,
      ]),
    );
  const written = language === 'ar' && digits === 'arab' ? easternDigits : (text: string) => text;
  return {
    language,
    direction: directionOf[language],
    formats: formatsOf(language, digits),
    intl,
    t: (id, values) => {
      if (values) return written(intl.formatMessage({ id }, apart(values)));
      const text = plain.get(id) ?? written(intl.formatMessage({ id }));
      plain.set(id, text);
      return text;
    },
    rich: (id, values) => {
      const parts: ReactNode = intl.formatMessage({ id }, apart(values));
      return [parts].flat().map((part) => (typeof part === 'string' ? written(part) : part));
    },
    name: (word) => written(word[language] || word.en || word.ar || word.id || noneId),
  };
}

/**
 * The digits that a message itself holds ("1,000", "360") in Arabic-Indic form. Latin words ("UTF-8") keep theirs, and
 * so do values that are held apart: a reference is written as its system writes it, and formats have their own digits.
 */
function easternDigits(text: string): string {
  return text.replace(/[\u2066-\u2068][^\u2069]*\u2069|[A-Za-z][\w.:-]*|\d+(?:,\d+)*/g, (part) =>
    /^\d/.test(part)
      ? part.replaceAll(',', '٬').replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
      : part,
  );
}
