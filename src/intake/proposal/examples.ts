import { notAWord, shown } from '../privacy.ts';
import type { Profile } from '../profile.ts';

/** Stands for a value that looks like personal data. */
export const withheld = '•••';

/** Some distinct values of a column, `withheld` in place of what looks personal. */
export function examplesOf(profile: Profile, most: number): readonly string[] {
  const examples = new Set<string>();
  for (const value of profile.values.keys()) {
    if (examples.size >= most) break;
    examples.add(profile.personal || isPersonal(value, profile) ? withheld : shown(value));
  }
  return [...examples];
}

/** Many digits are a telephone number, unless they are a date, a degree or a reference. */
function isPersonal(value: string, { dates, numbers }: Profile): boolean {
  const why = notAWord(value);
  return (
    why !== null && !(why === 'number' && (dates.rate > 0.5 || (numbers.rate > 0.9 && !/^[+0]/.test(value))))
  );
}
