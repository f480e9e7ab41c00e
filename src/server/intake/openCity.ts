import { mkdir } from 'node:fs/promises';
import { calendarOf } from '../../intake/reading/calendarOf.ts';
import { goalsOn, parseReference, type Reference, type ReferenceFiles } from '../../intake/reference.ts';
import { makeCity } from '../../model/city.ts';
import { formatDay } from '../../model/day.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { SnapshotFacts } from '../../model/snapshot.ts';
import { timeZone } from '../../model/timeZone.ts';
import { weeksLikened } from '../../sample/living/past.ts';
import type { Config, SourceConfig } from '../config.ts';
import { makePrivate } from '../privateFiles.ts';
import { changesOf, channelsNow, factsNow, publishFacts } from '../referenceChanges.ts';
import { referenceData } from '../referenceData.ts';
import { snapshotFacts } from '../snapshotFacts.ts';
import { filledSegments } from '../snapshotFill.ts';
import { manifestOf, readManifest } from '../snapshotReader.ts';
import { type LiveCity, openLiveCity } from './liveCity.ts';
import { foldBeside } from './publish/foldProcess.ts';
import { type PublishSettings, usualSettings } from './publish/settings.ts';
import { configuredSource, wordsOfSources } from './sources/configured.ts';
import { ProblemBook } from './sources/problemBook.ts';
import { simulatorSource } from './sources/simulator.ts';
import { simulatorClock } from './sources/simulatorClock.ts';
import { type Clock, type Source, systemClock } from './sources/source.ts';
import { fillStore } from './store/filling.ts';
import { openStore, type Store, type StoreOptions } from './store/store.ts';
import type { Watch } from './watch.ts';

/** A city that is to go on. */
export type CityTask = CityKind & {
  /** Those in force; left out: those of the folder of reference files. */
  readonly reference?: ReferenceFiles;
};

/** Which city: plain data. */
export type CityKind =
  /** The sample city of a folder, by itself; `speed` times as fast as the clock, 0: nothing happens. */
  | { readonly kind: 'sample'; readonly data: string; readonly speed: number }
  | { readonly kind: 'config'; readonly config: Config };

export interface OpenedCity {
  readonly live: LiveCity;
  readonly store: Store;
  readonly clock: Clock;
  /** By id of the sources that are configured: their kind. */
  readonly kinds: Readonly<Record<string, SourceConfig['kind']>>;
}

/**
 * Opens a city: a sample city that goes on by itself, or what the sources of a configuration have told so far or, on the
 * first start, all that they tell.
 */
export async function openCity(task: CityTask, watch: Watch): Promise<OpenedCity> {
  watch.doing?.({ what: 'start', part: null });
  const reference = task.reference ? parseReference(task.reference) : referenceData();
  if (task.kind === 'config') return openConfiguredCity(task.config, reference, watch);
  return openSampleCity(task.data, task.speed, reference, watch);
}

async function openSampleCity(
  data: string,
  speed: number,
  reference: Reference,
  watch: Watch,
): Promise<OpenedCity> {
  const { folder, manifest: before } = await readManifest(data);
  await keepPrivate(data, watch);
  const { facts, manifest } = await brought(folder, before, reference, lastInstantOf(before), watch);
  const channel = channelsNow(facts.words.channel, reference);
  const options: StoreOptions = { ...facts, words: () => ({ ...facts.words, channel }) };
  const store = await openFilled(data, options, { folder, manifest, source: simulatorId }, watch);
  try {
    const clock = simulatorClock(lastInstantOf(manifest), speed);
    const sources = speed > 0 ? [simulated(store, facts, clock)] : [];
    const live = await openLiveCity({
      ...{ folder, store, clock, pace: speed, facts, sources, watch, problems: bookOf(store, watch) },
      ...{ settings: usualSettings, renewed: manifest !== before },
    });
    return { live, store, clock, kinds: {} };
  } catch (error) {
    store.close();
    throw error;
  }
}

