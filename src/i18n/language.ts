export const languages = ['ar', 'en'] as const;
export type Language = (typeof languages)[number];

/** Latin digits, or Arabic-Indic ones; English knows only Latin ones. */
export const digitKinds = ['latn', 'arab'] as const;
export type Digits = (typeof digitKinds)[number];

export type Direction = 'rtl' | 'ltr';

export const directionOf: Readonly<Record<Language, Direction>> = { ar: 'rtl', en: 'ltr' };

/** The BCP 47 locale that a language is written in here: weeks from Monday, the Gregorian calendar. */
export function localeOf(language: Language, digits: Digits = 'latn'): string {
  if (language === 'en') return 'en-GB';
  return digits === 'arab' ? 'ar-AE-u-nu-arab' : 'ar-AE-u-nu-latn';
}
