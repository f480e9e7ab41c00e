import { plainDate } from './plainDate.ts';

/** A month by its name. */
export interface NamedMonth {
  /** 1 to 12. */
  readonly month: number;
  readonly hijri: boolean;
}

// By language: English, French, Spanish, Portuguese, German, Arabic (Gulf and Egypt, Levant, Maghreb), Urdu.
const gregorian: readonly string[] = [
  'january jan janvier janv enero ene janeiro januar يناير كانون_الثاني جانفي جنوری',
  'february feb fevrier fevr fev febrero fevereiro februar شباط فبراير فيفري فروری',
  'march mar mars marzo marco marz mrz مارس اذار مارچ',
  'april apr avril avr abril abr ابريل نيسان افريل اپریل',
  'may mai mayo maio مايو ايار ماي مئی',
  'june jun juin junio junho juni يونيو يونيه حزيران جوان جون',
  'july jul juillet juil julio julho juli يوليو يوليه تموز جويليه يوليوز جولائی',
  'august aug aout agosto ago اغسطس اب اوت غشت اگست',
  'september sep sept septembre septiembre setiembre setembro set سبتمبر ايلول شتنبر ستمبر',
  'october oct octobre octubre outubro out oktober okt اكتوبر تشرين_الاول اکتوبر',
  'november nov novembre noviembre novembro نوفمبر تشرين_الثاني نونبر نومبر',
  'december dec decembre diciembre dic dezembro dez dezember ديسمبر كانون_الاول دجنبر دسمبر',
];

const hijri: readonly string[] = [
  'محرم المحرم muharram moharram',
  'صفر safar',
  'ربيع_الاول rabi_i rabi_al_awwal rabi_ul_awwal rabi_al_awal',
  'ربيع_الاخر ربيع_الثاني rabi_ii rabi_al_thani rabi_al_akhir rabi_ul_akhir rabi_al_akhar',
  'جمادي_الاولي جمادي_الاول jumada_i jumada_al_ula jumada_al_awwal jumada_ul_awwal',
  'جمادي_الاخره جمادي_الاخري جمادي_الثانيه جمادي_الثاني jumada_ii jumada_al_thani jumada_al_akhirah jumada_al_akhira jumada_ul_akhir',
  'رجب rajab',
  'شعبان shaban shaaban',
  'رمضان ramadan ramadhan ramazan',
  'شوال shawwal shawal',
  'ذو_القعده ذي_القعده dhul_qidah dhu_al_qidah dhul_qadah dhu_al_qadah dhul_qada dhu_al_qada zul_qada',
  'ذو_الحجه ذي_الحجه dhul_hijjah dhu_al_hijjah dhul_hijja dhu_al_hijja zul_hijja',
];

/** By name in lower letters as `plainDate` leaves it, in which single spaces part words. */
export const months = new Map<string, NamedMonth>(
  [gregorian, hijri].flatMap((list, which) =>
    list.flatMap((names, i) =>
      names
        .split(' ')
        .map((name) => [
          plainDate(name.replaceAll('_', ' ')).toLowerCase(),
          { month: i + 1, hijri: which === 1 },
        ]),
    ),
  ) as [string, NamedMonth][],
);

/** The first words of names of several, with as many words as the longest has. */
export const firstWords = new Map<string, number>();
for (const name of months.keys()) {
  const words = name.split(' ');
  if (words.length > 1) firstWords.set(words[0]!, Math.max(firstWords.get(words[0]!) ?? 0, words.length));
}

/**
 * The month of several words whose name begins with a word of a text.
 * @param word one of `firstWords`
 * @param end where the text goes on after it
 * @returns the month and where its name ends; null where the word begins none
 */
export function restOfMonth(
  word: string,
  text: string,
  end: number,
): { readonly named: NamedMonth; readonly end: number } | null {
  const more = /^(?:[ -]\p{L}+)*/u.exec(text.slice(end))![0].toLowerCase();
  const words = more.split(/[ -]/).slice(1, firstWords.get(word));
  for (let count = words.length; count > 0; count--) {
    const rest = words.slice(0, count).join(' ');
    const named = months.get(`${word} ${rest}`);
    if (named) return { named, end: end + rest.length + 1 };
  }
  return null;
}

/** Whether a word after the time means the second half of the day. */
export const halves = new Map([
  ['am', false],
  ['a', false],
  ['ص', false],
  ['صباحا', false],
  ['فجرا', false],
  ['pm', true],
  ['p', true],
  ['م', true],
  ['مساء', true],
  ['ظهرا', true],
  ['عصرا', true],
]);

/** Whether a word beside the day says that its year is one of the Hijri calendar; false: of the Gregorian one. */
export const eras = new Map([
  ...['ه', 'هجري', 'هجريه', 'ah', 'h', 'hijri'].map((word) => [word, true] as const),
  ...['م', 'ميلادي', 'ميلاديه', 'ad', 'ce'].map((word) => [word, false] as const),
]);

const hour = 3600;

/** Seconds east of UTC by abbreviation; those that name two zones far apart (AST, IST) are in no list. */
export const offsets = new Map([
  ...['z', 'utc', 'gmt', 'wet', 'غرينتش', 'جرينتش', 'غرينيتش'].map((name) => [name, 0] as const),
  ...['cet', 'west', 'bst'].map((name) => [name, hour] as const),
  ...['eet', 'cest', 'sast'].map((name) => [name, 2 * hour] as const),
  ...['msk', 'eest', 'trt'].map((name) => [name, 3 * hour] as const),
  ['gst', 4 * hour],
  ['pkt', 5 * hour],
  ...['sgt', 'hkt'].map((name) => [name, 8 * hour] as const),
  ...['jst', 'kst'].map((name) => [name, 9 * hour] as const),
  ['aest', 10 * hour],
  ['aedt', 11 * hour],
  ['brt', -3 * hour],
  ['edt', -4 * hour],
  ...['est', 'cdt'].map((name) => [name, -5 * hour] as const),
  ...['cst', 'mdt'].map((name) => [name, -6 * hour] as const),
  ...['mst', 'pdt'].map((name) => [name, -7 * hour] as const),
  ['pst', -8 * hour],
]);

/** Words of a date that say nothing: days of the week, "at", "of", endings of ordinal numbers. */
export const fillers = new Set(
  plainDate(
    't a at of the on de do du da le el st nd rd th um uhr as في يوم من کو شهر الساعه سنه عام الموافق بتوقيت توقيت ' +
      'mon tue tues wed thu thur thurs fri sat sun ' +
      'monday tuesday wednesday thursday friday saturday sunday ' +
      'lundi mardi mercredi jeudi vendredi samedi dimanche ' +
      'lunes martes miercoles jueves viernes sabado domingo ' +
      'segunda terca quarta quinta sexta feira ' +
      'montag dienstag mittwoch donnerstag freitag samstag sonntag ' +
      'الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت ' +
      'پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار',
  ).split(' '),
);
