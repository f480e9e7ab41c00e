import { access } from 'node:fs/promises';
import type { Manifest } from '../model/manifest.ts';
import type { SnapshotFacts } from '../model/snapshot.ts';
import { type Hub, makeHub } from './live/hub.ts';
import { foldBeside } from './publish/foldProcess.ts';
import { Publisher, type PublisherEvent } from './publish/publisher.ts';
import type { PublishSettings } from './publish/settings.ts';
import type { ProblemBook } from './sources/problemBook.ts';
import { runSource, type SourceState } from './sources/runner.ts';
import type { Batch, Clock, Source } from './sources/source.ts';
import type { Store, Taken } from './store/store.ts';

export interface LiveOptions {
  /** Folder of the audience's files. */
  readonly folder: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly facts: Omit<SnapshotFacts, 'asOf'>;
  readonly sources: readonly Source[];
  readonly settings: PublishSettings;
  readonly fold?: (folder: string, manifest: Manifest) => Promise<Manifest>;
  readonly watch?: Watch;
  /** Where what is wrong with what sources tell is gathered; closed with the city. */
  readonly problems?: ProblemBook;
}

/** Told what happens; nothing waits for it. */
export interface Watch {
  readonly published?: (event: PublisherEvent) => void;
  readonly taken?: (source: string, taken: Taken, batch: Batch) => void;
  readonly source?: (state: SourceState) => void;
  /** So many of a kind could not be taken, or are doubtful; they are in the store. Never a value. */
  readonly problem?: (source: string, field: string, problem: string, count: number) => void;
}

/** A city whose requests go on: sources fill the store, the publisher tells what changed, the hub tells open pages. */
export interface LiveCity {
  readonly publisher: Publisher;
  readonly hub: Hub;
  /** How the sources are doing, in the order in which they are configured. */
  readonly sources: () => readonly SourceState[];
  /** Takes nothing more, publishes what was taken, ends the streams of open pages, and closes the store. */
  stop(): Promise<void>;
}

/**
 * Starts a live city. Where there is no snapshot yet it first waits until every source has told all that it has, so
 * that the first one is whole. Where it cannot be started the store stays open, for whoever opened it.
 */
export async function openLiveCity(options: LiveOptions): Promise<LiveCity> {
  const { store, clock, sources, problems, watch = {}, fold = foldBeside } = options;
  const abort = new AbortController();
  const states = new Map<string, SourceState>();
  let publisher: Publisher | null = null;
  let hub: Hub | null = null;
  const running = sources.map((source) =>
    runSource(
      source,
      {
        store,
        clock,
        ...(problems && { problems }),
        onTaken(id, taken, batch) {
          watch.taken?.(id, taken, batch);
          publisher?.poke();
        },
        onState(state) {
          states.set(state.id, state);
          watch.source?.(state);
        },
      },
      abort.signal,
    ),
  );
  const stopSources = async () => {
    abort.abort();
    await Promise.all(running);
  };
  try {
    if (!(await hasSnapshot(options.folder))) await allToldOnce(sources, store, running);
    publisher = await Publisher.open({
      ...options,
      fold,
      onEvent(event) {
        if (event.kind === 'published') hub?.push(event.event);
        if (event.kind === 'newFields') hub?.reload('newWords', event.version);
        if (event.kind === 'forgotten') hub?.forget(event.sequence);
        watch.published?.(event);
      },
    });
    hub = makeHub({ clock, version: publisher.version, ring: await publisher.replay() });
    publisher.start();
  } catch (error) {
    await stopSources();
    throw error;
  }
  const city = { publisher, hub };
  return {
    ...city,
    sources: () => sources.flatMap(({ id }) => states.get(id) ?? []),
    async stop() {
      await stopSources();
      await city.publisher.stop();
      city.hub.close();
      problems?.close();
      store.close();
    },
  };
}

async function hasSnapshot(folder: string): Promise<boolean> {
  return access(`${folder}/manifest.json`).then(
    () => true,
    () => false,
  );
}

/** Waits until each source has a position in the store, or all have ended. */
async function allToldOnce(
  sources: readonly Source[],
  store: Store,
  running: readonly Promise<void>[],
): Promise<void> {
  let ended = false;
  void Promise.all(running).then(() => {
    ended = true;
  });
  while (!ended && sources.some(({ id }) => store.position(id) === null))
    await new Promise((done) => setTimeout(done, 100));
}
