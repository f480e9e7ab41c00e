import { fold } from '../../model/fold.ts';

const small = new Set(
  'of the de del la las los el du des d l le les do da dos das der die den dem di della dello delle کی کا کے کو'
    .split(' ')
    .map(fold),
);

/** The Arabic article and what is written to it; القسم (department) keeps it, for قسم is Urdu for a kind. */
const article = /^(?!القسم$)(?:[وب]?ال|لل)(?=..)/;

/**
 * The words of a folded name as they are compared: without articles and small words, Han characters one by one,
 * ı as i and ß as ss, which capitals do not tell apart.
 */
export function wordsOf(key: string): string[] {
  return key
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .replace(/\p{Script=Han}/gu, ' $& ')
    .split(' ')
    .map((word) => word.replace(article, ''))
    .filter((word) => word !== '' && !small.has(word));
}

const longestApart = 40;

/** A word in one piece ("closeddate") as known words, the longest first; itself where it is known or not made of them. */
export function apart(word: string, known: ReadonlySet<string>): readonly string[] {
  if (word.length < 7 || word.length > longestApart || known.has(word) || !/^[a-z]+$/.test(word))
    return [word];
  return partsFrom(word, 0, known) ?? [word];
}

function partsFrom(word: string, from: number, known: ReadonlySet<string>): string[] | null {
  if (from === word.length) return [];
  for (let to = word.length; to >= from + 2; to--) {
    const part = word.slice(from, to);
    if (!known.has(part)) continue;
    const rest = partsFrom(word, to, known);
    if (rest) return [part, ...rest];
  }
  return null;
}
