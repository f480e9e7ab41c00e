import { fold, latinDigits } from '../model/fold.ts';
import { looksLikeEmail, looksLikePhone, notAWord } from './privacy.ts';
import { isMissing } from './reading/missing.ts';
import { type DateProfile, DateTally } from './text/dateTally.ts';
import { peekDate } from './text/dateText.ts';
import { yesOrNo } from './text/yesNo.ts';
import { nameScore } from './words/columnNames.ts';

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
  /** Whether it holds times of day. */
  readonly times: boolean;
  readonly arabic: number;
  /** Its name or its values say that it is personal data: it is mapped to nothing. */
  readonly personal: boolean;
  /** Whether its values repeat as words of a dictionary do, and none of them may not be a word. */
  readonly words: boolean;
}

const mostProfiled = 600;

export function profileColumns(header: readonly string[], sample: readonly (readonly string[])[]): Profile[] {
  const isOfCalls = header.some((name) => callTime.test(keyOf(name)));
  return header.map((name, index) => profileColumn(name, index, sample, isOfCalls));
}

/** When a contact began or ended: contact centres call each call so, and number it beside. */
const callTime = /^contact (start|begin|end)\b|^(initiation|disconnect) (time|timestamp)$/;
const callNumber = /^(master )?contact (id|key|guid)$/;

/**
 * @param sample rows, of which the column is the one with this index
 * @param isOfCalls whether contacts are calls in this file, and not people
 */
export function profileColumn(
  name: string,
  index: number,
  sample: readonly (readonly string[])[],
  isOfCalls = false,
): Profile {
  const { values, filled, length } = countsOf(index, sample);
  const looked = spread(values);
  const rows = looked.reduce((sum, [, count]) => sum + count, 0);
  const key = keyOf(name);
  const meanLength = filled === 0 ? 0 : length / filled;
  const dates = datesOf(looked, rows);
  const shares = sharesOf(looked, rows, dates.rate < 0.5);
  return {
    ...{ index, name, key, filled, values, meanLength, dates },
    numbers: shares.numbers,
    times: areTimes(looked, rows, clockName.test(key)),
    arabic: shares.arabic,
    personal:
      (personalName(key) &&
        !isCountOfFiles(key, shares.numbers.count, filled) &&
        !(isOfCalls && callNumber.test(key))) ||
      shares.emails > 0.02 ||
      (shares.phones > 0.5 && nameScore('ref', key) === 0),
    words:
      filled > 0 &&
      shares.noWords < 0.01 &&
      meanLength <= 60 &&
      dates.rate < 0.5 &&
      (filled < 50 || values.size <= filled * 0.5),
  };
}

/** A column's distinct values, trimmed, with how often each came, but for those that stand for none. */
function countsOf(index: number, sample: readonly (readonly string[])[]) {
  const counts = new Map<string, number>();
  let filled = 0;
  let length = 0;
  /** The mark for no value that came last: a column has one, again and again. */
  let none = '';
  for (const row of sample) {
    const raw = row[index];
    if (raw === undefined || raw === '' || raw === none) continue;
    const value = raw.trim();
    const known = counts.get(value);
    if (known === undefined && isMissing(value)) {
      none = raw;
      continue;
    }
    filled++;
    length += value.length;
    counts.set(value, (known ?? 0) + 1);
  }
  return { values: counts, filled, length };
}

/** Some of the values, spread over all, so that the first rows do not speak for the rest. */
function spread(values: ReadonlyMap<string, number>): [value: string, count: number][] {
  const step = Math.max(1, values.size / mostProfiled);
  const out: [string, number][] = [];
  let next = 0;
  let i = 0;
  for (const entry of values) {
    if (i++ < Math.floor(next)) continue;
    out.push(entry);
    next += step;
  }
  return out;
}

/** Values spread over a column, among which there is a date if it is a column of dates. */
const fewTried = 100;

function datesOf(looked: readonly [string, number][], rows: number): DateProfile {
  const tally = new DateTally();
  const step = looked.length / fewTried;
  const few = Array.from({ length: fewTried }, (_, i) => looked[Math.floor(i * step)]?.[0] ?? '');
  if (step > 1 && few.every((value) => peekDate(value, 'dmy') === null)) return tally.profile(rows);
  for (const [value, count] of looked) {
    const date = peekDate(value, 'dmy');
    if (date) tally.add(value, date, count);
  }
  return tally.profile(rows);
}

