import { createStore } from 'zustand/vanilla';
import type { Board } from '../board/board.ts';
import { usualChoice } from '../model/choice.ts';
import { choiceText, parseChoice, type UnknownPart, usualText } from '../model/choiceText.ts';

/**
 * What the address, or a saved view that was opened, named that the city does not have: said until it is put away, while
 * the address has it no more.
 */
export const unknownParts = createStore<{
  readonly parts: readonly UnknownPart[];
  readonly of: 'link' | 'view';
}>(() => ({ parts: [], of: 'link' }));

/** Where a step of the browser's history keeps the text of what is chosen. */
export interface HistoryPlace {
  read(): string;
  /** @param step a new step of the history, or the present one written again */
  write(text: string, step: boolean): void;
}

/** In the address, for data that whoever gets the link has too. */
export const inAddress: HistoryPlace = {
  read: () => location.search.slice(1),
  write(text, step) {
    const query = text === '' || text === usualText ? '' : `?${text}`;
    put(null, location.pathname + query + location.hash, step);
  },
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

/** Keeps the board and one place of the history alike. */
export interface Following {
  /** The history went to another step: its choice becomes the board's. */
  read(): void;
  stop(): void;
}

/** Changes of the same parts of a choice that follow each other faster than this (ms) are one step of the history. */
const oneGesture = 700;

/** Which parts of a choice differ between two texts: `category,channel`. */
function changedParts(before: string, after: string): string {
  const [a, b] = [new URLSearchParams(before), new URLSearchParams(after)];
  const names = new Set([...a.keys(), ...b.keys()]);
  return [...names].filter((name) => a.get(name) !== b.get(name)).join();
}

/**
 * A choice becomes a step of the browser's history, a drag's at its end; `read` makes a step of the history the
 * choice.
 */
export function followHistory(board: Board, place: HistoryPlace): Following {
  /** The choice as the present step has it, which may have it in another form: that alone is no step. */
  let written = textOf(board);
  let lastChange = 0;
  let lastParts = '';
  const write = () => {
    const text = textOf(board);
    if (text === null || text === written || board.store.getState().dragging) return;
    const now = performance.now();
    const parts = changedParts(written ?? '', text);
    place.write(text, now - lastChange >= oneGesture || parts !== lastParts);
    written = text;
    lastChange = now;
    lastParts = parts;
  };
  const stop = board.store.subscribe((now, before) => {
    if (now.choice !== before.choice || (before.dragging && !now.dragging)) write();
  });
  return {
    read() {
      const { opening } = board.store.getState();
      if (!opening) return;
      const usual = usualChoice(opening.city, opening.manifest);
      const { choice } = parseChoice(place.read(), opening.city, usual);
      written = choiceText(choice, usual);
      board.choose(choice);
      lastChange = 0;
    },
    stop,
  };
}

/** What is chosen, as a link has it; null while there are no data. */
function textOf(board: Board): string | null {
  const { opening, choice } = board.store.getState();
  return opening && choiceText(choice, usualChoice(opening.city, opening.manifest));
}
