import { useCallback, useEffect, useRef, useState } from 'react';
import type { AdminState, SeenOrder } from '../../model/adminState.ts';

/** Milliseconds between two questions while the page is to be seen. */
const every = 5000;
const patience = 15_000;

export interface Asked {
  /** What the server said last; null before it said anything. */
  readonly state: AdminState | null;
  /** Whether it did not answer the last time. */
  readonly failed: boolean;
  /** Marks a kind of problem as seen, or takes that back. Returns whether the server did so. */
  readonly see: (order: SeenOrder) => Promise<boolean>;
  /** Begins a job at once. Returns whether the server did so. */
  readonly runJob: (name: string) => Promise<boolean>;
  /** Sends a message that shows that messages arrive. Returns whether the server did so. */
  readonly sendTest: () => Promise<boolean>;
}

/** Asks the server how it is doing, again and again while the page is to be seen. */
export function useAdminState(): Asked {
  const [state, setState] = useState<AdminState | null>(null);
  const [failed, setFailed] = useState(false);
  const asking = useRef<Promise<void> | null>(null);
  const ask = useCallback(() => {
    asking.current ??= fetchState()
      .then(
        (next) => {
          setState(next);
          setFailed(false);
        },
        () => setFailed(true),
      )
      .finally(() => {
        asking.current = null;
      });
    return asking.current;
  }, []);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void ask();
    };
    look();
    const timer = setInterval(look, every);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [ask]);
  const tell = useCallback(
    async (address: string, order: object) => {
      const done = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(order),
        signal: AbortSignal.timeout(patience),
      }).then(
        ({ ok }) => ok,
        () => false,
      );
      // An answer that is under way may be of before it.
      await asking.current;
      await ask();
      return done;
    },
    [ask],
  );
  const see = useCallback((order: SeenOrder) => tell('admin/seen', order), [tell]);
  const runJob = useCallback((job: string) => tell('admin/job', { job }), [tell]);
  const sendTest = useCallback(() => tell('admin/notice-test', {}), [tell]);
  return { state, failed, see, runJob, sendTest };
}

async function fetchState(): Promise<AdminState> {
  const response = await fetch('admin/state.json', {
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new Error(`admin/state.json: got ${response.status}, expected 200`);
  return (await response.json()) as AdminState;
}
