import type { SpanField } from '../fields.ts';
import type { Profile } from '../profile.ts';
import { durationUnitNamed, readDuration } from '../text/duration.ts';
import type { DurationUnit } from '../words/durationWords.ts';
import { meaningsOf } from '../words/nameTable.ts';
import type { Assignment } from './assignment.ts';

const meanings = { responded: 'responseSpan', resolved: 'resolutionSpan' } as const;
/** The share of a column's values that are durations, from which on it is one of them. */
const leastRate = 0.9;
const business =
  /\b(business|working|work|office)\b|(?:^| )(?:ال)?(?:عمل|دوام)(?: |$)|\bouvr\w*|\blaboral\w*|\buteis\b|\barbeits/;

/** Gives the columns that tell how long it took to respond and to resolve, where no column tells when. */
export function giveSpanColumns(given: Assignment): void {
  if (!given.dated.opened) return;
  for (const field of ['responded', 'resolved'] as const) if (!given.dated[field]) giveSpan(given, field);
}

function giveSpan(given: Assignment, field: SpanField): void {
  const named = [...given.free]
    .map((profile) => ({ profile, score: meaningsOf(profile.key).get(meanings[field]) ?? 0 }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.profile.index - b.profile.index);
  let said = false;
  for (const { profile } of named) {
    const unit = unitIn(profile.key);
    const read = shareRead(profile, unit);
    if (shareRead(profile, unit ?? 'hours') < leastRate) continue;
    if (business.test(profile.key)) given.say('durationBusiness', { field, column: profile.name });
    else if (read >= leastRate && !(unit === null && areTimesOfDay(profile))) {
      given.free.delete(profile);
      given.columns[field] = { after: profile.name, ...(unit ? { unit } : {}) };
      given.say('durationTaken', { field, column: profile.name, unit: unit ?? 'auto' });
      return;
    } else if (!said) {
      given.say('durationUnclear', { field, column: profile.name });
      said = true;
    }
  }
}

/** The unit that a name tells: "Resolution time (hours)", "ttr_min", "days to close". */
function unitIn(key: string): DurationUnit | null {
  const words = key.split(' ');
  for (const [i, word] of words.entries()) {
    const unit = word === 'second' ? undefined : durationUnitNamed(word);
    if (unit && (word.length > 1 || (i === words.length - 1 && 'hd'.includes(word)))) return unit;
  }
  return null;
}

function shareRead({ values, filled }: Profile, unit: DurationUnit | null): number {
  let rows = 0;
  for (const [value, count] of values) if (readDuration(value, unit) >= 0) rows += count;
  return filled === 0 ? 0 : rows / filled;
}

/** Hours and minutes of which none is beyond a day: they may as well be the time at which it was done. */
function areTimesOfDay({ values }: Profile): boolean {
  return [...values.keys()].every(
    (value) => /:/.test(value) && readDuration(value, null) < 86_400 && !/\p{L}/u.test(value),
  );
}
