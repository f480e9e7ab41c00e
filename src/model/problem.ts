/** Why a value, or a whole row, could not be taken as it stands. */
export const valueProblems = [
  'empty',
  'notDate',
  'outsideRange',
  'hijri',
  'beforeOpened',
  'notDuration',
  'longDuration',
  'noLongitude',
  'noLatitude',
  'notLongitude',
  'notLatitude',
  'zeroPoint',
  'notPoint',
  'notMakani',
  'notParcel',
  'notRating',
  'notCount',
  'notYesNo',
  'unknownWord',
  'personalWord',
  'noRoom',
  'unknownZone',
  'unknownPlace',
] as const;
export type ValueProblem = (typeof valueProblems)[number];

/** What can be wrong with what a source tells: with its values, or with a source that goes on. */
export const problemKinds = [
  ...valueProblems,
  'twoReadings',
  'notReference',
  'sentinel',
  'unlikelyDate',
  'dueBeforeOpened',
  'spacedKey',
  'future',
  'farFuture',
  'olderTelling',
  'noId',
  'tooManyOpen',
  'shortRow',
  'longRow',
  'undecodable',
  'fileRefused',
  'fileChanged',
  'neverUpdated',
  'sharedIdentity',
  'longText',
  'differs',
  'readAnew',
  'other',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** What was done with what has a problem. */
export type ProblemOutcome =
  /** The row, the telling or the file was left out; what was there before stays. */
  | 'left'
  /** The value became missing. */
  | 'missing'
  /** It waits until its time comes. */
  | 'held'
  /** It was taken as it is, which somebody should look at. */
  | 'kept';

const leftOut: ReadonlySet<string> = new Set(['olderTelling', 'noId', 'fileRefused', 'fileChanged']);
const held: ReadonlySet<string> = new Set(['future', 'farFuture']);
const kept: ReadonlySet<string> = new Set([
  'unlikelyDate',
  'dueBeforeOpened',
  'spacedKey',
  'tooManyOpen',
  'longRow',
  'undecodable',
  'neverUpdated',
  'longText',
  'differs',
  'readAnew',
  'other',
]);

/** Without a reference and an opening there is no request. */
export function outcomeOf(field: string, problem: string): ProblemOutcome {
  if (held.has(problem)) return 'held';
  if (leftOut.has(problem)) return 'left';
  if (kept.has(problem)) return 'kept';
  return field === 'ref' || field === 'opened' ? 'left' : 'missing';
}

/** Whether a row was left out because it cannot be read. */
export function isRefusal(field: string, problem: string): boolean {
  return (field === 'ref' || field === 'opened') && outcomeOf(field, problem) === 'left';
}

/** A word that a mapping knows nothing of, and how often it came. */
export interface UnknownWord {
  readonly word: string;
  readonly count: number;
}

/** One kind of problem of one field of one source. Instants are epoch seconds of the server's clock. */
export interface Problem {
  readonly source: string;
  /** A field of the mapping, or `ref`, `file`, `requests`. */
  readonly field: string;
  /** A `ProblemKind`, unless a newer version wrote it. */
  readonly problem: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** The last few references of affected requests, the latest first. */
  readonly refs: readonly string[];
  /** Of dictionaries alone. */
  readonly words: readonly UnknownWord[];
  /** When an administrator marked it as seen, and how often it had come by then; null: nobody did. */
  readonly seen: { readonly at: number; readonly count: number } | null;
}

/** A request whose latest telling could not be read: what is shown of it is the state before. */
export interface Unreadable {
  readonly source: string;
  readonly ref: string;
  readonly field: string;
  readonly problem: string;
  readonly since: number;
}

/** A telling of the future. */
export interface HeldTelling {
  readonly source: string;
  readonly ref: string;
  /** When it is taken, epoch seconds of the city's clock. */
  readonly until: number;
}

/** Fields whose values are words of a dictionary, so that a word is no personal value. */
const dictionaryFields: ReadonlySet<string> = new Set([
  'category',
  'channel',
  'service',
  'topic',
  'entity',
  'stage',
  'priority',
  'language',
  'customerKind',
]);

/**
 * The word that an administrator needs for the mapping; null where the value could be anything else. Only of a field
 * that is a dictionary, at most 40 characters in at most six words, without an address of mail or of the web and
 * without three digits in a row. Zones and places are left out: what stands there may be somebody's address.
 */
export function wordToMap(field: string, value: string): string | null {
  const word = value.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (!dictionaryFields.has(field) || word === '' || word.length > 40) return null;
  if (/@|:\/\/|\p{Nd}[\s-]*\p{Nd}[\s-]*\p{Nd}/u.test(word)) return null;
  return word.split(' ').length > 6 ? null : word;
}
