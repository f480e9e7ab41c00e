import { createStore } from 'zustand/vanilla';
import type { Board } from '../board/board.ts';
import type { Opening } from '../feed/snapshotFeed.ts';
import type { Filter } from '../model/filter.ts';
import type { MeasureId } from '../model/measures.ts';
import { defaultFilter, defaultMeasure } from '../model/screen.ts';
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

/** Where a step of the browser's history keeps what is chosen, written as the query of an address. */
export interface HistoryPlace {
  read(): string;
  /** @param step a new step of the history, or the present one written again */
  write(text: string, step: boolean): void;
}

/** In the address, for data that whoever gets the link has too. */
export const inAddress: HistoryPlace = {
  read: () => location.search,
  write: (text, step) => put(null, location.pathname + text + location.hash, step),
};

/** Beside the address, for data that only this tab has: a reload, or whoever gets the link, sees what is served. */
export function besideAddress(id: number): HistoryPlace {
  return {
    read: () => ownStep()?.choice ?? '',
    write: (choice, step) => put({ own: id, choice } satisfies OwnStep, location.pathname, step),
  };
}

interface OwnStep {
  readonly own: number;
  readonly choice: string;
}

/** The present step of the history where it is one of the reader's own data. */
export function ownStep(): OwnStep | null {
  const state = history.state as Partial<OwnStep> | null;
  return typeof state?.own === 'number' ? { own: state.own, choice: state.choice ?? '' } : null;
}

function put(state: OwnStep | null, address: string, step: boolean): void {
  if (step) history.pushState(state, '', address);
  else history.replaceState(state, '', address);
}

/** What a page without an address shows of some data: their last days. */
export function usualOf({ city, manifest }: Opening): Usual {
  return { filter: defaultFilter(city, manifest), measure: defaultMeasure(manifest) };
}

/** Keeps the board and one place of the history alike. */
export interface Following {
  /** The history went to another step: its choice becomes the board's. */
  read(): void;
  stop(): void;
}

/** Changes of the same parts of a choice that follow each other faster than this (ms) are one step of the history. */
const oneGesture = 700;

/** Which parts of a choice differ between two queries of an address: `category,channel`. */
function changedParts(before: string, after: string): string {
  const [a, b] = [new URLSearchParams(before), new URLSearchParams(after)];
  const names = new Set([...a.keys(), ...b.keys()]);
  return [...names].filter((name) => a.get(name) !== b.get(name)).join();
}

/**
 * A choice becomes a step of the browser's history, a drag's at its end; `read` makes a step of the history the
 * choice.
 */
export function followHistory(board: Board, list: MeasureId | null, place: HistoryPlace): Following {
  let lastChange = 0;
  let lastParts = '';
  let fromHistory = false;
  const write = () => {
    const { opening, filter, measure, dragging } = board.store.getState();
    if (!opening || fromHistory || dragging) return;
    const list = openList.getState().list?.measure ?? null;
    const text = writeAddress({ filter, measure, list }, usualOf(opening));
    const before = place.read();
    if (text === before) return;
    const now = performance.now();
    const parts = changedParts(before, text);
    place.write(text, now - lastChange >= oneGesture || parts !== lastParts);
    lastChange = now;
    lastParts = parts;
  };
  openList.setState({ list: list ? { measure: list, filter: board.store.getState().filter } : null });
  const stops = [
    board.store.subscribe((now, before) => {
      const ended = before.dragging && !now.dragging;
      if (ended || now.filter !== before.filter || now.measure !== before.measure) write();
    }),
    openList.subscribe(write),
  ];
  return {
    read() {
      const { opening } = board.store.getState();
      if (!opening) return;
      const address = readAddress(place.read(), opening.city, usualOf(opening));
      fromHistory = true;
      board.setFilter(address.filter);
      board.setMeasure(address.measure);
      openList.setState({ list: address.list ? { measure: address.list, filter: address.filter } : null });
      fromHistory = false;
      lastChange = 0;
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
