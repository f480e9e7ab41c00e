import { createStore } from 'zustand/vanilla';
import type { Board } from '../board/board.ts';
import type { Engine } from '../engine/engine.ts';
import type { Link, Version } from '../feed/live/link.ts';
import type { LiveEvent, LiveState, Pause } from '../feed/live/machine.ts';
import { type Opening, readDeltas } from '../feed/snapshotFeed.ts';
import { usualFilter } from '../model/choice.ts';
import type { StartNews } from '../model/doing.ts';
import { during } from '../model/filter.ts';
import { factsOf, SnapshotError } from '../model/manifest.ts';
import type { Pulses } from '../views/map/mapPulse.ts';
import { type Arrivals, arrived } from './liveArrivals.ts';

/** What the page shows of a feed that goes on. */
export interface LiveView {
  /** Null while the data on the screen are of a snapshot that stays as it is. */
  readonly state: LiveState | null;
  /** Whether the server goes on, but this machine takes too little to follow it. */
  readonly off: boolean;
  /** What is said for a while: the connection is back, the data were loaded anew, names and lists with them. */
  readonly news: 'back' | 'reloaded' | 'renewed' | null;
  /** What the server still does, and which sources are away; null: nothing, and none. */
  readonly start: StartNews | null;
  readonly arrivals: Arrivals;
}

const nothing: LiveView = {
  state: null,
  off: false,
  news: null,
  start: null,
  arrivals: { newest: [], last: -1 },
};

export const live = createStore<LiveView>(() => nothing);

let link: Link | null = null;

/** Says that the data go on and that this machine cannot follow them. */
export function liveIsOff(off: boolean): void {
  live.setState({ off });
}

/** Tells the feed of the page, if there is one. */
export function tellLive(event: LiveEvent): void {
  link?.send(event);
}

/** What was said was read, or was there for long enough. */
export function forgetNews(): void {
  live.setState({ news: null });
}

/** Goes back from a fixed past period to the last days. */
export function goLive(board: Board): void {
  const { opening, choice } = board.store.getState();
  if (!opening) return;
  const { opened } = usualFilter(opening.city, opening.manifest);
  board.choose({ filter: during(choice.filter, opened ?? null) });
}

/** The zones in which a request has just come in. */
export const pulses: Pulses & { readonly listeners: Set<(zones: readonly string[]) => void> } = {
  listeners: new Set(),
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  },
};

/** Where the server tells of deltas, beside the page. */
const address = new URL('live/rows', document.baseURI).href;
/** A connection that was lost for less than this many ms is not spoken of. */
const briefly = 3_000;

/**
 * Keeps the board's data up to date with the server until the signal aborts.
 * @param reopen opens the manifest anew and brings what it names to the board
 */
export async function startLive(
  board: Board,
  reopen: () => Promise<Version>,
  signal: AbortSignal,
): Promise<void> {
  const { opening, engine } = board.store.getState();
  if (!opening || !engine) return;
  const [{ follow }, { hearServer }] = await Promise.all([
    import('../feed/live/link.ts'),
    import('../feed/live/stream.ts'),
    catchUp(board, opening, signal),
  ]);
  const arrivals = await newestOf(engine, opening);
  if (signal.aborted) return;
  live.setState({ arrivals });
  const { sequence, asOf } = board.store.getState().opening!.manifest;
  const facts = () => factsOf(board.store.getState().opening!.manifest);
  let renewed = false;
  link = follow({
    files: opening.files,
    hear: hearServer(opening.files, address),
    held: { sequence, asOf },
    async apply(steps) {
      await board.apply(steps);
      if (signal.aborted) return;
      const told = arrived(
        live.getState().arrivals,
        steps.map(({ delta }) => delta),
      );
      live.setState({ arrivals: { newest: told.newest, last: told.last } });
      const zones = told.fresh.map(({ zone }) => opening.city.words.zone[zone]?.id ?? '');
      for (const listener of pulses.listeners) listener([...new Set(zones)].filter((id) => id !== ''));
    },
    async reopen() {
      const before = facts();
      const version = await reopen();
      renewed = facts() !== before;
      return version;
    },
    onState(state, event) {
      const { state: before, news } = live.getState();
      live.setState({ state, news: newsOf(before, state, event, renewed) ?? news });
      if (event?.kind === 'beat') live.setState({ start: event.news ?? null });
    },
    signal,
  });
  const stops = [watchBoard(board), watchPage(), markPaints(board)];
  signal.addEventListener('abort', () => {
    for (const stop of stops) stop();
    link = null;
    live.setState(nothing, true);
  });
}

