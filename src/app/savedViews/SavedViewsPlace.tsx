import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../../board/board.ts';
import { savedViews } from './savedViews.ts';

const SavedViewsWindow = lazy(async () => ({
  default: (await import('./SavedViewsWindow.tsx')).SavedViewsWindow,
}));

/** The window of the saved views, if it is open; it is loaded when it first is. */
export function SavedViewsPlace({ board }: { readonly board: Board }) {
  const open = useStore(savedViews, (state) => state.open);
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <SavedViewsWindow board={board} />
    </Suspense>
  );
}
