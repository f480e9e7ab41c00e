import type { Face } from '../../model/ratings.ts';
import { shown, shownWord } from '../privacy.ts';

/** What is said of a table of ratings, as a code with its values. */
export type RatingProblem =
  /** Rows that are left out. */
  | { readonly code: 'day'; readonly line: number; readonly got: string }
  | { readonly code: 'count'; readonly line: number; readonly column: string; readonly got: string }
  | { readonly code: 'answer'; readonly line: number; readonly got: string }
  /** Numbers that contradict each other: counts are kept. */
  | {
      readonly code: 'share';
      readonly line: number;
      readonly got: string;
      readonly face: Face;
      readonly part: number;
      readonly whole: number;
    }
  | { readonly code: 'total'; readonly line: number; readonly got: number; readonly sum: number }
  /** A total of which not every face is told: no part of it is known. */
  | {
      readonly code: 'partial';
      readonly line: number;
      readonly got: number;
      readonly missing: readonly Face[];
    }
  /** What was decided. */
  | { readonly code: 'added'; readonly line: number; readonly first: number }
  | { readonly code: 'empty'; readonly line: number; readonly column: string }
  | { readonly code: 'order'; readonly line: number; readonly got: string; readonly day: string }
  | {
      readonly code: 'unknown';
      readonly line: number;
      readonly what: 'service' | 'channel';
      readonly got: string;
      readonly ratings: number;
    };

/** Why nothing of a table can be taken. */
export type RatingFault =
  | { readonly code: 'columns'; readonly missing: readonly string[]; readonly header: readonly string[] }
  | { readonly code: 'nothing'; readonly rows: number; readonly problems: readonly RatingProblem[] };

/** A table of ratings of which nothing can be taken. */
export class RatingsError extends Error {
  override readonly name = 'RatingsError';
  /** The same in Arabic, without the file. */
  readonly arabic: string;
  readonly problems: readonly RatingProblem[];

  constructor(file: string, fault: RatingFault) {
    super(`${file}: ${faultTexts.en(fault)}`);
    this.problems = fault.code === 'nothing' ? fault.problems : [];
    this.arabic = faultTexts.ar(fault);
  }
}

type Said = 'en' | 'ar';

/** A problem as a sentence: the line, what was got, what was expected or kept, what to do. */
export function ratingText(problem: RatingProblem, language: Said): string {
  const where = { en: `line ${n(problem.line)}`, ar: `السطر ${n(problem.line)}` };
  return `${where[language]}: ${problemTexts[language](problem)}`;
}

const n = (value: number) => value.toLocaleString('en-US');
/** A part in per cent, to the hundredth. */
const percent = (part: number, whole: number) => `${Number(((part / whole) * 100).toFixed(2))} %`;
const value = (text: string) => JSON.stringify(shown(text));
const quoted = (text: string) => JSON.stringify(shownWord(text));
/** What stands as it was written, held apart from the Arabic around it. */
const apart = (text: string) => `\u2068${text}\u2069`;

const faceNames: Readonly<Record<Said, Readonly<Record<Face, string>>>> = {
  en: { happy: 'happy', neutral: 'neutral', unhappy: 'unhappy' },
  ar: { happy: 'سعيد', neutral: 'محايد', unhappy: 'غير سعيد' },
};
const wordNames = {
  en: { service: 'service', channel: 'channel' },
  ar: { service: 'خدمة', channel: 'قناة' },
};

const faultTexts: Readonly<Record<Said, (fault: RatingFault) => string>> = {
  en: (fault) =>
    fault.code === 'columns'
      ? `no column ${fault.missing.join(', ')}; got ${fault.header.map(quoted).join(', ')}; expected day, service, channel, happy, neutral, unhappy, or day, service, channel, answer, count. Nothing was taken; rename the columns, or export the table with them`
      : `none of ${n(fault.rows)} rows has a day and counts. Nothing was taken; correct the rows that are named above`,
  ar: (fault) =>
    fault.code === 'columns'
      ? `لا يوجد عمود ${fault.missing.map(apart).join('، ')}؛ أعمدة الملف: ${fault.header.map(quoted).map(apart).join('، ')}؛ المتوقع: التاريخ، الخدمة، القناة، سعيد، محايد، غير سعيد، أو: التاريخ، الخدمة، القناة، التقييم، العدد. لم يُؤخذ من الملف شيء؛ غيّر أسماء الأعمدة أو صدّر الجدول بها`
      : `ليس في ${n(fault.rows)} من الصفوف صف فيه تاريخ وأعداد. لم يُؤخذ من الملف شيء؛ صحّح الصفوف المذكورة أعلاه`,
};

