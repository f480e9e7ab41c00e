import { type Answer, type Ask, cellsOf, rowIndex } from '../../model/ask.ts';
import { type Cell, type MeasureId, measures } from '../../model/measures.ts';
import { movementOf, noiseOf, type Usual, usualOf } from '../../model/noise.ts';
import { isSolid, type News, newsOf, shortfall } from '../../model/rule.ts';
import type { Screen } from '../../model/screen.ts';
import type { Word } from '../../model/words.ts';
import { isOfCity, outsideZone, type Place, type Zone } from '../../model/zones.ts';

/** A zone or a place with its measures now, and how they changed against the period before. */
export interface AreaRow<Area extends Word> {
  readonly area: Area;
  readonly cells: Readonly<Partial<Record<MeasureId, Cell>>>;
  /** What may be said of each change; empty where the data do not reach back. */
  readonly changes: Readonly<Partial<Record<MeasureId, News>>>;
}

interface Answered {
  readonly ask: Ask;
  readonly answer: Answer;
}

/**
 * Every zone of the city, with or without requests, in the city's order; all measures asked for, or some of them. What
 * lies outside of the city is no zone of it.
 */
export function zoneRows(
  screen: Screen,
  now: Answered,
  before: Answered | null,
  ids: readonly MeasureId[] = now.ask.measures,
): AreaRow<Zone>[] {
  return areaRows(screen, screen.city.zones.zones, now, before, ids).filter(({ area }) => isOfCity(area));
}

/** Every place of the city; places have no earlier period. */
export function placeRows(screen: Screen, now: Answered): AreaRow<Place>[] {
  return areaRows(screen, screen.city.zones.places, now, null, now.ask.measures);
}

/** Requests that are nowhere on the map: in no zone that is known, or outside of the city. */
export function offMap(
  screen: Screen,
  now: Answered,
): { readonly unplaced: number; readonly outside: number } {
  const rowOf = rowIndex(now.answer);
  const received = (key: number) => now.answer.ints.received?.[rowOf(key)] ?? 0;
  const outside = screen.city.codeOf('zone', outsideZone.id);
  return { unplaced: received(-1), outside: outside < 0 ? 0 : received(outside) };
}

function areaRows<Area extends Word>(
  screen: Screen,
  areas: readonly Area[],
  now: Answered,
  before: Answered | null,
  ids: readonly MeasureId[],
): AreaRow<Area>[] {
  const rowNow = rowIndex(now.answer);
  const rowBefore = before && rowIndex(before.answer);
  const columns = ids.map((id) => {
    const cellNow = cellsOf(screen, now.ask, now.answer, id);
    const cells = areas.map((_, code) => cellNow(rowNow(code)));
    if (!before || !rowBefore) return { id, cells, news: null };
    const cellBefore = cellsOf(screen, before.ask, before.answer, id);
    const earlier = areas.map((_, code) => cellBefore(rowBefore(code)));
    const span = screen.before?.span ?? 1;
    const usual = usualChange(id, cells, earlier, span);
    return { id, cells, news: cells.map((cell, code) => newsOf(id, cell, earlier[code]!, { usual, span })) };
  });
  return areas.map((area, code) => {
    const cells: Partial<Record<MeasureId, Cell>> = {};
    const changes: Partial<Record<MeasureId, News>> = {};
    for (const column of columns) {
      cells[column.id] = column.cells[code]!;
      const news = column.news?.[code];
      if (news) changes[column.id] = news;
    }
    return { area, cells, changes };
  });
}

/** The usual up and down of a measure over some areas. */
export function usualChange(
  id: MeasureId,
  now: readonly Cell[],
  before: readonly Cell[],
  span: number,
): Usual {
  return usualOf(
    now.flatMap((cell, index) => {
      const movement = movementOf(id, cell, before[index], span);
      const score = movement && noiseOf(id, movement);
      return score === null || score === undefined ? [] : [score];
    }),
  );
}

/**
 * The rows with a value: what asks for attention first, by how far it is from the goal on the bad side, or from the bad
 * end where there is none; counts highest first. What rests on too few requests comes after all others.
 */
export function ranked<Area extends Word>(
  rows: readonly AreaRow<Area>[],
  id: MeasureId,
  goal: number | null,
): AreaRow<Area>[] {
  const weight = (row: AreaRow<Area>) => {
    const value = numberOf(row.cells[id]);
    if (goal !== null && measures[id].better !== null) return shortfall(id, value, goal);
    return measures[id].better === 'up' ? -value : value;
  };
  return rows
    .filter((row) => row.cells[id]?.kind === 'value')
    .toSorted(
      (a, b) => Number(isSolid(id, b.cells[id])) - Number(isSolid(id, a.cells[id])) || weight(b) - weight(a),
    );
}

function numberOf(cell: Cell | undefined): number {
  return cell?.kind === 'value' ? cell.value : Number.NaN;
}
