import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import { describe, type ErrorWords } from '../../live/logger.ts';
import { type Store, StoreError, type Taken } from '../store/store.ts';
import { reportFuture } from './future.ts';
import { partsOf } from './parts.ts';
import type { ProblemBook } from './problemBook.ts';
import {
  type Batch,
  type Clock,
  type Source,
  SourceError,
  type SourceFault,
  type SourceRequest,
} from './source.ts';

/** Why a source cannot go on. `store`: what it tells cannot be kept; `other`: a fault of this program. */
export interface Trouble {
  readonly fault: SourceFault | 'store' | 'other';
  /** For whoever runs the server, without personal data. */
  readonly text: string;
  /** The error's own code and places, for the log; null where the text says it all. */
  readonly error: ErrorWords | null;
}

/** How a source is doing. */
export interface SourceState {
  readonly id: string;
  /** initial: all that it has is still coming; following: what happens; waiting: it failed and is tried again; stopped: somebody must look at it. */
  readonly phase: 'starting' | 'initial' | 'following' | 'waiting' | 'stopped';
  /** Why it waits or stopped, in words without personal data. */
  readonly trouble: Trouble | null;
  /** Epoch milliseconds of this machine at which the last batch was taken; null before the first. */
  readonly lastBatch: number | null;
  /** Epoch seconds at which the source itself took the last of them; null where it does not tell. */
  readonly committedAt: number | null;
}

export interface RunnerOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Where to report what is doubtful. */
  readonly problems?: ProblemBook;
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
  const { store, clock, problems, onTaken, onState, firstWait = 1000, longestWait = 60_000 } = options;
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
  const takeParts = async (batch: Batch, now: number): Promise<Taken> => {
    const all = { changed: 0, same: 0, stale: 0, held: 0, gone: 0 };
    let isFirst = true;
    for (const part of partsOf(batch)) {
      // Whoever else has something to do here does it between two parts.
      if (!isFirst) await breathe();
      isFirst = false;
      const taken = store.take(source.id, part, now);
      for (const kind of Object.keys(all) as (keyof Taken)[]) all[kind] += taken[kind];
    }
    return all;
  };
  const takeAll = async (batches: AsyncIterable<Batch>, seen: Set<string> | null) => {
    for await (const batch of batches) {
      if (seen) for (const { ref } of batch.requests) seen.add(ref);
      const now = clock.now();
      if (problems) reportFuture(problems.report, source.id, batch, now);
      problems?.write();
      const taken = await takeParts(batch, now);
      problems?.taken(source.id, batch);
      if (taken.stale > 0) problems?.report(source.id, 'updated', 'olderTelling', { count: taken.stale });
      await batch.kept?.();
      wait = firstWait;
      onTaken(source.id, taken, batch);
      set({ lastBatch: Date.now(), committedAt: batch.committedAt ?? state.committedAt, trouble: null });
      if (signal.aborted) return;
    }
  };
  const takeAway = async (
    id: string,
    seen: ReadonlySet<string>,
    refused: ReadonlySet<string> | undefined,
  ) => {
    const requests: SourceRequest[] = [];
    for (const { ref, order } of store.told(id))
      if (!seen.has(ref) && !refused?.has(ref)) requests.push({ ref, order, row: null, personal: null });
    if (requests.length === 0) return;
    const batch = { requests, position: null, committedAt: null };
    onTaken(id, await takeParts(batch, clock.now()), batch);
  };
  /** Reads all that the source has. What is remembered of it for that ends with it. */
  const takeInitial = async () => {
    // What it had once and tells no more went while nobody followed it; where there is nothing of it, nothing can have.
    const seen = store.problems.requestsOf(source.id) > 0 ? new Set<string>() : null;
    // What it has and cannot be read is still there.
    const refused = problems?.begin(source.id, anew);
    await takeAll(source.initial(signal), seen);
    if (seen && source.whole && !signal.aborted) await takeAway(source.id, seen, refused);
    problems?.end(source.id);
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
        await takeInitial();
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
      const trouble = troubleOf(error);
      if (trouble.fault === 'lostPosition') {
        anew = true;
        // The trouble is over as soon as it is read; that it was stays known.
        problems?.report(source.id, 'requests', 'readAnew');
      }
      const pause = error instanceof SourceError && error.retryAfter !== null ? error.retryAfter : wait;
      wait = Math.min(longestWait, wait * 2);
      // What does not fit may be put right at the source: it is tried again, seldom.
      const isMisfit = trouble.fault === 'misfit';
      set({ phase: isMisfit ? 'stopped' : 'waiting', trouble });
      await sleep(isMisfit ? longestWait : pause, undefined, { signal }).catch(() => {});
    }
  }
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof SourceError) return { fault: error.fault, text: error.message, error: null };
  const words = describe(error);
  if (error instanceof StoreError) return { fault: 'store', text: error.message, error: words };
  // The message of an error that is not ours may quote what it was given.
  const code = words.code ? ` (${words.code})` : '';
  return { fault: 'other', text: `failed: ${words.name}${code}; the log has the place`, error: words };
}
