import type { Profile } from './profile.ts';

/** Two columns that are one in two languages: "Zone EN" and "Zone AR". */
export function pairLanguages(columns: Record<string, unknown>, profiles: readonly Profile[]): void {
  const language = (key: string) =>
    /\b(ar|ara|arabic|a)$|بالعربيه|عربي$|العربيه$/.test(key)
      ? 'ar'
      : /\b(en|eng|english|e)$|بالانجليزيه|انجليزي$|الانجليزيه$/.test(key)
        ? 'en'
        : null;
  const plain = (key: string) =>
    key.replace(/\b(ar|ara|arabic|a|en|eng|english|e)$|(ب?ال)?(عربيه?|انجليزيه?)$/g, '').trim();
  const used = new Set(Object.values(columns));
  for (const field of [
    'zone',
    'place',
    'category',
    'channel',
    'service',
    'topic',
    'entity',
    'stage',
    'priority',
  ] as const) {
    const one = profiles.find((profile) => profile.name === columns[field]);
    if (!one) continue;
    const mine = language(one.key);
    const stem = mine ? plain(one.key) : one.key;
    const other =
      profiles.find(
        (profile) =>
          profile !== one &&
          !profile.personal &&
          !used.has(profile.name) &&
          language(profile.key) === (mine === 'ar' ? 'en' : 'ar') &&
          plain(profile.key) === stem,
      ) ??
      (mine === 'ar'
        ? profiles.find(
            (profile) =>
              profile !== one && !profile.personal && !used.has(profile.name) && profile.key === stem,
          )
        : undefined);
    if (!other) continue;
    used.add(other.name);
    columns[field] = mine === 'ar' ? { en: other.name, ar: one.name } : { en: one.name, ar: other.name };
  }
}
