import { fold, latinDigits } from '../model/fold.ts';
import { nameScore } from './columnNames.ts';
import { readDate } from './dates.ts';
import { type DateProfile, DateTally } from './dateTally.ts';
import { isMissing } from './missing.ts';
import { looksLikeEmail, looksLikePhone, notAWord } from './privacy.ts';

/** What a sample of a column's values shows. Rates are shares of the rows that have a value. */
export interface Profile {
  readonly index: number;
  readonly name: string;
  /** The name folded, words apart: "CreatedDate" and "created_date" are "created date". */
  readonly key: string;
  readonly filled: number;
  /** Distinct values, trimmed, with how often each came. */
  readonly values: ReadonlyMap<string, number>;
  readonly meanLength: number;
  readonly dates: DateProfile;
  /** The share of values that are a number: from −90 to 90, from −180 to 180, from 0 to 5, a whole one from 0 to 999. */
  readonly numbers: {
    readonly rate: number;
    readonly to90: number;
    readonly to180: number;
    readonly rating: number;
    readonly count: number;
  };
  readonly times: number;
  readonly arabic: number;
  /** Its name or its values say that it is personal data: it is mapped to nothing. */
  readonly personal: boolean;
  /** Whether its values repeat as words of a dictionary do, and none of them may not be a word. */
  readonly words: boolean;
}

const mostProfiled = 600;

export function profileColumns(header: readonly string[], sample: readonly (readonly string[])[]): Profile[] {
  return header.map((name, index) => profileColumn(name, index, sample));
}

function profileColumn(name: string, index: number, sample: readonly (readonly string[])[]): Profile {
  const values = new Map<string, number>();
  let filled = 0;
  let length = 0;
  for (const row of sample) {
    const raw = row[index];
    if (raw === undefined || raw === '') continue;
    const value = raw.trim();
    const known = values.get(value);
    if (known === undefined && isMissing(value)) continue;
    filled++;
    length += value.length;
    values.set(value, (known ?? 0) + 1);
  }
  // Spread over all, so that the first rows do not speak for the rest.
  const all = [...values];
  const step = Math.max(1, all.length / mostProfiled);
  const looked: [string, number][] = [];
  for (let i = 0; i < all.length; i += step) looked.push(all[Math.floor(i)]!);
  const rows = looked.reduce((sum, [, count]) => sum + count, 0);
  const rate = (test: (value: string) => boolean) =>
    rows === 0 ? 0 : looked.reduce((sum, [value, count]) => sum + (test(value) ? count : 0), 0) / rows;

  const key = keyOf(name);
  const meanLength = filled === 0 ? 0 : length / filled;
  const dates = datesOf(looked, rows);
  const emails = rate(looksLikeEmail);
  const phones = rate((value) => dates.rate < 0.5 && looksLikePhone(value));
  const counts = rate(
    (value) => Number.isInteger(number(value)) && number(value) >= 0 && number(value) <= 999,
  );
  const notWords = rate((value) => notAWord(value) !== null);
  return {
    index,
    name,
    key,
    filled,
    values,
    meanLength,
    dates,
    numbers: {
      rate: rate((value) => !Number.isNaN(number(value))),
      to90: rate((value) => Math.abs(number(value)) <= 90),
      to180: rate((value) => Math.abs(number(value)) <= 180),
      rating: rate((value) => number(value) >= 0 && number(value) <= 5),
      count: counts,
    },
    times: rate((value) => readDate(`2000-01-01 ${value}`, 'ymd')?.timed === true && /[:صمhap]/i.test(value)),
    arabic: rate((value) => /[\u0621-\u064a]/.test(value)),
    personal:
      (personalName(key) && !isCountOfFiles(key, counts, filled)) ||
      emails > 0.02 ||
      (phones > 0.5 && !/\b(id|key|no|num|number|ref|sr|case|رقم)\b|رقم/.test(key)),
    words:
      filled > 0 &&
      notWords < 0.01 &&
      meanLength <= 60 &&
      dates.rate < 0.5 &&
      (filled < 50 || values.size <= filled * 0.5),
  };
}

function datesOf(looked: readonly [string, number][], rows: number): DateProfile {
  const tally = new DateTally();
  for (const [value, count] of looked) {
    const date = readDate(value, 'dmy');
    if (date) tally.add(value, date, count);
  }
  return tally.profile(rows);
}

/** A column's name in words. */
export function keyOf(name: string): string {
  return fold(
    name
      .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .replaceAll('_', ' '),
  );
}

const personalNames: readonly RegExp[] = [
  /\b(first|last|middle|full|family|sur|given|maiden|nick|customer|client|caller|citizen|resident|requester|requestor|reporter|applicant|complainant|contact|owner|employee|agent|officer|person|user|submitter|member|manager|cd member|councillor|council member)s? ?(first |last |full )?names?\b/,
  /^(name|names|caller|complainant|requester|requestor|applicant|reporter|citizen|customer|client|submitted by|created by|assign(ed)? to|assignee|contact|contact details|contact info(rmation)?|cd member)$/,
  /\b(phone|mobile|cell|telephone|tel|fax|whatsapp) ?(no|num|number|nr)?\b(?! ?(app|os|channel|application))/,
  /\be ?mail\b|\bmail address\b|courriel|correo/,
  /\b(address|street|intersection|house|building|apartment|apt|unit|cross|po box|makani|plot|parcel|landmark|bbl)\b(?! (cleaning|lighting|type))/,
  /\b(national|emirates|identity|passport|licen[cs]e|visa|iqama|ssn|eid|civil) ?(id|no|number|card|plate)?\b/,
  /\b(customer|client|caller|citizen|contact|user|person|account) ?(id|no|number|key|code)\b/,
  /\b(date of birth|birth|dob|age|gender|sex|nationality|religion|disability)\b/,
  /\b(url|link|photo|image|picture|media|attachment|attachments|file)\b/,
  /اسم (?!ال(خدمه|موضوع|منطقه|جهه|قناه|اداره|قسم|مجتمع|حي|بلديه|فرع|شارع العام))|^الاسم|^اسم$/,
  /هاتف|جوال|موبايل|متحرك|واتساب|البريد (?!ال)|البريد الالكتروني|ايميل|عنوان|هويه|جواز|جنسيه|ميلاد|العمر|^الجنس$|رابط|صوره|صور|مرفق|مكاني|الشارع/,
  /\b(prenom|telephone|adresse|apellidos?|telefono|direccion|strasse|vorname|nachname)\b|^(nom|nombre)$|\b(nom|nombre) (du|de la|del|client|usager|citoyen|solicitante|ciudadano)\b/,
];

/**
 * Whether a column says how many files there are, not which: by its name, and its values where it has any.
 * @param counts the share of its values that are small whole numbers
 */
function isCountOfFiles(key: string, counts: number, filled: number): boolean {
  const named = nameScore('attachments', key);
  return filled > 0 ? named > 0 && counts > leastCounts : named >= 3;
}

/** The least share of small whole numbers in a column of counts: what else is in it may be names of files. */
export const leastCounts = 0.9;

/** Whether a column's folded name says that it holds personal data, an address or a file. */
export function personalName(key: string): boolean {
  return personalNames.some((pattern) => pattern.test(key));
}

function number(value: string): number {
  const plain = /^[+-]?\d+([.,]\d+)?$/.test(value) ? value : latinDigits(value).replace('٫', '.');
  return /^[+-]?\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN;
}
