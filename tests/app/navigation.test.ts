import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followHistory } from '../../src/app/navigation.ts';
import { makeBoard } from '../../src/board/board.ts';
import { usualChoice } from '../../src/model/choice.ts';
import { parseChoice } from '../../src/model/choiceText.ts';
import { choose, during, type Filter } from '../../src/model/filter.ts';
import { openingOf } from '../support/opening.ts';
import { randomCity } from '../support/randomCity.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** A board whose steps are kept in a list instead of a browser's history. */
async function followed(address = '') {
  const opening = await openingOf(randomCity(3, 40));
  const board = makeBoard(() => []);
  const usual = usualChoice(opening.city, opening.manifest);
  board.opened(opening, parseChoice(address, opening.city, usual).choice);
  const steps = [address];
  const following = followHistory(board, {
    read: () => steps.at(-1)!,
    write: (text, step) => void steps.splice(steps.length - (step ? 0 : 1), step ? 0 : 1, text),
  });
  /** Chooses what a function makes of the filter, so many milliseconds after the choice before. */
  const change = (after: number, to: (filter: Filter) => Filter) => {
    vi.advanceTimersByTime(after);
    board.choose({ filter: to(board.store.getState().choice.filter) });
  };
  vi.advanceTimersByTime(5000);
  return { board, steps, following, change, usual };
}

// Guards: "back" takes away what was chosen last, however quickly two different things were chosen.
test('two parts of a choice are two steps of the history, quick changes of one part are one', async () => {
  const { steps, change } = await followed();
  change(0, (filter) => choose(filter, 'category', ['report']));
  change(50, (filter) => choose(filter, 'category', ['report', 'complaint']));
  change(50, (filter) => choose(filter, 'channel', ['whatsapp']));
  expect(steps).toEqual([
    '',
    'v=1&category=complaint,report',
    'v=1&category=complaint,report&channel=whatsapp',
  ]);
  change(701, (filter) => choose(filter, 'channel', []));
  expect(steps).toHaveLength(4);
});

// Guards: a drag is one step, written at its end, also when something else was chosen just before.
test('a drag is one step of the history', async () => {
  const { board, steps, change } = await followed();
  change(0, (filter) => choose(filter, 'category', ['report']));
  board.setDragging(true);
  const day = board.store.getState().opening!.manifest.days!.from;
  for (let i = 0; i < 5; i++) change(20, (filter) => during(filter, { from: day + i, to: day + i }));
  expect(steps).toHaveLength(2);
  board.setDragging(false);
  expect(steps).toHaveLength(3);
});

// Guards: going back writes nothing, and the choice after it is a step of its own.
test('what the history says becomes the choice', async () => {
  const { board, steps, following, change, usual } = await followed();
  change(0, (filter) => choose(filter, 'category', ['report']));
  steps.pop();
  following.read();
  expect(board.store.getState().choice.filter).toEqual(usual.filter);
  expect(steps).toEqual(['']);
  change(10, (filter) => choose(filter, 'category', ['report']));
  expect(steps).toEqual(['', 'v=1&category=report']);
  following.stop();
  change(1000, (filter) => choose(filter, 'category', []));
  expect(steps).toEqual(['', 'v=1&category=report']);
});

// Guards: to open a list, a window or another map is a step too, and an old address alone is none.
test('every part of a choice is a step of the history, another form of the same choice is none', async () => {
  const { board, steps, following, change } = await followed('category=category-1,category-0&lang=en');
  change(1000, (filter) => choose(filter, 'category', ['category-0', 'category-1']));
  board.setDragging(true);
  board.setDragging(false);
  expect(steps).toEqual(['category=category-1,category-0&lang=en']);
  const chosen = 'v=1&category=category-0,category-1';
  const { filter } = board.store.getState().choice;
  board.choose({ list: { measure: 'open', filter }, request: null });
  board.choose({ list: null, map: 'heat' });
  board.choose({ beside: { areas: [], city: true } });
  expect(steps.slice(1)).toEqual([
    `${chosen}&list=open`,
    `${chosen}&map=heat`,
    `${chosen}&map=heat&beside=city`,
  ]);
  steps.splice(1);
  following.read();
  expect(board.store.getState().choice).toMatchObject({ map: 'zones', list: null, beside: null });
  expect(steps).toHaveLength(1);
});
