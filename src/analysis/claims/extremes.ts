import { type Answer, type Ask, cellsOf, rowIndex } from '../../model/ask.ts';
import type { Claim } from '../../model/claim.ts';
import { choose } from '../../model/filter.ts';
import type { Cell } from '../../model/measures.ts';
import { isSolid } from '../../model/rule.ts';
import type { Screen } from '../../model/screen.ts';
import { isOfCity } from '../../model/zones.ts';
import { choiceOf, proven } from './proof.ts';

interface Valued {
  readonly id: string;
  readonly key: number;
  readonly cell: Extract<Cell, { readonly kind: 'value' }>;
}

/**
 * Which zones have the highest and the lowest value of the screen's measure. Those with too few requests to be judged
 * are passed over, unless all are such; what lies outside of the city is no zone of it.
 * @param answer by zone alone
 */
export function extremesClaim(screen: Screen, ask: Ask, answer: Answer): Claim {
  const { measure, city } = screen;
  const cellIn = cellsOf(screen, ask, answer, measure);
  const rowOf = rowIndex(answer);
  const zones = city.zones.zones.flatMap((zone, key) => (isOfCity(zone) ? [{ id: zone.id, key }] : []));
  const all = zones.flatMap(({ id, key }): Valued[] => {
    const cell = cellIn(rowOf(key));
    return cell.kind === 'value' ? [{ id, key, cell }] : [];
  });
  const solid = all.filter(({ cell }) => isSolid(measure, cell));
  const inOrder = (solid.length > 0 ? solid : all).toSorted((a, b) => b.cell.value - a.cell.value);
  const [highest, lowest] = [inOrder[0], inOrder.at(-1)];
  const said = { measure, zones: zones.length };
  if (!highest || !lowest)
    return { kind: 'noExtremes', ...said, proof: choiceOf(screen, ask.filter), figure: null };
  const extreme = ({ key, cell }: Valued) => ({ key, value: cell.value });
  return {
    ...{ kind: 'extremes', ...said, thin: inOrder.length < all.length },
    ...{ highest: extreme(highest), lowest: extreme(lowest) },
    ...proven(screen, choose(ask.filter, 'zone', [highest.id]), measure, highest.cell),
  };
}
