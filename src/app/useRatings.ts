import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { readRatings } from '../feed/ratings.ts';
import type { Ratings } from '../model/ratings.ts';
import type { KnownRatings } from '../views/ratings/ratings.ts';
import { live } from './live.ts';
import { ownData } from './ownData.ts';

/** Where the server has the ratings, beside the page. */
const address = new URL('data/ratings.json', document.baseURI).href;

/** The ratings of the served data; brought anew when the server tells of others. Data of one's own have none. */
export function useRatings(): KnownRatings {
  const isServed = useStore(ownData, ({ shown }) => shown === null);
  const mark = useStore(live, ({ state, start }) => (state ? (start?.ratings ?? '') : null));
  const [known, setKnown] = useState<{ ratings: Ratings | null; failed: boolean }>({
    ratings: null,
    failed: false,
  });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another mark, and another attempt, are what it is brought for
  useEffect(() => {
    const abort = new AbortController();
    readRatings(address, abort.signal).then(
      (ratings) =>
        setKnown((before) =>
          !before.failed && before.ratings?.mark === ratings?.mark ? before : { ratings, failed: false },
        ),
      () => {
        // What was brought before stays.
        if (!abort.signal.aborted) setKnown((before) => ({ ...before, failed: before.ratings === null }));
      },
    );
    return () => abort.abort();
  }, [mark, attempt]);
  return useMemo(
    () => ({
      ratings: isServed ? known.ratings : null,
      failed: isServed && known.failed,
      retry: () => setAttempt((before) => before + 1),
    }),
    [isServed, known],
  );
}
