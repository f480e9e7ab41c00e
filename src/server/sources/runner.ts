import { setTimeout as sleep } from 'node:timers/promises';
import type { Store, Taken } from '../store/store.ts';
import { type Batch, type Clock, type Source, SourceError, type SourceFault } from './source.ts';

/** How a source is doing. */
export interface SourceState {
  readonly id: string;
  /** initial: all that it has is still coming; following: what happens; waiting: it failed and is tried again; stopped: somebody must look at it. */
  readonly phase: 'starting' | 'initial' | 'following' | 'waiting' | 'stopped';
  /** Why it waits or stopped, in words without personal data. */
  readonly trouble: { readonly fault: SourceFault | 'other'; readonly text: string } | null;
  /** Epoch milliseconds of this machine at which the last batch was taken; null before the first. */
  readonly lastBatch: number | null;
  /** Epoch seconds at which the source itself took the last of them; null where it does not tell. */
  readonly committedAt: number | null;
}

export interface RunnerOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Told what was taken. */
  readonly onTaken: (source: string, taken: Taken, batch: Batch) => void;
  readonly onState: (state: SourceState) => void;
  /** Milliseconds before the first new try; each that follows waits twice as long, up to `longestWait`. */
  readonly firstWait?: number;
  readonly longestWait?: number;
}

/**
 * Lets a source fill the store until the signal aborts: all that it has, then what happens. A batch is acknowledged
 * when it is on disk; after any trouble it goes on from what is.
 */
export async function runSource(source: Source, options: RunnerOptions, signal: AbortSignal): Promise<void> {
  const { store, clock, onTaken, onState, firstWait = 1000, longestWait = 60_000 } = options;
  let state: SourceState = {
    id: source.id,
    phase: 'starting',
    trouble: null,
    lastBatch: null,
    committedAt: null,
  };
  const set = (change: Partial<SourceState>) => {
    state = { ...state, ...change };
    onState(state);
  };
  const takeAll = async (batches: AsyncIterable<Batch>, seen: Set<string> | null) => {
    for await (const batch of batches) {
      if (seen) for (const { ref } of batch.requests) seen.add(ref);
      const taken = store.take(source.id, batch, clock.now());
      await batch.kept?.();
      wait = firstWait;
      onTaken(source.id, taken, batch);
      set({ lastBatch: Date.now(), committedAt: batch.committedAt ?? state.committedAt, trouble: null });
      if (signal.aborted) return;
    }
  };
  const takeAway = (id: string, seen: ReadonlySet<string>) => {
    const requests = [...store.told(id)]
      .filter(({ ref }) => !seen.has(ref))
      .map(({ ref, order }) => ({ ref, order, row: null, personal: null }));
    if (requests.length === 0) return;
    const batch = { requests, position: null, committedAt: null };
    onTaken(id, store.take(id, batch, clock.now()), batch);
  };
  let wait = firstWait;
  let anew = false;
  while (!signal.aborted) {
    try {
      let position = anew ? null : store.position(source.id);
      if (position === null) {
        set({ phase: 'initial' });
        // A source that was put back from a backup may count its orders from lower ones on.
        if (anew) store.forgetOrders(source.id);
        // What it had once and tells no more went while nobody followed it.
        const seen = new Set<string>();
        await takeAll(source.initial(signal), seen);
        if (source.whole && !signal.aborted) takeAway(source.id, seen);
        anew = false;
        position = store.position(source.id);
        if (signal.aborted) return;
        if (position === null)
          throw new SourceError('misfit', `${source.id}: told all that it has and no position to go on from`);
      }
      set({ phase: 'following' });
      await takeAll(source.changes(position, signal), null);
      if (signal.aborted) return;
      throw new SourceError('unreachable', `${source.id}: its changes ended`);
    } catch (error) {
      if (signal.aborted) return;
      const fault = error instanceof SourceError ? error.fault : 'other';
      const text = error instanceof Error ? error.message : String(error);
      if (fault === 'lostPosition') anew = true;
      const pause = error instanceof SourceError && error.retryAfter !== null ? error.retryAfter : wait;
      wait = Math.min(longestWait, wait * 2);
      // What does not fit may be put right at the source: it is tried again, seldom.
      set({ phase: fault === 'misfit' ? 'stopped' : 'waiting', trouble: { fault, text } });
      await sleep(fault === 'misfit' ? longestWait : pause, undefined, { signal }).catch(() => {});
    }
  }
}
