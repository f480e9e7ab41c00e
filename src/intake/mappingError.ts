import { type Misfit, misfitText } from './expected.ts';
import { type JsonFault, jsonFaultText } from './formats/jsonFault.ts';
import { type SystemError, systemReason } from './places/systemError.ts';

/** Why a mapping does not fit, as a code with its values, so that it can be said in any language. */
export type MappingProblem =
  | ({ readonly code: 'notJson' } & JsonFault)
  /** A key that no mapping has. */
  | {
      readonly code: 'unknownKey';
      readonly at: string;
      readonly meant: string | null;
      readonly known: readonly string[];
    }
  | { readonly code: 'noOpened'; readonly at: 'columns' | 'columns.opened' }
  | ({ readonly code: 'misfit' } & Misfit)
  /** A column that the file does not have. */
  | ({
      readonly code: 'noColumn';
      readonly file: string;
      readonly meant: string | null;
      /** Those that it does not have either. */
      readonly others: readonly AbsentColumn[];
      /** The names that it has, none of which shows a value; `more` are left out. */
      readonly header: readonly string[];
      readonly more: number;
    } & AbsentColumn)
  /** Longitude without latitude, or the other way round. */
  | { readonly code: 'alone'; readonly missing: DegreesField; readonly there: DegreesField }
  /** A system of coordinates that is not known, or whose datum is another. */
  | { readonly code: 'badSystem'; readonly system: string; readonly why: SystemError['why'] }
  | { readonly code: 'noZonesFile' }
  /** A value is translated to a word that is not there. `known` is null where it may be any zone. */
  | {
      readonly code: 'unknownWord';
      readonly at: string;
      readonly word: string;
      readonly got: string;
      readonly meant: string | null;
      readonly known: readonly string[] | null;
    }
  | { readonly code: 'manyWords'; readonly at: string; readonly count: number; readonly most: number }
  /** No column holds the reference, by which a live source's requests are told apart. */
  | { readonly code: 'noRef' }
  /** A word is given for all requests, and a column for it too. */
  | { readonly code: 'constantTwice'; readonly field: string; readonly word: string };

/** A column that a mapping names and a file does not have. */
export interface AbsentColumn {
  /** Where in the mapping. */
  readonly at: string;
  readonly column: string;
}

type DegreesField = 'longitude' | 'latitude';

/** A mapping that does not fit. The message is for the person who wrote it. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
  readonly problem: MappingProblem;

  /** @param file the mapping's own file; "mapping" where it is no file */
  constructor(file: string, problem: MappingProblem) {
    super(`${file}: ${sentence(problem)}`);
    this.problem = problem;
  }
}

function sentence(problem: MappingProblem): string {
  switch (problem.code) {
    case 'notJson':
      return `not JSON: ${jsonFaultText(problem)}; expected a mapping object`;
    case 'unknownKey':
      return `${problem.at}: not a known name${meantText(problem.meant)}; expected one of ${problem.known.join(', ')}`;
    case 'noOpened':
      return `${problem.at}: got nothing, expected ${problem.at === 'columns' ? 'an object with ' : ''}"opened": the name of the column with the date on which a request was opened`;
    case 'misfit':
      return misfitText(problem);
    case 'noColumn': {
      const { at, file, column, meant, others, header, more } = problem;
      const nor = others.map((other) => `, nor ${JSON.stringify(other.column)} (${other.at})`).join('');
      const names = header.map((name) => JSON.stringify(name)).join(', ');
      return `${at}: ${file} has no column ${JSON.stringify(column)}${meantText(meant)}${nor}; it has ${names || 'none'}${more > 0 ? ` and ${more} more` : ''}`;
    }
    case 'alone':
      return `columns.${problem.missing}: got nothing beside columns.${problem.there}, expected both or neither`;
    case 'badSystem':
      return `coordinates.system: ${JSON.stringify(problem.system)}: ${systemReason(problem.why)}`;
    case 'noZonesFile':
      return 'zones: got "file" without a zones file, expected --zones FILE beside it';
    case 'unknownWord': {
      const { at, word, got, meant, known } = problem;
      const expected = known === null ? 'the id, code or name of a zone' : `one of ${known.join(', ')}`;
      return `${at}: ${JSON.stringify(word)}: got ${JSON.stringify(got)}, expected ${expected}${meantText(meant)}`;
    }
    case 'manyWords':
      return `${problem.at}: got ${problem.count} words with those of data/*.json, expected at most ${problem.most}`;
    case 'noRef':
      return 'columns.ref: got nothing, expected the column with the reference: without it no request of a source can be told from another';
    case 'constantTwice':
      return `constants.${problem.field}: got ${JSON.stringify(problem.word)} beside columns.${problem.field}, expected one of the two`;
  }
}

/** `; did you mean "…"?`, or nothing. */
export function meantText(meant: string | null): string {
  return meant === null ? '' : `; did you mean ${JSON.stringify(meant)}?`;
}
