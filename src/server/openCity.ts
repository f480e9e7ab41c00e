import { mkdir } from 'node:fs/promises';
import { calendarOf } from '../intake/calendarOf.ts';
import { goalsOn } from '../intake/reference.ts';
import { makeCity } from '../model/city.ts';
import { formatDay } from '../model/day.ts';
import type { Manifest } from '../model/manifest.ts';
import type { SnapshotFacts } from '../model/snapshot.ts';
import { timeZone } from '../model/timeZone.ts';
import type { Config, SourceConfig } from './config.ts';
import { type LiveCity, openLiveCity, type Watch } from './liveCity.ts';
import { foldHere } from './publish/foldProcess.ts';
import { type PublishSettings, usualSettings } from './publish/settings.ts';
import { referenceData } from './referenceData.ts';
import { snapshotFacts } from './snapshotFacts.ts';
import { snapshotRows } from './snapshotRows.ts';
import { configuredSource, wordsOfSources } from './sources/configured.ts';
import { weeksLikened } from './sources/simulator/past.ts';
import { simulatorClock, simulatorSource } from './sources/simulator.ts';
import { type Clock, type Source, systemClock } from './sources/source.ts';
import { openStore, type Store } from './store/store.ts';

/** Told, in words, what takes long or what somebody should know. */
export type Say = (text: string) => void;

export interface OpenedCity {
  readonly live: LiveCity;
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * Opens the sample city of a folder and lets it go on by itself.
 * @param speed times as fast as the clock; 0: nothing happens
 */
export async function openSampleCity(
  data: string,
  manifest: Manifest,
  speed: number,
  say: Say,
  watch: Watch,
): Promise<OpenedCity> {
  const folder = `${data}/rows`;
  const facts = await snapshotFacts(folder, manifest);
  const store = openStore(storeFile(data), { ...facts, words: () => facts.words });
  try {
    await loadSnapshot(store, simulatorId, folder, manifest, say);
    const clock = simulatorClock(lastInstantOf(manifest), speed);
    const sources = speed > 0 ? [simulated(store, facts, clock)] : [];
    const live = await openLiveCity({
      ...{ folder, store, clock, facts, sources, watch },
      settings: usualSettings,
    });
    return { live, store, clock };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Opens the city of a configuration: what its sources have told so far, or, on the first start, all that they tell. */
export async function openConfiguredCity(
  config: Config,
  manifest: Manifest | null,
  say: Say,
  watch: Watch,
): Promise<OpenedCity> {
  const folder = `${config.data}/rows`;
  await mkdir(folder, { recursive: true });
  const reference = referenceData();
  const base = manifest ? await snapshotFacts(folder, manifest) : liveFacts(config);
  const store = openStore(storeFile(config.data), {
    ...base,
    words: (kept) => wordsOfSources(config.sources, reference, kept ?? (manifest ? base.words : null)),
    identity: config.personal,
    onShared: (source, shared) =>
      watch.problem?.(source ?? shared.source ?? 'store', shared.kind, 'sharedIdentity'),
  });
  try {
    const facts = { ...base, title: config.title, words: store.words };
    const simulator = config.sources.find(({ kind }) => kind === 'simulator') as
      | Extract<SourceConfig, { kind: 'simulator' }>
      | undefined;
    if (manifest?.kind === 'live' && store.counts().requests === 0)
      throw new Error(
        `${storeFile(config.data)}: the store is empty, and ${folder} holds what was published from it; put the store back from a backup (docs/operations.md), or delete ${folder} so that all is read from the sources anew`,
      );
    if (manifest) await loadSnapshot(store, simulator ? simulatorId : 'snapshot', folder, manifest, say);
    if (simulator && !manifest)
      throw new Error(
        'the simulator goes on with requests that there are: make a sample city in the data folder first',
      );
    const clock = simulator ? simulatorClock(lastInstantOf(manifest!), simulator.speed) : systemClock;
    const sources = config.sources.map((source) =>
      configuredSource(source, {
        reference,
        words: store.words,
        simulator: () => simulated(store, facts, clock),
        log: (id, text) => say(`${id}: ${text}`),
        onProblem: (id, field, problem) => watch.problem?.(id, field, problem),
      }),
    );
    const { everyMs, foldAfterRequests, foldAfterMinutes, graceMinutes } = config.publish;
    const settings: PublishSettings = {
      ...usualSettings,
      ...{ everyMs, foldAfterRequests, foldAfterMinutes, graceMinutes },
    };
    const live = await openLiveCity({ folder, store, clock, facts, sources, watch, settings });
    return { live, store, clock };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** The id of the simulator's source: what goes on with the requests of a sample city. */
const simulatorId = 'simulator';

function storeFile(data: string): string {
  return `${data}/store.sqlite`;
}

/** Epoch seconds that the data of a manifest with its deltas are of. */
function lastInstantOf(manifest: Manifest): number {
  return manifest.files.deltas.at(-1)?.asOf ?? manifest.asOf;
}

/** Fills an empty store with the requests that are published, as if a source had told them. */
async function loadSnapshot(
  store: Store,
  source: string,
  folder: string,
  manifest: Manifest,
  say: Say,
): Promise<void> {
  if (store.counts().requests > 0) return;
  const whole = manifest.files.deltas.length > 0 ? await foldHere(folder, manifest) : manifest;
  if (whole.rows > 50_000) say('Filling the store with the requests that are published, once …');
  let next = 0.25;
  await store.load(source, snapshotRows(folder, whole), null, (requests) => {
    if (whole.rows <= 50_000 || requests < next * whole.rows) return;
    say(`  ${Math.round((100 * requests) / whole.rows)} %`);
    next += 0.25;
  });
  store.publishedAll(store.lastChange(), manifest.files.deltas.at(-1)?.to ?? manifest.sequence);
}

function simulated(store: Store, facts: Omit<SnapshotFacts, 'asOf'>, clock: Clock): Source {
  const city = makeCity(facts.zones, facts.words, facts.timeZone);
  return simulatorSource({
    city,
    calendar: facts.calendar,
    targets: facts.targets,
    clock,
    seed: 1,
    past() {
      const asOf = Math.floor(clock.now());
      return { table: store.since(city.timeZone.dayOf(asOf) - 7 * (weeksLikened + 2)), asOf };
    },
  });
}

/** What is known of the reference's own city beside its requests. */
function liveFacts({ title, sources }: Config): Omit<SnapshotFacts, 'asOf'> {
  const reference = referenceData();
  const { timeZone: zone } = calendarOf(reference.calendar);
  const today = formatDay(timeZone(zone).dayOf(Date.now() / 1000));
  const usePoints = sources.some(
    (source) => source.kind !== 'simulator' && source.mapping.mapping.columns.longitude !== undefined,
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
