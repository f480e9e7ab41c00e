import { type Answer, type Ask, cellsOf, type Frame, keyOf, rowIndex } from '../model/ask.ts';
import { idOfKey } from '../model/city.ts';
import type { ChoiceDimension } from '../model/dimension.ts';
import { type Cell, type MeasureId, measures } from '../model/measures.ts';
import { type Movement, movementOf } from '../model/noise.ts';
import { askBefore, asks, type Screen } from '../model/screen.ts';
import type { Family } from './movers.ts';

/** Where it looks: the measures of each dimension's groups. A measure that the source does not know is passed over. */
export const places: readonly {
  readonly dimension: ChoiceDimension;
  readonly ask: (screen: Screen) => Ask;
  readonly measures: readonly MeasureId[];
}[] = [
  { dimension: 'topic', ask: asks.topics, measures: ['received', 'completionRate'] },
  { dimension: 'zone', ask: asks.zones, measures: ['received', 'onTimeRate'] },
  { dimension: 'category', ask: asks.categories, measures: ['received', 'completionRate'] },
  { dimension: 'channel', ask: asks.channels, measures: ['received', 'completionRate', 'firstContactRate'] },
];

/** A movement of one measure of one group. */
export interface Found extends Movement {
  readonly dimension: ChoiceDimension;
  readonly id: string;
  readonly key: number;
  readonly measure: MeasureId;
  readonly nowCell: Cell;
  readonly beforeCell: Cell;
}

/** What tells a movement from all others. */
export function nameOfMovement({ dimension, id, measure }: Found): string {
  return `${dimension} ${id} ${measure}`;
}
/** The families of movements that the answers hold; undefined while one of the answers is missing. */
export function familiesOf(screen: Screen, frame: Frame): Family<Found>[] | undefined {
  const families: Family<Found>[] = [];
  for (const { dimension, ask: askOf, measures: ids } of places) {
    const ask = askOf(screen);
    const earlier = askBefore(screen, ask);
    const now = frame.answers.get(keyOf(ask));
    const before = earlier && frame.answers.get(keyOf(earlier));
    if (!now || !before || !earlier) return undefined;
    for (const measure of ids) {
      families.push({
        kind: measures[measure].unit === 'share' ? 'share' : 'count',
        movements: movementsOf(screen, dimension, measure, ask, now, earlier, before),
      });
    }
  }
  return families;
}

function movementsOf(
  screen: Screen,
  dimension: ChoiceDimension,
  measure: MeasureId,
  ask: Ask,
  now: Answer,
  earlier: Ask,
  before: Answer,
): Found[] {
  const rowNow = rowIndex(now);
  const rowBefore = rowIndex(before);
  const cellNow = cellsOf(screen, ask, now, measure);
  const cellBefore = cellsOf(screen, earlier, before, measure);
  const keys = new Set([...(now.keys[0] ?? []), ...(before.keys[0] ?? [])]);
  const found: Found[] = [];
  for (const key of keys) {
    const id = idOfKey(screen.city, dimension, key);
    if (id === null) continue;
    const nowCell = cellNow(rowNow(key));
    const beforeCell = cellBefore(rowBefore(key));
    const movement = movementOf(measure, nowCell, beforeCell, screen.before?.span);
    if (!movement) continue;
    found.push({
      dimension,
      id: String(id),
      key,
      measure,
      ...movement,
      nowCell,
      beforeCell,
    });
  }
  return found;
}
