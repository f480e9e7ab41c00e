import { answersOf, leastCounts, type Profile } from '../profile.ts';
import { nameScore } from '../words/columnNames.ts';
import type { Assignment } from './assignment.ts';
import { isVotes } from './doubts.ts';

/** Gives the column that says how many files there are; first, for its name is often that of a number. */
export function giveAttachments(given: Assignment): void {
  given.take('attachments', ({ numbers, key }) =>
    given.empty || numbers.count > leastCounts ? nameScore('attachments', key) : 0,
  );
}

/** Gives ratings, and what is answered by yes or no. */
export function giveAnswerColumns(given: Assignment): void {
  const { empty, layout } = given;
  const isAnswer = (profile: Profile) => empty || (profile.values.size <= 20 && answersOf(profile) === 1);
  const votes: Profile[] = [];
  given.take('satisfaction', (profile) => {
    const named = empty || profile.numbers.rating > 0.6 ? nameScore('satisfaction', profile.key) : 0;
    if (named === 0 || empty || !isVotes(profile, layout.sample.length)) return named;
    votes.push(profile);
    return 0;
  });
  if (votes[0] && given.columns.satisfaction === undefined) given.say('votes', { column: votes[0].name });
  given.take('reopened', (profile) => (isAnswer(profile) ? nameScore('reopened', profile.key) : 0));
  given.take('firstContact', (profile) => (isAnswer(profile) ? nameScore('firstContact', profile.key) : 0));
}
