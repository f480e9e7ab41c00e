import type { Field } from '../fields.ts';

/**
 * What the name of a column may say: a field; an area of the city; what a request is about; the coarser of two
 * levels; how long it took to respond or resolve; something that is none of these, whatever its values.
 */
export type Meaning =
  | Exclude<Field, 'zone' | 'place' | 'service' | 'topic'>
  | 'area'
  | 'about'
  | 'service'
  | 'responseSpan'
  | 'resolutionSpan'
  | 'other';

/**
 * Names of columns in a language. Phrases stand between commas, as people write them: case, marks, articles and
 * small words such as "of" count for nothing. `^` begins the name, `$` ends it, `{a|b}` is one of several,
 * `<set>` one of a set.
 */
export interface NameWords {
  /** Lists that phrases share, with `|` between them. */
  readonly sets: Readonly<Record<string, string>>;
  readonly names: { readonly [M in Meaning]?: Phrases };
}

/** By how well they fit, 1 to 9; the best that fits counts. */
export interface Phrases {
  readonly [score: number]: string;
  /** What else in a name says that it is something other; it counts only outside a phrase that fits. */
  readonly not?: string;
}

/** The phrases of a list, written out: no sets and no choices are left. */
export function phrasesOf(list: string, sets: NameWords['sets']): string[] {
  const given = list.replace(/<(\w+)>/g, (_, name: string) => {
    const set = sets[name];
    if (set === undefined) throw new Error(`No set of words is called ${name}: ${list}`);
    return `{${set}}`;
  });
  return given
    .split(/,\s+/)
    .filter((phrase) => phrase !== '')
    .flatMap(choices);
}

function choices(phrase: string): string[] {
  const choice = /\{([^}]*)\}/.exec(phrase);
  if (!choice) return [phrase.replace(/\s+/g, ' ').trim()];
  const [before, after] = [phrase.slice(0, choice.index), phrase.slice(choice.index + choice[0].length)];
  return choice[1]!.split('|').flatMap((word) => choices(before + word + after));
}
