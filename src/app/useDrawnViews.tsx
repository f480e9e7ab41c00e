import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import type { View, ViewActions } from '../views/view.ts';
import { Drawn } from './Drawn.tsx';
import { columnAOf, type Perspective } from './perspectives.ts';

/** The views of a perspective as the places of the layout take them. */
interface DrawnViews {
  readonly figures: ReactNode;
  readonly map: ReactNode;
  readonly a: ReactNode;
  /** Another one as soon as other views stand in `a`. */
  readonly aKey: readonly View[];
  readonly b: ReactNode;
  readonly time: ReactNode;
}

/** Draws a perspective's views of what a board shows, each in its place. */
export function useDrawnViews(board: Board, perspective: Perspective, actions: ViewActions): DrawnViews {
  const a = useStore(board.store, ({ shown }) =>
    shown ? columnAOf(perspective, shown.screen) : perspective.a,
  );
  const draw = (views: readonly View[]) =>
    views.map((view) => <Drawn key={view.id} board={board} view={view} actions={actions} />);
  const { figures, map, b, time } = perspective;
  return { figures: draw(figures), map: draw(map), a: draw(a), aKey: a, b: draw(b), time: draw(time) };
}
