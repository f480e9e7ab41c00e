import * as v from 'valibot';

/** What stands in a place of a file, and what belongs there. */
export interface Misfit {
  /** The keys that lead there. */
  readonly path: readonly (string | number)[];
  readonly got: string;
  readonly expected: string;
}

/** What does not fit a schema. */
export function misfitOf(issue: v.BaseIssue<unknown>): Misfit {
  return {
    path: (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key))),
    got: issue.received,
    // What valibot calls a name that a strict object does not have.
    expected: issue.expected === 'never' ? 'no such name' : (issue.expected ?? issue.message),
  };
}

/** Where a file does not fit its schema, what was found there and what was expected. */
export function misfit(issue: v.BaseIssue<unknown>): string {
  const { got, expected } = misfitOf(issue);
  return `${v.getDotPath(issue) ?? 'the whole file'}: got ${got}, expected ${expected}`;
}
