import { type Choice, usualChoice } from '../../model/choice.ts';
import { parseChoice, type UnknownPart } from '../../model/choiceText.ts';
import type { City } from '../../model/city.ts';
import { type ChoiceDimension, choiceDimensions, isWordDimension, noneId } from '../../model/dimension.ts';
import { addClause, type Filter } from '../../model/filter.ts';
import type { Manifest } from '../../model/manifest.ts';
import { QuestionError } from './question.ts';

/**
 * The choice of a text, narrowed by clauses as `category=complaint`.
 * @param text as a link of the page has it, or the whole link; what it leaves out is as usual in the page. Left out
 * itself: all requests
 * @throws QuestionError for what the city does not know
 */
export function choiceOf(
  city: City,
  manifest: Manifest,
  text: string | undefined,
  where: readonly string[],
): Choice {
  const usual = usualChoice(city, manifest);
  // An address as it was copied holds the text behind its question mark.
  const read =
    text === undefined
      ? { choice: { ...usual, filter: {}, measure: 'received' as const }, unknown: [] }
      : parseChoice(text.replace(/^[^?]*\?/, '').replace(/#.*$/, ''), city, usual);
  for (const part of read.unknown) throw new QuestionError(`choice: ${unknownText(city, part)}`);
  const filter = where.reduce(withClause, read.choice.filter);
  checkIds(city, filter);
  return { ...read.choice, filter };
}

function withClause(filter: Filter, clause: string): Filter {
  const equals = clause.indexOf('=');
  if (equals < 1) throw new QuestionError(`where ${clause}: expected DIMENSION=ID, as in category=complaint`);
  try {
    return addClause(filter, clause.slice(0, equals).trim(), clause.slice(equals + 1).trim());
  } catch (error) {
    throw new QuestionError(`where ${error instanceof Error ? error.message : String(error)}`);
  }
}

function checkIds(city: City, filter: Filter): void {
  for (const dimension of choiceDimensions) {
    if (!isWordDimension(dimension)) continue;
    for (const id of filter[dimension] ?? []) {
      if (id === noneId || city.codeOf(dimension, id) >= 0) continue;
      throw new QuestionError(`where ${noSuchId(city, dimension, id)}`);
    }
  }
}

function unknownText(city: City, part: UnknownPart): string {
  switch (part.kind) {
    case 'word':
      return noSuchId(city, part.dimension, part.value);
    case 'name':
      return `got "${part.value}", which no choice has; expected the text after "?" in a link`;
    case 'twice':
      return `got "${part.value}" twice; expected it once`;
    default:
      return `got the ${part.kind} "${part.value}", which is none of this snapshot's`;
  }
}

function noSuchId(city: City, dimension: ChoiceDimension, id: string): string {
  if (!isWordDimension(dimension)) return `${dimension}=${id}: no such ${dimension}`;
  const words = city.words[dimension];
  const some = words.slice(0, 12).map((word) => word.id);
  return `${dimension}=${id}: no such id in this snapshot; expected ${noneId} or one of ${some.join(', ')}${words.length > 12 ? ', …' : ''}`;
}
