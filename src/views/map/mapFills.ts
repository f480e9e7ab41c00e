import type { Frame } from '../../model/ask.ts';
import { asks, type Screen } from '../../model/screen.ts';
import type { ZoneFill } from '../../ui/map/island.ts';
import { read } from '../view.ts';
import { fillOf, type Scale } from './mapScale.ts';
import { placeRows } from './mapZones.ts';

export const noFills: ReadonlyMap<string, ZoneFill> = new Map();

/** Requests of the choice; null while that is not known. */
export function totalOf(screen: Screen, frame: Frame): number | null {
  return read(frame, asks.figures(screen))?.ints.received?.[0] ?? null;
}

/** How the marks of places are drawn: in the colours, or circles, of the zones. */
export function placeFillsOf(screen: Screen, frame: Frame, scale: Scale): ReadonlyMap<string, ZoneFill> {
  const ask = asks.places(screen);
  const answer = read(frame, ask);
  if (!answer) return noFills;
  const fills = new Map<string, ZoneFill>();
  for (const { area, cells } of placeRows(screen, { ask, answer })) {
    const cell = cells[screen.measure];
    const fill = cell?.kind === 'value' && cell.n > 0 ? fillOf(scale, cell) : null;
    if (fill) fills.set(area.id, fill);
  }
  return fills;
}
