import { type Choice, plainChoice } from '../../model/choice.ts';
import type { Figure, NothingClaim, OutsideClaim } from '../../model/claim.ts';
import type { Filter } from '../../model/filter.ts';
import type { Cell, MeasureId } from '../../model/measures.ts';
import { reachOf } from '../../model/reach.ts';
import type { Screen } from '../../model/screen.ts';

/** The choice of a filter beside a screen's own comparison and measure. */
export function choiceOf({ measure, comparison }: Screen, filter: Filter): Choice {
  return { ...plainChoice(filter, measure), comparison };
}

/** Where a measure of the requests of a filter is seen, and what it is there. */
export function proven(
  screen: Screen,
  filter: Filter,
  measure: MeasureId,
  cell: Cell,
): { readonly proof: Choice; readonly figure: Figure } {
  return { proof: choiceOf(screen, filter), figure: { measure, cell } };
}

/** So many requests received. */
export function requests(count: number): Cell {
  return { kind: 'value', value: count, n: count };
}

/** That a filter fits none; outside of the days that the data reach over that is not known, and so not claimed. */
export function nothingOf(
  screen: Screen,
  filter: Filter,
  of: NothingClaim['of'] = 'requests',
): NothingClaim | OutsideClaim {
  const { reach } = screen;
  const place = filter.opened && reach ? reachOf(filter.opened, reach) : 'within';
  return reach && (place === 'before' || place === 'after')
    ? { kind: 'outside', reach, ...proven(screen, filter, 'received', { kind: 'outside' }) }
    : { kind: 'nothing', of, ...proven(screen, filter, 'received', requests(0)) };
}
