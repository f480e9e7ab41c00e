import { access } from 'node:fs/promises';
import type { SnapshotFacts } from '../../model/snapshot.ts';
import { timeZone } from '../../model/timeZone.ts';
import { cityJobs } from './jobs/cityJobs.ts';
import { Jobs } from './jobs/jobs.ts';
import { Matcher, unknownSource } from './matching/matcher.ts';
import { foldBeside } from './publish/foldProcess.ts';
import { Publisher, type PublisherOptions } from './publish/publisher.ts';
import type { PublishSettings } from './publish/settings.ts';
import type { ProblemBook } from './sources/problemBook.ts';
import { runSource, type SourceState } from './sources/runner.ts';
import { type Clock, type Source, SourceError } from './sources/source.ts';
import type { Store } from './store/store.ts';
import { newsOf, type Opened, type Watch } from './watch.ts';

export interface LiveOptions {
  /** Folder of the audience's files. */
  readonly folder: string;
  readonly store: Store;
  readonly clock: Clock;
  /** How many times as fast as this machine's the clock runs; null: it is this machine's. */
  readonly pace?: number | null;
  readonly facts: Omit<SnapshotFacts, 'asOf'>;
  readonly sources: readonly Source[];
  readonly settings: PublishSettings;
  readonly fold?: PublisherOptions['fold'];
  /** Whether other facts are published than before, so that open pages must begin anew. */
  readonly renewed?: boolean;
  readonly watch?: Watch;
  /** Where what is wrong with what sources tell is gathered; closed with the city. */
  readonly problems?: ProblemBook;
  /** When each day sources are held against the store, as `02:30`; null or left out: when somebody asks. */
  readonly matchAt?: string | null;
}

/** A city whose requests go on: sources fill the store, the publisher tells what changed. */
export interface LiveCity {
  readonly publisher: Publisher;
  /** How the sources are doing, in the order in which they are configured. */
  readonly sources: () => readonly SourceState[];
  readonly matcher: Matcher;
  readonly jobs: Jobs;
  /** What is published now, for whoever follows from now on: it may have gone on when this is told. */
  opened(): Promise<Opened>;
  /** Lets a source tell all that it has anew. @throws Error for an unknown one */
  reread(source: string): Promise<void>;
  /** Takes all away that came from a source which is not configured any more. @throws Error for one that is */
  forget(source: string): Promise<number>;
  /** Takes nothing more, publishes what was taken, and closes the store. */
  stop(): Promise<void>;
}

/**
 * Starts a live city. Where there is no snapshot yet it first waits until every source that can be reached has told all
 * that it has, so that the first one is as whole as it can be. Where it cannot be started the store stays open, for
 * whoever opened it.
 */
export async function openLiveCity(options: LiveOptions): Promise<LiveCity> {
  const { store, clock, sources, problems, watch = {}, fold = foldBeside, pace = null } = options;
  const abort = new AbortController();
  const states = new Map<string, SourceState>();
  let publisher: Publisher | null = null;
  const following = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>();
  const follow = (source: Source) => {
    const stop = new AbortController();
    const done = runSource(
      source,
      {
        store,
        clock,
        ...(problems && { problems }),
        onTaken(id, taken, { committedAt }) {
          watch.taken?.(id, taken, { committedAt });
          publisher?.poke();
        },
        onState(state) {
          states.set(state.id, state);
          watch.source?.(state);
        },
      },
      stop.signal,
    );
    following.set(source.id, { stop, done });
    return done;
  };
  const followed = sources.map(follow);
  const matcher = new Matcher({
    ...{ sources, store, now: () => clock.now() },
    onTaken: () => publisher?.poke(),
    onMatch: (match) => watch.matched?.(match),
    signal: abort.signal,
  });
  let running: Jobs | null = null;
  const stopSources = async () => {
    abort.abort();
    await running?.stop();
    for (const { stop } of following.values()) stop.abort();
    await Promise.all([...following.values()].map(({ done }) => done));
  };
  try {
    if (!(await hasSnapshot(options.folder))) {
      await toldOnce(sources, store, states, followed, watch);
      watch.doing?.({ what: 'first', part: null });
    }
    const opened = await Publisher.open({
      ...options,
      fold,
      onEvent: (event) => watch.published?.(newsOf(event)),
      onFoldDue: () => running?.hasten('fold'),
    });
    publisher = opened;
    const { matchAt = null, settings } = options;
    const jobs = new Jobs({
      jobs: cityJobs({ ...{ store, clock, publisher: opened, matcher, matchAt }, ...settings }),
      table: store.jobs,
      zone: timeZone(options.facts.timeZone),
      onRun: (job) => watch.ran?.(job),
    });
    running = jobs;
    const tellOpened = async (): Promise<Opened> => {
      const { version } = opened;
      return { version, ring: await opened.replay(), now: clock.now(), pace };
    };
    watch.opened?.(await tellOpened());
    watch.doing?.(null);
    opened.start();
    return {
      publisher: opened,
      sources: () => sources.flatMap(({ id }) => states.get(id) ?? []),
      matcher,
      jobs,
      opened: tellOpened,
      async reread(id) {
        const source = sources.find((one) => one.id === id);
        if (!source) throw unknownSource(id, sources);
        following.get(id)?.stop.abort();
        await following.get(id)?.done;
        store.forgetPosition(id);
        void follow(source);
      },
      async forget(id) {
        if (sources.some((one) => one.id === id))
          throw new SourceError(
            'misfit',
            `${id}: it is configured, and would tell all again; take it out of the configuration first, or read it anew with --reread ${id}`,
          );
        const forgotten = await store.forget(id, clock.now());
        opened.poke();
        return forgotten;
      },
      async stop() {
        await stopSources();
        await opened.stop();
        problems?.close();
        store.close();
      },
    };
  } catch (error) {
    await stopSources();
    throw error;
  }
}

async function hasSnapshot(folder: string): Promise<boolean> {
  return access(`${folder}/manifest.json`).then(
    () => true,
    () => false,
  );
}

/** How long a source may be silent before the others are shown without it, milliseconds. */
const silence = 30_000;

/**
 * Waits until each source has told all that it has, or is away while another one has. Nothing is shown of a city of
 * which no source has told anything yet.
 */
async function toldOnce(
  sources: readonly Source[],
  store: Store,
  states: ReadonlyMap<string, SourceState>,
  running: readonly Promise<void>[],
  watch: Watch,
): Promise<void> {
  let ended = false;
  void Promise.all(running).then(() => {
    ended = true;
  });
  const begun = Date.now();
  const hasTold = ({ id }: Source) => store.position(id) !== null;
  const isAway = ({ id }: Source) => {
    const state = states.get(id);
    return state?.trouble != null || Date.now() - (state?.lastBatch ?? begun) > silence;
  };
  let told = -1;
  while (!ended) {
    const requests = store.counts().requests;
    if (requests !== told) watch.doing?.({ what: 'read', part: null, requests });
    told = requests;
    if (sources.every((source) => hasTold(source) || (isAway(source) && sources.some(hasTold)))) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}
