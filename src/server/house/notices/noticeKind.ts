import { formatsOf } from '../../../i18n/format.ts';
import type { Language } from '../../../i18n/language.ts';
import type { Said } from '../../../model/said.ts';
import type { Letter, MessageKind, Paragraph } from '../messages/letter.ts';
import { wordsOfPart } from './noticeWords.ts';

/** What an administrator is told: plain data. Instants are epoch seconds. */
export interface Notice {
  readonly city: Said;
  /** IANA name: in which instants are told. */
  readonly timeZone: string;
  readonly begun: readonly { readonly part: string; readonly since: number; readonly why: string }[];
  readonly over: readonly {
    readonly part: string;
    readonly since: number;
    readonly until: number;
    /** How often it was ill meanwhile. */
    readonly times: number;
  }[];
  /** The administrator's page; null where nobody knows its address. */
  readonly admin: string | null;
}

/** Something of the server does not work, or works again. */
export const noticeKind: MessageKind<Notice> = {
  name: 'notice',
  write: (notice): Letter => ({
    subject: { ar: subjectOf(notice, 'ar'), en: subjectOf(notice, 'en') },
    ar: body(notice, 'ar'),
    en: body(notice, 'en'),
  }),
};

const words = {
  ill: { en: (part: string) => `does not work: ${part}`, ar: (part: string) => `خلل في: ${part}` },
  illMany: {
    en: (count: number) => `${count} parts do not work`,
    ar: (count: number) => `خلل في ${partsText(count)}`,
  },
  well: { en: (part: string) => `works again: ${part}`, ar: (part: string) => `عاد إلى العمل: ${part}` },
  wellMany: {
    en: (count: number) => `${count} parts work again`,
    ar: (count: number) => `${partsText(count)} عادت إلى العمل`,
  },
  begunHead: {
    en: (city: string) => `${city}: what does not work`,
    ar: (city: string) => `${city}: ما يحتاج إلى معالجة`,
  },
  overHead: {
    en: (city: string) => `${city}: what works again`,
    ar: (city: string) => `${city}: ما عاد إلى العمل`,
  },
  since: {
    en: (name: string, when: string) => `${name}, since ${when}.`,
    ar: (name: string, when: string) => `${name}، منذ ${when}.`,
  },
  lasted: {
    en: (name: string, when: string, until: string, long: string) =>
      `${name}: from ${when} to ${until} (${long}).`,
    ar: (name: string, when: string, until: string, long: string) =>
      `${name}: من ${when} إلى ${until} (لمدة ${long}).`,
  },
  times: {
    en: (count: number) => `It failed ${count} times meanwhile.`,
    ar: (count: number) => `تكرر الخلل خلال ذلك ${timesText(count)}.`,
  },
  todo: { en: 'What to do: ', ar: 'الإجراء المطلوب: ' },
  detail: { en: 'In the server’s own words:', ar: 'التفاصيل الفنية كما سجلها الخادم:' },
  zone: {
    en: (zone: string) => `Times are those of the city (${zone}).`,
    ar: (zone: string) => `الأوقات بتوقيت المدينة (\u2066${zone}\u2069).`,
  },
  admin: { en: 'The administrator’s page:', ar: 'صفحة الإدارة:' },
} as const;

function subjectOf({ city, begun, over }: Notice, language: Language): string {
  const name = (part: string) => wordsOfPart(part).name[language];
  const parts = [
    begun.length > 1
      ? words.illMany[language](begun.length)
      : begun.map(({ part }) => words.ill[language](name(part))),
    over.length > 1
      ? words.wellMany[language](over.length)
      : over.map(({ part }) => words.well[language](name(part))),
  ].flat();
  return `${city[language]}: ${parts.join(language === 'ar' ? '، ' : ', ')}`;
}

function body({ city, timeZone, begun, over, admin }: Notice, language: Language): Paragraph[] {
  const { instant, within } = formatsOf(language);
  const when = (at: number) => `\u2068${instant(at, timeZone)}\u2069`;
  const paragraphs: Paragraph[] = [];
  const add = (as: Paragraph['as'], text: string) => paragraphs.push({ as, text });
  if (begun.length > 0) add('heading', words.begunHead[language](city[language]));
  for (const { part, since, why } of begun) {
    const { name, means, todo } = wordsOfPart(part);
    add('text', `${words.since[language](name[language], when(since))} ${means[language]}`);
    add('text', `${words.todo[language]}${todo[language]}`);
    add('text', words.detail[language]);
    add('quoted', why);
  }
  if (over.length > 0) add('heading', words.overHead[language](city[language]));
  for (const { part, since, until, times } of over) {
    const name = wordsOfPart(part).name[language];
    const long = within(Math.max(1, Math.round((until - since) / 60)) / 60);
    const lasted = words.lasted[language](name, when(since), when(until), long);
    add('text', times > 1 ? `${lasted} ${words.times[language](times)}` : lasted);
  }
  add('text', words.zone[language](timeZone));
  if (admin !== null) {
    add('text', words.admin[language]);
    add('address', admin);
  }
  return paragraphs;
}

const arabic = new Intl.PluralRules('ar');

function partsText(count: number): string {
  const forms: Readonly<Record<string, string>> = {
    two: 'جزأين',
    few: `${count} أجزاء`,
    many: `${count} جزءًا`,
  };
  return forms[arabic.select(count)] ?? `${count} جزء`;
}

function timesText(count: number): string {
  const forms: Readonly<Record<string, string>> = {
    two: 'مرتين',
    few: `${count} مرات`,
    many: `${count} مرة`,
  };
  return forms[arabic.select(count)] ?? `${count} مرة`;
}
