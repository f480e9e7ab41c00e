import { shown } from '../privacy.ts';
import type { Profile } from '../profile.ts';
import { nameScore, wellNamed } from '../words/columnNames.ts';
import type { Assignment } from './assignment.ts';
import { isRounded } from './doubts.ts';

/** Gives the column that identifies a request. */
export function giveRefColumn(given: Assignment): void {
  const rounded: Profile[] = [];
  const repeated: Profile[] = [];
  const found = given.take('ref', (profile) => {
    const score = nameScore('ref', profile.key);
    if (score === 0) return 0;
    if (given.empty) return score;
    if (isRounded(profile)) {
      rounded.push(profile);
      return 0;
    }
    const unique = profile.values.size / Math.max(profile.filled, 1);
    if (score >= wellNamed) return unique >= 0.3 ? score + unique : 0;
    // A number of a house is called a number too, and hardly two houses of a sample have the same.
    if (unique >= 0.9 && unique < 1) repeated.push(profile);
    return unique === 1 ? score + unique : 0;
  });
  if (found || given.empty) return;
  given.doubt('ref', repeated);
  if (rounded[0]) sayRounded(given, rounded[0]);
  else given.say('refMissing');
}

function sayRounded(given: Assignment, { name, values, filled }: Profile): void {
  const [example = ''] = values.keys();
  given.say('refRounded', { column: name, example: shown(example), distinct: values.size, count: filled });
}
