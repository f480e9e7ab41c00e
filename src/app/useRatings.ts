import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { readRatings } from '../feed/ratings.ts';
import type { KnownRatings } from '../views/ratings/ratings.ts';
import { live } from './live.ts';
import { ownData } from './ownData.ts';

/** Where the server has the ratings, beside the page. */
const address = new URL('data/ratings.json', document.baseURI).href;
/** Milliseconds after which they are asked for again by itself where they could not be brought. */
const again = 20_000;

type Known = Omit<KnownRatings, 'retry'>;
const nothing: Known = { ratings: null, failed: false, trying: false };

/** The ratings of the served data; brought anew when the server tells of others. Data of one's own have none. */
export function useRatings(): KnownRatings {
  const isServed = useStore(ownData, ({ shown }) => shown === null);
  const mark = useStore(live, ({ state, start }) => (state ? (start?.ratings ?? '') : null));
  const [known, setKnown] = useState(nothing);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another mark, and another attempt, are what it is brought for
  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    readRatings(address, abort.signal).then(
      (ratings) =>
        setKnown((before) =>
          !before.failed && before.ratings?.mark === ratings?.mark ? before : { ...nothing, ratings },
        ),
      () => {
        if (abort.signal.aborted) return;
        // What was brought before stays.
        setKnown((before) =>
          before.ratings === null && (!before.failed || before.trying)
            ? { ...nothing, failed: true }
            : before,
        );
        timer = window.setTimeout(() => setAttempt((before) => before + 1), again);
      },
    );
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [mark, attempt]);
  return useMemo(
    () => ({
      ...(isServed ? known : nothing),
      retry: () => {
        setKnown((before) => ({ ...before, trying: true }));
        setAttempt((before) => before + 1);
      },
    }),
    [isServed, known],
  );
}
