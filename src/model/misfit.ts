import * as v from 'valibot';

/** Where a file does not fit its schema, what was found there and what was expected. */
export function misfit(issue: v.BaseIssue<unknown>): string {
  const at = v.getDotPath(issue) ?? 'the whole file';
  // What valibot calls a name that a strict object does not have.
  const expected = issue.expected === 'never' ? 'no such name' : (issue.expected ?? issue.message);
  return `${at}: got ${issue.received}, expected ${expected}`;
}
