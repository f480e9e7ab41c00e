import { type Answer, type Ask, cellsOf, changeOf, rowIndex } from '../model/ask.ts';
import type { Cell, MeasureId } from '../model/measures.ts';
import type { Screen } from '../model/screen.ts';
import type { Word } from '../model/words.ts';
import type { Place, Zone } from '../model/zones.ts';

/** A zone or a place with its measures now, and how they changed against the period before. */
export interface AreaRow<Area extends Word> {
  readonly area: Area;
  readonly cells: Readonly<Partial<Record<MeasureId, Cell>>>;
  /** Empty where the data do not reach back. */
  readonly changes: Readonly<Partial<Record<MeasureId, Cell>>>;
}

interface Answered {
  readonly ask: Ask;
  readonly answer: Answer;
}

/** Every zone of the city, with or without requests, in the city's order; all measures asked for, or some of them. */
export function zoneRows(
  screen: Screen,
  now: Answered,
  before: Answered | null,
  ids: readonly MeasureId[] = now.ask.measures,
): AreaRow<Zone>[] {
  return areaRows(screen, screen.city.zones.zones, now, before, ids);
}

/** Every place of the city; places have no earlier period. */
export function placeRows(screen: Screen, now: Answered): AreaRow<Place>[] {
  return areaRows(screen, screen.city.zones.places, now, null, now.ask.measures);
}

/** Requests that lie in no zone, and so nowhere on the map. */
export function withoutZone(now: Answered): number {
  const row = rowIndex(now.answer)(-1);
  return row < 0 ? 0 : (now.answer.ints.received?.[row] ?? 0);
}

function areaRows<Area extends Word>(
  screen: Screen,
  areas: readonly Area[],
  now: Answered,
  before: Answered | null,
  ids: readonly MeasureId[],
): AreaRow<Area>[] {
  const columns = ids.map((id) => ({
    id,
    cellNow: cellsOf(screen, now.ask, now.answer, id),
    cellBefore: before && cellsOf(screen, before.ask, before.answer, id),
  }));
  const rowNow = rowIndex(now.answer);
  const rowBefore = before && rowIndex(before.answer);
  return areas.map((area, code) => {
    const cells: Partial<Record<MeasureId, Cell>> = {};
    const changes: Partial<Record<MeasureId, Cell>> = {};
    for (const { id, cellNow, cellBefore } of columns) {
      const cell = cellNow(rowNow(code));
      cells[id] = cell;
      if (cellBefore && rowBefore) changes[id] = changeOf(id, cell, cellBefore(rowBefore(code)));
    }
    return { area, cells, changes };
  });
}

/** The rows with a value, highest first; equal ones stay in their order. */
export function ranked<Area extends Word>(rows: readonly AreaRow<Area>[], id: MeasureId): AreaRow<Area>[] {
  return rows
    .filter((row) => row.cells[id]?.kind === 'value')
    .toSorted((a, b) => numberOf(b.cells[id]) - numberOf(a.cells[id]));
}

function numberOf(cell: Cell | undefined): number {
  return cell?.kind === 'value' ? cell.value : Number.NaN;
}
