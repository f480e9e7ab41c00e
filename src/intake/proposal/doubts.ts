import { fold } from '../../model/fold.ts';
import type { Profile } from '../profile.ts';
import { months } from '../text/dateNames.ts';
import { readDate } from '../text/dateText.ts';
import { nameScore } from '../words/columnNames.ts';

/** A number as a spreadsheet shows one that is too long for its cell: 2.02611E+11. Its last digits are lost. */
const exponent = /^\d[.,]?\d*E\+\d{2,}$/i;
/** Digits that a spreadsheet keeps of a number. */
const keptDigits = 15;
const mostShare = 0.1;

/**
 * Whether a spreadsheet rounded a column of references, so that different requests have the same: numbers with an
 * exponent, or more digits than it keeps with noughts for the rest.
 */
export function isRounded({ values, filled }: Profile): boolean {
  let others = 0;
  for (const [value, count] of values) {
    const cut = /^\d{16,}$/.test(value) && /^0+$/.test(value.slice(keptDigits));
    if (!cut && !exponent.test(value)) others += count;
    if ((filled - others) / filled <= 1 - mostShare) return false;
  }
  return filled > 0;
}

const sums =
  /\b(count|counts|total|totals|sum|number of|no of|qty|quantity|volume|cases|requests|complaints|suggestions|observations|inquiries|enquiries|reports|tickets)\b|عدد|اجمالي|المجموع|مجموع|بلاغات|شكاوي|شكاوى|اقتراحات|ملاحظات|استفسارات|طلبات/;
/** Names and values of a column that tells for which month, quarter or year something was counted. */
const periodName =
  /\b(month|quarter|year|period|fiscal year|mois|mes|monat|jahr|trimestre|ano)\b|شهر|سنه|السنه|عام|العام|ربع|فتره|الفتره/;
const periodValue =
  /^(\d{4}([-/. ]?(0?[1-9]|1[0-2]|[QH][1-4]))?|[QH][1-4]([-/ ]?\d{4})?|\p{L}{3,12}([-/ ]\d{2,4})?)$/iu;
/** Columns called by answers of customers, in which a table counts them. */
const answers =
  /^(very |extremely )?(happy|neutral|unhappy|satisfied|dissatisfied|unsatisfied|promoters?|passives?|detractors?)\b|^(ال)?(سعيد|سعداء|محايد|محايدون|غير سعيد|غير سعداء|راض|راضون|غير راض)/;
const leastAnswers = 2;
/** A share of equal distances that dates of requests do not have by chance. */
const seriesShare = 0.8;
/** Columns called by months, in which a table has one for each. */
const leastMonths = 3;

/** Rows without which nothing is said of them. */
const leastRows = 6;

/**
 * The columns of sums in a table whose rows are counts by area and period, and no requests: whole numbers called by
 * what they count, dates that are days or months only, and nothing that identifies a row.
 * @returns [] where rows are requests
 */
export function sumsOf(profiles: readonly Profile[], rows: number): readonly Profile[] {
  if (rows < leastRows) return [];
  const identified = profiles.some(
    (profile) =>
      nameScore('ref', profile.key) >= 3 ||
      (nameScore('ref', profile.key) > 0 && profile.values.size > rows * 0.9) ||
      profile.dates.timed > 0.1 ||
      nameScore('stage', profile.key) > 0,
  );
  if (identified) return [];
  const dated = profiles.filter(({ dates }) => dates.rate > 0.8 && dates.numeric < 0.5);
  const counts = profiles.filter(
    ({ dates, numbers, values, filled }) =>
      dates.rate < 0.5 &&
      filled > rows * 0.8 &&
      numbers.rate > 0.95 &&
      [...values.keys()].every((value) => !/[.,]\d{1,2}$/.test(value)),
  );
  const byMonth = counts.filter(({ key }) => months.has(key.replace(/ (\d\d){1,2}$/, '')));
  if (dated.length === 0 && byMonth.length >= leastMonths) return byMonth;
  const byAnswer = counts.filter(({ key }) => answers.test(key));
  if (byAnswer.length >= leastAnswers) return byAnswer;
  // Requests come on days of their own; sums once for each period, or, of the whole city, for each day in turn.
  const inWords = profiles.some(
    ({ words, numbers, dates, values }) => words && numbers.rate < 0.5 && dates.rate < 0.5 && values.size > 1,
  );
  const ofRequests = (profile: Profile) =>
    profile.values.size > Math.max(rows * 0.6, 3) && (inWords || !isSeries(profile));
  if (dated.some(ofRequests)) return [];
  if (dated.length === 0 && !profiles.some((profile) => isPeriod(profile, rows))) return [];
  return counts.filter(({ key }) => sums.test(key));
}

/** Whether each row has a date of its own, and these follow each other at one distance. */
function isSeries({ values, filled, dates }: Profile): boolean {
  if (dates.timed > 0 || values.size < filled) return false;
  const days = [...values.keys()].map((value) => (readDate(value, 'dmy')?.local ?? Number.NaN) / 86_400);
  days.sort((a, b) => a - b);
  const gaps = new Map<number, number>();
  for (let i = 1; i < days.length; i++) {
    const gap = days[i]! - days[i - 1]!;
    gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
  }
  return Math.max(0, ...gaps.values()) > (days.length - 1) * seriesShare;
}

/** Whether a column tells for which month, quarter or year its row was counted. */
function isPeriod({ key, values, filled }: Profile, rows: number): boolean {
  return (
    periodName.test(key) &&
    filled > rows * 0.5 &&
    [...values.keys()].every((value) => periodValue.test(value.trim()))
  );
}

/** A spelling that means one thing beside another spelling of the same word, and a thing of its own without it. */
export interface Neighbours {
  readonly weak: string;
  readonly strong: string;
}

const mail = new Set(['mail', 'mails', 'by mail']);
const electronicMail = new Set(['email', 'e mail', 'emails', 'e mails', 'electronic mail']);

/** Letters beside e-mail in one column of channels; null where it has only one of them. */
export function mailBesideEmail({ values }: Profile): Neighbours | null {
  const words = [...values.keys()];
  const weak = words.find((word) => mail.has(fold(word)));
  const strong = words.find((word) => electronicMail.has(fold(word)));
  return weak !== undefined && strong !== undefined ? { weak, strong } : null;
}

/**
 * Whether a column called a rating rather counts votes: nearly every row has one, though only few customers answer when
 * they are asked, and its name does not say whose satisfaction it is.
 */
export function isVotes({ key, filled }: Profile, rows: number): boolean {
  return (
    filled > rows * 0.9 &&
    !/satisf|csat|happiness|feedback|survey|رضا|سعاده|تقييم (ال)?(متعامل|خدمه)/.test(key)
  );
}
