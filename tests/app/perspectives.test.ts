import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { asksOf, leadership, type Perspective } from '../../src/app/perspectives.ts';
import { useDrawnViews } from '../../src/app/useDrawnViews.tsx';
import { type Board, makeBoard } from '../../src/board/board.ts';
import type { Answers, Engine } from '../../src/engine/engine.ts';
import { type Ask, keyOf } from '../../src/model/ask.ts';
import { plainChoice } from '../../src/model/choice.ts';
import type { Filter } from '../../src/model/filter.ts';
import { versionOf } from '../../src/model/manifest.ts';
import { Layout } from '../../src/ui/Layout.tsx';
import { read, type View, type ViewActions, type ViewProps } from '../../src/views/view.ts';
import { openingOf } from '../support/opening.ts';
import { randomCity } from '../support/randomCity.ts';

const places = ['figures', 'map', 'a', 'areas', 'b', 'time'] as const;
const planted: Ask = { by: [], measures: ['received'], filter: { hour: ['7'] } };

/** A view that writes its name, and what it is answered where it asks something. */
function viewOf(id: string, ask: Ask | null = null): View {
  const text = ({ frame }: ViewProps) => (ask ? ` ${read(frame, ask)?.ints.received?.[0]}` : '');
  const draw = (props: ViewProps) => createElement('i', null, id + text(props));
  return { id, asks: () => (ask ? [ask] : []), Component: draw };
}

/** The leadership's perspective with another view of the same name in the place of each; they need no page around them. */
const plain = Object.fromEntries(
  places.map((place) => [place, leadership[place].map(({ id }) => viewOf(`${place}/${id}`))]),
) as unknown as Perspective;

function Page({ board, perspective }: { readonly board: Board; readonly perspective: Perspective }) {
  const views = useDrawnViews(board, perspective, {} as ViewActions);
  return createElement(Layout, { ...views, header: '', skipLabel: '' });
}

/** What stands on the page, in reading order, once a board has answered. */
async function shown(perspective: Perspective, filter: Filter = {}): Promise<string[]> {
  const board = makeBoard((screen) => asksOf(perspective, screen));
  const opening = await openingOf(randomCity(4, 20));
  board.opened(opening, plainChoice(filter, 'received'));
  board.engineReady({
    answer: async (asks: readonly Ask[]): Promise<Answers> => ({
      version: versionOf(opening.manifest),
      answers: asks.map((ask) => ({
        rows: 1,
        keys: [],
        ints: { received: [keyOf(ask) === keyOf(planted) ? 7 : 0] },
      })),
    }),
    dispose: async () => {},
  } as unknown as Engine);
  await expect.poll(() => board.store.getState().shown).not.toBeNull();
  // Rendered without a browser, a store shows the state that it began with.
  const still: Board = { ...board, store: createStore(() => board.store.getState()) };
  const page = renderToStaticMarkup(createElement(Page, { board: still, perspective }));
  return [...page.matchAll(/<i>([^<]*)<\/i>/g)].map((match) => match[1]!);
}

// Guards: a view stands on the page, where it is told to, and is answered, by its line in a perspective alone.
test('a planted view is asked for, and drawn in its place', async () => {
  const { b } = plain;
  const names = (of: Perspective) =>
    (['figures', 'map', 'a', 'b', 'time'] as const).flatMap((place) => of[place].map(({ id }) => id));
  expect(await shown(plain)).toEqual(names(plain));
  const view = viewOf('planted', planted);
  const expected = names(plain);
  expected.splice(expected.indexOf(b[0]!.id) + 1, 0, 'planted 7');
  expect(await shown({ ...plain, b: [b[0]!, view, ...b.slice(1)] })).toEqual(expected);
});

test('the views of areas take the place of the first column where an area is chosen', async () => {
  const perspective = { ...plain, areas: [...plain.areas, viewOf('planted', planted)] };
  const page = await shown(perspective, { zone: ['zone-1'] });
  expect(page.filter((name) => /^(a|areas)\/|^planted/.test(name))).toEqual([
    ...plain.areas.map(({ id }) => id),
    'planted 7',
  ]);
  expect(await shown(perspective)).not.toContain('planted 7');
});
