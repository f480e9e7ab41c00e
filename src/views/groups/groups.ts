import { keyOfId, nameOfId, nameOfKey } from '../../i18n/names.ts';
import type { Text } from '../../i18n/text.ts';
import { type Answer, type Ask, cellsOf, numberOf } from '../../model/ask.ts';
import { idOfKey } from '../../model/city.ts';
import { type ChoiceDimension, noneId } from '../../model/dimension.ts';
import type { Cell, MeasureId } from '../../model/measures.ts';
import type { Screen } from '../../model/screen.ts';

/** One group of requests: its id, its name and its cells by measure. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly cells: Readonly<Partial<Record<MeasureId, Cell>>>;
}

/** The groups of an answer by one dimension, the largest first, those without a value last; chosen ones always. */
export function groupsOf(
  text: Text,
  screen: Screen,
  ask: Ask,
  answer: Answer,
  dimension: ChoiceDimension,
  chosen: readonly string[] = [],
): Group[] {
  const columns = ask.measures.map((measure) => [measure, cellsOf(screen, ask, answer, measure)] as const);
  const group = (id: string, name: string, row: number): Group => ({
    id,
    name,
    cells: Object.fromEntries(columns.map(([measure, cellIn]) => [measure, cellIn(row)])),
  });
  const groups = Array.from({ length: answer.rows }, (_, row) => {
    const key = answer.keys[0]?.[row] ?? -1;
    const id = String(idOfKey(screen.city, dimension, key) ?? noneId);
    return group(id, nameOfKey(text, screen.city, dimension, key), row);
  });
  for (const id of chosen) {
    if (groups.some((other) => other.id === id)) continue;
    if (id !== noneId && keyOfId(screen.city, dimension, id) < 0) continue;
    groups.push(group(id, nameOfId(text, screen.city, dimension, id), -1));
  }
  return groups.sort(
    (a, b) => Number(a.id === noneId) - Number(b.id === noneId) || received(b) - received(a),
  );
}

export function received(group: Group): number {
  return numberOf(group.cells.received) ?? 0;
}
