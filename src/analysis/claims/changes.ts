import { channelOf } from '../../model/accounts.ts';
import { idOfKey } from '../../model/city.ts';
import type { ChangesClaim, MoverClaim, UncomparedClaim, WhereaboutsClaim } from '../../model/claim.ts';
import { type ChoiceDimension, noneId } from '../../model/dimension.ts';
import { choose, type Filter, without } from '../../model/filter.ts';
import type { Cell } from '../../model/measures.ts';
import { lengthOf } from '../../model/period.ts';
import type { Screen } from '../../model/screen.ts';
import type { Found } from '../movements.ts';
import type { Mover } from '../movers.ts';
import { type PartMovement, partsOfChange, whereaboutsOf } from '../partsOfChange.ts';
import { choiceOf, proven } from './proof.ts';

/** How many changes stand out; or why nothing is said of any. */
export function changesClaim(screen: Screen, count: number): ChangesClaim | UncomparedClaim {
  const here = { proof: choiceOf(screen, screen.filter), figure: null };
  if (screen.before) return { kind: 'changes', count, ...here };
  const days = screen.comparison === 'none' ? null : lengthOf(screen.period);
  return { kind: 'uncompared', days, ...here };
}

/** What changed, from what to what. */
export function moverClaim(screen: Screen, { movement, score }: Mover<Found>): MoverClaim {
  const { dimension, key, measure, nowCell: now, beforeCell: before } = movement;
  return {
    ...{ kind: 'mover', dimension, key, measure, now, before, score },
    ...proven(screen, filterOf(screen, movement), measure, now),
  };
}

/** The requests that a movement is of. */
export function filterOf({ filter }: Screen, { dimension, id }: Pick<Found, 'dimension' | 'id'>): Filter {
  return choose(without(filter, dimension), dimension, [id]);
}

/**
 * In which groups most of a movement happened; null where nothing changed.
 * @param kind how the measure adds up
 * @param groups all groups of `by` that its requests are of
 */
export function whereaboutsClaim(
  screen: Screen,
  movement: Pick<Found, 'dimension' | 'id' | 'measure'>,
  by: ChoiceDimension,
  kind: 'count' | 'share',
  groups: readonly PartMovement[],
): WhereaboutsClaim | null {
  const found = whereaboutsOf(partsOfChange(kind, groups, screen.before?.span));
  if (!found) return null;
  const { keys, share } = found;
  const ids = keys.map((key) => String(idOfKey(screen.city, by, key) ?? noneId));
  const named = groups.filter(({ key }) => keys.includes(key)).map(({ now }) => now);
  return {
    ...{ kind: 'whereabouts', by, spread: found.kind, keys, share },
    ...proven(
      screen,
      narrowed(screen, filterOf(screen, movement), by, ids),
      movement.measure,
      together(kind, named),
    ),
  };
}

/** A filter of only some groups of a dimension; of channels, only what it chose of them. */
function narrowed({ city }: Screen, filter: Filter, by: ChoiceDimension, ids: readonly string[]): Filter {
  const { channel, account } = filter;
  if (by !== 'channel' || !account?.length) return choose(without(filter, by), by, ids);
  const chosen = (channel ?? []).filter((id) => ids.includes(id));
  const within = account.filter((id) => ids.includes(channelOf(city, id) ?? noneId));
  return choose(choose(filter, 'channel', chosen), 'account', within);
}

/** A measure of several groups that have no request in common. */
function together(
  kind: 'count' | 'share',
  cells: readonly { readonly value: number; readonly n: number }[],
): Cell {
  const n = cells.reduce((sum, cell) => sum + cell.n, 0);
  if (kind === 'count') return { kind: 'value', value: cells.reduce((sum, { value }) => sum + value, 0), n };
  if (n === 0) return { kind: 'noData' };
  return { kind: 'value', value: cells.reduce((sum, cell) => sum + cell.value * cell.n, 0) / n, n };
}