const problemTexts: Readonly<Record<Said, (problem: RatingProblem) => string>> = {
  en: (problem) => {
    switch (problem.code) {
      case 'day':
        return `got the day ${value(problem.got)}, expected one such as 2026-03-31; the row is left out. A figure of a month needs a day of it, such as its last`;
      case 'count':
        return `"${problem.column}" is ${value(problem.got)}, expected a whole number; the row is left out`;
      case 'answer':
        return `got the answer ${quoted(problem.got)}, expected happy, neutral, unhappy or total; the row is left out`;
      case 'share':
        return `the per cent of ${faceNames.en[problem.face]} is ${value(problem.got)}, but ${n(problem.part)} of ${n(problem.whole)} is ${percent(problem.part, problem.whole)}: the counts are kept, the per cent is not. Ask whoever made the table which is right`;
      case 'total':
        return problem.got > problem.sum
          ? `the total is ${n(problem.got)}, but the answers sum to ${n(problem.sum)}: of the other ${n(problem.got - problem.sum)} no answer is told, and they are in no per cent`
          : `the total is ${n(problem.got)}, but the answers sum to ${n(problem.sum)}: the answers are kept, the total is not`;
      case 'partial':
        return `of the total ${n(problem.got)} it is not told how many were ${problem.missing.map((face) => faceNames.en[face]).join(' and ')}: all of it is counted as without an answer, and is in no per cent. Add what is missing`;
      case 'added':
        return `tells the day, service and channel of line ${n(problem.first)} again: both are counted, one added to the other. Where one corrects the other, delete the former`;
      case 'empty':
        return `"${problem.column}" is empty, and taken as 0`;
      case 'order':
        return `the day ${value(problem.got)} is taken as ${problem.day}: no day of the file tells which number is the month. Write days as 2026-03-31 if that is wrong`;
      case 'unknown':
        return `the ${wordNames.en[problem.what]} ${quoted(problem.got)} is not known: its ${n(problem.ratings)} ratings are counted in all, and under "not known". Add the word to the synonyms of data/${problem.what}s.json`;
    }
  },
  ar: (problem) => {
    switch (problem.code) {
      case 'day':
        return `التاريخ ${apart(value(problem.got))} غير مقروء، والمتوقع مثل ${apart('2026-03-31')}؛ لم يُؤخذ الصف. وإن كان الرقم لشهر فاكتب يومًا منه، كآخره`;
      case 'count':
        return `في «${apart(problem.column)}» القيمة ${apart(value(problem.got))}، والمتوقع عدد صحيح؛ لم يُؤخذ الصف`;
      case 'answer':
        return `الإجابة ${apart(quoted(problem.got))} غير معروفة، والمتوقع: سعيد أو محايد أو غير سعيد أو المجموع؛ لم يُؤخذ الصف`;
      case 'share':
        return `نسبة «${faceNames.ar[problem.face]}» المذكورة ${apart(value(problem.got))}، لكن ${n(problem.part)} من ${n(problem.whole)} هي ${apart(percent(problem.part, problem.whole))}: اعتُمدت الأعداد دون النسبة. اسأل معدّ الجدول أيهما الصحيح`;
      case 'total':
        return problem.got > problem.sum
          ? `المجموع المذكور ${n(problem.got)}، ومجموع الإجابات ${n(problem.sum)}: الباقي ${n(problem.got - problem.sum)} بلا إجابة مذكورة، ولا يدخل في أي نسبة`
          : `المجموع المذكور ${n(problem.got)}، ومجموع الإجابات ${n(problem.sum)}: اعتُمدت الإجابات دون المجموع`;
      case 'partial':
        return `لم يُذكر من المجموع ${n(problem.got)} عدد «${problem.missing.map((face) => faceNames.ar[face]).join('» و«')}»: عُدّ كله بلا إجابة مذكورة، ولا يدخل في أي نسبة. أضف الناقص`;
      case 'added':
        return `يكرر يوم السطر ${n(problem.first)} وخدمته وقناته: جُمع العددان. فإن كان أحدهما تصحيحًا للآخر فاحذف السابق`;
      case 'empty':
        return `«${apart(problem.column)}» فارغ، وعُدّ صفرًا`;
      case 'order':
        return `قُرئ التاريخ ${apart(value(problem.got))} على أنه ${apart(problem.day)}: لا يبيّن أي تاريخ في الملف أيّ الرقمين هو الشهر. فإن كان خطأً فاكتب التواريخ مثل ${apart('2026-03-31')}`;
      case 'unknown':
        return `${wordNames.ar[problem.what]} غير معروفة: ${apart(quoted(problem.got))}؛ تقييماتها (${n(problem.ratings)}) محسوبة في المجموع، وتظهر تحت «غير معروف». أضف الكلمة إلى المرادفات في ${apart(`data/${problem.what}s.json`)}`;
    }
  },
};
