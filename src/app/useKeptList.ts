import { useCallback, useEffect, useState } from 'react';
import type { Board } from '../board/board.ts';
import { manifestsSince } from '../board/manifestsSince.ts';
import type { Engine, KeptList } from '../engine/engine.ts';
import type { Opening } from '../feed/snapshotFeed.ts';
import type { ListAsk } from '../query/listQuery.ts';
import type { ListNews } from '../views/requests/requestList.tsx';

export interface ListState {
  readonly list: KeptList | null;
  /** What the list is of: its codes, its moment. */
  readonly opening: Opening;
  /** How the list would differ now; null where it would not. */
  readonly news: ListNews | null;
  /** Takes the list as it is now. */
  readonly renew: () => void;
  readonly error: string | null;
}

/**
 * Keeps a list open: its rows stay those of the moment at which it was opened, and when the data have gone on, it is
 * told whether they would be others.
 * @param sequence of the data: another one is looked at
 */
export function useKeptList(
  board: Board,
  engine: Engine | null,
  ask: ListAsk,
  sequence: number,
  opening: Opening,
): ListState {
  const [opened, setOpened] = useState<{ list: KeptList; opening: Opening; sequence: number } | null>(null);
  const [news, setNews] = useState<ListNews | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const renew = useCallback(() => setTurn((now) => now + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what the data were at the moment is kept, and a turn opens it anew
  useEffect(() => {
    if (!engine) return;
    const abort = new AbortController();
    const manifests = manifestsSince(board);
    const made = engine.list(ask, abort.signal);
    setError(null);
    made
      .then((list) => {
        if (abort.signal.aborted) return;
        const manifest = manifests.of(list.version);
        setNews(null);
        setOpened({ list, opening: { ...opening, manifest }, sequence });
      })
      .catch((failure: unknown) => {
        if (!abort.signal.aborted) setError(failure instanceof Error ? failure.message : String(failure));
      })
      .finally(manifests.stop);
    return () => {
      abort.abort();
      made.then((list) => list.close()).catch(() => {});
    };
  }, [engine, ask, turn]);

  useEffect(() => {
    if (!engine || !opened || opened.sequence === sequence) return;
    const abort = new AbortController();
    void engine
      .list(ask, abort.signal)
      .then(async (now) => {
        await now.close();
        if (abort.signal.aborted) return;
        const same = now.total === opened.list.total && now.sum === opened.list.sum;
        setNews(same ? null : { more: now.total - opened.list.total });
      })
      // What the list itself cannot do is said when it is renewed.
      .catch(() => {});
    return () => abort.abort();
  }, [engine, ask, opened, sequence]);

  return { list: opened?.list ?? null, opening: opened?.opening ?? opening, news, renew, error };
}
