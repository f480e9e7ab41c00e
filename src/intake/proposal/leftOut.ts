import { dictionaryCaps } from '../../model/words.ts';
import type { Field } from '../fields.ts';
import type { Profile } from '../profile.ts';
import { wellNamed } from '../words/columnNames.ts';
import type { Assignment } from './assignment.ts';
import { scoreOf } from './evidence.ts';

/** Fields of words and answers: in each of them few values come again and again. */
const repeating: readonly Field[] = [
  'stage',
  'zone',
  'category',
  'channel',
  'topic',
  'entity',
  'priority',
  'language',
  'customerKind',
  'reopened',
  'firstContact',
];

/**
 * Leaves open what has no column though one is well named for it: its values are unknown, or its name is also that of
 * personal data.
 */
export function doubtLeftOut(given: Assignment): void {
  if (given.empty) return;
  const rows = given.layout.sample.length;
  const left = given.profiles.filter(
    (profile) => (profile.personal || given.free.has(profile)) && isRepeating(profile, rows),
  );
  for (const field of repeating) {
    if (field in given.columns || given.doubted.has(field)) continue;
    const score = ({ key }: Profile) => scoreOf(field, key);
    given.doubt(
      field,
      left.filter((profile) => score(profile) >= wellNamed).sort((a, b) => score(b) - score(a)),
    );
  }
}

function isRepeating({ words, values, filled }: Profile, rows: number): boolean {
  const distinct = values.size;
  return (
    words && filled >= rows * 0.1 && distinct > 1 && distinct <= Math.min(dictionaryCaps.service, filled / 3)
  );
}
