import type * as v from 'valibot';

/** What belongs in a place of a JSON file, as a code with its values, so that it can be said in any language. */
export type Expected =
  | {
      readonly kind:
        | 'object'
        | 'list'
        | 'text'
        | 'number'
        | 'whole'
        | 'instant'
        | 'instantOrSpan'
        | 'words'
        | 'either'
        | 'wordTarget'
        | 'timeZone'
        | 'encoding';
    }
  | { readonly kind: 'oneOf'; readonly words: readonly string[] }
  | { readonly kind: 'atLeast' | 'atMost'; readonly limit: number };

/** What stands in a place of a JSON file, and what belongs there. */
export interface Misfit {
  /** The keys that lead there, with dots between; null for the whole file. */
  readonly at: string | null;
  /** The value as JSON; `undefined`, `Object` or `Array` for what has none that is shown. */
  readonly got: string;
  readonly expected: Expected;
}

type Named = Exclude<Expected['kind'], 'oneOf' | 'atLeast' | 'atMost'>;

const texts: Readonly<Record<Named, string>> = {
  object: 'an object',
  list: 'a list',
  text: 'a text',
  number: 'a number',
  whole: 'a whole number',
  instant: 'the name of a column, {"date": …, "time": …} or {"first": […, …]}',
  instantOrSpan:
    'the name of a column, {"date": …, "time": …}, {"first": […, …]} or {"after": …, "unit": "hours"}',
  words: 'the name of a column, {"en": …, "ar": …} or {"first": […, …]}',
  either: 'the name of a column, or {"first": […, …]}',
  wordTarget: 'the id of a word, {"en": …, "ar": …} for a new one, or null for none',
  timeZone: 'an IANA time zone such as "Asia/Dubai", or "UTC"',
  encoding: 'the name of an encoding such as "utf-8" or "windows-1256"',
};

function expectedText(expected: Expected): string {
  switch (expected.kind) {
    case 'oneOf':
      return `one of ${expected.words.map((word) => JSON.stringify(word)).join(', ')}`;
    case 'atLeast':
      return `${expected.limit} or more`;
    case 'atMost':
      return `${expected.limit} or less`;
    default:
      return texts[expected.kind];
  }
}

/** The misfit in English. */
export function misfitText({ at, got, expected }: Misfit): string {
  return `${at ?? 'the whole file'}: got ${got}, expected ${expectedText(expected)}`;
}

/** What a schema expected. Its own checks, and unions, name a kind of `Expected` as their message. */
export function expectedOf(issue: v.BaseIssue<unknown>): Expected {
  switch (issue.type) {
    case 'union':
    case 'check':
      return { kind: issue.message in texts ? (issue.message as Named) : 'text' };
    case 'picklist':
    case 'literal':
      return {
        kind: 'oneOf',
        words: [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map(([, one]) => one!),
      };
    case 'min_value':
    case 'min_length':
      return { kind: 'atLeast', limit: Number(issue.requirement) };
    case 'max_value':
      return { kind: 'atMost', limit: Number(issue.requirement) };
    case 'integer':
      return { kind: 'whole' };
    case 'number':
      return { kind: 'number' };
    case 'array':
    case 'tuple':
    case 'loose_tuple':
      return { kind: 'list' };
    case 'object':
    case 'strict_object':
    case 'loose_object':
    case 'record':
      // A key that is missing is told of by its name; all that must be there are texts.
      return { kind: issue.expected === 'Object' ? 'object' : 'text' };
    default:
      return { kind: 'text' };
  }
}
