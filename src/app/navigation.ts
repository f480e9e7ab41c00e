import { createStore } from 'zustand/vanilla';
import type { Board } from '../board/board.ts';
import type { Opening } from '../feed/snapshotFeed.ts';
import { defaultFilter, defaultMeasure } from '../model/screen.ts';
import type { Beside } from '../views/beside/besideChoice.ts';
import {
  type Address,
  type OpenList,
  type OpenView,
  readAddress,
  type UnknownPart,
  type Usual,
  writeAddress,
} from './address.ts';

/** Which list is open, and which of its requests, by its reference; both are part of the address. */
export const openList = createStore<{ list: OpenList | null; request: string | null }>(() => ({
  list: null,
  request: null,
}));

/** What is open over the page beside a list, and the areas that stand side by side; both are part of the address. */
export const openView = createStore<{ view: OpenView | null; beside: Beside | null }>(() => ({
  view: null,
  beside: null,
}));

/** What the address named that the city does not have: said until it is put away, while the address has it no more. */
export const unknownParts = createStore<{ parts: readonly UnknownPart[] }>(() => ({ parts: [] }));

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
export function followHistory(
  board: Board,
  opened: Pick<Address, 'list' | 'request'>,
  place: HistoryPlace,
): Following {
  let lastChange = 0;
  let lastParts = '';
  let fromHistory = false;
  const write = () => {
    const { opening, filter, measure, comparison, dragging } = board.store.getState();
    if (!opening || fromHistory || dragging) return;
    const text = writeAddress(
      { filter, measure, comparison, ...openView.getState(), ...openList.getState() },
      usualOf(opening),
    );
    const before = place.read();
    if (text === before) return;
    const now = performance.now();
    const parts = changedParts(before, text);
    place.write(text, now - lastChange >= oneGesture || parts !== lastParts);
    lastChange = now;
    lastParts = parts;
  };
  openList.setState({ list: opened.list, request: opened.request });
  const stops = [
    board.store.subscribe((now, before) => {
      const ended = before.dragging && !now.dragging;
      if (
        ended ||
        now.filter !== before.filter ||
        now.measure !== before.measure ||
        now.comparison !== before.comparison
      )
        write();
    }),
    openList.subscribe(write),
    openView.subscribe(write),
  ];
  return {
    read() {
      const { opening } = board.store.getState();
      if (!opening) return;
      const address = readAddress(place.read(), opening.city, usualOf(opening));
      fromHistory = true;
      board.setFilter(address.filter);
      board.setMeasure(address.measure);
      openView.setState({ view: address.view, beside: address.beside });
      board.setComparison(address.comparison);
      openList.setState({ list: address.list, request: address.request });
      fromHistory = false;
      lastChange = 0;
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
