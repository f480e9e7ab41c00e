import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import { manifestsSince } from '../board/manifestsSince.ts';
import type { Answer, Ask } from '../model/ask.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Screen } from '../model/screen.ts';
import { useSlow } from '../ui/useSlow.ts';

/** Data that go on are counted anew this often, in ms. */
const readEvery = 5_000;

interface Answered<Q> {
  /** The question that the answers are of: the newest that was answered. */
  readonly question: Q;
  readonly answers: readonly Answer[];
  /** The version of the data that the answers are of. */
  readonly manifest: Manifest;
}

/** The screen that answers belong to: what was asked under, and the version that they are of. */
export function answeredScreen({ question, manifest }: Answered<{ readonly screen: Screen }>): Screen {
  return { ...question.screen, manifest };
}

/**
 * Asks the engine beside the page's frame, all asks in one go, and again as the data go on, or once what was estimated
 * can be counted.
 * @param question what is asked, the same object for as long as it is the same; null: nothing
 */
export function useAnswers<Q extends { readonly asks: readonly Ask[] }>(board: Board, question: Q | null) {
  const engine = useStore(board.store, (state) => state.engine);
  const version = useStore(
    board.store,
    ({ shown, details }) => `${shown?.frame.version} ${details.kind === 'ready'}`,
  );
  const slow = useSlow(version, readEvery);
  const [answered, setAnswered] = useState<Answered<Q> | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the engine's data
  useEffect(() => {
    if (!engine || !question) return;
    const abort = new AbortController();
    const manifests = manifestsSince(board);
    engine
      .answer(question.asks, { signal: abort.signal })
      .then(({ version, answers }) => {
        if (abort.signal.aborted) return;
        const manifest = manifests.of(version);
        setError(null);
        setAnswered({ question, answers, manifest });
      })
      .catch((failure: unknown) => {
        if (!abort.signal.aborted) setError(failure instanceof Error ? failure.message : String(failure));
      });
    return () => {
      abort.abort();
      manifests.stop();
    };
  }, [engine, slow, question, attempt]);
  return { answered, error, retry: () => setAttempt((now) => now + 1) };
}