/** Names of a column that may hold times of day without marks, as SAP writes them: 080000. */
const clockName = /\b(time|tm|at|hora|heure|zeit|uhrzeit)\b|وقت|ساعه/;
/** The share of values that are no times of day, from which on a column holds none. */
const mostOthers = 0.2;
const plainClock = /^([01]\d|2[0-3])[0-5]\d[0-5]\d$/;

/**
 * Whether a column holds times of day: nearly all of its values are.
 * @param clock whether the name says that six digits may be a time
 */
function areTimes(looked: readonly [string, number][], rows: number, clock: boolean): boolean {
  let others = 0;
  for (const [value, count] of looked) {
    const isTime =
      (clock && plainClock.test(value)) ||
      (/[\d٠-٩۰-۹].*[:صمhap]/i.test(value) && peekDate(`2000-01-01 ${value}`, 'ymd')?.timed);
    if (!isTime) others += count;
    if (others >= rows * mostOthers) return false;
  }
  return rows > 0;
}

/**
 * The shares of the rows whose value is of a kind.
 * @param mayBePhones whether they are no dates, which look alike
 */
function sharesOf(looked: readonly [string, number][], rows: number, mayBePhones: boolean) {
  const numbers = { rate: 0, to90: 0, to180: 0, rating: 0, count: 0 };
  const kinds = { emails: 0, phones: 0, noWords: 0, arabic: 0 };
  for (const [value, count] of looked) {
    const one = number(value);
    if (!Number.isNaN(one)) {
      numbers.rate += count;
      if (Math.abs(one) <= 90) numbers.to90 += count;
      if (Math.abs(one) <= 180) numbers.to180 += count;
      if (one >= 0 && one <= 5) numbers.rating += count;
      if (Number.isInteger(one) && one >= 0 && one <= 999) numbers.count += count;
    }
    if (looksLikeEmail(value)) kinds.emails += count;
    if (mayBePhones && looksLikePhone(value)) kinds.phones += count;
    if (notAWord(value) !== null) kinds.noWords += count;
    if (/[\u0621-\u064a]/.test(value)) kinds.arabic += count;
  }
  const share = <K extends string>(sums: Record<K, number>) =>
    Object.fromEntries(
      Object.entries<number>(sums).map(([kind, sum]) => [kind, rows === 0 ? 0 : sum / rows]),
    ) as Record<K, number>;
  return { ...share(kinds), numbers: share(numbers) };
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
  /\be ?mail\b(?! (response|reply)\b)|\bmail address\b|courriel|correo/,
  /\b(address|street|intersection|house|building|apartment|apt|(?<!\b(?:business|responsible|handling|owning|assigned|organi[sz]ational|administrative) )unit|cross|po box|makani|plot|parcel|landmark|bbl)\b(?! (cleaning|lighting|type))/,
  /\b(national|emirates|identity|passport|licen[cs]e|visa|iqama|ssn|eid|civil) ?(id|no|number|card|plate)?\b/,
  /\b(customer|client|caller|citizen|contact|user|person|account) ?(id|no|number|key|code)\b/,
  /\b(date of birth|birth|dob|age|gender|sex|nationality|religion|disability)\b/,
  /\b(url|link|photo|image|picture|media(?! type\b)|attachment|attachments|file)\b/,
  /اسم (?!ال(خدمه|موضوع|منطقه|جهه|قناه|اداره|قسم|مجتمع|حي|بلديه|فرع|شارع العام))|^الاسم|^اسم$/,
  /هاتف|جوال|موبايل|متحرك|واتساب|البريد (?!ال)|البريد الالكتروني|ايميل|عنوان|هويه|جواز|جنسيه|ميلاد(?!ي)|العمر|^الجنس$|(?<!\p{L})(?:ال)?(?:رابط|صوره|صور)(?!\p{L})|مرفق|مكاني|الشارع/u,
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

const plainNumber = /^[+-]?\d+([.,]\d+)?$/;

function number(value: string): number {
  const first = value.charCodeAt(0);
  // A letter.
  if (first > 57 && first < 0x660) return Number.NaN;
  const plain = plainNumber.test(value) ? value : latinDigits(value).replace('٫', '.');
  return plainNumber.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN;
}

/** The share of a column's different values that say yes or no, or how often; 0 to 1. */
export function answersOf({ values }: Profile): number {
  let answers = 0;
  for (const value of values.keys()) if (yesOrNo(value) !== null || /^\p{Nd}{1,2}$/u.test(value)) answers++;
  return values.size === 0 ? 0 : answers / values.size;
}
