const eastern = /[٠-٩۰-۹]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const isAscii = /^[\x00-\x7f]*$/;

/** Arabic-Indic and Persian digits as Latin ones; everything else as it is. */
export function latinDigits(text: string): string {
  return text.replace(eastern, (d) => {
    const code = d.charCodeAt(0);
    return String(code - (code >= 0x6f0 ? 0x6f0 : 0x660));
  });
}

/**
 * The form in which two spellings of one word are equal: case, Latin and Arabic diacritics, tatweel,
 * hamza carriers (أ إ آ ٱ ؤ ئ), ه/ة, ى/ي, Persian letters, digits, punctuation and runs of space are folded.
 * Used for matching and for search, never for showing.
 */
export function fold(text: string): string {
  // The same, sooner.
  if (isAscii.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z\d]+/g, ' ')
      .trim();
  return latinDigits(text)
    .normalize('NFKD')
    .replace(/[\p{M}\u0640\p{Cf}]/gu, '')
    .replace(/ٱ/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/ة/g, 'ه')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The id of a word that a source brings: its folded form with hyphens, in any script. */
export function slug(text: string): string {
  return fold(text).replaceAll(' ', '-');
}

/** The number of an ordinal in either language, folded: 'first', 'الاولي' → '1'. */
export const ordinals: Readonly<Record<string, string>> = {
  first: '1',
  second: '2',
  third: '3',
  fourth: '4',
  fifth: '5',
  sixth: '6',
  seventh: '7',
  eighth: '8',
  الاول: '1',
  الاولي: '1',
  الثاني: '2',
  الثانيه: '2',
  الثالث: '3',
  الثالثه: '3',
  الرابع: '4',
  الرابعه: '4',
  الخامس: '5',
  الخامسه: '5',
  السادس: '6',
  السادسه: '6',
  السابع: '7',
  السابعه: '7',
};

/**
 * A looser form for names of areas, in which usual transliterations and forms of a name are equal:
 * articles (al, el, ال), ordinals (First, الأولى → 1), doubled letters, final h, and ee/oo/ou/y are folded.
 * Two names may share it, so a match by it counts only where it is unique.
 */
export function nameSkeleton(name: string): string {
  return fold(name)
    .split(' ')
    .map((word) => ordinals[word] ?? word)
    .filter((word) => !/^(al|el|an|ar|as|ash|at|ad|az|the|ال)$/.test(word))
    .map((word) =>
      word
        .replace(/^ال(?=..)/, '')
        .replace(/ee|ie|ei|y/g, 'i')
        .replace(/oo|ou|o/g, 'u')
        .replace(/e/g, 'a')
        .replace(/(\p{L})\1+/gu, '$1')
        .replace(/(?<=.)h$/, '')
        .replace(/ai/g, 'i'),
    )
    .join(' ')
    .trim();
}
