import { mkdir } from 'node:fs/promises';
import type { Manifest } from '../../../src/model/manifest.ts';
import { writeHashed } from '../../../src/server/files.ts';
import { fold } from '../../../src/server/intake/publish/fold.ts';
import { Publisher, type PublisherEvent } from '../../../src/server/intake/publish/publisher.ts';
import { type PublishSettings, usualSettings } from '../../../src/server/intake/publish/settings.ts';
import type { Store } from '../../../src/server/intake/store/store.ts';
import { publishedContent, storedContent } from '../../../tests/support/published.ts';
import { city, clockAt, openCityStore, positionOf, takeNext } from './history.ts';
import { compare } from './reader.ts';

/** A folder with a store and what is published of it. */
export interface LiveFolder {
  readonly store: Store;
  readonly publisher: Publisher;
}

/** Folds in this process, without the overview, which takes an engine. */
const foldOnly = (folder: string, manifest: Manifest) =>
  fold(folder, manifest, (stem, ending, content) => writeHashed(folder, stem, ending, content, null));

/** Settings that make a publisher join, fold and sweep often. */
export function hastySettings(random: () => number): PublishSettings {
  return {
    ...usualSettings,
    everyMs: 0,
    quietSeconds: 120,
    mostRequests: 12,
    mostDeltas: 4 + Math.floor(random() * 6),
    foldAfterRequests: 40 + Math.floor(random() * 160),
    graceMinutes: random() < 0.5 ? 0 : random() * 0.01,
  };
}

/**
 * Opens the store and the publisher of a folder; the first snapshot is of the first batch.
 * @throws Error what opening them throws; the store is closed then
 */
export async function openLiveFolder(
  folder: string,
  settings: PublishSettings,
  onEvent: (event: PublisherEvent) => void = () => {},
): Promise<LiveFolder> {
  await mkdir(`${folder}/rows`, { recursive: true });
  const store = openCityStore(`${folder}/store.sqlite`);
  try {
    if (positionOf(store) === 0) takeNext(store);
    const publisher = await Publisher.open({
      folder: `${folder}/rows`,
      store,
      clock: { now: () => clockAt(positionOf(store)) },
      facts: { ...city, kind: 'live' },
      settings,
      fold: foldOnly,
      onEvent,
    });
    return { store, publisher };
  } catch (error) {
    store.close();
    throw error;
  }
}

/**
 * Publishes what is left, and compares what a reader has with what the store has.
 * @throws Error where they differ, or it does not come to an end
 */
export async function settle(folder: string, { store, publisher }: LiveFolder): Promise<void> {
  let more = true;
  for (let step = 0; more; step++) {
    if (step === 200) throw new Error('after 200 steps there is still something to publish');
    more = await publisher.step();
  }
  await publisher.stop();
  const { content, sequence } = await publishedContent(`${folder}/rows`);
  if (publisher.version.sequence !== sequence)
    throw new Error(`the publisher is at sequence ${publisher.version.sequence}, its files at ${sequence}`);
  compare('what is published', content, storedContent(store.months()));
  const { requests, published } = store.counts();
  if (requests !== published || requests !== content.size)
    throw new Error(
      `got counts of ${requests} requests and ${published} published, expected ${content.size}`,
    );
}
