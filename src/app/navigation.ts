import { createStore } from 'zustand/vanilla';
import type { Board } from '../board/board.ts';
import type { City } from '../model/city.ts';
import type { Filter } from '../model/filter.ts';
import type { MeasureId } from '../model/measures.ts';
import { readAddress, type Usual, writeAddress } from './address.ts';

/** The list of requests that is open: those behind a measure, under a filter. */
export interface OpenList {
  readonly measure: MeasureId;
  readonly filter: Filter;
}

/** Which list is open; it is part of the address. */
export const openList = createStore<{ list: OpenList | null }>(() => ({ list: null }));

/** What the address named that the city does not have, as it was written. */
export const unknownParts = createStore<{ parts: readonly string[] }>(() => ({ parts: [] }));

/** Changes that follow each other faster than this are one step of the history. */
const oneGesture = 700;

/**
 * Keeps the address and the board alike: a choice becomes a step of the browser's history, and going back or
 * forward becomes a choice.
 */
export function followAddress(board: Board, city: City, usual: Usual, list: MeasureId | null): void {
  let lastChange = 0;
  let fromHistory = false;
  const write = () => {
    if (fromHistory) return;
    const { filter, measure } = board.store.getState();
    const text = writeAddress({ filter, measure, list: openList.getState().list?.measure ?? null }, usual);
    const target = location.pathname + text + location.hash;
    if (target === location.pathname + location.search + location.hash) return;
    const now = performance.now();
    if (now - lastChange < oneGesture) history.replaceState(null, '', target);
    else history.pushState(null, '', target);
    lastChange = now;
  };
  if (list) openList.setState({ list: { measure: list, filter: board.store.getState().filter } });
  board.store.subscribe((now, before) => {
    if (now.filter !== before.filter || now.measure !== before.measure) write();
  });
  openList.subscribe(write);
  window.addEventListener('popstate', () => {
    const address = readAddress(location.search, city, usual);
    fromHistory = true;
    board.setFilter(address.filter);
    board.setMeasure(address.measure);
    openList.setState({ list: address.list ? { measure: address.list, filter: address.filter } : null });
    fromHistory = false;
    lastChange = 0;
  });
}