/** Takes in what the manifest names beside the segments. What cannot be read is asked of the server afterwards. */
async function catchUp(board: Board, { files, manifest }: Opening, signal: AbortSignal): Promise<void> {
  const { deltas } = manifest.files;
  if (deltas.length === 0) return;
  try {
    await board.apply(await readDeltas(files, deltas, signal));
  } catch (error) {
    if (!(error instanceof SnapshotError) && !signal.aborted) throw error;
  }
}

function newsOf(
  before: LiveState | null,
  now: LiveState,
  event: LiveEvent | null,
  renewed: boolean,
): LiveView['news'] {
  if (event?.kind === 'loaded') return renewed ? 'renewed' : 'reloaded';
  const wasLost = before?.kind === 'stale' && performance.now() - before.since > briefly;
  return wasLost && (now.kind === 'live' || now.kind === 'behind') ? 'back' : null;
}

/** The newest requests that the engine has; none where it cannot list them. */
async function newestOf(engine: Engine, { manifest }: Opening): Promise<Arrivals> {
  const last = manifest.files.segments.reduce((most, { rids }) => Math.max(most, rids.to), -1);
  try {
    const list = await engine.list({ measure: 'received', filter: {}, order: 'opened', descending: true });
    const rows = await list.rows(0, 5);
    await list.close();
    const newest = rows.map(({ rid, opened, zone, category, channel, topic }) => ({
      rid: rid ?? -1,
      opened: opened ?? 0,
      zone: zone ?? -1,
      category: category ?? -1,
      channel: channel ?? -1,
      topic: topic ?? -1,
    }));
    return { newest, last: Math.max(last, ...newest.map(({ rid }) => rid)) };
  } catch {
    return { newest: [], last };
  }
}

/** A drag, or a period that is over, pauses the feed. */
function watchBoard(board: Board): () => void {
  const look = () => {
    const { dragging, opening, choice } = board.store.getState();
    if (!opening) return;
    pause('drag', dragging);
    pause('period', isPast(opening, choice.filter.opened?.to));
  };
  look();
  return board.store.subscribe(look);
}

function pause(by: Pause, paused: boolean): void {
  if (link && paused !== link.state.paused.has(by)) link.send({ kind: paused ? 'hold' : 'release', by });
}

/** Whether a period ends before the last day that the data have. */
export function isPast({ city, manifest }: Opening, to: number | undefined): boolean {
  if (to === undefined || !manifest.days) return false;
  return to < Math.min(city.timeZone.dayOf(manifest.asOf), manifest.days.to);
}

/** The page is put away and comes back, the network goes and comes back. */
function watchPage(): () => void {
  const abort = new AbortController();
  const on = (target: EventTarget, type: string, event: () => LiveEvent | null) =>
    target.addEventListener(
      type,
      () => {
        const told = event();
        if (told) tellLive(told);
      },
      abort,
    );
  on(window, 'pagehide', () => ({ kind: 'slept' }));
  on(window, 'pageshow', () => ({ kind: 'woken' }));
  on(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? { kind: 'woken' } : null));
  on(window, 'offline', () => ({ kind: 'offline' }));
  on(window, 'online', () => ({ kind: 'online' }));
  return () => abort.abort();
}

/** Marks the newest version when the first frame of it is on the screen, for whoever observes how fast that is. */
function markPaints(board: Board): () => void {
  return board.store.subscribe(({ shown }, before) => {
    const manifest = shown?.screen.manifest;
    if (!manifest || manifest === before.shown?.screen.manifest) return;
    const { sequence, asOf } = manifest;
    requestAnimationFrame(() =>
      setTimeout(() => {
        performance.clearMarks('live-painted');
        performance.mark('live-painted', { detail: { sequence, asOf } });
      }),
    );
  });
}
