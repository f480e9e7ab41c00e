import type { Profile } from '../profile.ts';

/** Two columns that are one in two languages, such as "Zone EN" and "Zone AR". */
export interface LanguagePair {
  readonly en: Profile;
  readonly ar: Profile;
}

type Language = 'en' | 'ar';

/** Words of a folded name that tell the language of a column, wherever they stand in it. */
const words: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set([
    ...['en', 'eng', 'english', 'anglais', 'ingles', 'englisch'],
    ...['انجليزي', 'انجليزيه', 'الانجليزي', 'الانجليزيه', 'بالانجليزي', 'بالانجليزيه', 'انكليزي'],
  ]),
  ar: new Set([
    ...['ar', 'ara', 'arb', 'arabic', 'arabe', 'arabisch'],
    ...['عربي', 'عربيه', 'العربي', 'العربيه', 'بالعربي', 'بالعربيه'],
  ]),
};
/** Letters that tell it at the end only: "zone_a". */
const letters: Readonly<Record<Language, string>> = { en: 'e', ar: 'a' };
/** The least share of Arabic values in a column without a mark that stands beside one in the other language. */
const mostlyArabic = 0.5;

/** The columns that are one in two languages, by their names: both marked, or one of them. */
export function languagePairs(profiles: readonly Profile[]): readonly LanguagePair[] {
  const pairs: LanguagePair[] = [];
  const paired = new Set<Profile>();
  const marked = profiles.map((profile) => ({ profile, ...markOf(profile.key) }));
  const pair = (en: Profile, ar: Profile) => {
    pairs.push({ en, ar });
    paired.add(en);
    paired.add(ar);
  };
  for (const { profile, language, stem } of marked) {
    if (language !== 'ar' || stem === '' || profile.personal || paired.has(profile)) continue;
    const others = marked.filter(
      (other) => other.profile !== profile && !other.profile.personal && !paired.has(other.profile),
    );
    const other =
      others.find((one) => one.language === 'en' && one.stem === stem) ??
      others.find((one) => one.language === null && one.stem === stem);
    if (other) pair(other.profile, profile);
  }
  for (const { profile, language, stem } of marked) {
    if (language !== 'en' || stem === '' || profile.personal || paired.has(profile)) continue;
    const other = marked.find(
      (one) =>
        one.language === null &&
        one.stem === stem &&
        !one.profile.personal &&
        !paired.has(one.profile) &&
        one.profile.arabic > mostlyArabic,
    );
    if (other) pair(profile, other.profile);
  }
  return pairs;
}

function markOf(key: string): { readonly language: Language | null; readonly stem: string } {
  const parts = key.split(' ');
  for (const language of ['en', 'ar'] as const) {
    const at = parts.findIndex(
      (part, i) =>
        words[language].has(part) || (i === parts.length - 1 && i > 0 && part === letters[language]),
    );
    if (at >= 0) return { language, stem: parts.filter((_, i) => i !== at).join(' ') };
  }
  return { language: null, stem: key };
}
