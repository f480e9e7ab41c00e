import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';

const OpenedList = lazy(async () => ({ default: (await import('./OpenedList.tsx')).OpenedList }));

/** The list of requests that is open, if one is. */
export function ListPanel({ board }: { readonly board: Board }) {
  const list = useStore(board.store, ({ choice }) => choice.list);
  const engine = useStore(board.store, (state) => state.engine);
  const opening = useStore(board.store, (state) => state.opening);
  if (!list || !opening) return null;
  return (
    <Suspense fallback={null}>
      <OpenedList
        key={JSON.stringify([list.measure, list.filter])}
        board={board}
        list={list}
        engine={engine}
        opening={opening}
      />
    </Suspense>
  );
}
