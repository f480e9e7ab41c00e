import { type Answer, type Ask, cellsOf } from '../../model/ask.ts';
import { idOfKey } from '../../model/city.ts';
import type { Claim } from '../../model/claim.ts';
import { type ChoiceDimension, noneId } from '../../model/dimension.ts';
import { choose } from '../../model/filter.ts';
import type { Screen } from '../../model/screen.ts';
import { paretoOf } from '../pareto.ts';
import { nothingOf, proven, requests } from './proof.ts';

interface Counted {
  readonly key: number;
  readonly id: string;
  readonly count: number;
}

/** The groups with requests, the largest first, what names none last; null where one is withheld, and no sum is known. */
function counted(screen: Screen, ask: Ask, answer: Answer, dimension: ChoiceDimension): Counted[] | null {
  const cellIn = cellsOf(screen, ask, answer, 'received');
  const groups: Counted[] = [];
  for (let row = 0; row < answer.rows; row++) {
    const cell = cellIn(row);
    if (cell.kind === 'suppressed') return null;
    const key = answer.keys[0]?.[row] ?? -1;
    if (cell.kind === 'value' && cell.value > 0)
      groups.push({ key, id: String(idOfKey(screen.city, dimension, key) ?? noneId), count: cell.value });
  }
  return groups.sort((a, b) => Number(a.id === noneId) - Number(b.id === noneId) || b.count - a.count);
}

/**
 * Which group of a dimension is the largest, by an answer about requests received by that dimension alone; null where
 * a count is withheld.
 */
export function leadClaim(
  screen: Screen,
  ask: Ask,
  answer: Answer,
  dimension: ChoiceDimension,
): Claim | null {
  const groups = counted(screen, ask, answer, dimension);
  if (!groups) return null;
  const [first] = groups;
  if (!first) return nothingOf(screen, ask.filter);
  const { key, id, count } = first;
  return {
    ...{ kind: 'lead', dimension, key, count, total: groups.reduce((sum, group) => sum + group.count, 0) },
    ...proven(screen, choose(ask.filter, dimension, [id]), 'received', requests(count)),
  };
}

/**
 * Which topic is the most frequent and how few of them have most of the requests, by an answer by topic alone; null
 * where a count is withheld.
 * @param share how much "most" is, 0 to 1
 */
export function topicsClaim(screen: Screen, ask: Ask, answer: Answer, share: number): Claim | null {
  const groups = counted(screen, ask, answer, 'topic');
  if (!groups) return null;
  const [first] = groups;
  if (!first) return nothingOf(screen, ask.filter, 'topics');
  const { needed, reached } = paretoOf(groups, ({ count }) => count, 0, share);
  return {
    ...{ kind: 'topics', key: first.key, count: first.count, topics: needed, reached },
    ...proven(screen, choose(ask.filter, 'topic', [first.id]), 'received', requests(first.count)),
  };
}
