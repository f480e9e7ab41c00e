import { dictionaryCaps } from '../../model/words.ts';
import type { FileLayout } from '../fileLayout.ts';
import type { Profile } from '../profile.ts';
import { aboutScore, isServiceName } from '../words/columnNames.ts';
import type { Assignment } from './assignment.ts';

/** Gives what a request is about: the finer of two columns is the topic, the coarser its service. */
export function giveAboutColumns(given: Assignment): void {
  if ('topic' in given.columns) return;
  const { empty, layout } = given;
  const about = [...given.free]
    .map((profile) => ({ profile, score: aboutScore(profile.key) }))
    .filter(
      ({ profile, score }) =>
        score > 0 &&
        (empty ||
          (profile.words &&
            profile.values.size <= dictionaryCaps.topic &&
            !isCode(profile) &&
            !isAnswer(profile) &&
            !isText(profile))),
    )
    .sort((a, b) => b.score - a.score || a.profile.index - b.profile.index);
  const first = about[0]?.profile;
  if (!first) return;
  const second = about
    .slice(1)
    .find(({ profile, score }) => empty || nested(layout, first, profile, score))?.profile;
  if (!second) {
    given.give('topic', first);
    return;
  }
  const swap =
    isServiceName(first.key) !== isServiceName(second.key)
      ? isServiceName(first.key)
      : second.values.size > first.values.size;
  given.give('topic', swap ? second : first);
  given.give('service', swap ? first : second);
}

/** Short codes without spaces, such as SR_SHORT_CODE's "PHF", or single letters. */
function isCode({ values }: Profile): boolean {
  const code = values.size > 5 ? /^[A-Z0-9_-]{1,5}$/ : /^[A-Z0-9]$/;
  return [...values.keys()].every((value) => code.test(value));
}

/** Yes or no, such as whether a request belongs to another one. */
function isAnswer({ values }: Profile): boolean {
  return [...values.keys()].every((value) => /^(true|false|yes|no|[01])$/i.test(value));
}

/** Rows without which it is no sign that nearly all are different. */
const leastRows = 20;

/** Whether nearly every row says something else, as people do in their own words. */
function isText({ values, filled }: Profile): boolean {
  return filled >= leastRows && values.size > filled * 0.8;
}

/** A column that is surely about what a request is, by its name. */
const surelyAbout = 4;

/**
 * Whether one of two columns of words mostly follows from the other, as a service does from its topics.
 * @param score how well the second's name fits
 */
function nested(layout: FileLayout, a: Profile, b: Profile, score: number): boolean {
  const pairs = new Set<string>();
  for (const row of layout.sample) {
    const [one, two] = [row[a.index]?.trim(), row[b.index]?.trim()];
    if (one && two) pairs.add(`${one}\u0000${two}`);
  }
  const finer = Math.max(a.values.size, b.values.size);
  // Of one column that says the same as the other, neither is the coarser.
  if (b.values.size < 2 || (a.values.size === b.values.size && pairs.size === finer)) return false;
  return pairs.size > 0 && pairs.size <= finer * (score < surelyAbout ? 1.5 : 2.5);
}
