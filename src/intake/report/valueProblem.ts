import type { ValueProblem } from '../../model/problem.ts';

export type { ValueProblem } from '../../model/problem.ts';

/** Problems with a value that is no known word: they are counted by the word. */
export const wordProblems: ReadonlySet<ValueProblem> = new Set([
  'unknownWord',
  'personalWord',
  'noRoom',
  'unknownZone',
  'unknownPlace',
]);

/** The problem in words, English · Arabic, for a report. */
export function problemText(problem: ValueProblem): string {
  return texts[problem];
}

const texts: Readonly<Record<ValueProblem, string>> = {
  empty: 'empty · فارغ',
  notDate: 'not a date · ليس تاريخًا',
  outsideRange: 'outside 1970–2106 · خارج 1970–2106',
  hijri: 'outside 1970–2106; a Hijri date? · خارج المدى، هل هو تاريخ هجري؟',
  beforeOpened: 'before it was opened · قبل فتح الطلب',
  notDuration: 'not a duration with its unit · ليس مدة ذات وحدة',
  longDuration: 'longer than ten years · أطول من عشر سنوات',
  noLongitude: 'missing beside a latitude · خط الطول مفقود',
  noLatitude: 'missing beside a longitude · خط العرض مفقود',
  notLongitude: 'not degrees from −180 to 180 · ليس درجات من −180 إلى 180',
  notLatitude: 'not degrees from −90 to 90 · ليس درجات من −90 إلى 90',
  zeroPoint: 'longitude and latitude are both 0 · خطا الطول والعرض صفر',
  notPoint: 'no point of its system of coordinates · ليس نقطة في نظام إحداثياته',
  notMakani: 'no Makani number of a place inside the zones · ليس رقم مكاني داخل المناطق',
  notParcel: 'does not begin with the code of a zone · لا يبدأ برمز منطقة',
  notRating: 'not a whole rating from 1 to 5 · ليس تقييمًا من 1 إلى 5',
  notCount: 'not a whole number from 0 on · ليس عددًا صحيحًا من 0 فأكثر',
  notYesNo: 'neither yes nor no · ليس نعم ولا لا',
  unknownWord: 'not a known word · كلمة غير معروفة',
  personalWord: 'looks like personal data or a text · يبدو بيانات شخصية أو نصًا',
  noRoom: 'the dictionary is full · القاموس ممتلئ',
  unknownZone: 'not a known zone · منطقة غير معروفة',
  unknownPlace: 'not a known place · موقع غير معروف',
};