async function openConfiguredCity(config: Config, reference: Reference, watch: Watch): Promise<OpenedCity> {
  const folder = `${config.data}/rows`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await keepPrivate(config.data, watch);
  const found = await manifestOf(config.data);
  const kept = found && (await brought(folder, found, reference, systemClock.now(), watch));
  const manifest = kept?.manifest ?? null;
  const base = kept?.facts ?? liveFacts(config, reference);
  const simulator = config.sources.find(({ kind }) => kind === 'simulator') as
    | Extract<SourceConfig, { kind: 'simulator' }>
    | undefined;
  let problems: ProblemBook | null = null;
  const options: StoreOptions = {
    ...base,
    words: (known) => wordsOfSources(config.sources, reference, known ?? (manifest ? base.words : null)),
    identity: config.personal,
    forgetAfterMonths:
      config.personal.forgetAfterMonths === 'never' ? null : config.personal.forgetAfterMonths,
    onShared: (source, shared) =>
      problems?.report(source ?? shared.source ?? 'store', shared.kind, 'sharedIdentity'),
  };
  const published = { folder, manifest, source: simulator ? simulatorId : 'snapshot' };
  const store = await openFilled(config.data, options, published, watch);
  try {
    const facts = { ...base, title: config.title, words: store.words };
    const renewed = manifest && (await publishFacts(folder, manifest, facts, base.words)) !== found;
    if (simulator && !manifest)
      throw new Error(
        'the simulator goes on with requests that there are: make a sample city in the data folder first',
      );
    const clock = simulator ? simulatorClock(lastInstantOf(manifest!), simulator.speed) : systemClock;
    const book = bookOf(store, watch, config.problems.keepDays);
    problems = book;
    const sources: Source[] = [];
    for (const source of config.sources)
      sources.push(
        await configuredSource(source, {
          reference,
          words: store.words,
          timeZone: facts.timeZone,
          simulator: () => simulated(store, facts, clock),
          log: (id, text) => watch.said?.(`${id}: ${text}`),
          onProblem: book.report,
        }),
      );
    const { everyMs, foldAfterRequests, foldAfterMinutes, graceMinutes } = config.publish;
    const settings: PublishSettings = {
      ...usualSettings,
      ...{ everyMs, foldAfterRequests, foldAfterMinutes, graceMinutes },
    };
    const pace = simulator?.speed ?? null;
    const live = await openLiveCity({
      folder,
      store,
      clock,
      pace,
      facts,
      sources,
      problems: book,
      watch,
      settings,
      renewed: renewed ?? false,
      matchAt: config.match === false ? null : config.match.at,
    });
    const kinds = Object.fromEntries(config.sources.map(({ id, kind }) => [id, kind]));
    return { live, store, clock, kinds };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Sees to it that nobody else reads the data of a folder, and says what it had to mend. */
async function keepPrivate(data: string, watch: Watch): Promise<void> {
  const mended = await makePrivate(data);
  if (mended > 0)
    watch.said?.(
      `${data}: ${mended} files or folders could be read by other users of this machine; now only by this one (modes 700 and 600)`,
    );
}

/** The id of the simulator's source: what goes on with the requests of a sample city. */
const simulatorId = 'simulator';

function bookOf(store: Store, watch: Watch, keepDays?: number): ProblemBook {
  return new ProblemBook(store.problems, (...counted) => watch.problem?.(...counted), keepDays);
}

function storeFile(data: string): string {
  return `${data}/store.sqlite`;
}

/** Epoch seconds that the data of a manifest with its deltas are of. */
function lastInstantOf(manifest: Manifest): number {
  return manifest.files.deltas.at(-1)?.asOf ?? manifest.asOf;
}

/** Brings what is published in line with the reference files as they are now, and says what changed. */
async function brought(folder: string, manifest: Manifest, reference: Reference, now: number, watch: Watch) {
  const before = await snapshotFacts(folder, manifest);
  const facts = factsNow(before, reference, now);
  for (const text of changesOf(before, facts)) watch.said?.(text);
  return { facts, manifest: await publishFacts(folder, manifest, facts, before.words) };
}

interface Published {
  readonly folder: string;
  /** Null: nothing is published yet. */
  readonly manifest: Manifest | null;
  /** The source that is taken to have told its requests. */
  readonly source: string;
}

/** Opens the store of a folder; an empty one is filled before with the requests that are published, if there are. */
async function openFilled(
  data: string,
  options: StoreOptions,
  { folder, manifest, source }: Published,
  watch: Watch,
): Promise<Store> {
  const file = storeFile(data);
  const store = openStore(file, options);
  const published = manifest && (manifest.files.deltas.at(-1)?.total ?? manifest.rows);
  if (!published || store.counts().requests > 0) return store;
  store.close();
  if (manifest.kind === 'live')
    throw new Error(
      `${file}: the store is empty, and ${folder} holds what was published from it; put the store back from a backup (docs/operations.md), or delete ${folder} so that all is read from the sources anew`,
    );
  watch.doing?.({ what: 'fill', part: 0 });
  const whole = manifest.files.deltas.length > 0 ? await foldBeside(folder, manifest) : manifest;
  await fillStore(file, {
    source,
    sequence: manifest.files.deltas.at(-1)?.to ?? manifest.sequence,
    segments: (columns) => filledSegments({ folder, manifest: whole, source, columns }),
    onProgress: (requests) => watch.doing?.({ what: 'fill', part: requests / whole.rows }),
    onIndexing: () => watch.doing?.({ what: 'index', part: null }),
  });
  watch.doing?.({ what: 'start', part: null });
  return openStore(file, options);
}

function simulated(store: Store, facts: Omit<SnapshotFacts, 'asOf'>, clock: Clock): Source {
  const city = makeCity(facts.zones, facts.words, facts.timeZone);
  return simulatorSource({
    city,
    calendar: facts.calendar,
    targets: facts.targets,
    clock,
    seed: 1,
    async past(signal) {
      const asOf = Math.floor(clock.now());
      const day = city.timeZone.dayOf(asOf) - 7 * (weeksLikened + 2);
      // Of its own requests alone: those of other sources go on by themselves.
      const table = await store.since(simulatorId, day, signal);
      return { table, asOf };
    },
  });
}

/** What is known of the reference's own city beside its requests. */
function liveFacts({ title, sources }: Config, reference: Reference): Omit<SnapshotFacts, 'asOf'> {
  const { timeZone: zone } = calendarOf(reference.calendar);
  const today = formatDay(timeZone(zone).dayOf(Date.now() / 1000));
  const usePoints = sources.some(
    (source) =>
      source.kind !== 'simulator' &&
      (['longitude', 'point', 'makani'] as const).some(
        (field) => source.mapping.mapping.columns[field] !== undefined,
      ),
  );
  return {
    kind: 'live',
    title,
    zones: reference.zones,
    words: reference.words,
    geometry: reference.geometry,
    timeZone: zone,
    weekStart: 1,
    pointStep: 0.001,
    approximateZones: usePoints,
    goals: goalsOn(reference.goals, today),
    calendar: reference.calendar,
    targets: reference.targets,
  };
}
