import type { Language } from './language.ts';

/** The units that stand beside numbers. */
export type UnitWord = 'minute' | 'hour' | 'day';

/** Of a noun beside its number: as a subject, or after a word such as «خلال», where Arabic writes the dual otherwise. */
export type Grammar = 'alone' | 'within';

type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string; dual?: string }>;

/** A number stands where `#` is. The dual that follows «خلال» is told apart; other forms look the same there. */
const forms: Readonly<Record<Language, Readonly<Record<UnitWord, Forms>>>> = {
  en: {
    minute: { other: '# min' },
    hour: { other: '# h' },
    day: { one: '# day', other: '# days' },
  },
  ar: {
    minute: {
      zero: '# دقيقة',
      one: 'دقيقة واحدة',
      two: 'دقيقتان',
      dual: 'دقيقتين',
      few: '# دقائق',
      many: '# دقيقة',
      other: '# دقيقة',
    },
    hour: {
      zero: '# ساعة',
      one: 'ساعة واحدة',
      two: 'ساعتان',
      dual: 'ساعتين',
      few: '# ساعات',
      many: '# ساعة',
      other: '# ساعة',
    },
    day: {
      zero: '# يوم',
      one: 'يوم واحد',
      two: 'يومان',
      dual: 'يومين',
      few: '# أيام',
      many: '# يومًا',
      other: '# يوم',
    },
  },
};

/** Where there is room for a letter only: the edges of a chart's bars. */
const letters: Readonly<Record<Language, Readonly<Record<UnitWord, string>>>> = {
  en: { minute: 'min', hour: 'h', day: 'd' },
  ar: { minute: 'د', hour: 'س', day: 'ي' },
};

const space = '\u00a0';

/** Writes numbers of units in one language: `number` writes the number itself, with so many decimals. */
export function makeUnits(
  language: Language,
  locale: string,
  number: (value: number, decimals: number) => string,
) {
  const plural = new Intl.PluralRules(locale);
  return {
    /** A number and its unit, in the form that the number asks for; a shown decimal always asks for the singular. */
    of(value: number, unit: UnitWord, grammar: Grammar = 'alone', decimals = 0): string {
      const words = forms[language][unit];
      const form = decimals > 0 ? 'other' : plural.select(Math.round(value));
      const written = form === 'two' && grammar === 'within' ? words.dual : words[form];
      return (written ?? words.other).replace('#', number(value, decimals)).replaceAll(' ', space);
    },
    /** The same with the unit's letter. */
    short(value: number, unit: UnitWord): string {
      return `${number(value, 0)}${space}${letters[language][unit]}`;
    },
    /** Below one minute. */
    underMinute: language === 'ar' ? `أقل${space}من${space}دقيقة` : `<${space}${number(1, 0)}${space}min`,
    point: language === 'ar' ? `نقطة${space}مئوية` : 'points',
    megabytes: language === 'ar' ? 'م.ب' : 'MB',
  };
}
