import { useLayoutEffect } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';

/** Marks the commit in which the page turns to another version of the data, for whoever observes how fast that is. */
export function CommitMark({ board }: { readonly board: Board }) {
  const manifest = useStore(board.store, ({ shown }) => shown?.screen.manifest);
  useLayoutEffect(() => {
    if (!manifest) return;
    const { sequence, asOf } = manifest;
    performance.clearMarks('live-committed');
    performance.mark('live-committed', { detail: { sequence, asOf } });
  }, [manifest]);
  return null;
}
